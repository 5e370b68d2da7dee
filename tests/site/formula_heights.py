"""How high formulas are in an engine, compared with the others and with KaTeX.

Seen as readers see them: on pictures of two sheets, one with our MathML in the looks of
the site and one that KaTeX sets.  An engine that does not know a part of MathML draws
what needs it too high or too flat.  A formula between words may not move the lines.
"""

import io
import time
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from PIL import Image

from plugins.markdown.maths.expressions import Maths
from tests.site.engines import Engine

KATEX = "katex@0.19.1"
FORMULAS = Path(__file__).with_name("thirty_formulas.txt")
APART = 0.15  # of a height
BLUR = 2  # pixels that edges of drawings may be uncertain by
LINE = 2 / 19  # of the letters' size: how much a formula may add to its line
SIZE, COLUMNS, WIDTH, ROW = 28, 3, 420, 200  # pixels: of letters, and of a cell
ROWS = 5  # on a picture
LOOKS = f"""
main {{ position: relative; min-height: 9000px; margin: 0 !important; }}
main > div {{ position: absolute; width: {WIDTH}px; height: {ROW}px; }}
main > div > * {{ margin: 8px !important; font-size: {SIZE}px; }}
main .equation {{ background: none; }}
.katex {{ font-size: 1em !important; }}
"""
SHEET = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Formulas</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="{sheet}">
<style>{looks}</style></head><body><main class="prose column">{cells}</main>
{scripts}</body></html>
"""
CELL = '<div style="left: {}px; top: {}px">{}</div>'
SCRIPTS = """\
<script src="/.katex/katex.min.js"></script><script>
for (const cell of document.querySelectorAll('[data-tex]'))
  katex.render(cell.dataset.tex, cell, { displayMode: cell.className === 'equation' });
</script>"""
SCROLL = "frames[0].scrollTo({{ top: {}, behavior: 'instant' }})"
GROWN = """
return [...frames[0].document.querySelectorAll('p')].map(
  line => line.offsetHeight - parseFloat(frames[0].getComputedStyle(line).lineHeight));
"""


def formulas() -> list[str]:
    """Each between one dollar or two, as posts have it."""
    return FORMULAS.read_text("utf-8").splitlines()


def write_sheets(folder: Path) -> None:
    """Write the two pages on which the formulas are."""
    ours, theirs = map(mathml, formulas()), map(for_katex, formulas())
    style, katex = "/theme/css/style.css", "/.katex/katex.min.css"
    (folder / "mathml.html").write_text(sheet(style, ours), "utf-8")
    (folder / "katex.html").write_text(sheet(katex, theirs, SCRIPTS), "utf-8")


def sheet(style: str, shown: Iterator[str], scripts: str = "") -> str:
    """A page of formulas in cells."""
    places = (divmod(number, COLUMNS) for number in range(len(formulas())))
    cells = (
        CELL.format(column * WIDTH, row * ROW, html)
        for (row, column), html in zip(places, shown, strict=True)
    )
    return SHEET.format(
        sheet=style, looks=LOOKS, cells="\n".join(cells), scripts=scripts
    )


def mathml(source: str) -> str:
    """A formula as a post has it; in a line, beside a letter of the text."""
    maths = Maths({}, "error")
    maths.extract(source)
    line = '<div class="equation">{}</div>' if displayed(source) else "<p>x {}</p>"
    return line.format(maths.html(0))


def for_katex(source: str) -> str:
    """A formula that KaTeX is to set; in a line, beside a letter too."""
    kind, letter = ("equation", "") if displayed(source) else ("line", "x ")
    tex = escape(source.strip("$"))
    return f'<div>{letter}<span class="{kind}" data-tex="{tex}"></span></div>'


def displayed(source: str) -> bool:
    """Whether a formula stands on a line of its own."""
    return source.startswith("$$")


def heights(engine: Engine) -> list[int]:
    """Those of all formulas of the sheet that an engine shows, in pixels."""
    found: list[int] = []
    while len(found) < len(formulas()):
        top = len(found) // COLUMNS * ROW
        engine.run(SCROLL.format(top))
        time.sleep(0.3)  # engines may paint later than they answer
        seen = Image.open(io.BytesIO(engine.picture())).convert("L")
        missing = min(ROWS * COLUMNS, len(formulas()) - len(found))
        found += [ink(seen, *divmod(number, COLUMNS)) for number in range(missing)]
    return found


def ink(seen: Image.Image, row: int, column: int) -> int:
    """How high it is what stands in a cell."""
    box = (column * WIDTH, row * ROW, (column + 1) * WIDTH, (row + 1) * ROW)
    dark = seen.crop(box).point(lambda grey: 255 * (grey < 160)).getbbox()
    return dark[3] - dark[1] if dark else 0


def lines_apart(engine: Engine) -> Iterator[str]:
    """The formulas between words that push the lines of a text apart."""
    lines = [source for source in formulas() if not displayed(source)]
    for source, grown in zip(lines, engine.run(GROWN), strict=True):
        if grown > LINE * SIZE:
            yield f"{source} adds {grown / SIZE:.2f} em to its line in {engine.name}."


def differences(heights: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """The formulas whose heights differ too much."""
    for source, *each in zip(formulas(), *heights.values(), strict=True):
        if max(each) - BLUR > (1 + APART) * min(each):
            pairs = zip(heights, each, strict=True)
            said = ", ".join(f"{high / SIZE:.2f} em in {name}" for name, high in pairs)
            yield f"{source} is {said}; heights may differ by {APART:.0%}."
