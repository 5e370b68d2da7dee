"""Figures in the pages: light, readable on a telephone, in the page's own colours."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.site.pages import pages

INLINE = 12_000  # bytes, compressed: of a figure in the page, both drawings together
STEPS = 3_000  # of the file that moves a figure
LETTER = 11  # CSS pixels
PHONE = 328  # the column of a telephone that is 360 pixels wide
FIGURE = re.compile(r'<figure class="figure".*?</figure>', re.DOTALL)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
NARROW = re.compile(r'<svg class="figure-narrow".*?</svg>', re.DOTALL)
STEPPED = re.compile(r'data-steps="([^"]+)"')
LABEL = re.compile(r'<figure class="figure" id="([^"]*)"')
COLOUR = re.compile(r"(var\(--fig-\w+, )?#[0-9a-f]{6}")
ID = re.compile(r'<[^>]*\sid="([^"]*)"')


def problems(site: Path) -> Iterator[str]:
    """What is wrong with figures of a built site, and ids that are given twice."""
    for name in pages(site):
        text = (site / name).read_text("utf-8")
        for label, times in Counter(ID.findall(text)).items():
            if times > 1:
                yield f"{name}: the id '{label}' is given {times} times."
        for figure in FIGURE.findall(text):
            label = LABEL.match(figure)
            for fault in faults(site, figure):
                yield f"{name}: figure {label[1] if label else ''}: {fault}"


def faults(site: Path, figure: str) -> Iterator[str]:
    """What is wrong with one figure."""
    drawings = "".join(DRAWING.findall(figure))
    if (weight := weigh(drawings.encode())) > INLINE:
        yield f"its drawings weigh {weight} bytes compressed; the limit is {INLINE}."
    if (letter := smallest_letter(figure)) < LETTER:
        yield f"letters of {letter:.1f} px on a telephone; the limit is {LETTER}."
    if " style=" in drawings or "<style" in drawings:
        yield "it has a style of its own, which the policy forbids."
    if not all(COLOUR.findall(drawings)):
        yield "a colour is not one of the page's, var(--fig-…)."
    if "✗" in figure:
        yield "one of its checks has failed."
    yield from heavy_steps(site, figure)


def heavy_steps(site: Path, figure: str) -> Iterator[str]:
    """Files of steps that are too large."""
    for address in STEPPED.findall(figure):
        file = site / "figures" / address.partition("/figures/")[2]
        if (weight := weigh(file.read_bytes())) > STEPS:
            yield f"its steps weigh {weight} bytes compressed; the limit is {STEPS}."


def smallest_letter(figure: str) -> float:
    """The size in CSS pixels of the smallest letters on a telephone."""
    sizes = [float(LETTER)]
    for drawing in NARROW.findall(figure):
        width = re.search(r'\swidth="(\d+)"', drawing)
        scale = min(1, PHONE / int(width[1])) if width else 1
        sizes += [
            float(size) * scale
            for size in re.findall(r'font-size="([\d.]+)px"', drawing)
        ]
    return min(sizes)


def weigh(data: bytes) -> int:
    """Bytes, compressed."""
    return len(gzip.compress(data, 9))
