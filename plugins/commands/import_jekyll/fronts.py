"""The front matter of one text of Jekyll's in our form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from plugins.commands.import_jekyll.addresses import Addresses, host_of
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
from plugins.commands.import_jekyll.imported import Hand, Imported
from plugins.commands.import_jekyll.liquid.render import Change
from plugins.commands.import_jekyll.rendering import Rendering
from plugins.reader.fields import KEYS

ADDRESS = re.compile(r"(?:https?:)?//[^\s'\",\]}]+")
PICTURES = ("cover-img", "thumbnail-img", "share-img", "image", "bigimg", "cover_img")
SAVE = "elsewhere; save the picture in the content folder and name the file"
LOADED = {"ext-css": "style", "ext-js": "script"}
BROKEN = "its front matter is not YAML, and stays as it was: correct it"
OPEN = "elsewhere; set ALLOWED_HOSTS = {%r: [%r]}"


@dataclass
class Fronts:
    """Writes the front matter of the texts of a blog."""

    blog: Blog
    addresses: Addresses
    rendering: Rendering

    def of(self, text: Text, address: str | None, imported: Imported) -> str:
        """The front matter of a text that will have this address, or is a draft."""
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
        rendered = self.rendering.of(text, value, 1).text
        if value.startswith(("http:", "https:", "//", "demo:")) and rendered == value:
            new, _ = self.addresses.new(value, "/")
            return new
        if (folder := folder_of(text.values)) and not value.startswith("/"):
            return self.addresses.new(rendered, folder)[0]
        new, _ = self.addresses.new("/" + rendered.lstrip("/"), "/")
        return new if new != "/" + value.lstrip("/") else value
