"""Everything that must be right before the site is published, in one summary."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from plugins.commands import node_tools
from plugins.commands.build import build_for_public, public_address
from plugins.commands.links import broken_links
from plugins.commands.project import ROOT, CommandError

SUB_PATH = "/a/sub-path"  # where a project's site might live; links must work there too

Step = Callable[[], None]


def check(root: Path = ROOT) -> None:
    """Run every check, then say which failed; one failure is enough to fail."""
    with built(root) as site_steps:
        steps = {**code_steps(root), **site_steps}
        failed = [name for name, step in steps.items() if not passes(name, step)]
    print()
    for name in steps:
        print("FAILED" if name in failed else "ok    ", name)
    if failed:
        raise CommandError(f"{len(failed)} of {len(steps)} checks failed.")


def passes(name: str, step: Step) -> bool:
    """Whether a check went well; if not, what it found has been printed."""
    print(f"\n{name} …", flush=True)
    try:
        step()
    except CommandError as error:
        print(error, flush=True)
        return False
    return True


def code_steps(root: Path) -> dict[str, Step]:
    """The checks that need no site."""
    return {
        "style of the code": tool(root, "ruff", "check", "."),
        "layout of the code": tool(root, "ruff", "format", "--check", "."),
        "types": tool(root, "mypy"),
        "commands in the papers": tool(root, "pytest", "tests/test_readme.py"),
    }


def tool(root: Path, *command: str) -> Step:
    """A check that is a Python program of its own."""

    def step() -> None:
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=root, capture_output=True, text=True
        )
        if done.returncode:
            raise CommandError(f"{done.stdout}{done.stderr}".strip())

    return step


@contextmanager
def built(root: Path) -> Iterator[dict[str, Step]]:
    """The checks that build the site, strictly, at its address and under a sub-path."""
    with tempfile.TemporaryDirectory() as folder:
        public = public_address(root)
        host = urlsplit(public)._replace(path=SUB_PATH).geturl()
        steps: dict[str, Step] = {}
        for name, address in {"as published": public, "under a sub-path": host}.items():
            site = Path(folder, str(len(steps)))
            steps[f"strict build {name}"] = strict_build(root, site, address)
            steps[f"links {name}"] = all_links(site, address)
        first = Path(folder, "0")
        steps["HTML"] = valid_html(first)
        steps["pages in a browser"] = good_pages(first, public)
        yield steps


def strict_build(root: Path, site: Path, address: str) -> Step:
    """A check that the site builds for an address without a single warning."""

    def step() -> None:
        build_for_public(site, address, root=root)

    return step


def all_links(site: Path, address: str) -> Step:
    """A check that every link within a built site leads somewhere."""

    def step() -> None:
        if not site.exists():
            raise CommandError("There is no site to follow links in.")
        if mistakes := broken_links(site, address):
            raise CommandError("\n".join(mistakes))

    return step


def valid_html(site: Path) -> Step:
    """A check that the pages are what browsers expect."""

    def step() -> None:
        with node_tools.optional():
            if mistakes := node_tools.html_mistakes(site):
                raise CommandError("\n".join(mistakes))

    return step


def good_pages(site: Path, address: str) -> Step:
    """A check that the pages are light, still and open to everyone."""

    def step() -> None:
        from plugins.commands.measure import shortcomings

        if found := list(shortcomings(site, address)):
            raise CommandError("\n".join(found))

    return step
