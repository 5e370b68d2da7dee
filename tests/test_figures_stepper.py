"""The slider: by mouse, keyboard and screen reader; never by itself, never needed."""

import gzip
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import ROOT
from tiny import Tiny

from plugins.figures import html
from plugins.figures.placeholder import Figure

SCRIPT = ROOT / "theme" / "static" / "js" / "stepper.js"
POLICY = "default-src 'self'; style-src 'self'; script-src 'self'"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="icon" href="icon.png"><link rel="stylesheet" href="style.css">
<script src="stepper.js" defer></script></head><body>%s<p class="far">Far below.</p>
</body></html>"""
STYLE = ".figure-narrow { display: none } .far { margin-top: 3000px }"
START = "M0,50L320,25.58L640,50"  # frame 1 of the tiny wave: 0, 2000, 0 of 4095


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with two stepped figures, under a strict policy."""
    folder = tmp_path_factory.mktemp("steps")
    wave = Tiny(folder).computed("demo:wave")
    target = folder / "figures" / wave.key
    target.parent.mkdir()
    wave.folder.rename(target)
    figures = [Figure(n, f"fig-{n}", "demo:wave", "A curve.", "") for n in (1, 2)]
    body = "".join(html.page(figure, wave, "", "Figure") for figure in figures)
    (folder / "index.html").write_text(PAGE % body, encoding="utf-8")
    (folder / "stepper.js").write_bytes(SCRIPT.read_bytes())
    (folder / "style.css").write_text(STYLE)
    (folder / "icon.png").write_bytes((target / "figure.png").read_bytes())
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, ready; anything on its console is a failure."""
    said: list[str] = []
    with browser.new_page() as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        page.locator("#fig-2 input").wait_for()
        yield page
    assert said == []


def heights(page: Page, figure: str) -> list[float]:
    """Where the points of the drawn curve are, from the top of the box."""
    path = page.locator(f"#{figure} .figure-wide [data-step=curve] path")
    numbers = [float(n) for n in re.findall(r"[\d.]+", path.get_attribute("d") or "")]
    return [round(y, 1) for y in numbers[1::2]]


def test_it_begins_where_the_drawing_stands_and_stays_there(page):
    slider = page.locator("#fig-1 input")

    page.wait_for_timeout(300)

    assert slider.input_value() == "1"
    assert slider.get_attribute("aria-valuetext") == "t = 1: half"
    assert page.locator("#fig-1 output").inner_text() == "1"
    assert page.get_by_label("step t").count() == 2


def test_keys_move_the_curve_of_their_own_figure_only(page):
    page.locator("#fig-1 input").press("ArrowRight")

    assert heights(page, "fig-1") == [50, 0, 50]
    assert heights(page, "fig-2") == [50, 25.6, 50]
    value = page.locator("#fig-1 .figure-wide [data-step=value]")
    expect(value).to_have_text("t = 2")
    said = page.locator("#fig-1 input").get_attribute("aria-valuetext")
    assert said == "t = 2: full"

    page.locator("#fig-1 input").press("Home")

    assert heights(page, "fig-1") == [50, 50, 50]


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
    expect(path).to_have_attribute("d", "M0,50L160,0L320,50")


def test_without_scripts_the_figure_is_whole_and_has_no_slider(browser, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)

        assert page.locator("#fig-1 .figure-wide").is_visible()
        assert page.locator("input, button").count() == 0


def test_the_script_is_small_and_needs_nothing():
    script = SCRIPT.read_bytes()

    assert len(gzip.compress(script, 9)) <= 1000
    assert b"import" not in script
