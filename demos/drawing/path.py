"""Path data of an SVG, written short: one decimal, relative steps, no idle point."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

COMMAND = re.compile(r"([MLQC])([^A-Za-z]*(?:e-?\d[^A-Za-z]*)*)|([Zz])")
POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}  # how many a step takes
IDLE = 2.0  # tenths of a pixel: a point this near to its line is not seen
Point = tuple[int, int]  # in tenths of a pixel


def compact(d: str) -> str:
    """The same path to 0.1, in steps from the point before.

    Steps go between rounded points, so that errors do not add up.  Straight lines
    lose the points that no screen could show.
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
    for command, points in _commands(d):
        if not command:
            here, before = start, ""
            yield "z"
            continue
        if command == "L":
            points = thinned([here, *points])[1:]
        for step in _grouped(points, POINTS[command]):
            letter = "" if command == before else command.lower()
            numbers = [c for p in step for c in (p[0] - here[0], p[1] - here[1])]
            yield _joined(letter, numbers)
            here, before = step[-1], command
            start = here if command == "M" else start


def thinned(points: list[Point]) -> list[Point]:
    """The ends, and what the line needs between them (Douglas & Peucker 1973)."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far = _farthest(points, first, last)
        if far:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [points[n] for n in sorted(kept)]


def _farthest(points: list[Point], first: int, last: int) -> int:
    """The point of a span that is farthest from its line; 0 if none is seen.

    In squares, and without a call for each point: a drawing has thousands.
    """
    (x0, y0), (x1, y1) = points[first], points[last]
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    most, far = IDLE * IDLE, 0
    for n in range(first + 1, last):
        x, y = points[n][0] - x0, points[n][1] - y0
        along = x * dx + y * dy
        if along <= 0:
            off: float = x * x + y * y
        elif along >= length:
            off = (x - dx) * (x - dx) + (y - dy) * (y - dy)
        else:
            off = (x * dy - y * dx) ** 2 / length
        if off > most or (far and off == most):  # of several the last
            most, far = off, n
    return far


def _commands(d: str) -> Iterator[tuple[str, list[Point]]]:
    """Each command with its points, lines that go on from each other as one."""
    for letter, found in groupby(COMMAND.findall(d), key=lambda part: str(part[0])):
        parts = [_points(arguments) for _, arguments, _ in found]
        if letter == "L":
            yield letter, [point for points in parts for point in points]
        else:
            yield from ((letter, points) for points in parts)


def _points(arguments: str) -> list[Point]:
    tenths = [round(float(number) * 10) for number in arguments.split()]
    return list(zip(tenths[::2], tenths[1::2], strict=True))


def _grouped(points: list[Point], n: int) -> Iterator[list[Point]]:
    for first in range(0, len(points), n):
        yield points[first : first + n]


def _joined(letter: str, tenths: list[int]) -> str:
    """Numbers with a space between where no minus sign parts them."""
    text = letter
    for n, number in enumerate(map(_tenths, tenths)):
        glued = number.startswith("-") or (n == 0 and letter)
        text += number if glued else f" {number}"
    return text


@cache
def _tenths(number: int) -> str:
    return short(number / 10)
