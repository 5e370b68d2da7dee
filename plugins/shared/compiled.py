"""Compiled files of Python that count by what stands in their source.

By itself Python trusts one whose source has the time, in whole seconds, and the size
that it had: of two saves within a second the first would count, and for good.
"""

from collections.abc import Iterable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from py_compile import PycInvalidationMode, PyCompileError, compile

BY_CONTENT = PycInvalidationMode.CHECKED_HASH
FLAGS = slice(4, 8)  # of a compiled file: how it is compared with its source
CHECKED = (0b11).to_bytes(4, "little")


def count_by_content(sources: Iterable[Path]) -> None:
    """Have Python compare these files with what is compiled of them, now and later."""
    for source in sources:
        compiled = Path(cache_from_source(str(source)))
        with suppress(OSError):  # where nothing can be kept
            if not _is_checked(compiled):
                _compile(source, compiled)


def sources(root: Path, module: str) -> list[Path]:
    """The files of Python that a package, or a module, of ``root`` is made of."""
    top = module.partition(".")[0]
    return [*root.glob(f"{top}.py"), *(root / top).rglob("*.py")]


def _is_checked(compiled: Path) -> bool:
    """Whether Python compares it by content, and will go on to when it is renewed."""
    try:
        with compiled.open("rb") as file:
            return file.read(FLAGS.stop)[FLAGS] == CHECKED
    except FileNotFoundError:
        return False


def _compile(source: Path, compiled: Path) -> None:
    try:
        compile(str(source), doraise=True, invalidation_mode=BY_CONTENT)
    except (PyCompileError, ValueError):  # Python will say so, unless it has an older
        compiled.unlink(missing_ok=True)
