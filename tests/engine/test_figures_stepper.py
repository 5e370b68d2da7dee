"""The slider: by mouse, keyboard and screen reader; never by itself, never needed."""

import gzip
import re
import shutil
from collections.abc import Iterator
from itertools import accumulate

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sites import ROOT
from stepped import SCRIPT, opened, served
from tiny import Tiny

from plugins.figures import html
from plugins.figures.placeholder import Figure
from plugins.shared.languages import own

THEME = ROOT / "theme" / "static" / "css" / "style.css"
POLICY = "default-src 'self'; style-src 'self'; script-src 'self'"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="icon" href="icon.png"><link rel="stylesheet" href="style.css">
<script src="say.js"></script>
<script src="stepper.js" defer></script></head><body>%s<p class="far">Far below.</p>%s
</body></html>"""
STYLE = ".figure-narrow { display: none } .far { margin-top: 3000px }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with two stepped figures and one far below, under a strict policy."""
    folder = tmp_path_factory.mktemp("steps")
    wave = Tiny(folder).entry("demo:wave")
    near, far = folder / "figures" / wave.key, folder / "far" / "figures" / wave.key
    for target in (near, far):
        shutil.copytree(wave.folder, target)
    figures = [Figure(n, f"fig-{n}", "demo:wave", "A curve.", "") for n in (1, 2, 3)]
    one, two = (html.page(figure, wave, "", own("en")) for figure in figures[:2])
    three = html.page(figures[2], wave, "/far", own("en"))
    page = PAGE % (one + two, three)
    themed = page.replace("<html", '<html data-scheme="light"')
    themed = themed.replace("style.css", "theme.css")
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "themed.html").write_text(themed, encoding="utf-8")
    (folder / "theme.css").write_bytes(THEME.read_bytes())
    (folder / "style.css").write_text(STYLE)
    (folder / "icon.png").write_bytes((near / "figure.png").read_bytes())
    with served(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, ready; anything on its console is a failure."""
    with opened(browser, address) as page:
        yield page


def numbers(page: Page, figure: str) -> list[float]:
    """Of the drawn curve: where it begins, then a handle, a point, a handle, …"""
    path = page.locator(f"#{figure} .figure-wide [data-step=curve] path")
    found = re.findall(r"-?[\d.]+", path.get_attribute("d") or "")
    return [round(float(n), 1) for n in found]


def heights(page: Page, figure: str) -> list[float]:
    """Where the points of the drawn curve are, from the top of the box."""
    _, first, *steps = numbers(page, figure)
    return [round(y, 1) for y in accumulate(steps[3::4], initial=first)]


def test_it_begins_where_the_drawing_stands_and_stays_there(page):
    slider = page.locator("#fig-1 input")

    page.wait_for_timeout(300)

    assert slider.input_value() == "1"
    assert slider.get_attribute("aria-valuetext") == "t = 1: half"
    assert page.locator("#fig-1 output").inner_text() == "1"
    assert page.get_by_label("step t").count() == 3
    assert numbers(page, "fig-1") == [0, 0, 50, 1, 100, 0], "not even redrawn"


def test_keys_move_the_curve_of_their_own_figure_only(page):
    page.locator("#fig-1 input").press("ArrowRight")

    assert heights(page, "fig-1") == [50, 0, 50]
    assert numbers(page, "fig-2") == [0, 0, 50, 1, 100, 0]
    value = page.locator("#fig-1 .figure-wide [data-step=value]")
    expect(value).to_have_text("t = 2")
    said = page.locator("#fig-1 input").get_attribute("aria-valuetext")
    assert said == "t = 2: full"

    page.locator("#fig-1 input").press("Home")

    assert heights(page, "fig-1") == [50, 50, 50]


def test_the_curve_bends_through_its_points_as_catmull_and_rom_say(page):
    """At each point it has the direction from the point before to the one after."""
    page.locator("#fig-1 input").press("ArrowRight")

    x, y, *steps = numbers(page, "fig-1")

    assert (x, y) == (0, 50)
    assert steps[:4] == [213.3, -50, 320, -50], "level where the wave is highest"
    assert steps[4:] == [213.3, 41.7, 320, 50], "a sixth of the last fall"


def test_steps_are_fetched_when_their_figure_comes_near(browser, address):
    with browser.new_page() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address, wait_until="networkidle")
        early = [url for url in asked if url.endswith("steps.json")]

        with page.expect_request("**/far/**/steps.json"):
            page.locator(".far").scroll_into_view_if_needed()

    assert len(early) == 2
    assert not any("/far/" in url for url in early)


def test_who_is_quicker_than_the_steps_sees_them_when_they_come(browser, address):
    with browser.new_page() as page:
        held: list[Route] = []
        page.route("**/steps.json", lambda route: held.append(route))
        page.goto(address)
        page.locator("#fig-1 input").press("ArrowRight")
        output = page.locator("#fig-1 output")
        expect(output).to_have_text("1")

        for route in held:
            route.continue_()

        expect(output).to_have_text("2")
        assert heights(page, "fig-1") == [50, 0, 50]


def test_it_plays_when_asked_and_pauses_when_asked_or_out_of_sight(page):
    button = page.get_by_role("button", name="Play").first

    button.click()
    expect(page.locator("#fig-1 output")).to_have_text("0")
    pause = page.get_by_role("button", name="Pause")
    pause.click()

    expect(pause).to_have_count(0)
    button.click()
    expect(pause).to_have_count(1)
    page.locator(".far").scroll_into_view_if_needed()
    expect(pause).to_have_count(0)


@pytest.mark.parametrize(("motion", "pace"), [("no-preference", 100), ("reduce", 1000)])
def test_whoever_wants_less_motion_gets_a_tenth_of_it(browser, address, motion, pace):
    with browser.new_page(reduced_motion=motion) as page:
        page.clock.install(time=0)
        page.goto(address)
        slider = page.locator("#fig-1 input")
        slider.wait_for()
        page.clock.pause_at(3_600_000)  # from here on time passes as we say
        page.get_by_role("button", name="Play").first.click()

        page.clock.run_for(0.8 * pace)  # eight steps too many would be seen, nine not
        before = slider.input_value()
        page.clock.run_for(0.2 * pace)

        assert (before, slider.input_value()) == ("1", "2")


def test_the_narrow_drawing_moves_when_it_is_the_one_in_sight(page):
    page.locator("#fig-1 input").press("ArrowRight")
    page.evaluate(
        "document.styleSheets[0].insertRule('.figure-narrow {display:block}', 1)"
    )
    page.set_viewport_size({"width": 330, "height": 600})

    path = page.locator("#fig-1 .figure-narrow [data-step=curve] path")
    expect(path).to_have_attribute("d", re.compile(r"^M0,50s106.\d+,-50,160,-50s"))


def test_without_scripts_the_figure_is_whole_and_has_no_slider(browser, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)

        assert page.locator("#fig-1 .figure-wide").is_visible()
        assert page.get_by_role("slider").count() == 0
        assert page.get_by_role("button").count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_in_our_theme_the_slider_has_its_place_before_its_script(
    browser, address, width
):
    """So nothing moves when the script comes, or the steps."""
    places = []
    for script in (False, True):
        viewport = {"width": width, "height": 700}
        with browser.new_page(java_script_enabled=script, viewport=viewport) as page:
            page.goto(f"{address}themed.html", wait_until="networkidle")
            if script:
                page.locator("#fig-1 input").press("ArrowRight")
                expect(page.locator("#fig-1 output")).to_have_text("2")
            places.append(page.locator("#fig-1 .figure-steps").bounding_box())

    assert places[0] == places[1]
    assert places[0]["height"] >= 44


def test_the_script_is_small_and_needs_nothing():
    script = SCRIPT.read_bytes()

    assert len(gzip.compress(script, 9)) <= 1200
    assert b"import" not in script
