"""A folder that is made anew beside its place and takes it whole.

    <folder>                          the finished one, old or new, at every moment
    .<folder>-unfinished-<letters>    one that is being made, or removed

Whoever makes a folder holds a lock on it.  One without a lock was left by a program
that was killed: the next to make the same folder removes it; `invoke clean` does too.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from plugins.commands.project import CommandError
from plugins.shared.environment import MARK

try:
    import fcntl
except ImportError:  # Windows: nothing is held there, and nothing is swept away
    fcntl = None  # type: ignore[assignment]

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of Linux's renameat2


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``folder`` if the block ends well."""
    refuse_to_lose_other_work(folder)
    with ExitStack() as stack:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with held(folder.parent, wait=True):
                sweep(folder)
                name = tempfile.mkdtemp(prefix=unfinished(folder), dir=folder.parent)
                stack.enter_context(held(Path(name), wait=True))
        except OSError as error:
            raise unwritable(folder, error) from error
        new = Path(name)
        try:
            new.chmod(0o755)  # mkdtemp's folders are private; a site is for everyone
            yield new
            swap_in(new, folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def swap_in(new: Path, folder: Path) -> None:
    """Put ``new`` in the place of ``folder``, which may not be there yet."""
    old = new.with_name(new.name + "-old")
    try:
        with held(folder.parent, wait=True):
            if not folder.exists():
                new.rename(folder)
            elif not exchange(new, folder):
                rename_twice(new, folder, old)
    except OSError as error:
        raise unwritable(folder, error) from error
    shutil.rmtree(old, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Whether the system has let two folders change names in one step; Linux can."""
    if sys.platform != "linux":
        return False
    import ctypes  # most commands exchange nothing

    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    names = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other))
    return bool(rename and rename(*names, RENAME_EXCHANGE) == 0)


def rename_twice(new: Path, folder: Path, old: Path) -> None:
    """Swap where the system cannot: a kill in between leaves the site to `sweep`."""
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise


def sweep(folder: Path) -> None:
    """Remove what programs that were killed have left beside ``folder``.

    If they were killed while there was no site, the first whole one becomes it.
    """
    for left in sorted(folder.parent.glob(unfinished(folder) + "*")):
        with held(left, wait=False) as nobodys:
            if nobodys and not folder.exists() and (left / MARK).exists():
                left.rename(folder)
            elif nobodys:
                shutil.rmtree(left, ignore_errors=True)


def unfinished(folder: Path) -> str:
    """How the names of folders begin that may become ``folder``."""
    return f".{folder.name}-unfinished-"


@contextmanager
def held(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Whether ``folder`` is ours during the block; the system frees what the dead held.

    Args:
        folder: any folder that is there.
        wait: until nobody else holds it.
    """
    if fcntl is None:
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:  # someone holds it, or the disk knows no locks
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def refuse_to_lose_other_work(folder: Path) -> None:
    """Stop unless ``folder`` is new, empty, or a site that was built before."""
    if folder.is_dir():
        names = {path.name for path in folder.iterdir()}
        if not names or (MARK in names and ".git" not in names):
            return
        raise CommandError(
            f"{folder}: not replaced, because it holds something other than a built "
            "site; empty it or choose another folder."
        )
    if folder.exists():
        raise CommandError(f"{folder}: a file is in the way; choose another folder.")


def unwritable(folder: Path, error: OSError) -> CommandError:
    """What to say when the system does not let us write."""
    reason = error.strerror or error
    return CommandError(f"{folder}: cannot be written ({reason}); choose another.")
