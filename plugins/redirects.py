"""Answers addresses that have moved: each is a page that leads on to the new one.

They come from ``redirect_from`` in front matter and from the setting ``REDIRECTS``; a
text with ``redirect_to`` leads on itself.
"""

import logging
import re
from collections.abc import Iterator
from functools import partial
from html import escape
from urllib.parse import quote, unquote, urlsplit

from plugins.shared.hooks import Order, for_each_text, while_writing
from plugins.shared.languages import Table, words
from plugins.shared.locations import find_line, log_at
from plugins.shared.outputs import Outputs
from plugins.shared.paths import why_not_written
from plugins.shared.settings_file import where
from plugins.shared.site import Context, written
from plugins.shared.text import Settings, Text, complete_texts

log = logging.getLogger(__name__)

OPTIONAL = {"archives", "authors", "categories", "search", "tags"}  # direct templates
FILE = re.compile(r"\.[A-Za-z]\w*\Z")
PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{moved}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{address}">
<meta http-equiv="refresh" content="0; url={address}">
</head>
<body>
<main><h1>{moved}</h1><p><a href="{address}">{address}</a></p></main>
</body>
</html>
"""
TAKEN = "the address %r cannot lead elsewhere, because the site has a page there."
IMPOSSIBLE = "the address %r would be written to %r, %s; correct it."
ITSELF = "the address %r leads to itself; take it out."


def redirect(address: str, table: Table, language: str) -> str:
    """A page that leads on to an address, and says so in a language."""
    moved = escape(table["moved"])
    return PAGE.format(address=escape(address), moved=moved, language=language)


def file_of(address: str) -> str:
    """The file that a server shows for an address on the site."""
    path = unquote(address).strip().strip("/")
    return path if FILE.search(path) else f"{path}/index.html".lstrip("/")


def target(address: str, site: str) -> str:
    """A whole address, for one on the site or elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    return f"{site}/{quote(address.lstrip('/'), safe='/%#?=&:@+,;!~*()')}"


def moved(context: Context, settings: Settings) -> Iterator[tuple[str, str, str, int]]:
    """Old address, new one, and where that is written: file and line."""
    for text in written(context):
        if text.status != "draft":
            for old in text.redirect_from:
                line = find_line(text.source_path, "redirect_from", "redirect-from")
                yield old, text.url, text.source_path, line
    for old, new in settings["REDIRECTS"].items():
        file, _, number = where("REDIRECTS", old).rpartition(":")
        yield old, new, file or "settings", int(number) if number.isdigit() else 1


def _lists(settings: Settings) -> Iterator[str]:
    """The files of lists, which are written later; not of those that the site lacks."""
    for key, file in settings.items():
        name = key.removesuffix("_SAVE_AS").lower()
        is_left_out = name in OPTIONAL - set(settings["DIRECT_TEMPLATES"])
        if key.endswith("_SAVE_AS") and not is_left_out:
            yield file


def add_pages(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add one page for each old address."""
    found = list(moved(context, settings))
    texts = written(context) if found else []
    taken = {text.save_as for text in texts} | outputs.makers.keys()
    taken |= set(_lists(settings))
    language = settings["DEFAULT_LANG"]
    table = words(language, settings)
    for old, new, file, line in found:
        path, address = file_of(old), target(new, settings["SITEURL"])
        if why := why_not_written(path):
            log_at(log, logging.ERROR, file, line, IMPOSSIBLE % (old, path, why))
        elif path in taken:
            is_same = path == file_of(urlsplit(new).path)
            message = (ITSELF if is_same else TAKEN) % old
            log_at(log, logging.ERROR, file, line, message)
        else:
            taken.add(path)
            outputs.put(path, partial(redirect, address, table, language))


def resolve(text: Text, context: Context, settings: Settings) -> None:
    """Make the address whole that a text sends its readers to."""
    if text.redirect_to:
        text.redirect_to = target(text.redirect_to, settings["SITEURL"])


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(resolve, Order.DESCRIBE)
    while_writing(add_pages)
