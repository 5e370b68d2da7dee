"""What a typical post weighs on a first visit: about 1000 words, 30 formulas and more.

It has two blocks of code, two figures, a table and a cover.  Drawings count as pictures
although they stand in the page.  Bytes are compressed as hosts compress them.
"""

import re
import shutil
import tempfile
from pathlib import Path

import brotli
from playwright.sync_api import Browser, sync_playwright

from plugins.commands.build import build, public_address
from plugins.commands.project import ROOT
from tests.site import browser
from tests.site.budgets import stable_visit
from tests.site.pages import FONT, QUALITY, SCRIPT, STYLE, Visit

POST = Path(__file__).parent / "typical/the-price-of-not-knowing.md"
PAGE = f"blog/{POST.stem}/index.html"
HOME = "---\ntitle: Home\ntemplate: index\nstatus: hidden\npermalink: /\n---\n\nHi.\n"
MENU = [["Blog", "blog/"], ["Notes", "notes/"], ["Tags", "tags/"], ["All", "archive/"]]
DRAWING = re.compile(rb'<svg class="figure-(?:wide|narrow)".*?</svg>', re.DOTALL)


def main() -> None:
    """Print the weight of the page, part by part."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        seen = visited(browser.launch(playwright), Path(folder))
    for what, weight in {
        "all but pictures and font": seen.weight_of_words(),
        "style sheet": seen.weight(STYLE),
        "scripts": seen.weight(SCRIPT),
        "fonts": seen.weight(FONT),
    }.items():
        print(f"  {what:<28}{weight / 1000:6.2f} kB")
    print(f"  {'requests':<28}{len(seen.weights):6d}")


def visited(running: Browser, folder: Path, root: Path = ROOT) -> Visit:
    """A first visit to the post, on a site of ``root`` that has nothing else."""
    site = folder / "site"
    for source in (POST, root / "content/images"):
        target = folder / "content" / ("posts" if source == POST else "") / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    cache = {"CACHE_FOLDER": str(ROOT / ".cache")}
    (folder / "content/pages").mkdir()
    (folder / "content/pages/home.md").write_text(HOME, "utf-8")
    own = {"PATH": str(folder / "content"), "MENU": MENU, "FOOTER_LINKS": []}
    build(site, settings="publishconf.py", overrides=cache | own, root=root)
    seen = stable_visit(running, site, public_address(root), PAGE)
    page = (site / PAGE).read_bytes()
    seen.weights[PAGE] = len(brotli.compress(DRAWING.sub(b"", page), quality=QUALITY))
    return seen


if __name__ == "__main__":
    main()
