"""What the manual tells a stranger: the figures in an otherwise empty Pelican site."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sites import ROOT

PAGE = "docs/content/pages/figures.md"
SECTION = re.compile(r"^## Figures in another site\n(.*)", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TAKEN = ("plugins", "demos")


def run(folder: Path, script: str) -> None:
    """Run commands as a stranger types them, who has no variables of ours."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        ["sh", "-euc", script],
        cwd=folder,
        env={"PATH": path, "HOME": str(folder)},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    assert "ERROR" not in ended.stdout + ended.stderr, ended.stdout


@pytest.fixture(scope="module")
def shown() -> list[tuple[str, str, str]]:
    """The blocks of the section: language, file name if it has one, and text."""
    section = SECTION.search((ROOT / PAGE).read_text("utf-8"))
    assert section
    return BLOCK.findall(section[1])


@pytest.fixture(scope="module")
def elsewhere(
    tmp_path_factory: pytest.TempPathFactory, shown: list[tuple[str, str, str]]
) -> Path:
    """The stranger's site, built."""
    clone = tmp_path_factory.mktemp("clone")
    for name in TAKEN:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, clone / name, ignore=ignore)
    for language, path, text in shown:
        if path:
            (clone / path).write_text(text, encoding="utf-8")
        elif language == "sh":
            run(clone, text)
    return clone / "elsewhere"


@pytest.fixture(scope="module")
def page(elsewhere: Path) -> str:
    return (elsewhere / "output/greed.html").read_text()


def test_the_figure_is_in_the_page_with_all_that_belongs_to_it(page):
    assert page.count('<figure class="figure" id="fig-greed"') == 1
    assert page.count("<svg") == 2
    assert ">Figure&nbsp;1</a> shows" in page
    assert re.search(r"<code>python -m demos epsilon-greedy --.* --out figure", page)
    assert '<ul class="figure-checks">' in page


def test_its_files_its_feed_and_its_lock_are_there(elsewhere, page):
    (picture,) = elsewhere.glob("output/figures/*/figure.png")
    (line,) = (elsewhere / "figures.lock").read_text().splitlines()

    assert picture.parent.name == json.loads(line)["key"]
    feed = (elsewhere / "output/feeds/all.atom.xml").read_text()
    path = picture.relative_to(elsewhere / "output").as_posix()
    assert f"https://example.org/{path}" in feed
    assert "&lt;svg" not in feed


def test_what_it_needs_of_the_project_is_what_the_readme_says(elsewhere):
    """No other plugin, no theme."""
    assert sorted(path.name for path in (elsewhere / "plugins").glob("[!_]*")) == [
        "defaults.py",
        "figures",
        "markdown",
        "shared",
    ]
    assert not (elsewhere / "theme").exists()


@pytest.mark.parametrize(
    ("width", "seen", "hidden"), [(1280, "wide", "narrow"), (360, "narrow", "wide")]
)
def test_the_style_that_it_is_told_shows_one_drawing(
    browser: Browser, shown, page, width, seen, hidden
):
    (style,) = [text for language, _, text in shown if language == "css"]
    figure = re.search(r"<figure.*?</figure>", page, re.DOTALL)
    assert figure
    with browser.new_page(viewport={"width": width, "height": 800}) as tab:
        tab.set_content(f"<!doctype html><style>{style}</style>{figure[0]}")

        assert tab.locator(f".figure-{seen}").is_visible()
        assert not tab.locator(f".figure-{hidden}").is_visible()


def test_verifying_works_there_too(elsewhere):
    run(elsewhere, "python -m plugins.figures.verify")
