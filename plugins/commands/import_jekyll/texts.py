"""One text of Jekyll's in our form."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from plugins.commands.import_jekyll import jekyll, links
from plugins.commands.import_jekyll.addresses import (
    BASE,
    LISTS,
    MINE,
    Addresses,
    host_of,
)
from plugins.commands.import_jekyll.blog import Blog, Text
from plugins.commands.import_jekyll.data import values_of
from plugins.commands.import_jekyll.heads import (
    PARTS,
    added,
    alt_of,
    folder_of,
    is_date,
    line_of,
    own_keys,
    path_in,
    pictures_of_themes,
    title_of,
    with_values,
)
from plugins.commands.import_jekyll.liquid.render import (
    Change,
    Rendered,
    Renderer,
    Site,
    shortened,
)
from plugins.commands.import_jekyll.liquid.values import Scope, Unknown
from plugins.commands.import_jekyll.signs import as_jekyll_means
from plugins.commands.import_jekyll.site_values import BECAUSE_LISTED, SiteValues
from plugins.reader.fields import KEYS

OWN_ADDRESS = re.compile(f"{MINE}?{BASE}?(?=/)|{MINE}{BASE}?|{BASE}")
NAMES = {"site", "page", "include", "layout", "content", "paginator", "jekyll"}
ROOT = re.compile(r"\{[{%]-?\s*(?:\w+\s+)?(?:not\s+)?\(?([A-Za-z_]\w*)")
ADDRESS = re.compile(r"(?:https?:)?//[^\s'\",\]}]+")
Hand = tuple[int, str]  # a line, and what is to be done there
PICTURES = ("cover-img", "thumbnail-img", "share-img", "image", "bigimg", "cover_img")
MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|[#*_>|-]", re.S)
SAVE = "elsewhere; save the picture in the content folder and name the file"
LOADED = {"ext-css": "style", "ext-js": "script"}
BROKEN = "its front matter is not YAML, and stays as it was: correct it"
OPEN = "elsewhere; set ALLOWED_HOSTS = {%r: [%r]}"
FEWEST = 12  # words of a page that is more than a list
WHOLE = re.compile(r"\s*(?:<!doctype|<html)", re.IGNORECASE)


@dataclass
class Imported:
    """A text as it will be written, and what was done to it."""

    source: Text
    path: str  # in the content folder
    content: str = ""
    changes: list[Change] = field(default_factory=list)
    hand: list[tuple[int, str]] = field(default_factory=list)
    is_list: bool = False  # and nothing else: the site has its own
    is_whole: bool = False  # an HTML document, not a text


@dataclass
class Importer:
    """What is the same for all texts of a site."""

    blog: Blog
    addresses: Addresses
    paths: Mapping[str, str]  # in the content folder, by the path in the site
    site: Site

    def __post_init__(self) -> None:
        self.kept = {f"/{path}" for path in self.paths.values()}  # from post_url

    def read(self, text: Text, path: str, *, address: str | None) -> Imported:
        """A text in our form.

        Args:
            text: Jekyll's.
            path: where it will be in the content folder.
            address: that it will have; None: it becomes a draft.
        """
        imported = Imported(text, path)
        head = self._head(text, address, imported)
        start = "" if text.body.startswith("\n") else "\n"
        first = f"---\n{head}\n---\n{start}".count("\n") + 1
        body = self._liquid(text, first, imported)
        if WHOLE.match(body):
            imported.content, imported.is_whole = body, True
            return imported
        body = self._links(text, body, first, imported)
        if not text.is_html:

            def changed(kind: str, before: str, after: str) -> None:
                imported.changes.append(Change(kind, first, before, after))

            body = as_jekyll_means(body, changed)
        elif body.strip():
            body = f"<div>\n{body.strip()}\n</div>\n"
        if text.lost:
            count = f"{text.lost} of them"
            imported.changes.append(Change("character", 1, count, "nothing"))
        if not text.is_utf8:
            said = "was not in UTF-8; it was read as Windows-1252: look at its accents"
            imported.hand.append((1, said))
        imported.content = f"---\n{head}\n---\n{start}{body}"
        if not imported.content.endswith("\n"):
            imported.content += "\n"
        return imported

    def is_list(self, text: Text) -> bool:
        """Whether a page is a list of texts and nothing else."""
        imported = Imported(text, "")
        if _is_page(text) and ("{%" in text.body or not text.body.strip()):
            self._liquid(text, 1, imported)
        return imported.is_list

    def _head(self, text: Text, address: str | None, imported: Imported) -> str:
        own = own_keys(text.head)
        if own and not values_of(text.head):
            imported.hand.append((1, BROKEN))
            kept = {"permalink": unquote(address)} if address else {}
            return with_values(text.head, kept)
        new = added(own, text.values)
        if not str(text.values.get("title") or "").strip():
            new["title"] = title_of(text)
            imported.changes.append(Change("title", 1, "", str(new["title"])))
        for key in ("tags", "categories"):
            value = text.values.get(key)
            if isinstance(value, str) and " " in value.strip() and "," not in value:
                new[key] = value.split()
        if text.values.get("date") and text.date and not is_date(text.values["date"]):
            new["date"] = f"{text.date:%Y-%m-%d}"  # as the file's name says
        author = text.values.get("author")
        if isinstance(author, str) and (name := self._author(author)):
            new["author"] = name
        for key in PICTURES:
            value = text.values.get(key)
            if (path := self._pictures(text, value)) != value:
                new[key] = path
        new |= self._without_counterpart(text, imported)
        imported.hand += self._elsewhere(text, {**text.values, **new})
        if address is None:
            new |= {"published": "false", "permalink": None}
        elif unquote(address) != text.values.get("permalink"):
            new["permalink"] = unquote(address)
        return with_values(text.head, new)

    def _without_counterpart(self, text: Text, imported: Imported) -> dict[str, Any]:
        """Keys of well-known themes under our names; those of parts are taken out."""
        pictures = pictures_of_themes(text.values)
        new: dict[str, Any] = {
            key: path and self._picture(text, path) for key, path in pictures.items()
        }
        if alt := alt_of(text.values):
            new["cover-alt"] = alt
        for key in own_keys(text.head).keys() & set(PARTS):
            new[key] = None
            said = f"{key} was taken out: write {text.values.get(key)} as a template"
            imported.hand.append((1, f"{said} in content/theme/templates/parts/"))
        return new

    def _elsewhere(self, text: Text, values: dict[str, Any]) -> Iterator[Hand]:
        """Pictures, styles and scripts that the front matter takes from other hosts."""
        for key in (*PICTURES, *LOADED):
            if key in values and key.replace("_", "-") in KEYS:
                for address in ADDRESS.findall(str(values[key])):
                    host = host_of(address)
                    do = OPEN % (LOADED[key], host) if key in LOADED else SAVE
                    yield line_of(text.head, key), f"{key} names {address}, {do}"
        for key in PICTURES:
            value = values.get(key)
            if not isinstance(value, str) or not value or ADDRESS.match(value):
                continue
            if not self.addresses.new("/" + value.lstrip("/"), "/")[1]:
                yield line_of(text.head, key), f"{key} names {value}, not there"

    def _author(self, key: str) -> str:
        known = self.blog.data.get("authors")
        about = known.get(key) if isinstance(known, dict) else None
        name = about.get("name") if isinstance(about, dict) else None
        return str(name) if name else ""

    def _pictures(self, text: Text, value: Any) -> Any:
        """One picture or several, be it with captions."""
        if isinstance(value, list):
            return [self._pictures(text, one) for one in value]
        if isinstance(value, dict) and (path := path_in(value)):
            return self._picture(text, path)
        if isinstance(value, dict):
            return {self._picture(text, str(p)): words for p, words in value.items()}
        return self._picture(text, value) if value and isinstance(value, str) else value

    def _picture(self, text: Text, value: str) -> str:
        rendered = self._rendered(text, value, 1).text
        if value.startswith(("http:", "https:", "//", "demo:")) and rendered == value:
            new, _ = self.addresses.new(value, "/")
            return new
        if (folder := folder_of(text.values)) and not value.startswith("/"):
            return self.addresses.new(rendered, folder)[0]
        new, _ = self.addresses.new("/" + rendered.lstrip("/"), "/")
        return new if new != "/" + value.lstrip("/") else value

    def _liquid(self, text: Text, first: int, imported: Imported) -> str:
        if str(text.values.get("render_with_liquid", "")).lower() == "false":
            return text.body
        rendered = self._rendered(text, text.body, first)
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

    def _rendered(self, text: Text, body: str, first: int) -> Rendered:
        site = SiteValues(self.blog.config)
        site |= {"url": MINE, "baseurl": BASE, "data": self.blog.data}
        site["collections_"] = self.blog.collections()
        date = str(text.date or "")
        page = {**text.values, "url": text.address, "date": date, "path": text.path}
        page.setdefault("title", title_of(text))
        page["id"] = text.address.removesuffix(".html").rstrip("/")
        page["slug"] = jekyll.slug_of(text.values, PurePosixPath(text.path).stem)
        values: dict[str, Any] = {"site": site, "page": page, "include": {}}
        values["jekyll"] = {"environment": "production"}
        values["paginator"] = Unknown(BECAUSE_LISTED)
        rendered = Renderer(self.site, Scope(values)).render(body, first)
        rendered.text = OWN_ADDRESS.sub(self._own_address, rendered.text)
        return rendered

    def _own_address(self, mark: re.Match[str]) -> str:
        rest = mark.string[mark.end() :][:1]
        if rest == "/":
            return ""
        return "/" if rest in {")", '"', "'", ">"} else str(self.blog.config.get("url"))

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
