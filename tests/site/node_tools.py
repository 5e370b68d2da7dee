"""Checkers that are written for Node or Java: the Nu HTML checker and Lighthouse.

They are fetched from npm into the cache, in exact versions, and belong to nobody's
lock file.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.commands.project import ROOT, CommandError

CACHE = ROOT / ".cache/node"

VNU = "vnu-jar@26.9.27"
LIGHTHOUSE = "lighthouse@12.8.2"
MINUTES = 10  # time limit of npm and of a checker


class MissingToolError(Exception):
    """What a checker needs and cannot have."""


@contextmanager
def optional() -> Iterator[None]:
    """Leave out what lacks its tools, and say so in one line; in CI, fail."""
    try:
        yield
    except MissingToolError as missing:
        if os.environ.get("CI") == "true":
            raise CommandError(str(missing)) from None
        print(f"Left out: {missing}", flush=True)


def require(*programs: str) -> None:
    """Stop here unless all these programs are installed."""
    if lacking := [name for name in programs if not shutil.which(name)]:
        raise MissingToolError(
            f"this needs {' and '.join(lacking)}; install what is missing."
        )


def package(pinned: str) -> Path:
    """The folder of an npm package, fetched if it is not in the cache."""
    home = CACHE / pinned
    folder = home / "node_modules" / pinned.partition("@")[0]
    if not folder.is_dir():
        require("npm")
        fetch(home, pinned)
    return folder


def fetch(home: Path, pinned: str) -> None:
    """Let npm put a package and what it needs into a folder."""
    home.mkdir(parents=True, exist_ok=True)
    options = ("--no-audit", "--no-fund", "--no-save", "--ignore-scripts")
    done = run("npm", "install", "--prefix", str(home), *options, pinned)
    if done.returncode:
        shutil.rmtree(home)
        said = " ".join(done.stderr.split())[:200]
        raise MissingToolError(
            f"npm cannot fetch {pinned}; look at the network: {said}"
        )


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """How a command ended, and what it said."""
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=60 * MINUTES
        )
    except subprocess.TimeoutExpired:
        words = f"{command[0]} did not end within {MINUTES} minutes; try again."
        raise CommandError(words) from None


def html_mistakes(site: Path) -> list[str]:
    """What the Nu HTML checker finds wrong in the pages of a built site."""
    require("java")
    jar = package(VNU) / "build/dist/vnu.jar"
    pages = sorted(map(str, site.rglob("*.html")))
    done = run("java", "-jar", str(jar), "--errors-only", "--format", "gnu", *pages)
    address = rf'"file:/*{re.escape(f"{site.resolve()}/".lstrip("/"))}(.*?)"'
    return re.sub(address, r"\1", done.stderr).splitlines()
