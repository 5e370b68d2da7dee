"""Everything that must be right before the site is published, in one summary."""

import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from plugins.commands.build import build_for_public, public_address
from plugins.commands.external import problems
from plugins.commands.project import ROOT, CommandError, read_settings
from tests.site import budgets, figures, formulas, lighthouse, three_engines
from tests.site.node_tools import html_mistakes, optional

SUB_PATH = "/a/sub-path"  # where a project's site might live; links must work there too

Step = Callable[[], None]


def check(root: Path = ROOT, *, external: bool = False) -> None:
    """Run every check, then say which failed; one failure is enough to fail.

    Args:
        root: the project.
        external: also ask the servers of others whether links to them lead somewhere.
    """
    if external and os.environ.get("CI"):
        raise CommandError("--external asks servers of others: leave it out in CI.")
    with built(root) as (site, site_steps):
        steps = {**code_steps(root), **site_steps}
        if external:
            address, content = public_address(root), root / read_settings(root)["PATH"]
            found = partial(problems, site, address, content)
            steps["links to other sites"] = site_step(site, found)
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
    hosted = (root / ".github").is_dir()  # a fork may live elsewhere
    zizmor = program(root, script("zizmor"), "--offline", "--quiet", ".github")
    return {
        "style of the code": tool(root, "ruff", "check", "."),
        "layout of the code": tool(root, "ruff", "format", "--check", "."),
        "types": tool(root, "mypy"),
        "commands in the papers": tool(root, "pytest", "tests/engine/test_readme.py"),
        "a typical post": tool(root, "pytest", "tests/engine/test_typical_page.py"),
        **({"workflows": zizmor} if hosted else {}),
    }


def tool(root: Path, *command: str) -> Step:
    """A check that is a module of Python."""
    return program(root, sys.executable, "-m", *command)


def script(name: str) -> str:
    """Where a program is that was installed with the requirements."""
    return str(Path(sysconfig.get_path("scripts"), name))


def program(root: Path, *command: str) -> Step:
    """A check that is a program of its own."""

    def step() -> None:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        if done.returncode:
            raise CommandError(f"{done.stdout}{done.stderr}".strip())

    return step


@contextmanager
def built(root: Path) -> Iterator[tuple[Path, dict[str, Step]]]:
    """Where the site will be, and the checks that build it and look at it.

    It is built strictly, at its address and under a sub-path.
    """
    with tempfile.TemporaryDirectory() as folder:
        public = public_address(root)
        host = urlsplit(public)._replace(path=SUB_PATH).geturl()
        published, moved = Path(folder, "published"), Path(folder, "moved")
        sites = {"as published": (published, public), "under a sub-path": (moved, host)}
        steps: dict[str, Step] = {}
        for name, (site, address) in sites.items():
            steps[f"strict build {name}"] = strict_build(root, site, address)
        yield published, {**steps, **page_steps(published, public)}


def page_steps(site: Path, address: str) -> dict[str, Step]:
    """The checks that look at the pages of a built site as a reader's browser does."""
    return {
        "figures": site_step(site, partial(figures.problems, site)),
        "formulas": site_step(site, partial(formulas.problems, site)),
        "HTML": site_step(site, partial(html_mistakes, site)),
        "pages in a browser": site_step(site, partial(budgets.problems, site, address)),
        "Firefox and WebKit": site_step(
            site, partial(three_engines.problems, site, address)
        ),
        "Lighthouse": site_step(site, partial(lighthouse.problems, site, address)),
    }


def strict_build(root: Path, site: Path, address: str) -> Step:
    """A check that the site builds for an address without a single warning."""

    def step() -> None:
        build_for_public(site, address, root=root)

    return step


def site_step(site: Path, mistakes: Callable[[], Iterable[str]]) -> Step:
    """A check that there is a site, with none of the mistakes that are looked for."""

    def step() -> None:
        if not site.exists():
            raise CommandError("There is no site to look at.")
        with optional():
            if found := list(mistakes()):
                raise CommandError("\n".join(found))

    return step
