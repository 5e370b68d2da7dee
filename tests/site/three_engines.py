"""The same in Chromium, Firefox and WebKit: no errors, nothing too wide, formulas.

Of the site a few pages are looked at, of formulas those of ``formula_heights.py``.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.commands.project import CommandError
from tests.site import formula_heights, node_tools
from tests.site.engines import Engine, every_engine
from tests.site.local_server import FRAME, served
from tests.site.pages import one_of_each_kind

PAGES = 5  # the heaviest that differ in kind
WIDTHS = (360, 1280)
SECONDS = 300  # that a page may take to load
IS_READY = """
const { document, location } = frames[0];
return location.protocol !== 'about:' && document.readyState === 'complete'
  && document.fonts.status === 'loaded';
"""
LOOK = """
const { heard, document: { documentElement: root } } = frames[0];
return [heard, root.scrollWidth - root.clientWidth];
"""


def problems(site: Path, address: str) -> Iterator[str]:
    """What an engine makes of the site that it should not, one line each."""
    katex = node_tools.package(formula_heights.KATEX) / "dist"
    with TemporaryDirectory() as sheets, every_engine() as engines:
        formula_heights.write_sheets(Path(sheets))
        folders = {"": site, ".katex/": katex, ".sheets/": Path(sheets)}
        with served(folders, address) as home:
            for engine in engines:
                for name in heaviest(site):
                    yield from faults(engine, home, name)
            yield from formulas(engines, home)


def formulas(engines: list[Engine], home: str) -> Iterator[str]:
    """Formulas that are not alike in all engines, or stand between the lines."""
    visit(engines[0], home, ".sheets/katex.html", WIDTHS[-1])
    heights = {"KaTeX": formula_heights.heights(engines[0])}
    for engine in engines:
        visit(engine, home, ".sheets/mathml.html", WIDTHS[-1])
        yield from formula_heights.lines_apart(engine)
        heights[engine.name] = formula_heights.heights(engine)
    yield from formula_heights.differences(heights)


def heaviest(site: Path) -> list[str]:
    """A few pages, each of another kind."""
    names = one_of_each_kind(site)
    return sorted(names, key=lambda name: -(site / name).stat().st_size)[:PAGES]


def visit(engine: Engine, home: str, name: str, width: int) -> None:
    """Open a page in a frame of that width, and wait until its letters are there."""
    engine.open(f"{home}/{FRAME}{width}/{name.removesuffix('index.html')}")
    end = time.monotonic() + SECONDS
    while not engine.run(IS_READY):
        if time.monotonic() > end:
            raise CommandError(f"{engine.name} cannot load {name}.")
        time.sleep(0.05)


def faults(engine: Engine, home: str, name: str) -> Iterator[str]:
    """What an engine has to say of a page, at each width."""
    for width in WIDTHS:
        visit(engine, home, name, width)
        heard, excess = engine.run(LOOK)
        where = f"{name} in {engine.name}, {width} px wide"
        yield from (f"{where}: {words}" for words in heard)
        if excess > 0:
            yield f"{where}: {excess} px too wide."
