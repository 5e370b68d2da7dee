"""A slide from its address to the reader's keys: everything that moves."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import ROOT
from stepped import opened, served

from plugins.figures import html
from plugins.figures.builder import FigureBuilder
from plugins.figures.entry import Entry
from plugins.figures.placeholder import Figure
from plugins.figures.request import parse
from plugins.shared.languages import own

ADDRESS = "demo:epsilon-greedy?runs=20&steps=40&epsilons=0.1&slide=epsilons:0,0.1,0.5"
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8">'
    '<link rel="icon" href="data:,">'
    "<style>.figure-narrow { display: none }</style>"
    '<script src="say.js"></script><script src="stepper.js" defer></script><body>%s'
)
SHAPES = "all => all.map(p => p.attributes.d.value)"
CURVE = "#fig-a .figure-wide [data-step] path"


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    """The real demo, small, at three values."""
    builder = FigureBuilder.of(
        "demos",
        ROOT,
        tmp_path_factory.mktemp("cache"),
        seconds=600,
        workers=2,
        log=lambda _: None,
    )
    result = builder.build([parse(ADDRESS)])[parse(ADDRESS)]
    assert isinstance(result, Entry), result.message
    return result


@pytest.fixture(scope="module")
def address(entry: Entry) -> Iterator[str]:
    figure = Figure(1, "fig-a", ADDRESS, "Two panels.", "Curious.")
    folder = entry.folder.parent
    (folder / "figures").symlink_to(folder)
    text = PAGE % html.page(figure, entry, "", own("en"))
    (folder / "index.html").write_text(text, encoding="utf-8")
    with served(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, ready; anything on its console is a failure."""
    with opened(browser, address) as page:
        yield page


def test_a_key_moves_curves_labels_and_the_finding(page):
    slider, finding = page.get_by_label("epsilon"), page.locator(".figure-finding")
    labels = page.locator("#fig-a .figure-wide text")
    expect(finding).to_contain_text("ε = 0.1 earned")
    before = page.locator(CURVE).evaluate_all(SHAPES)

    slider.press("ArrowRight")

    expect(finding).to_contain_text("ε = 0.5 earned")
    expect(labels.filter(has_text="ε = 0.5")).to_have_count(2)
    expect(labels.filter(has_text="ε = 0.1")).to_have_count(0)
    expect(page.locator(".figure-steps output")).to_have_text("0.5")
    assert "ε = 0.5 earned" in str(slider.get_attribute("aria-valuetext"))
    after = page.locator(CURVE).evaluate_all(SHAPES)
    assert len(after) == len(before)
    moved = [new for old, new in zip(before, after, strict=True) if new != old]
    assert len(moved) >= 4
    assert not [path for path in after if re.search("NaN|undefined", path)]


def test_axes_stay_and_every_mark_begins_in_its_panel(page):
    words = page.locator("#fig-a .figure-wide text")
    ticks = words.filter(has_text=re.compile("^[0-9]"))
    before = ticks.all_inner_texts()

    page.get_by_label("epsilon").press("End")
    expect(page.locator(".figure-steps output")).to_have_text("0.5")

    assert ticks.all_inner_texts() == before
    inside = page.evaluate(
        """() => {
          let box;
          const all = document.querySelectorAll('.figure-wide [data-step] path');
          return [...all].map(p => {
            const {x, y, width, height} = p.getBBox();
            if (p.parentNode.dataset.step == 'box') box = {x, y, width, height};
            return x > box.x - 1 && x + width < box.x + box.width + 1
              && y > box.y - box.height / 3 && y < box.y + box.height + 1;
          });
        }"""
    )
    assert len(inside) >= 6
    assert all(inside)


def test_without_a_script_the_drawing_tells_the_range(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    expect(page.locator(".figure-steps")).to_be_hidden()
    expect(page.locator(".figure-finding")).to_contain_text("ε = 0.1 earned")
    note = page.locator(".figure-wide text").filter(has_text="thin lines")
    expect(note).to_have_text("thin lines: epsilon 0, 0.5")
    context.close()


def test_a_slide_is_small(entry):
    steps = (Path(entry.folder) / "steps.json").read_bytes()

    assert len(gzip.compress(steps, 9)) < 1500
