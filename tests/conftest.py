"""What many tests share: a small site built once, a server of it, a browser."""

import fcntl
import gc
import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import browser as browsers
import pytest
import slow
from golden import build_golden
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

DRILL = Path(__file__).parent / "drill"  # it runs the suite and every check

gc.disable()  # until the tests are collected, which stay to the end

# A busy machine must not fail a property, nor luck decide whether it is tried.
settings.register_profile(
    "quick",
    deadline=None,
    derandomize=True,
    max_examples=10,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=100)
settings.load_profile("quick")

expect.set_options(timeout=browsers.PATIENCE)

# What is started in the background ignores Ctrl-C, and all that it starts would too.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the author of test_kept_site goes on, and what chance they have."""
    parser.addoption("--edits", type=int, default=10)
    parser.addoption("--seed", type=int, default=1)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The golden site at the root of a host, built once for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            done = build_golden(folder)
            assert done.returncode == 0, done.stderr
    return folder / "output"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, says nothing, shows the site's 404 page."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Lets a browser that closes a page hang up without a word."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of that site, without a last slash."""
    handler = partial(Quiet, directory=str(site))
    with Server(("127.0.0.1", 0), handler) as running:
        Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window; without one, CI fails and others skip."""
    with sync_playwright() as playwright:
        try:
            running = browsers.launch(playwright)
        except browsers.NoBrowserError as error:
            if os.environ.get("CI") == "true":
                pytest.fail(f"CI needs a browser: {error}")
            pytest.skip(f"no browser: {error}")
        yield running
        running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what uses what is slow, and begin with the files that have any.

    Those that wait for other programs come first of all: beside them there is time.
    """
    slow_files = set()
    for item in items:
        fixtures = item._fixtureinfo.name2fixturedefs.values()
        functions = [definition.func for many in fixtures for definition in many]
        if any(map(slow.reason, [item.obj, *functions])):
            item.add_marker("slow")
            slow_files.add(item.path)
    items.sort(
        key=lambda item: (item.path.parent != DRILL, item.path not in slow_files)
    )
    gc.freeze()
    gc.enable()
