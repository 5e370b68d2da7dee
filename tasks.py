"""The author's commands: `invoke --list` shows them, `invoke --help NAME` explains one.

The work is done by Pelican, the demos and the modules of plugins/commands, imported
where they are used so that listing the commands stays quick.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from invoke import Context, Exit, task

from plugins.commands.project import ROOT, CommandError

GENERATED = (
    *("output", "docs/output", ".cache", ".pytest_cache"),
    *(".mypy_cache", ".ruff_cache", ".hypothesis"),
)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn what the author can mend into one line and exit code 1."""
    try:
        yield
    except CommandError as error:
        raise Exit(str(error), code=1) from None


def run_module(*command: str) -> None:
    """Run a Python module in the root; end as it ends if it fails."""
    if code := subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode:
        raise Exit(code=code)


@task(
    help={
        "output": "the folder of the built site",
        "siteurl": "build it as the public will see it at this address",
        "executor": "who computes figures, as DEMOS_EXECUTOR in the settings",
    }
)
def build(
    _: Context,
    output: str = str(ROOT / "output"),
    siteurl: str | None = None,
    executor: str | None = None,
) -> None:
    """Build the site, figures and all."""
    from plugins.commands.build import build, build_for_public

    folder, start = Path(output).absolute(), time.perf_counter()
    more = {"DEMOS_EXECUTOR": executor} if executor else None
    with one_line_errors():
        if siteurl:
            build_for_public(folder, siteurl.rstrip("/"), overrides=more)
        else:
            build(folder, overrides=more)
    print(f"Ready after {time.perf_counter() - start:.1f} s: {folder}")


@task(
    help={
        "name": "your name, as readers see it",
        "title": "the name of the site",
        "subtitle": "what it is about, in a few words",
        "email": "your e-mail address for readers; - for none",
        "address": "where the site will live",
        "timezone": "such as Europe/Paris",
        "language": "that you write in, such as en",
        "yes": "ask nothing; what is not given is taken from git and the system",
    }
)
def start(
    _: Context,
    name: str | None = None,
    title: str | None = None,
    subtitle: str | None = None,
    email: str | None = None,
    address: str | None = None,
    timezone: str | None = None,
    language: str | None = None,
    yes: bool = False,
) -> None:
    """Make this copy of the project a site of your own."""
    from plugins.commands.start.command import start

    given = {"name": name, "title": title, "subtitle": subtitle, "email": email}
    given |= {"address": address, "timezone": timezone, "language": language}
    with one_line_errors():
        print(start(given, yes=yes))


@task(help={"to": "a release, such as v0.2.0; the newest if you say nothing"})
def upgrade(_: Context, to: str | None = None) -> None:
    """Bring a newer engine to your site and words."""
    from plugins.commands.upgrade import upgrade

    with one_line_errors():
        print(upgrade(to))


@task(
    help={
        "open": "in the browser",
        "host": "an address of this machine at which a phone can see it too, if it "
        "knows the token that is printed",
    }
)
def livereload(_: Context, open_: bool = False, host: str = "127.0.0.1") -> None:
    """Show the site while you write, each save at once."""
    from plugins.commands.dev_server.loop import livereload

    with one_line_errors():
        livereload(host=host, show=open_)


@task(
    help={
        "title": "as readers will see it; a note gets the number of its series",
        "kind": "post, note or page",
    },
)
def new(_: Context, title: str, kind: str = "post") -> None:
    """Begin a post, a note or a page, with its front matter filled."""
    from plugins.commands.new import new

    with one_line_errors():
        print(*new(title, kind=kind), sep="\n")


@task(
    help={
        "source": "a folder, or an address that git can reach",
        "collections": "posts, notes or pages for each, such as talks=pages",
        "dry-run": "tell what would come over, and write nothing",
    }
)
def import_jekyll(
    _: Context, source: str, collections: str = "", dry_run: bool = False
) -> None:
    """Bring a whole Jekyll site over."""
    from plugins.commands.import_jekyll.command import import_jekyll, kinds_in

    with one_line_errors():
        print(import_jekyll(source, kinds=kinds_in(collections), dry_run=dry_run))


@task
def docs(_: Context) -> None:
    """Build the manual, into docs/output."""
    from plugins.commands.manual import manual

    with one_line_errors():
        print(manual(ROOT / "docs/output"))


@task(help={"external": "also ask other sites whether links to them lead somewhere"})
def check(_: Context, external: bool = False) -> None:
    """Check code, papers and every built page."""
    from plugins.commands.check import check

    with one_line_errors():
        check(external=external)


@task(help={"all": "also what needs a browser, processes or whole experiments"})
def test(_: Context, all_: bool = False) -> None:
    """Run the tests that are quick, or all of them, side by side."""
    which = ("--hypothesis-profile", "thorough") if all_ else ("-m", "not slow")
    side_by_side = ("--numprocesses", "auto", "--dist", "loadfile")
    run_module("pytest", *side_by_side, "--no-loadscope-reorder", *which)


@task(
    positional=["name"],
    help={"name": "a module of tests/benchmarks, such as loop; else all"},
)
def bench(_: Context, name: str = "") -> None:
    """Measure how long things take, as ratios."""
    from plugins.commands.bench import bench

    with one_line_errors():
        bench(name)


@task
def verify(_: Context) -> None:
    """Compute every figure again and compare the numbers."""
    run_module("plugins.figures.verify")


@task(
    help={
        "remote": "a git remote, by name or address",
        "branch": "the branch that the host shows",
        "siteurl": "where the site will live; publishconf.py says it otherwise",
        "yes": "push without asking, as where there is no terminal",
        "dry-run": "say what would be pushed, and push nothing",
        "undo": "bring back the site that was there before the present one",
    }
)
def publish(
    _: Context,
    remote: str = "origin",
    branch: str = "gh-pages",
    siteurl: str | None = None,
    yes: bool = False,
    dry_run: bool = False,
    undo: bool = False,
) -> None:
    """Build what is committed for the public, and push it."""
    from plugins.commands import publish

    agree = partial(publish.agreed, yes=yes, dry_run=dry_run)
    with one_line_errors():
        if undo:
            print(publish.undo(remote, branch, agree=agree))
        else:
            print(publish.publish(remote, branch, siteurl=siteurl, agree=agree))


@task(help={"version": "its number, such as 0.2.0"})
def release(_: Context, version: str) -> None:
    """Number, date and tag what is committed."""
    from plugins.commands.release import release

    with one_line_errors():
        print(release(version))


@task
def clean(_: Context) -> None:
    """Remove the built site, what killed builds left, all caches."""
    from plugins.commands.replacing import sweep

    sweep(ROOT / "output")
    for name in GENERATED:
        shutil.rmtree(ROOT / name, ignore_errors=True)


@task
def lock(_: Context) -> None:
    """Pin the newest versions that fit together, with hashes."""
    from plugins.commands.lock import lock

    with one_line_errors():
        lock()
