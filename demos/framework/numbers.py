"""How numbers are written for readers: in findings, labels, titles and messages.

One way everywhere: a true minus, powers as ``4 × 10⁻⁵``, and a narrow space between
thousands from 10 000 on.  What is to be typed again is written by ``options.written``.
"""

THIN = "\u202f"  # a narrow space at which no line is broken
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number(value: float, digits: int = 12) -> str:
    """With so many significant digits, zeros at the end left out.

    Twelve keep every digit that an option can have, and none of those by which sums
    of decimal fractions are off: 0.6, not 0.6000000000000001.
    """
    mantissa, _, power = f"{value:.{digits}g}".partition("e")
    if not power:
        return _grouped(mantissa)
    raised = f"10{str(int(power)).translate(RAISED)}"
    return raised if mantissa == "1" else f"{_grouped(mantissa)} × {raised}"


def fixed(value: float, decimals: int) -> str:
    """With so many decimals, zeros included; what rounds to 0 has no sign."""
    return _grouped(f"{round(value, decimals) + 0.0:.{decimals}f}")


def percent(share: float, decimals: int = 0) -> str:
    """A share of 1 in percent: ``41 %``."""
    return f"{fixed(100 * share, decimals)} %"


def counted(n: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 walk``, ``10 walks``, ``10 000 walks``."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def power_of_two(exponent: int) -> str:
    """As a power: ``2⁻¹³``."""
    return f"2{str(exponent).translate(RAISED)}"


def lowered(n: int) -> str:
    """A whole number as an index: ``x₁₀``."""
    return str(n).translate(LOWERED)


def _grouped(text: str) -> str:
    sign = "−" if text.startswith("-") else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", THIN)
    return f"{sign}{whole}{point}{rest}"
