"""What can only be seen when everything has been read: addresses and links.

Each check yields the content, the line in its file, and a message.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from html import unescape
from itertools import accumulate
from pathlib import Path
from urllib.parse import unquote

from plugins.shared.locations import display_path, find_line
from plugins.shared.once import kept
from plugins.shared.paths import is_file, path_in
from plugins.shared.site import Context, own_kinds, written
from plugins.shared.text import Text

LINK = re.compile(
    r'\s(?:href|src|poster|data)="\{(filename|static|attach)\}([^"]*)"', re.IGNORECASE
)
ADDRESSES = ("slug:", "permalink:", "save_as:", "save-as:", "url:", "Slug:")
SAME = "it would be written to %s, as %s is; give one of them another slug."
FOLDER = "it would be written to %s, but %s is a file and a folder; give it another."
MISSING = "nowhere: there is no such file; %s"
DRAFT = "to a draft, which readers will not see; publish it too, or take the link out."
OUTSIDE = "out of the content folder; copy the file into it."
UNPUBLISHED = "to a file that is not published; see its own message, or its name."
LONG = 200  # letters, of which no more are compared
ALIKE = 0.75  # how alike two names are if one may be meant by the other


def contents(context: Context) -> list[Text]:
    """Everything that has been read and is to be written, in the order of its files."""
    return sorted(written(context), key=lambda text: text.source_path)


def list_pages(context: Context) -> dict[str, str]:
    """Files of the pages that a text may replace on purpose, to what they are."""
    names = [*context["DIRECT_TEMPLATES"], *(k.plural for k in own_kinds(context))]
    files = {context.get(f"{name.upper()}_SAVE_AS"): name for name in names}
    return {path: f"the page {name}" for path, name in files.items() if path}


def own_files(context: Context) -> dict[str, str]:
    """Files that the site writes without a content: path to what it is."""
    files = list_pages(context)
    files |= {tag.save_as: f"the tag {tag}" for tag, _ in context["tags"]}
    return {path: what for path, what in files.items() if path}


def folders_to_come(context: Context) -> list[str]:
    """Files that lists and feeds may be written to, of each language of the texts."""
    named = (v for k, v in context.items() if k.endswith(("_SAVE_AS", "_ATOM", "_RSS")))
    languages = {text.lang for text in written(context)}
    return [*filter(None, named), *(f"{language}/" for language in languages)]


def same_addresses(
    contents: Iterable[Text], taken: Mapping[str, str], files: Iterable[str] = ()
) -> Iterator[tuple[Text, int, str]]:
    """Contents that would be written over something else, with line and message.

    Args:
        contents: what is to be written.
        taken: other files of the site that a text may replace on purpose, to what
            they are.
        files: other files of the site, whose folders can be no files.
    """
    writers: dict[str, str | Text] = dict(taken)
    folders = {folder for path in (*taken, *files) for folder in _folders(path)}
    for content in contents:
        path = posixpath.normpath(content.save_as) if content.save_as else ""
        on_purpose = path in taken and hasattr(content, "override_save_as")
        if path in writers and not on_purpose:
            other = writers[path]
            words = other if isinstance(other, str) else "{}:{}".format(*_place(other))
            yield content, _place(content)[1], SAME % (path, words)
        elif both := {path} & folders | writers.keys() & (above := _folders(path)):
            yield content, _place(content)[1], FOLDER % (path, min(both))
        elif path:
            writers[path] = content
            folders.update(above)


def _folders(path: str) -> list[str]:
    """Every folder in which a file is, but for the one that holds the site."""
    return list(accumulate(path.split("/")[:-1], "{}/{}".format))


def _place(content: Text) -> tuple[str, int]:
    """Where a text says what its address is."""
    line = find_line(content.source_path, *ADDRESSES)
    return display_path(content.source_path), line


def lost_links(content: Text, context: Context) -> Iterator[tuple[Text, int, str]]:
    """Links and pictures that name what readers cannot see, with line and message."""
    shown = content._content, getattr(content, "_summary", "") or ""
    for address in kept(content, shown, _targets):
        path = path_in(address)
        start = "" if path.startswith("/") else content.relative_dir
        path = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
        if why := _why_unreachable(path, content, context):
            line = find_line(content.source_path, address, unquote(address))
            yield content, line, f"the link to {address} leads {why}"


def _why_unreachable(path: str, content: Text, context: Context) -> str:
    """Where a link leads that a reader cannot follow, and what to do; else nothing."""
    texts, files = context["generated_content"], context["static_content"]
    target = texts.get(path) or context.get("drafts_left_out", {}).get(path)
    if target and target.status == "draft" and content.status != "draft":
        return DRAFT
    if target and not path.startswith("../"):
        return ""
    if not is_file(Path(context["PATH"]) / path):
        near = get_close_matches(path[:LONG], texts.keys() - {path}, n=1, cutoff=ALIKE)
        return MISSING % (f"did you mean /{near[0]}?" if near else "correct its name.")
    if path.startswith("../"):
        return OUTSIDE
    return "" if target or path in files else UNPUBLISHED


def _targets(texts: tuple[str, str]) -> list[str]:
    """What the links of a text and of its summary name."""
    having = [text for text in texts if '="{' in text]  # quickly: most texts have none
    return sorted({unescape(m[2]) for text in having for m in LINK.finditer(text)})
