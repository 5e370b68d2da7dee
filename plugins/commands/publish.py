"""Publish what is committed: built, then pushed to the branch that a host shows."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from plugins.commands import git
from plugins.commands.build import build_for_public, public_address
from plugins.commands.project import ROOT, CommandError, read_settings
from plugins.commands.publish_branch import (
    PROJECT,
    RESTORES,
    SOURCE,
    Branch,
    find,
)

HOSTED = ".github.io"  # addresses that need no domain of their own
LISTED = 10  # names of files that are worth reading before a yes
SHORT = 10  # characters of a hash that people read
NOTHING = "Nothing was pushed."

Agree = Callable[[str], bool]


def agreed(plan: str, *, yes: bool = False, dry_run: bool = False) -> bool:
    """Whether to do what the author reads in ``plan``; a terminal is asked.

    Args:
        plan: what would be pushed, and where.
        yes: there is no need to ask.
        dry_run: there is no need to push.
    """
    print(plan, flush=True)
    if dry_run or yes or not sys.stdin.isatty():
        return not dry_run
    try:
        return input("Push it? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        print()
        return False


def publish(
    remote: str,
    branch: str,
    *,
    siteurl: str | None = None,
    agree: Agree = agreed,
    root: Path = ROOT,
) -> str:
    """What has come of publishing the newest commit, in one line.

    Args:
        remote: a git remote's name or address.
        branch: the branch of ``remote`` that is shown; each publish adds a commit.
        siteurl: where the site will live, if not where ``publishconf.py`` says.
        agree: told what would be pushed and where; says whether it may be.
        root: the project, in a git repository.
    """
    source = committed(root)
    target = find(root, remote, branch)
    if left := left_behind(root):
        print("Not committed, so not published:", *first(left), sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        with checked_out(source, Path(folder, "sources"), root) as project:
            address = (siteurl or public_address(project)).rstrip("/")
            build_for_public(site, address, overrides=our_cache(root), root=project)
        if domain := own_domain(address) or target.file("CNAME").strip():
            (site / "CNAME").write_text(domain + "\n", "utf-8")
        tree = git.tree_from(root, site)
    if tree == target.tree:
        return f"Nothing has changed: {address}/ shows {source[:SHORT]} already."
    if not agree(plan(target, tree, f"The site of commit {source[:SHORT]}")):
        return NOTHING
    words = f"Publish {source[:SHORT]}"
    target.push(target.commit(tree, words, **{SOURCE: source}))
    return f"Published: {address}/"


def undo(remote: str, branch: str, *, agree: Agree = agreed, root: Path = ROOT) -> str:
    """What has come of showing the site before the present one, in one line."""
    target = find(root, remote, branch)
    if not (earlier := target.tip and target.earlier()):
        raise CommandError(f"{remote}: {branch} holds no earlier site to bring back.")
    tree, source = git.tree(root, earlier), git.trailer(root, earlier, SOURCE)
    what = f"the site of commit {source[:SHORT]}" if source else earlier[:SHORT]
    if not agree(plan(target, tree, f"Back to {what}")):
        return NOTHING
    trailers = {RESTORES: earlier, **({SOURCE: source} if source else {})}
    target.push(target.commit(tree, f"Bring back {what}", **trailers))
    return f"Brought back {what}; the next publish will show your newest commit again."


def plan(target: Branch, tree: str, what: str) -> str:
    """What goes where, in words."""
    changes = target.changes(tree)
    head = f"{what} goes to {target.place}; files that differ: {len(changes)}"
    return "\n".join([head, *first([f"{kind:7} {name}" for kind, name in changes])])


def first(lines: list[str]) -> list[str]:
    """As many lines as are worth reading, and how many more there are."""
    more = [f"… and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return [f"  {line}" for line in [*lines[:LISTED], *more]]


def committed(root: Path) -> str:
    """The hash of the newest commit, which holds the project."""
    if git.run(root, "rev-parse", "--verify", f"HEAD:./{PROJECT}").returncode:
        raise CommandError(
            f"{root}: {PROJECT} is in no commit; commit what is to be published."
        )
    return git.commit(root, "HEAD")


def left_behind(root: Path) -> list[str]:
    """What of the author's folder is in no commit, as git names it."""
    asked = ("status", "--porcelain", "--untracked-files=normal", "--", ".")
    return git.answer(root, *asked).splitlines()


@contextmanager
def checked_out(commit: str, folder: Path, root: Path) -> Iterator[Path]:
    """The project as it is in a commit, in a new ``folder``, while the block runs."""
    within = git.answer(root, "rev-parse", "--show-prefix")
    no_hooks = ("-c", "core.hooksPath=/dev/null")
    added = ("worktree", "add", "--quiet", "--detach", str(folder), commit)
    git.answer(root, *no_hooks, *added)
    try:
        yield folder / within
    finally:
        git.run(root, "worktree", "remove", "--force", str(folder))


def our_cache(root: Path) -> dict[str, str]:
    """A setting: what the author's builds have kept is not made again."""
    return {"CACHE_FOLDER": str(root / read_settings(root)["CACHE_FOLDER"])}


def own_domain(siteurl: str) -> str:
    """The domain that belongs to the site and not to its host, if it has one."""
    host = urlsplit(siteurl).hostname or ""
    return "" if host.endswith(HOSTED) else host
