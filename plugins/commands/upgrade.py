"""Bring a newer engine into somebody's site, whose own files stay as they are.

Git merges three trees that differ in the engine alone, because the site's own files are
put into the old engine and into the new one before: no change of theirs can conflict.
"""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

from plugins.commands import git
from plugins.commands.project import ROOT, CommandError
from plugins.commands.tenant import is_own, upstream

REMOTE = "upstream"
VERSION = re.compile(r"v(\d+)\.(\d+)\.(\d+)")
NOBODY = ("-c", "user.name=upgrade", "-c", "user.email=upgrade@localhost")
PINS = ("requirements-dev.txt", "requirements.txt")
UNSAVED = "%s: is in no commit (of %d such files); commit first, then upgrade."
NO_REMOTE = (
    "upstream: there is no such remote; say where the engine comes from: git remote "
    "add upstream %s"
)
UNREACHED = (
    "upstream: could not be read (%s); look at your connection, and at its address: "
    "git remote get-url upstream"
)
NO_TAG = "upstream: has no release %s; it has %s."
STRANGERS = (
    "%s: shares no version with this site, so what you have changed cannot be known; "
    "begin again with `invoke start` in a fresh copy, and bring your words."
)
BOTH = (
    "%s: changed by you and by %s in the same place; take your change out (`git diff "
    "%.10s -- %s` shows it), commit, and upgrade again."
)
OLD_GIT = "git: version 2.38 or newer is needed for this; install it first."
FAILED = (
    "The engine is %s now, but `%s` fails, see above; mend that, or go back: git reset "
    "--keep %.10s"
)


def upgrade(tag: str | None = None, *, root: Path = ROOT) -> str:
    """What came of taking the engine of a release, the newest if none is named."""
    refuse_unsaved(root)
    tag, new = fetched(root, tag)
    old = git.commit(root, "HEAD")
    if not git.run(root, "merge-base", "--is-ancestor", new, old).returncode:
        return f"Nothing to do: {tag} is in this site already."
    base = begun_with(root, new)
    tree = merged(root, base, tag, new)
    parents = ("-p", old, "-p", new)
    message = ("-m", f"Upgrade the engine to {tag}")
    made = git.answer(root, "commit-tree", tree, *parents, *message)
    _checked(git.run(root, "merge", "--ff-only", "--quiet", made))
    for path in changed(root, base, old):
        print(f"{path}: you have changed it; your change is kept.")
    run_tests(root, tag, old)
    return f"The engine is {tag} now; your own files are as they were."


def refuse_unsaved(root: Path) -> None:
    """Raise CommandError where something could be lost, or git cannot work."""
    if not git.commit(root, "HEAD"):
        raise CommandError(f"{root}: is not in a git repository; nothing to upgrade.")
    _checked(git.run(root, "var", "GIT_COMMITTER_IDENT"))
    asked = ("status", "--porcelain", "--untracked-files=no")
    if unsaved := git.answer(root, *asked).splitlines():
        raise CommandError(UNSAVED % (unsaved[0][3:], len(unsaved)))


def fetched(root: Path, tag: str | None) -> tuple[str, str]:
    """The name of a release and its commit, taken from the remote."""
    if git.run(root, "remote", "get-url", REMOTE).returncode:
        raise CommandError(NO_REMOTE % (upstream(root) or "ADDRESS"))
    asked = git.run(root, "ls-remote", "--tags", "--refs", REMOTE)
    listed = _checked(asked, UNREACHED)
    tags = [line.rpartition("refs/tags/")[2] for line in listed.splitlines()]
    found = sorted(filter(VERSION.fullmatch, tags), key=numbers)
    tag = tag or (found[-1] if found else "")
    if tag not in found:
        raise CommandError(NO_TAG % (tag, ", ".join(found) or "none"))
    _checked(git.run(root, "fetch", "--quiet", "--no-tags", REMOTE, f"refs/tags/{tag}"))
    return tag, git.commit(root, "FETCH_HEAD")


