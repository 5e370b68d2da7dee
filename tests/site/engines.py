"""The engines of browsers: Chromium, Firefox and WebKit, without windows.

Playwright leads Chromium. Firefox is led over its own wire, Marionette, and WebKitGTK,
which is the engine of Safari, by the driver that comes with it, on a screen that is not
there (Xvfb). Debian's packages: firefox-esr, webkit2gtk-driver, xvfb.
"""

import io
import json
import os
import shutil
import socket
import subprocess
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, sync_playwright

from plugins.commands.project import CommandError
from tests.site import browser
from tests.site.node_tools import MissingToolError, require

FIREFOX = ("firefox-esr", "firefox")
WINDOW: Any = {"width": 1280, "height": 1100}
SECONDS = 300  # that an engine may take to start, or to answer
PREFERENCES = """\
user_pref("marionette.port", {port});
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
"""


T = TypeVar("T")


@dataclass(frozen=True)
class Engine:
    """A running browser: goes to an address, and says what a script returns there."""

    name: str
    open: Callable[[str], object]
    run: Callable[[str], Any]
    picture: Callable[[], bytes]  # of what is in sight, as PNG


@contextmanager
def every_engine(running: Browser | None = None) -> Iterator[list[Engine]]:
    """All three; MissingToolError where one is not installed.

    Args:
        running: a Chromium that runs already, of which no program can have a second.
    """
    require("WebKitWebDriver", "Xvfb")
    if not any(map(shutil.which, FIREFOX)):
        raise MissingToolError("this needs firefox-esr; install what is missing.")
    with ExitStack() as stack:
        first = nullcontext(chromium(running)) if running else own_chromium()
        yield [stack.enter_context(one) for one in (first, firefox(), webkit())]


@contextmanager
def own_chromium() -> Iterator[Engine]:
    """Chromium or Chrome, as other checks have it."""
    with sync_playwright() as playwright:
        yield chromium(browser.launch(playwright))


def chromium(running: Browser) -> Engine:
    """A new page in a Chromium."""
    page = running.new_page(viewport=WINDOW)
    return Engine(
        "Chromium",
        page.goto,
        lambda script: page.evaluate(f"() => {{{script}}}"),
        page.screenshot,
    )


@contextmanager
def firefox() -> Iterator[Engine]:
    """Firefox, with a profile that is thrown away."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as home, ExitStack() as stack:
        port = free_port()
        Path(home, "user.js").write_text(PREFERENCES.format(port=port))
        program = next(filter(None, map(shutil.which, FIREFOX)))
        command = [program, "--headless", "--marionette", "--no-remote", "--profile"]
        stack.enter_context(running([*command, home], {"HOME": home}))
        wire = stack.enter_context(
            until(lambda: socket.create_connection(("127.0.0.1", port)))
        )
        wire.settimeout(SECONDS)
        file = stack.enter_context(wire.makefile("rwb"))
        _marionette_message(file)  # it says who it is

        def command_of(name: str, **parameters: Any) -> Any:
            words = json.dumps([0, 0, f"WebDriver:{name}", parameters]).encode()
            file.write(b"%d:%s" % (len(words), words))
            file.flush()
            _, _, error, answer = _marionette_message(file)
            if error:
                raise CommandError(f"Firefox refuses: {error['message']}")
            return answer.get("value")

        command_of("NewSession")
        command_of("SetWindowRect", **WINDOW)
        yield Engine(
            "Firefox",
            lambda url: command_of("Navigate", url=url),
            lambda script: command_of("ExecuteScript", script=script, args=[]),
            lambda: b64decode(command_of("TakeScreenshot", full=False)),
        )


def _marionette_message(file: io.BufferedIOBase) -> Any:
    length = b""
    while (digit := file.read(1)) != b":":
        length += digit
    return json.loads(file.read(int(length)))


@contextmanager
def webkit() -> Iterator[Engine]:
    """WebKitGTK, with the browser that comes with its driver."""
    with ExitStack() as stack:
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1200x24"]
        xvfb = stack.enter_context(running(screen, {}, output=subprocess.PIPE))
        display = xvfb.stdout.readline().decode() if xvfb.stdout else ""
        port = free_port()
        driver = ["WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"]
        shown = {"DISPLAY": f":{display.strip()}", "GDK_BACKEND": "x11"}
        stack.enter_context(running(driver, shown))
        url = f"http://127.0.0.1:{port}/session"
        new = partial(_ask, url, capabilities={"alwaysMatch": {}})
        url += f"/{until(new)['sessionId']}"
        stack.callback(lambda: urlopen(Request(url, method="DELETE"), timeout=SECONDS))
        _ask(f"{url}/window/rect", **WINDOW)
        yield Engine(
            "WebKit",
            lambda address: _ask(f"{url}/url", url=address),
            lambda script: _ask(f"{url}/execute/sync", script=script, args=[]),
            lambda: b64decode(_ask(f"{url}/screenshot")),
        )


def _ask(url: str, /, **body: Any) -> Any:
    """What the driver answers; what has no parameters is only read."""
    request = Request(url, json.dumps(body).encode() if body else None)
    with urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)["value"]


@contextmanager
def running(
    command: list[str], settings: Mapping[str, str], *, output: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """A program in the background, until it is no longer needed."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **settings},
        stdout=output,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


def until(attempt: Callable[[], T]) -> T:
    """What an attempt gives as soon as what it speaks to has started."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def free_port() -> int:
    """A port that nothing listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
