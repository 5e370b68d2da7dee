"""What HTML says, block by block: tags with their addresses, and words between them.

Forgiven are other attributes, levels of headings, ``<p>`` in items, spaces, what is
around code and tables, and the signs that typography changes.
"""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

ADDRESSES = ("href", "src")
FORGIVEN = {"span", "tbody", "thead", "tfoot", "colgroup", "col", "input", "figure"}
VOID = {"br", "hr", "img", "input", "col"}
BLOCKS = {"p", "h", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "hr"}
BLOCKS |= {"table", "tr", "th", "td", "div", "details", "summary", "section"}
EDGES = re.compile(r"^((?:<[^<>]*>)?)\s+|\s+(?=(?:</\w+>)?$)")
HEADING = re.compile(r"h[1-6]")
ITEMS = {"li", "dd"}
RAW = {"pre", "script", "style", "textarea"}  # in which spaces count


class Outline(HTMLParser):
    """Collects the parts of a page: tags, and texts between them."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.around: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        values = {key: value or "" for key, value in reversed(attrs)}
        counts = self._counts(tag, values.get("class", ""))
        if tag not in VOID:
            self.around.append(tag if counts else f"({tag})")
        if counts:
            kept = [f" {k}={_same(values[k])}" for k in ADDRESSES if k in values]
            self.parts.append(f"<{_name(tag)}{''.join(kept)}>")

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser."""
        if tag in VOID or not {tag, f"({tag})"} & set(self.around):
            return
        while self._end().strip("()") != tag:
            pass

    def close(self) -> None:
        """To be called at the end of the page."""
        super().close()
        while self.around:
            self._end()

    def _end(self) -> str:
        """End the last element, which may have no tag for it."""
        last = self.around.pop()
        if last[0] != "(":
            self.parts.append(f"</{_name(last)}>")
        return last

    def handle_data(self, data: str) -> None:
        """Called by the parser."""
        raw = RAW & set(self.around)
        text = data if raw else " ".join(_words(data))
        self.parts.append(text.replace("<", "&lt;"))

    def handle_comment(self, data: str) -> None:
        """Called by the parser."""
        self.parts.append(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        """Called by the parser."""
        self.parts.append(f"<?{data}>")

    def handle_decl(self, decl: str) -> None:
        """Called by the parser."""
        self.parts.append(f"<!{decl}>")

    unknown_decl = handle_decl

    def _counts(self, tag: str, css_class: str) -> bool:
        if tag == "div":
            return "highlight" not in css_class
        in_item = tag == "p" and ITEMS & set(self.around)
        return tag not in FORGIVEN and not in_item


def _name(tag: str) -> str:
    return "h" if HEADING.fullmatch(tag) else tag


def _same(address: str) -> str:
    return unquote(address).strip()


def _words(data: str) -> list[str]:
    """The words of a text, with a space at each edge that has one."""
    return re.split(r"[ \t\n\r\f]+", data)


def outline(html: str) -> list[str]:
    """The blocks of a page, each with its tags and its text."""
    parser = Outline()
    parser.feed(html.strip())
    parser.close()
    blocks = [""]
    for part in parser.parts:
        if part[:1] == "<" and re.split(r"[<>/ ]+", part)[1] in BLOCKS:
            blocks.append("")
        blocks[-1] += part
        if part.startswith("</") and part[2:-1] in BLOCKS:
            blocks.append("")
    tidy = (EDGES.sub(r"\1", block.strip()) for block in blocks)
    return [block for block in tidy if block]
