"""The names by which texts can be linked: titles, names of files, paths and slugs."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from unicodedata import normalize

from plugins.shared.site import primary
from plugins.shared.text import Text

DATE = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}[-_ ]")
UNKNOWN = "no text is called %r; %s"
SEVERAL = "%r is the name of %s; write the path of one of them."
Names = Mapping[str, list[Text]]


class Mistake(Exception):
    """Says why a name does not lead to one text."""


def folded(name: str) -> str:
    """What is equal in all ways of writing a name."""
    return " ".join(normalize("NFC", name).casefold().split())


def names_of(text: Text) -> set[str]:
    """All names of one text, folded."""
    file = PurePosixPath(text.get_relative_source_path())
    place = file.parent if file.stem == "index" else file.with_suffix("")
    short = DATE.sub("", place.name)
    paths = {str(file), file.name, str(place), str(place.parent / short)}
    written = {text.title, text.slug, place.name, short, *paths}
    return {folded(name) for name in written if name not in {"", "."}}


def all_names(texts: Iterable[Text]) -> dict[str, list[Text]]:
    """Which texts a name may mean."""
    found: dict[str, list[Text]] = {}
    for text in texts:
        for name in names_of(text):
            found.setdefault(name, []).append(text)
    return found


def meant(written: str, text: Text, names: Names) -> tuple[Text, str]:
    """The text that a link in ``text`` leads to, and the heading there, if any.

    A title may have a ``#`` in it: the longest name that there is counts.  Raises
    Mistake.
    """
    if written.startswith("#"):
        return text, written[1:].strip()
    ends = [match.start() for match in re.finditer("#", written)]
    for end in [len(written), *reversed(ends)]:
        if found := names.get(folded(written[:end])):
            return _one(found, text, written[:end]), written[end + 1 :].strip()
    name = written[: ends[-1]] if ends else written
    raise Mistake(UNKNOWN % (name.strip(), _nearest(name, names)))


def _one(found: list[Text], text: Text, name: str) -> Text:
    """The one that is meant: in the language of ``text``, or else the original."""
    near = [other for other in found if primary(other.lang) == primary(text.lang)]
    own = [other for other in near if other.lang == text.lang] or near or found
    if all(other is own[0] or other in own[0].translations for other in own):
        return next((other for other in own if other.in_default_lang), own[0])
    if len(own) > 1:
        paths = sorted(other.get_relative_source_path() for other in own)
        raise Mistake(SEVERAL % (name.strip(), " and of ".join(paths)))
    return own[0]


def _nearest(name: str, names: Names) -> str:
    near = get_close_matches(folded(name), names, n=6, cutoff=0.6)
    titles = list(dict.fromkeys(other.title for n in near for other in names[n]))
    if not titles:
        return "write its title, or the name of its file."
    return f"did you mean {' or '.join(map(repr, titles[:3]))}?"
