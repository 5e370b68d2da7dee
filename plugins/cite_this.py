"""Tells readers how to cite a text: an entry for BibTeX, where ``CITE_THIS`` is set."""

import re
from unicodedata import normalize

from plugins.shared.hooks import Order, for_each_text
from plugins.shared.site import PAGE, Context, public_address
from plugins.shared.text import Settings, Text, complete_texts

SPECIAL = re.compile(r"[&%$#_{}\\]")  # of TeX
BY_NAME = {
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "\\": r"{\textbackslash}",
}
NO_KEY = re.compile(r"[^a-z0-9]+")
SMALL = {"a", "an", "the", "on", "of", "in", "to", "for", "and"}  # words of a title


def describe(text: Text, context: Context, settings: Settings) -> None:
    """Give the entry to a text that has a date."""
    if settings["CITE_THIS"] and text.kind != PAGE.name and text.status != "draft":
        text.bibtex = entry(text, settings)


def entry(text: Text, settings: Settings) -> str:
    """A text as an entry for BibTeX."""
    authors = getattr(text, "authors", None) or [getattr(text, "author", "")]
    names = [str(author) for author in authors if author]
    fields = {
        "author": " and ".join(map(_name, names)),
        "title": f"{{{_escaped(text.title)}}}",
        "howpublished": _escaped(settings["SITENAME"]),
        "year": str(text.date.year),
        "month": f"{text.date.month:02}",
        "url": f"{public_address(settings)}/{text.url}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(names, text)},", *lines, "}"])


def _key(names: list[str], text: Text) -> str:
    """``lovelace2026heat``."""
    words = [_ascii(word) for word in text.title.split()]
    first = next((word for word in words if word and word not in SMALL), "")
    family = _ascii(names[0].split()[-1]) if names and names[0].split() else ""
    return f"{family}{text.date.year}{first}"


def _ascii(word: str) -> str:
    """A word in the letters that a key may have."""
    plain = normalize("NFKD", word.casefold().replace("đ", "d"))
    return NO_KEY.sub("", plain)


def _name(name: str) -> str:
    """An author; BibTeX takes "and" for the beginning of another, "," for an order."""
    is_whole = "," in name or " and " in name
    return f"{{{_escaped(name)}}}" if is_whole else _escaped(name)


def _escaped(text: str) -> str:
    """A text for TeX; BibTeX counts braces, be there a backslash or not."""
    return SPECIAL.sub(lambda sign: BY_NAME.get(sign[0], f"\\{sign[0]}"), text)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(describe, Order.DESCRIBE)
