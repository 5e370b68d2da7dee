"""Where a Jekyll site is, and which files it has; nothing of it is run."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from plugins.commands import git
from plugins.commands.project import CommandError
from plugins.shared.paths import is_inside

NEVER = {"_site", "node_modules", "__MACOSX", ".git", ".jekyll-cache", ".sass-cache"}
PROTOCOLS = "file:git:http:https:ssh"  # none that runs a program of the address's
NOT_THERE = "%s: is neither a folder nor a repository that git can reach%s."
NO_SITE = "%s: is not a Jekyll site: it has neither _config.yml nor a folder _posts%s."
OUTSIDE = "leads out of the site, to %s; nothing was read there"
NO_FILE = "is not a file, or a link to one that is not there"
TO_FOLDER = "is a link to a folder; give the import that folder's files themselves"


@contextmanager
def opened(address: str) -> Iterator[Path]:
    """The folder of a Jekyll site, which may have to be fetched first.

    Args:
        address: a folder, or what ``git clone`` takes.
    """
    folder = Path(address).expanduser()
    if folder.is_dir() and not _is_bare(folder):
        yield _site_in(folder.resolve())
        return
    with tempfile.TemporaryDirectory(prefix="import-jekyll-") as temporary:
        _clone(address, Path(temporary, "site"))
        yield _site_in(Path(temporary, "site").resolve())


def _is_bare(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def _clone(address: str, folder: Path) -> None:
    """Fetch the newest commit, asking nobody and running nothing."""
    command = ("-c", "core.hooksPath=/dev/null", "clone", "--depth", "1", "--no-tags")
    os.environ["GIT_ALLOW_PROTOCOL"] = PROTOCOLS
    os.environ["GIT_TERMINAL_PROMPT"] = "0"
    os.environ["GIT_LFS_SKIP_SMUDGE"] = "1"
    try:
        done = git.run(folder.parent, *command, "--", address, str(folder))
    except (FileNotFoundError, ValueError) as error:  # no git, or no address
        raise CommandError(NOT_THERE % (address, f" ({error})")) from None
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["git says nothing"])[-1]
        raise CommandError(NOT_THERE % (address, f" (git: {said})"))


def _site_in(folder: Path) -> Path:
    """The folder, if it is a Jekyll site."""
    if _is_site(folder):
        return folder
    inner = sorted(f.name for f in folder.iterdir() if f.is_dir() and _is_site(f))
    hint = f"; the folder {inner[0]} in it is one" if inner else ""
    raise CommandError(NO_SITE % (folder, hint))


def _is_site(folder: Path) -> bool:
    return (folder / "_posts").is_dir() or any(
        (folder / name).is_file() for name in ("_config.yml", "_config.yaml")
    )


def files(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Paths in the site, in order; those that are left, each with why."""
    found: list[str] = []
    left: list[tuple[str, str]] = []
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        for name in sorted(folders):
            if name not in NEVER and (here / name).is_symlink():
                left.append(((here / name).relative_to(root).as_posix(), TO_FOLDER))
        folders[:] = sorted(
            n for n in folders if n not in NEVER and not (here / n).is_symlink()
        )
        for name in sorted(names):
            path = here / name
            inside = path.relative_to(root).as_posix()
            if path.is_symlink() and not is_inside(path, root):
                left.append((inside, OUTSIDE % path.readlink()))
            elif path.is_file():
                found.append(inside)
            else:
                left.append((inside, NO_FILE))
    return found, left


def is_excluded(path: str, patterns: list[str]) -> bool:
    """Whether Jekyll would leave a file out: by its name, or because it is told to."""
    parts = PurePosixPath(path).parts
    if any(part.startswith((".", "#")) or part.endswith("~") for part in parts):
        return True
    folders = ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]
    wanted = [pattern.strip("/") for pattern in patterns]
    return any(fnmatch(folder, one) for one in wanted for folder in folders)
