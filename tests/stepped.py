"""Pages with sliders, in a browser: from a folder, and open when they can move."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page
from sites import ROOT

SCRIPT = ROOT / "theme" / "static" / "js" / "stepper.js"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, with the script of sliders in it, which says it all."""
    (folder / "stepper.js").write_bytes(SCRIPT.read_bytes())
    (folder / "say.js").write_text("window.say = (text) => text;")
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """The page, ready; anything on its console is a failure."""
    said: list[str] = []
    with browser.new_page() as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        with page.expect_response("**/steps.json"):
            page.goto(address)
        yield page
    assert said == []