def numbers(tag: str) -> list[int]:
    """The numbers of a version, by which versions are in order."""
    return [int(number) for number in re.findall(r"\d+", tag)]


def begun_with(root: Path, new: str) -> str:
    """The commit of the remote repository whose engine is the one here."""
    if base := git.run(root, "merge-base", "HEAD", new).stdout.strip():
        return base
    # A copy made with *Use this template* begins with the same files, not commits.
    roots = ("log", "--max-parents=0", "--format=%T", "HEAD")
    first = set(git.answer(root, *roots).split())
    versions = git.answer(root, "log", "--format=%T %H", new).splitlines()
    for version in versions:
        tree, commit = version.split()
        if tree in first:
            return commit
    raise CommandError(STRANGERS % REMOTE)


def merged(root: Path, base: str, tag: str, new: str) -> str:
    """The tree of the site with the new engine."""
    old = _commit(root, _engine_of(root, base))
    mine = _commit(root, git.tree(root, "HEAD"), old)
    theirs = _commit(root, _engine_of(root, new), old)
    form = ("--write-tree", "--name-only", "--no-messages", "-z")
    renames = ("-c", "merge.directoryRenames=true")
    done = git.run(root, *renames, "merge-tree", *form, mine, theirs)
    if done.returncode > 1:
        raise CommandError(OLD_GIT)
    tree, *conflicts = filter(None, done.stdout.split("\0"))
    if conflicts:
        lines = [BOTH % (path, tag, base, path) for path in conflicts]
        raise CommandError("\n".join(lines))
    return tree


def _engine_of(root: Path, commit: str) -> str:
    """A tree with the engine of a commit and the own files of this site."""
    theirs = [entry for entry in _entries(root, commit) if not _is_own(entry)]
    mine = [entry for entry in _entries(root, "HEAD") if _is_own(entry)]
    said = "".join(f"{entry}\0" for entry in theirs + mine)
    return git.answer(root, "mktree", "-z", said=said)


def _entries(root: Path, commit: str) -> list[str]:
    """Files and folders at the top of a commit, as git lists them."""
    return git.answer(root, "ls-tree", "-z", commit).rstrip("\0").split("\0")


def _is_own(entry: str) -> bool:
    return is_own(entry.partition("\t")[2])


def _commit(root: Path, tree: str, *parents: str) -> str:
    """A commit that only git's merge sees."""
    before = [part for parent in parents for part in ("-p", parent)]
    return git.answer(root, *NOBODY, "commit-tree", tree, *before, "-m", "Merge")


def changed(root: Path, base: str, mine: str) -> list[str]:
    """Files of the old engine that this site has changed or removed."""
    form = ("diff", "--name-only", "--no-renames", "--diff-filter=MTD", "-z")
    listed = git.answer(root, *form, base, mine).split("\0")
    return [path for path in filter(None, listed) if not is_own(path)]


def run_tests(root: Path, tag: str, old: str) -> None:
    """Install what the new engine needs, and see that it works here.

    Args:
        root: the project, whose code is not that of this process any more.
        tag: the release that is there now.
        old: the commit before.
    """
    tests = importlib.util.find_spec("pytest") is not None
    pins = PINS[0 if tests else 1]
    commands = [["invoke", "test" if tests else "build"]]
    if git.run(root, "diff", "--quiet", old, "HEAD", "--", pins).returncode:
        commands.insert(0, ["pip", "install", "--quiet", "-r", pins])
    for command in commands:
        if subprocess.run([sys.executable, "-m", *command], cwd=root).returncode:
            raise CommandError(FAILED % (tag, " ".join(command), old))


def _checked(done: subprocess.CompletedProcess[str], remedy: str = "%s") -> str:
    """What git printed; if it failed, the line in which it says why, and a remedy."""
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
        raise CommandError(remedy % (fatal or lines or ["git failed."])[0])
    return done.stdout.rstrip("\n")
