"""The works of a site's bibliography, by their keys."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from plugins.citations.works import Mistake, Work

UNREADABLE = "the file is not there, or not to be read as UTF-8; put it there."
EMPTY = "there is no work in it; write one, such as @misc{key, title = {…}}."
DEAD = "no work in %s has the key %r; %s"
SIGN = r"write \@%s if no work is meant."


def read(path: Path) -> dict[str, Work]:
    """The works in a file; raises Mistake."""
    if path.suffix == ".json":
        from plugins.citations.csl import works
    else:
        from plugins.citations.bibtex import works
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistake(1, UNREADABLE) from error
    found = {work.key: work for work in works(text)}
    if not found:
        raise Mistake(1, EMPTY)
    return found


def dead(key: str, works: Mapping[str, Work], name: str) -> str:
    """What to say of a key that no work has."""
    folded = {known.lower(): known for known in works}
    near = get_close_matches(key.lower(), folded, n=3)
    meant = " or ".join(repr(folded[each]) for each in near)
    remedy = f"did you mean {meant}? Else " if near else ""
    return DEAD % (name, key, remedy + SIGN % key)
