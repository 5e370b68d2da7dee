"""A built site on this machine, for browsers that cannot be told what an address means.

Pages name each other by their public address, which is put right on the way. They come
with a script before all others that hears errors, and in frames as narrow as phones: no
window of a browser is.

    /.frame/360/blog/       the page /blog/, 360 pixels wide
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

FRAME = ".frame/"
LISTENER = ".listen.js"
FRAMED = (
    '<!doctype html><body style="margin: 0">'
    '<iframe style="border: 0" width="{}" height="1080" src="/{}"></iframe>'
)
HEAD, HEAD_THAT_HEARS = b"<head>", f'<head><script src="/{LISTENER}"></script>'.encode()
LISTEN = """\
window.heard = [];
addEventListener('error', ({ message, target }) => heard.push(
  message || `${target.src || target.href} cannot be had`), true);
addEventListener('unhandledrejection', event => heard.push(`${event.reason}`));
addEventListener('securitypolicyviolation', event => heard.push(
  `the policy forbids ${event.violatedDirective} ${event.blockedURI}`));
for (const kind of ['error', 'warn'])
  console[kind] = (...words) => heard.push(words.join(' '));
"""

Answer = tuple[bytes, str] | None  # what is sent, and its type


class Handler(BaseHTTPRequestHandler):
    """Answers with what ``find`` gives for a path."""

    def __init__(self, find: partial[Answer], *of_server: object) -> None:
        self.find = find
        super().__init__(*of_server)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send the answer."""
        found = self.find(unquote(urlsplit(self.path).path.lstrip("/")))
        data, kind = found or (b"", "text/plain")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Lets a browser that leaves a page hang up without a word."""

    def handle_error(self, *_: object) -> None:
        """Say nothing: what does not arrive is heard by the page."""


@contextmanager
def served(folders: Mapping[str, Path], address: str) -> Iterator[str]:
    """Where folders are served, without a last slash.

    Args:
        folders: by the beginning of their paths; that of the site has none.
        address: the public one of the site, which its pages name.
    """
    with Server(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        local = f"http://127.0.0.1:{server.server_port}"
        find = partial(answer, folders, (address.encode(), local.encode()))
        server.RequestHandlerClass = partial(Handler, find)
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield local
        server.shutdown()


def answer(
    folders: Mapping[str, Path], addresses: tuple[bytes, bytes], path: str
) -> Answer:
    """What is at a path; None if nothing is."""
    if path.startswith(FRAME):
        width, _, inside = path.removeprefix(FRAME).partition("/")
        return FRAMED.format(width, inside).encode(), "text/html"
    if path == LISTENER:
        return LISTEN.encode(), "text/javascript"
    start = max((start for start in folders if path.startswith(start)), key=len)
    file = folders[start] / path.removeprefix(start)
    file = file / "index.html" if file.is_dir() else file
    if not file.is_file():
        return None
    data, kind = file.read_bytes(), guess_type(file.name)[0] or ""
    if kind.startswith("text/") or file.suffix == ".json":
        data = data.replace(*addresses).replace(HEAD, HEAD_THAT_HEARS, 1)
        kind += "; charset=utf-8"
    return data, kind
