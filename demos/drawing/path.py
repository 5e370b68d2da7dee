"""Path data of an SVG, written short: one decimal, relative steps."""

import re
from collections.abc import Iterator

COMMAND = re.compile(r"([MLQC])([^A-Za-z]*(?:e-?\d[^A-Za-z]*)*)|([Zz])")
POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}  # how many a step takes
Point = tuple[int, int]  # in tenths of a pixel


def compact(d: str) -> str:
    """The same path to 0.1, in steps from the point before.

    Steps go between rounded points, so that errors do not add up.
    """
    return "".join(_steps(d))


def short(value: float, places: int = 1) -> str:
    """A number with no needless zero, and no sign before nothing."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    text = re.sub(r"^(-?)0\.", r"\1.", text)
    return "0" if text in ("", "-", "-0") else text


def _steps(d: str) -> Iterator[str]:
    here = start = (0, 0)
    before = ""
    for command, arguments, close in COMMAND.findall(d):
        if close:
            here, before = start, ""
            yield "z"
            continue
        for step in _grouped(_points(arguments), POINTS[command]):
            letter = "" if command == before else command.lower()
            numbers = [c for p in step for c in (p[0] - here[0], p[1] - here[1])]
            yield _joined(letter, numbers)
            here, before = step[-1], command
            start = here if command == "M" else start


def _points(arguments: str) -> list[Point]:
    tenths = [round(float(number) * 10) for number in arguments.split()]
    return list(zip(tenths[::2], tenths[1::2], strict=True))


def _grouped(points: list[Point], n: int) -> Iterator[list[Point]]:
    for first in range(0, len(points), n):
        yield points[first : first + n]


def _joined(letter: str, tenths: list[int]) -> str:
    """Numbers with a space between where no minus sign parts them."""
    text = letter
    for n, number in enumerate(short(tenth / 10) for tenth in tenths):
        glued = number.startswith("-") or (n == 0 and letter)
        text += number if glued else f" {number}"
    return text
