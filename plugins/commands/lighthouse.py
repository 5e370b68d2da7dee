"""Lighthouse on one page of each kind, as on a phone with a slow connection.

The site is built at the address of a server of our own, which compresses as hosts do.
A busy machine can only make the figures worse, so the best of a few runs counts.
"""

import gzip
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import sync_playwright

from plugins.commands import browser, node_tools
from plugins.commands.build import build_for_public
from plugins.commands.pages import one_of_each_kind
from plugins.commands.project import ROOT, CommandError

TRIES = 3
BLOCKED = 50  # milliseconds that scripts may block a page
HIDDEN = 'name="robots" content="noindex"'  # such a page cannot be well found
TEXT = (".html", ".css", ".js", ".svg", ".json", ".xml")


def lighthouse(root: Path = ROOT) -> None:
    """Print the scores of a page of each kind; anything but full marks is a failure."""
    with node_tools.optional():
        node_tools.require("node", "npm")
        node_tools.package(node_tools.LIGHTHOUSE)
        missed = list(below_full_marks(root))
        if missed:
            raise CommandError(f"Lighthouse is not content with {', '.join(missed)}.")


def below_full_marks(root: Path) -> Iterator[str]:
    """The pages that do not get full marks, of one of each kind."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        site = Path(folder, "site")
        build_for_public(site, address, root=root)
        for name in one_of_each_kind(site):
            if not good(site, address, name):
                yield name


def good(site: Path, address: str, name: str) -> bool:
    """Whether a page gets full marks in one of a few runs; prints the best."""
    wanted = ["performance", "accessibility", "best-practices"]
    if HIDDEN not in (site / name).read_text("utf-8"):
        wanted.append("seo")
    url = f"{address}/{name.removesuffix('index.html')}"
    for _ in range(TRIES):
        report = measured(url, wanted)
        if not (said := misses(report)):
            print(f"  100 ×{len(wanted)}  {name}", flush=True)
            return True
    print(f"  {name}: {'; '.join(said)}", flush=True)
    return False


def misses(report: Mapping[str, Any]) -> list[str]:
    """What a report finds short of full marks, with what cost them."""
    audits = report["audits"]
    found = [
        f"{each['title']} {100 * each['score']:.0f} ({_reasons(each, audits)})"
        for each in report["categories"].values()
        if each["score"] < 1
    ]
    blocked = audits["total-blocking-time"]["numericValue"]
    shift = audits["cumulative-layout-shift"]["numericValue"]
    if blocked > BLOCKED:
        found.append(f"blocked for {blocked:.0f} ms")
    return found + ([f"layout shift {shift:.3f}"] if shift > 0 else [])


def _reasons(category: Mapping[str, Any], audits: Mapping[str, Any]) -> str:
    weighed = [each["id"] for each in category["auditRefs"] if each["weight"]]
    return ", ".join(name for name in weighed if (audits[name]["score"] or 0) < 1)


def measured(url: str, categories: list[str]) -> Any:
    """Lighthouse's report on a page."""
    folder = node_tools.package(node_tools.LIGHTHOUSE)
    with sync_playwright() as playwright:
        chrome = browser.executable(playwright)
    flags = " ".join(["--headless=new", *browser.ARGUMENTS])
    done = node_tools.run(
        *("node", str(folder / "cli/index.js"), url, "--quiet", "--output=json"),
        *(f"--only-categories={','.join(categories)}", f"--chrome-flags={flags}"),
        CHROME_PATH=str(chrome),
    )
    if done.returncode:
        raise CommandError(f"Lighthouse failed on {url}: {done.stderr[-300:]}")
    return json.loads(done.stdout)


class Compressing(SimpleHTTPRequestHandler):
    """Serves files as hosts do: text compressed, and not a word about it."""

    protocol_version = "HTTP/1.1"  # one connection for many files

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in TEXT or not path.is_file():
            return super().do_GET()
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


class Patient(ThreadingHTTPServer):
    """A server that does not mind when a browser hangs up."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which ``folder/site`` is served, now or when it is there."""
    handler = partial(Compressing, directory=str(folder / "site"))
    with Patient(("127.0.0.1", 0), handler) as running:
        Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
