"""A server for the author alone: the site, and the status of its builds.

Every page gets, on its way out, one script from this server (so that the strictest
policy of the page allows it) that reloads the page when the site has changed and
shows what is wrong with the newest edit.  The files of the site stay as they are.
"""

import json
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from plugins.commands.dev_server.origin import is_authors

HOST = "127.0.0.1"
PORT = 8000
OWN = "/-/"  # addresses that belong to the server and not to the site
PULSE = 15.0  # seconds between signs of life, by which we notice closed pages
SCRIPT = '<script src="/-/livereload.js" data-version="{}" defer></script>'
WAIT = (
    b"<!doctype html><html lang=en><title>Not there</title><p>Not there (yet).</html>"
)


class State(NamedTuple):
    """What the pages should know: which build they show, and what is wrong."""

    version: str
    errors: tuple[str, ...]


class BuildStatus:
    """The state after the newest build, for pages that wait for a newer one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.state = State("", ())  # before the first build

    def publish(self, *, rebuilt: bool, errors: Sequence[str]) -> None:
        """Let every page know how the newest build went."""
        version = str(time.time_ns()) if rebuilt else self.state.version
        with self._changed:
            self.state = State(version, tuple(errors))
            self._changed.notify_all()

    def wait(self, seen: State | None) -> State:
        """A state other than ``seen``; or ``seen`` itself, after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.state != seen, timeout=PULSE)
            return self.state


def is_there(file: Path) -> bool:
    """Whether a file is there; none can be whose name is too long for the system."""
    with suppress(OSError):
        return file.exists()
    return False


class Handler(SimpleHTTPRequestHandler):
    """Shows the site as a host such as GitHub Pages does, with its own 404 page."""

    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments: object, status: BuildStatus, directory: str) -> None:
        self.status = status
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        """Whether there is a request to answer; that of another site is refused."""
        if not super().parse_request():
            return False
        if not is_authors(self.headers):
            self.send_error(HTTPStatus.FORBIDDEN, "Only its author may see this site")
            return False
        return True

    def do_GET(self) -> None:
        """Answer with the status of the build, or with a file."""
        if self.path == OWN + "events":
            self.send_status()
        else:
            super().do_GET()

    def send_head(self) -> BinaryIO | None:
        """The body of the answer, after its head has been sent."""
        path = urlsplit(self.path).path
        if path.startswith(OWN):
            return self.send_own(path.removeprefix(OWN))
        file = Path(self.translate_path(self.path))
        if path.endswith("/"):
            file /= "index.html"
        if not is_there(file):
            return self.send_page(
                Path(self.directory, "404.html"), HTTPStatus.NOT_FOUND
            )
        if file.suffix == ".html":
            return self.send_page(file, HTTPStatus.OK)
        return super().send_head()

    def send_page(self, file: Path, status: HTTPStatus) -> BinaryIO:
        """A page of the site, with our script before the end of its body."""
        html = file.read_bytes() if file.exists() else WAIT
        before, end, after = html.rpartition(b"</body>")
        script = SCRIPT.format(self.status.state.version).encode()
        body = before + script + end + after if end else html + script
        return self.send_bytes(body, self.extensions_map[".html"], status)

    def send_own(self, name: str) -> BinaryIO:
        """One of the files that this server adds to the site."""
        if name not in {"livereload.js", "livereload.css"}:
            return self.send_bytes(b"", "text/plain", HTTPStatus.NOT_FOUND)
        file = Path(__file__).with_name(name)
        return self.send_bytes(
            file.read_bytes(), self.extensions_map[file.suffix], HTTPStatus.OK
        )

    def send_bytes(self, body: bytes, kind: str, status: HTTPStatus) -> BinaryIO:
        """Send the head of an answer; its body is returned, to be sent after it."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def send_status(self) -> None:
        """The state now, and again at each change, until the page is closed."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = None
        try:
            while True:
                state = self.status.wait(seen)
                message = (
                    ":" if state == seen else f"data: {json.dumps(state._asdict())}"
                )
                self.wfile.write(f"{message}\n\n".encode())
                seen = state
        except (BrokenPipeError, ConnectionResetError):
            return

    def end_headers(self) -> None:
        """Have nothing kept, and nothing shown in the pages of other sites."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say only what was not found; the rest is of no interest."""
        if code == HTTPStatus.NOT_FOUND and not self.path.startswith(OWN):
            print(f"Not found: {self.path}")


class Server(ThreadingHTTPServer):
    """Ends with the program, whatever its pages are waiting for."""

    daemon_threads = True
    block_on_close = False


def serve(folder: Path, status: BuildStatus) -> Server:
    """A running server of ``folder``, on the usual port if that is free."""
    handler = partial(Handler, status=status, directory=str(folder))
    try:
        server = Server((HOST, PORT), handler)
    except OSError:  # someone has the usual port: take any
        server = Server((HOST, 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
