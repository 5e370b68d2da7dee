"""Footnotes are numbered in the order in which a reader meets them.

One that nothing refers to is not shown, as on GitHub and with kramdown.

Python-Markdown numbers them as its search of spans comes across them, which leaves the
cells of tables and the items of lists for later.
"""

from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

AFTER_INLINE = 19  # treeprocessor: inline has 20


class Numbers(Treeprocessor):
    """Numbers the footnotes and the links to them, and puts them in that order."""

    def __init__(self, md: Markdown, footnotes: FootnoteExtension) -> None:
        super().__init__(md)
        self.footnotes = footnotes

    def run(self, root: ET.Element) -> None:
        """Called by Markdown."""
        path = "div[@class='footnote']"
        places = (
            (e, found) for e in root.iter() if (found := e.find(path)) is not None
        )
        around, place = next(places, (root, None))
        notes = None if place is None else place.find("ol")
        if place is None or notes is None:
            return
        by_address = {f"#{note.get('id')}": note for note in notes}
        numbers = _numbers(root, by_address)
        if not numbers:
            around.remove(place)
        for link in _references(root, by_address):
            link.text = str(numbers[_to(link)])
        notes[:] = [by_address[address] for address in numbers]
        usual = self.footnotes.getConfig("BACKLINK_TITLE")
        title = getattr(self.md, "words", {}).get("jump_back", usual)
        for number, note in enumerate(notes, start=1):
            for link in note.iter("a"):
                if link.get("class") == "footnote-backref":
                    link.set("title", title.format(number))


Notes = dict[str, ET.Element]  # by their addresses


def _references(element: ET.Element, notes: Notes) -> list[ET.Element]:
    """The links to footnotes, in the order of the page."""
    links = element.iter("a")
    return [a for a in links if a.get("class") == "footnote-ref" and _to(a) in notes]


def _to(link: ET.Element) -> str:
    return link.get("href", "")


def _numbers(root: ET.Element, notes: Notes) -> dict[str, int]:
    """The number of each footnote that something refers to, in their order."""
    inside = {id(a) for note in notes.values() for a in _references(note, notes)}
    order = [_to(a) for a in _references(root, notes) if id(a) not in inside]
    order = list(dict.fromkeys(order))
    for name in order:  # footnotes may refer to further ones
        more = dict.fromkeys(map(_to, _references(notes[name], notes)))
        order += [other for other in more if other not in order]
    return {name: number for number, name in enumerate(order, 1)}
