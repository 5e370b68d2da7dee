"""Works in a BibTeX file, as pybtex reads it; imported only where there is one."""

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

import latexcodec  # noqa: F401  (registers the codec)
from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from plugins.citations.works import WEB, Mistake, Name, Work, year_in

LOST = "crossref names '%s', which is no key"
NO_KEY = "the entry that begins with '%s' has no key"
ENTRY = re.compile(
    r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*([^\s,{}()]+)", re.I | re.M
)
COMMAND = re.compile(  # switches such as {\em …}; what has {arguments}; what is a word
    r"\\(?:em|it|bf|sc|rm|tt|sf|sl|relax)\b\s*|\\(?!(?:La|Bib)?TeX\b)[A-Za-z]+\s*(?=\{)"
    r"|\\(?=[A-Za-z{}$])|\s*\{\}|(?<!\\)[{}$]"
)
ACCENT = re.compile(r"""\\([`'^"~=.])\s*\{?(\w)\}?""")
ACCENTS = dict(
    zip("`'^\"~=.", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307", strict=True)
)
WHERE = ("journal", "journaltitle", "booktitle", "howpublished", "series")
WHO = ("publisher", "school", "institution", "organization")


def works(text: str) -> Iterator[Work]:
    """The works in the text of a file; raises Mistake."""
    try:
        entries = Parser().parse_string(text).entries
        found = [_work(key, entry, entries) for key, entry in entries.items()]
    except PybtexError as error:
        raise _mistake(text, error) from error
    yield from found


def _work(key: str, entry: Entry, entries: Mapping[str, Entry]) -> Work:
    name = entry.fields.get("crossref", "")
    if name and name not in entries:
        raise PybtexError(LOST % name)
    if "=" in key:
        raise PybtexError(NO_KEY % key)
    parent = entries.get(name)
    inherited = {"booktitle": parent.fields.get("title", "")} if parent else {}
    fields = {**inherited, **(dict(parent.fields) if parent else {}), **entry.fields}
    values = {name.lower(): value for name, value in fields.items()}
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_name(person) for person in persons]
    known = tuple(name for name in names if name.whole != "others")
    return Work(
        key=key,
        authors=known,
        has_more=len(known) < len(names),
        edited="author" not in entry.persons and bool(known),
        **_fields(values),
    )


def _fields(values: Mapping[str, str]) -> dict[str, Any]:
    """What is said of a work, but who wrote it."""

    def first(*names: str) -> str:
        return next((values[name] for name in names if values.get(name)), "")

    is_arxiv = first("archiveprefix", "eprinttype").lower() in {"", "arxiv"}
    plain = {
        "title": first("title"),
        "year": year_in(first("year", "date")),
        "container": first(*WHERE),
        "volume": first("volume"),
        "issue": first("number", "issue"),
        "pages": first("pages"),
        "edition": first("edition"),
        "publisher": first(*WHO),
    }
    exact = {
        "doi": first("doi"),
        "arxiv": first("eprint") if is_arxiv else "",
        "url": first("url"),
    }
    found = {name: decoded(value) for name, value in plain.items()}
    found |= {name: v.replace("\\", "").strip() for name, v in exact.items()}
    if WEB.fullmatch(found["container"]):  # howpublished = {\url{…}}
        found["url"], found["container"] = found["url"] or found["container"], ""
    return found


def _name(person: Person) -> Name:
    given = [*person.first_names, *person.middle_names]
    family = [*person.prelast_names, *person.last_names]
    parts = (family, given, person.lineage_names)
    return Name(*(decoded(" ".join(part)) for part in parts))


def decoded(latex: str) -> str:
    """LaTeX as text: accents as letters, what only changes its look left out."""
    text = codecs.decode(latex, "ulatex")  # type: ignore[call-overload]
    while (accented := ACCENT.sub(_accented, text)) != text:
        text = accented
    return " ".join(COMMAND.sub("", text).split())


def _accented(match: re.Match[str]) -> str:
    return normalize("NFC", match[2] + ACCENTS[match[1]])


def _mistake(text: str, error: PybtexError) -> Mistake:
    """What is wrong, in which line, and the entries that may be to blame."""
    said = re.sub(r" in line \d+", "", str(error))
    line = getattr(error, "lineno", None) or _line_of(text, said)
    begun = [(e[1], n) for e in ENTRY.finditer(text) if (n := _line(text, e)) <= line]
    count = 2 if begun and begun[-1][1] == line else 1  # the one before may not end
    entries = " and ".join(f"{key!r} in line {n}" for key, n in begun[-count:])
    return Mistake(line, f"{said}; look at {entries or 'what stands there'}.")


def _line_of(text: str, said: str) -> int:
    """The line of what pybtex found, where it does not say in which."""
    name = re.search(r"'(.+)'", said)
    if name and name[1] in text:
        return text.count("\n", 0, text.find(name[1])) + 1
    words = {word.lower() for word in said.split()}
    named = [e for e in ENTRY.finditer(text) if e[1].lower() in words]
    return _line(text, named[-1]) if named else 1


def _line(text: str, entry: re.Match[str]) -> int:
    return text.count("\n", 0, entry.start(1)) + 1
