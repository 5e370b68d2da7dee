"""Where the site is, and where its pages are."""

import re
from collections.abc import Iterator
from string import Formatter
from urllib.parse import urlsplit

from plugins.settings.finding import Finding, Settings
from plugins.settings.links import wrong_template
from plugins.settings.values import shown_value
from plugins.shared.paths import why_not_written

FEEDS = ("_ATOM", "_RSS", "_ATOM_URL", "_RSS_URL")
JEKYLLS = re.compile(r"(?:^|[/-]):\w+")  # :year, :title
# Who stands in an example; a name such as Youri or Yousef does not.
NOBODY = r"(?<![\w.-])(you|user-?name|your[\w.-]*(name|site|handle|mail|user|account))"
EXAMPLES = re.compile(
    rf"(\bexample\.(com|net|edu)|[\w-]+\.example|{NOBODY}\.github\.io"
    rf"|github\.com/{NOBODY})(?![\w.-])|{NOBODY}@",
    re.IGNORECASE,
)
WHOLE = "%s is %s; write a whole address such as 'https://example.org'."
SLASH = "%s is %r; write it without the last slash."
ABSOLUTE = "%s is %r; write it without the first slash."
OUTSIDE = "%s is %r, which leads out of the site; write it without '..'."
NO_FILE = "%s is %s, %s; write the path of a file in the site."
JEKYLL = "%s is %r; write {slug}, {date:%%Y} or {date:%%m} in place of %r."
BRACES = "%s is %r, which cannot be filled (%s); correct the braces."
UNFILLED = "%s is %r, but nothing is put in place of {%s} there; take it out."
ONE_FILE = "%s is %r, one file for all of them; write {%s} in it."
APART = "%s is %r, but its file (%s) would be %r; a server shows that at %r."
SOURCE = "DEMOS_SOURCE %s"
EXAMPLE = "%s has %r, an example, in it; write your own, or take the entry out."


def site(settings: Settings) -> Iterator[Finding]:
    """The address of the site, and of the code of its figures."""
    for name in ("SITEURL", "FEED_DOMAIN"):
        address = settings.values.get(name, "")
        if not address:
            continue
        if not _is_whole(address):
            yield Finding(WHOLE % (name, shown_value(address)), name)
        elif address.endswith("/"):
            yield Finding(SLASH % (name, address), name)
    source = settings.values["DEMOS_SOURCE"]
    if source and (why := wrong_template(source, {"commit", "path"})):
        yield Finding(SOURCE % why, "DEMOS_SOURCE")


def pages(settings: Settings) -> Iterator[Finding]:
    """Addresses that no page can have, or at which a server finds no file."""
    for name in settings.file.written:
        value = settings.values.get(name)
        if not value or not name.endswith(("_URL", "_SAVE_AS", "_ATOM", "_RSS")):
            continue
        if message := _wrong_path(name, str(value)) or _apart(name, settings):
            yield Finding(message, name)


def examples(settings: Settings) -> Iterator[Finding]:
    """Addresses of a template that were never changed, in a site for the public."""
    names = ("SITEURL", "FEED_DOMAIN", "DEMOS_SOURCE", "MENU", "FOOTER_LINKS", "SOCIAL")
    for name in names if settings.values["STRICT"] else ():
        value = settings.values.get(name) if settings.sets(name) else ""
        parts = enumerate(value) if isinstance(value, list | tuple) else [(0, value)]
        for step, part in parts:
            if example := EXAMPLES.search(repr(part)):
                yield Finding(EXAMPLE % (name, example[0]), name, (step,))


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not parts.query


def _wrong_path(name: str, path: str) -> str:
    if path.startswith("/"):
        return ABSOLUTE % (name, path)
    if ".." in path.split("/"):
        return OUTSIDE % (name, path)
    if not name.endswith("_URL") and (why := _why_no_file(path)):
        return NO_FILE % (name, shown_value(path), why)
    if jekylls := JEKYLLS.search(path):
        return JEKYLL % (name, path, jekylls[0].lstrip("/-"))
    try:
        fields = {field for _, field, _, _ in Formatter().parse(path) if field}
    except ValueError as error:
        return BRACES % (name, path, error)
    if name.endswith(FEEDS) and (unknown := sorted(fields - _filled(name))):
        return UNFILLED % (name, path, unknown[0])
    if name.endswith(FEEDS) and (lacking := _filled(name) - fields):
        return ONE_FILE % (name, path, *lacking)
    return ""


def _why_no_file(path: str) -> str:
    """Why nothing can be written there; empty if it can."""
    return "the name of a folder" if path.endswith("/") else why_not_written(path)


def _filled(name: str) -> set[str]:
    """What Pelican fills in the path of a feed."""
    if name.startswith(("TRANSLATION_", "LANGUAGE_")):
        return {"lang"}
    return (
        {"slug"}
        if name.startswith(("AUTHOR_", "AUTHORS_", "CATEGORY_", "SERIES_", "TAG_"))
        else set()
    )


def _apart(name: str, settings: Settings) -> str:
    """What to say if a server would not show the file at the address."""
    stem = name.removesuffix("_URL").removesuffix("_SAVE_AS")
    url, file = f"{stem}_URL", f"{stem}_SAVE_AS"
    address, path = (str(settings.values.get(key) or "") for key in (url, file))
    served = {path, path.removesuffix("index.html"), path.removesuffix(".html")}
    if not name.endswith(("_URL", "_SAVE_AS")) or not path or not address:
        return ""
    shown = path.removesuffix("index.html")
    return "" if address in served else APART % (url, address, file, path, shown)
