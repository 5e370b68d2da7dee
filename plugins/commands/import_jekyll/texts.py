"""One text of Jekyll's in our form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.commands.import_jekyll import links
from plugins.commands.import_jekyll.addresses import LISTS, Addresses
from plugins.commands.import_jekyll.blog import Blog, Text
from plugins.commands.import_jekyll.fronts import Fronts
from plugins.commands.import_jekyll.heads import folder_of
from plugins.commands.import_jekyll.imported import Imported
from plugins.commands.import_jekyll.liquid.render import Change, Site, shortened
from plugins.commands.import_jekyll.rendering import Rendering
from plugins.commands.import_jekyll.signs import as_jekyll_means
from plugins.commands.import_jekyll.site_values import BECAUSE_LISTED

NAMES = {"site", "page", "include", "layout", "content", "paginator", "jekyll"}
ROOT = re.compile(r"\{[{%]-?\s*(?:\w+\s+)?(?:not\s+)?\(?([A-Za-z_]\w*)")
MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|[#*_>|-]", re.S)
FEWEST = 12  # words of a page that is more than a list
WHOLE = re.compile(r"\s*(?:<!doctype|<html)", re.IGNORECASE)


@dataclass
class Importer:
    """What is the same for all texts of a site."""

    blog: Blog
    addresses: Addresses
    paths: Mapping[str, str]  # in the content folder, by the path in the site
    site: Site

    def __post_init__(self) -> None:
        self.rendering = Rendering(self.blog, self.site)
        self.fronts = Fronts(self.blog, self.addresses, self.rendering)
        self.kept = {f"/{path}" for path in self.paths.values()}  # from post_url

    def read(self, text: Text, path: str, *, address: str | None) -> Imported:
        """A text in our form.

        Args:
            text: Jekyll's.
            path: where it will be in the content folder.
            address: that it will have; None: it becomes a draft.
        """
        imported = Imported(text, path)
        head = self.fronts.of(text, address, imported)
        start = "" if text.body.startswith("\n") else "\n"
        first = f"---\n{head}\n---\n{start}".count("\n") + 1
        body = self._liquid(text, first, imported)
        if WHOLE.match(body):
            imported.content, imported.is_whole = body, True
            return imported
        body = self._links(text, body, first, imported)
        body = _form(text, body, first, imported)
        imported.content = f"---\n{head}\n---\n{start}{body}"
        if not imported.content.endswith("\n"):
            imported.content += "\n"
        _tell_of_letters(text, imported)
        return imported

    def is_list(self, text: Text) -> bool:
        """Whether a page is a list of texts and nothing else."""
        imported = Imported(text, "")
        if _is_page(text) and ("{%" in text.body or not text.body.strip()):
            self._liquid(text, 1, imported)
        return imported.is_list

    def _liquid(self, text: Text, first: int, imported: Imported) -> str:
        if str(text.values.get("render_with_liquid", "")).lower() == "false":
            return text.body
        rendered = self.rendering.of(text, text.body, first)
        imported.changes += rendered.done
        body = rendered.text
        for change in rendered.left:
            if BECAUSE_LISTED in change.after:
                body = body.replace(change.before, "", 1)
                imported.changes.append(change._replace(kind="list", after=""))
                imported.is_list = _has_few_words(body)
            elif change.kind != "value" or _root(change.before) in NAMES:
                said = f"{shortened(change.before)} is still there: {change.after}"
                imported.hand.append((change.line, said))
        if _is_page(text) and not body.strip():
            imported.is_list = True
        return body

    def _links(self, text: Text, body: str, first: int, imported: Imported) -> str:
        def new(link: links.Link) -> str:
            if link.address.partition("#")[0] in self.kept:
                return link.address
            here = (link.is_picture and folder_of(text.values)) or text.address
            address, is_there = self.addresses.new(link.address, here)
            line = first + link.line
            if address != link.address:
                kind = "picture" if link.is_picture else "link"
                imported.changes.append(Change(kind, line, link.address, address))
            if not is_there and "{" not in address:
                what = "picture" if link.is_picture else "link"
                more = self.addresses.remedy(link.address)
                said = f"the {what} {address} leads nowhere{more}"
                imported.hand.append((line, said))
            return address

        return links.rewrite(body, new)


def _root(source: str) -> str:
    found = ROOT.match(source)
    return found[1] if found else ""


def _is_page(text: Text) -> bool:
    """Whether it can be a list: a page, or what stands in a collection as one."""
    layout = str(text.values.get("layout"))
    return text.kind == "pages" or (layout in LISTS and not text.date)


def _has_few_words(body: str) -> bool:
    return len(MARKUP.sub(" ", body).split()) < FEWEST


def _form(text: Text, body: str, first: int, imported: Imported) -> str:
    """Markdown as it was meant; HTML in an element that keeps it as it is."""
    if text.is_html:
        return f"<div>\n{body.strip()}\n</div>\n" if body.strip() else body

    def changed(kind: str, before: str, after: str) -> None:
        imported.changes.append(Change(kind, first, before, after))

    return as_jekyll_means(body, changed)


def _tell_of_letters(text: Text, imported: Imported) -> None:
    """Say what the file had that is no letter, or not written in UTF-8."""
    if text.lost:
        count = f"{text.lost} of them"
        imported.changes.append(Change("character", 1, count, "nothing"))
    if not text.is_utf8:
        said = "was not in UTF-8; it was read as Windows-1252: look at its accents"
        imported.hand.append((1, said))
