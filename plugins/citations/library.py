"""The works of a site's bibliography, by their keys."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from difflib import get_close_matches
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from plugins.citations.works import Mistake, Name, Work
from plugins.shared import files

HERE = Path(__file__).parent

LOST = "the file is not there; put it there, or correct BIBLIOGRAPHY."
NO_UTF8 = "the byte 0x%02x is not UTF-8; save the file in that encoding."
EMPTY = "there is no work in it; write one, such as @misc{key, title = {…}}."
DEAD = "no work in %s has the key %r; %s"
SIGN = r"write \@%s if no work is meant."


def read(path: Path, cache: Path) -> dict[str, Work]:
    """The works in a file, from a folder if they have been read; raises Mistake."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise Mistake(1, LOST) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Mistake(line, NO_UTF8 % data[error.start]) from error
    kept = cache / f"{_digest(path.suffix, text)}.json"
    found = _load(kept) or list(_read(path.suffix, text))
    if not found:
        raise Mistake(1, EMPTY)
    if not kept.exists():
        with suppress(OSError):
            files.write(kept, json.dumps([asdict(work) for work in found]))
    return {work.key: work for work in found}


def _read(suffix: str, text: str) -> Iterator[Work]:
    """Imports what reads such a file only here: that takes longer than to read it."""
    if suffix == ".json":
        from plugins.citations.csl import works
    else:
        from plugins.citations.bibtex import works
    return works(text)


def _digest(*parts: str) -> str:
    code = (file.read_text("utf-8") for file in sorted(HERE.glob("*.py")))
    packages = map(version, ("pybtex", "latexcodec"))
    return sha256("\0".join([*code, *packages, *parts]).encode()).hexdigest()


def _load(kept: Path) -> list[Work]:
    """The works in a file of ours; none if it is not there, or damaged."""
    try:
        found = json.loads(kept.read_text("utf-8"))
        names = [tuple(Name(*name) for name in work.pop("authors")) for work in found]
        return [Work(authors=n, **w) for n, w in zip(names, found, strict=True)]
    except (OSError, ValueError, TypeError):
        return []


def dead(key: str, works: Mapping[str, Work], name: str) -> str:
    """What to say of a key that no work has."""
    folded = {known.lower(): known for known in works}
    near = get_close_matches(key.lower(), folded, n=3)
    meant = " or ".join(repr(folded[each]) for each in near)
    remedy = f"did you mean {meant}? Else " if near else ""
    return DEAD % (name, key, remedy + SIGN % key)
