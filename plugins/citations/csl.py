"""Works in a CSL-JSON file, which Zotero and others export."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from plugins.citations.works import Mistake, Name, Work, year_in

TAG = re.compile(r"</?(?:i|b|em|strong|su[bp]|sc|span)\b[^<>]*>")  # as titles may have
NO_LIST = "this is not CSL-JSON: a list of works in [brackets], each with an id."
NO_ID = 'the work %r has no id; write "id": and the key by which texts cite it.'
TWICE = "%r is the id of two works; give one of them another."


def works(text: str) -> Iterator[Work]:
    """The works in the text of a file; raises Mistake."""
    try:
        items = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise Mistake(line, f"{getattr(error, 'msg', error)}; correct it.") from error
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        raise Mistake(1, NO_LIST)
    seen: set[str] = set()
    for item in items:
        key = str(item.get("id", ""))
        if not key:
            title = str(item.get("title", ""))
            raise Mistake(_line(text, title), NO_ID % title)
        if key in seen:
            raise Mistake(_line(text, key), TWICE % key)
        seen.add(key)
        yield _work(key, item)


def _line(text: str, value: str) -> int:
    """The last line of a file that has a value."""
    place = text.rfind(json.dumps(value, ensure_ascii=False))
    return text.count("\n", 0, max(place, 0)) + 1


def _work(key: str, item: Mapping[str, Any]) -> Work:
    def value(*names: str) -> str:
        return next((str(item[name]) for name in names if item.get(name)), "")

    persons = item.get("author") or item.get("editor") or []
    return Work(
        key=key,
        title=TAG.sub("", value("title")),
        authors=tuple(_name(p) for p in persons if isinstance(p, dict)),
        edited="author" not in item and bool(persons),
        year=_year(item.get("issued")),
        container=TAG.sub("", value("container-title", "collection-title")),
        volume=value("volume"),
        issue=value("issue"),
        pages=value("page"),
        edition=value("edition"),
        publisher=value("publisher"),
        doi=value("DOI"),
        arxiv=value("number") if value("number").lower().startswith("arxiv") else "",
        url=value("URL"),
    )


def _name(person: Mapping[str, Any]) -> Name:
    if literal := person.get("literal"):
        return Name(str(literal))
    particle = person.get("non-dropping-particle") or person.get("dropping-particle")
    parts = (particle, person.get("family"))
    family = " ".join(str(part) for part in parts if part)
    given, suffix = (str(person.get(name) or "") for name in ("given", "suffix"))
    return Name(family, given, suffix) if family else Name(given)


def _year(issued: Any) -> str:
    if not isinstance(issued, dict):
        return year_in(str(issued or ""))
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return str(parts[0][0])
    return year_in(str(issued.get("raw") or issued.get("literal") or ""))
