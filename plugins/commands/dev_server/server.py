"""A server for the author alone: the site, and what is to be known of it.

Every page gets, on its way out, one script from this server (so that the strictest
policy of the page allows it) that brings in what the author saves and shows what is
wrong with it.  Else the bytes are those of the site.
"""

import json
import threading
from collections.abc import Callable
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import (
    BaseHTTPRequestHandler,
    SimpleHTTPRequestHandler,
    ThreadingHTTPServer,
)
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

from plugins.commands.dev_server.answers import Page
from plugins.commands.dev_server.origin import TOKEN, is_authors, is_equal, token_in
from plugins.commands.dev_server.status import Status

HOST = "127.0.0.1"
PORT = 8000
OWN = "/-/"  # addresses that belong to the server and not to the site
FILES = {"desk.css", "livereload.css", "livereload.js", "patch.js"}  # that are there
SCRIPT = (
    '<script src="/-/livereload.js" data-version="{}" data-styles="{}"'
    ' data-path="{}" data-mark="{}" defer></script>'
)
WAIT = b"<!doctype html><html lang=en><title>%s</title><p>%s.</html>"
NOT_READY, NOT_THERE = b"The site is being read", b"Not there (yet)"

Get = Callable[[str], Page | None]


class Handler(BaseHTTPRequestHandler):
    """Shows the site as a host such as GitHub Pages does, with its own 404 page."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a browser may wait 40 ms for a short answer
    wbufsize = -1
    kinds = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(
        self, *arguments: object, status: Status, get: Get, token: str
    ) -> None:
        self.status, self.get, self.token = status, get, token
        super().__init__(*arguments)  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        """Whether there is a request to answer; that of another site is refused."""
        if not super().parse_request():
            return False
        if self.token and is_equal(token_in(self.path), self.token):
            self.send_token()
            return False
        if not is_authors(self.headers, self.token):
            self.send_error(HTTPStatus.FORBIDDEN, "Only its author may see this site")
            return False
        return True

    def send_token(self) -> None:
        """Keep the token in a cookie, and not in the address that is seen."""
        self.send_response(HTTPStatus.SEE_OTHER)
        cookie = f"{TOKEN}={self.token}; Path=/; HttpOnly; SameSite=Lax"
        self.send_header("Set-Cookie", cookie)
        self.send_header("Location", self.path_alone())
        self.send_header("Content-Length", "0")
        self.end_headers()

    def path_alone(self) -> str:
        """The path that is asked for, which is never another host."""
        return "/" + urlsplit(self.path).path.lstrip("/")

    def do_HEAD(self) -> None:
        """Answer with the head alone."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer with news, with a file of ours, or with one of the site."""
        if self.path_alone() == OWN + "events":
            query = parse_qs(urlsplit(self.path).query)
            self.send_status(query.get("path", [""])[0])
        elif self.path_alone().startswith(OWN) and self.path_alone() != OWN:
            self.send_own(self.path_alone().removeprefix(OWN))
        else:
            self.send_file(unquote(self.path_alone()).removeprefix("/"))

    def send_file(self, path: str) -> None:
        """A file of the site; a folder is shown by its index."""
        name = f"{path}index.html" if path.endswith("/") or not path else path
        if not self.status.state.changes:
            self.send_page(Page(WAIT % ((NOT_READY,) * 2)), name, 503)
        elif page := self.get(name):
            if name.endswith(".html"):
                self.send_page(page, name, HTTPStatus.OK)
            else:
                self.send_bytes(page.data, self.kind(name))
        elif path and not path.endswith("/") and self.get(f"{path}/index.html"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{self.path_alone()}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            page = self.get("404.html") or Page(WAIT % ((NOT_THERE,) * 2))
            self.send_page(page, name, HTTPStatus.NOT_FOUND)

    def send_page(self, page: Page, path: str, status: int) -> None:
        """A page of the site, with our script before the end of its body."""
        state, is_there = self.status.state, status == HTTPStatus.OK
        if is_there:
            self.status.last = path
        version = state.version(page if is_there else None)
        given = [version, state.styles, path, page.mark]
        script = SCRIPT.format(*(escape(str(value)) for value in given)).encode()
        before, end, after = page.data.rpartition(b"</body>")
        body = before + script + end + after if end else page.data + script
        self.send_bytes(body, self.kinds[".html"], status)

    def kind(self, name: str) -> str:
        """What a file is, for browsers."""
        known = self.kinds.get(PurePosixPath(name).suffix.lower())
        return known or guess_type(name)[0] or "application/octet-stream"

    def send_own(self, name: str) -> None:
        """One of the files that this server adds to the site."""
        if name not in FILES:
            self.send_bytes(b"", "text/plain", HTTPStatus.NOT_FOUND)
            return
        file = Path(__file__).with_name(name)
        self.send_bytes(file.read_bytes(), self.kinds[file.suffix])

    def send_bytes(self, body: bytes, kind: str, status: int = HTTPStatus.OK) -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_status(self, path: str) -> None:
        """The state now, and again at each change, until the page is closed."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = None
        with self.status.opened(path):
            while True:
                state = self.status.wait(seen)
                page = self.get(path) if path and state != seen else None
                news = json.dumps(state.news(page))
                message = ":" if state == seen else f"data: {news}"
                self.wfile.write(f"{message}\n\n".encode())
                self.wfile.flush()
                seen = state

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

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that have closed a page."""


def serve(status: Status, get: Get, host: str = HOST, token: str = "") -> Server:
    """A running server, on the usual port if that is free.

    Args:
        status: what open pages should know.
        get: a file of the site by its path.
        host: the address of this machine at which it can be reached.
        token: what has to be in the address; empty if only this machine can ask.
    """
    handler = partial(Handler, status=status, get=get, token=token)
    try:
        server = Server((host, PORT), handler)
    except OSError:  # someone has the usual port: take any
        server = Server((host, 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
