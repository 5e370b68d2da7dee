"""A small site with a bit of everything, compared with its committed pages.

When a change of the pages is wanted, write them anew and look at the difference:

    PYTHONPATH=.:tests python tests/engine/test_golden.py; git diff tests/
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from golden import FOLDER, build_golden

PAGES = FOLDER / "pages"
ADDRESS = "https://example.org/sub"
KEPT = (".html", ".xml", ".txt")
KEY = re.compile(r"figures/[0-9a-f]{32}/")  # has Python's own version in it


def golden_site(folder):
    """The site as built here: texts by path below its output folder."""
    done = build_golden(folder, SITEURL=ADDRESS, FEED_DOMAIN=ADDRESS)
    assert done.returncode == 0, done.stderr
    output = folder / "output"
    return {
        path.relative_to(output).as_posix(): KEY.sub(
            "figures/KEY/", path.read_text("utf-8")
        )
        for path in sorted(output.rglob("*"))
        if path.suffix in KEPT and path.is_file() and "theme" not in path.parts
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return golden_site(tmp_path_factory.mktemp("golden"))


def test_the_site_has_these_pages_and_no_others(built):
    committed = {
        path.relative_to(PAGES).as_posix()
        for path in PAGES.rglob("*")
        if path.is_file()
    }

    assert built.keys() == committed


@pytest.mark.parametrize(
    "page", sorted(p.relative_to(PAGES).as_posix() for p in PAGES.rglob("*.*"))
)
def test_a_page_is_as_committed(built, page):
    assert built[page] == (PAGES / page).read_text("utf-8")


def test_a_second_clean_build_gives_the_same_bytes(built, tmp_path):
    assert golden_site(tmp_path) == built


if __name__ == "__main__":
    shutil.rmtree(PAGES, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in golden_site(Path(folder)).items():
            (PAGES / name).parent.mkdir(parents=True, exist_ok=True)
            (PAGES / name).write_text(text, "utf-8")
    sys.exit()
