"""Files and folders that appear at once: nobody sees half of them."""

import os
from contextlib import suppress
from pathlib import Path

# A file that changes twice within one tick of the disk's clock has one stamp: what is
# younger than this when somebody looks is not trusted.  Nanoseconds.
TICK = 50_000_000


def write(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file at once, or leave the file as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def move_folder(new: Path, folder: Path) -> None:
    """Rename ``new`` to ``folder``, unless another build has put one there before."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        new.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
