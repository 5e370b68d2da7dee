"""Posts by the hundred, for measuring: prose, formulas, lists, tables, links, code.

The same number always gives the same bytes.
"""

import random
from collections.abc import Iterator
from pathlib import Path

WORDS = """
a agent and arm at average because best but by chance choice cost curve data density
drift each estimate explore error few figure first from gradient heat if in is it learn
less line long mean model more most never noise of on one or path policy random reward
rise sample second see slow small step than that the then time to two until value walk
what when with without
""".split()  # noqa: SIM905, a list would be longer than all the rest
TAGS = [f"{a} {b}" for a in ("slow", "fast", "old", "new") for b in ("heat", "noise")]
FORMULAS = (
    r"x_t = \sqrt{1 - \beta_t}\, x_{t-1} + \sqrt{\beta_t}\, \epsilon_t",
    r"Q_{n+1} = Q_n + \frac{1}{n}\left[R_n - Q_n\right]",
    r"\bar\alpha_t = \prod_{s=1}^t (1 - \beta_s)",
    r"\nabla_x \log p(x) = -\frac{x - \mu}{\sigma^2}",
)
CODE = '''\
def step(values, rng, size=0.1):
    """One step of a walk."""
    for i, value in enumerate(values):
        values[i] = value + size * rng.normal()  # number {n}
    return values
'''


def write(folder: Path, count: int, *, code: bool = True) -> None:
    """Put ``count`` posts into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"{2000 + number % 25}-{1 + number % 12:02}-02-post-{number}.md"
        path.write_text(post(number, code=code), encoding="utf-8")


def post(number: int, *, code: bool = True) -> str:
    """A post of about 600 words."""
    chance = random.Random(number)
    tags = ", ".join(chance.sample(TAGS, 3))
    head = f"---\ntitle: Post {number} on {chance.choice(WORDS)}\ntags: [{tags}]\n---\n"
    return "\n".join([head, *_blocks(chance, number, code)])


def _blocks(chance: random.Random, number: int, code: bool) -> Iterator[str]:
    for section in range(4):
        yield f"## {sentence(chance, 4)}\n"
        for _ in range(3):
            yield paragraph(chance) + "\n"
        yield f"$$\n{chance.choice(FORMULAS)}\n$$\n"
        if code and section % 2:
            yield f"```python\n{CODE.format(n=number * 10 + section)}```\n"
    yield "".join(f"- {sentence(chance, 8)}\n" for _ in range(5))
    yield "| step | value |\n|--:|:--|\n" + "".join(
        f"| {row} | {sentence(chance, 2)} |\n" for row in range(5)
    )


def paragraph(chance: random.Random) -> str:
    """A few sentences with a formula, an emphasis and a link."""
    middle = f"so ${chance.choice(FORMULAS)}$ is *{chance.choice(WORDS)}*"
    link = f"[{chance.choice(WORDS)}](https://example.org/{chance.randrange(99)})"
    parts = [sentence(chance, 12), middle, sentence(chance, 12), link]
    return " ".join(parts) + "."


def sentence(chance: random.Random, words: int) -> str:
    """That many words, with a capital and without a stop."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize()
