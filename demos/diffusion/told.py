"""How findings tell a distance, and whether they tell the one that was checked."""

from collections.abc import Sequence

from demos.framework.numbers import fixed, number

Words = Sequence[str]
LEAST = 1e-9  # nats that are told


def nats(divergence: float) -> str:
    """A divergence in words: ``0.02 nats``."""
    if divergence <= LEAST:
        return "less than 10⁻⁹ nats"
    return f"{number(divergence, 2)} nats"


def w1_from(distance: float) -> str:
    """A distance from the data in words: ``W₁ = 0.020 from the data``."""
    return f"W₁ = {fixed(distance, 3)} from the data"


def told(findings: Words, text: str, value: float) -> float:
    """The value if the findings tell it as this text, else one that misses its check.

    So a formula that only the words are made by is checked with what is drawn.  None
    are for a demo that does not tell it.
    """
    is_told = not findings or f" {text}" in " ".join(findings)
    return value if is_told else -1 - 2 * value
