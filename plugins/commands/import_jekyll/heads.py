"""Front matter: the author's own lines, with those changed that mean another thing."""

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from plugins.commands.import_jekyll import jekyll
from plugins.commands.import_jekyll.blog import Text
from plugins.reader.dates import moment
from plugins.reader.fields import KEYS

PARTS = ("head-extra", "before-content", "after-content", "footer-extra")
PLAIN = re.compile(r"[\w/.(),+~@!-][\w /.(),+~@!-]*")
PICTURES_IN = {  # by the name of the key: parts of it, and our key
    "header": {
        "image": "cover-img",
        "overlay_image": "cover-img",
        "teaser": "thumbnail-img",
    },
    "image": {
        "feature": "cover-img",
        "thumb": "thumbnail-img",
        "teaser": "thumbnail-img",
    },
}
HEADING = re.compile(r"\s*#[ ]+(.+?)[ #]*$", re.MULTILINE)
LINE = "^{}[ ]*:.*(?:\n(?:[ \t]+.*|-[ ].*|[ \t]*(?=\n[ \t]+\\S)))*"


def quoted(value: Any) -> str:
    """A value as YAML, in one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    is_plain = PLAIN.fullmatch(text) and text == text.strip() and ", " not in text
    if is_plain or text in {"true", "false"}:
        return text
    return json.dumps(text, ensure_ascii=False)


def with_values(head: str, values: Mapping[str, Any]) -> str:
    """The front matter with these values in the place of the author's, or below.

    What is None is taken out.
    """
    for key, value in values.items():
        line = "" if value is None else f"{key}: {quoted(value)}"
        pattern = re.compile(LINE.format(re.escape(key)) + r"\n?", re.MULTILINE)
        new = f"{line}\n" if line else ""
        head, found = pattern.subn(new.replace("\\", r"\\"), f"{head}\n", count=1)
        head = head.rstrip("\n")
        if not found and line:
            head = f"{head}\n{line}" if head else line
    return head


def added(own: dict[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    """What the configuration says of a text and means something here."""
    return {
        key: value
        for key, value in whole.items()
        if key not in own | dict.fromkeys(PARTS)
        and key.replace("_", "-") in KEYS
        and value not in ("", None)
    }


def title_of(text: Text) -> str:
    """The title that Jekyll gives to a text without one."""
    heading = HEADING.match(text.body) if text.kind == "pages" else None
    if heading:
        return heading[1]
    slug = jekyll.slug_of(text.values, PurePosixPath(text.path).stem)
    if slug == "index":
        slug = PurePosixPath(text.path).parent.name or "Home"
    return " ".join(w[:1].upper() + w[1:] for w in re.split(r"[-_]+", slug) if w)


def pictures_of_themes(values: Mapping[str, Any]) -> dict[str, str | None]:
    """Covers that Minimal Mistakes, old or new, has in parts of a key, under our keys.

    The key itself is None, which takes it out.
    """
    found: dict[str, str | None] = {}
    for key, parts in PICTURES_IN.items():
        own = values.get(key)
        if isinstance(own, dict) and (key == "header" or "feature" in own):
            names = {n: own.get(part) for part, n in parts.items() if own.get(part)}
            found |= {name: _in_images(key, str(path)) for name, path in names.items()}
            found[key] = None
    return found


def path_in(picture: Mapping[str, Any]) -> str:
    """The path of a picture that is described by several keys, as Chirpy has it."""
    return str(picture.get("path") or picture.get("src") or "")


def folder_of(values: Mapping[str, Any]) -> str:
    """Where a text's pictures are, if it says so for all of them, as with Chirpy."""
    said = str(values.get("media_subpath") or values.get("img_path") or "").strip("/")
    is_here = said and ":" not in said
    return f"/{said}/" if is_here else ""


def alt_of(values: Mapping[str, Any]) -> str:
    """What such a picture shows, where nothing else says so."""
    image = values.get("image")
    if not isinstance(image, dict) or not path_in(image) or "cover-alt" in values:
        return ""
    return str(image.get("alt") or "")


def _in_images(key: str, path: str) -> str:
    """The path of a picture, which the old theme keeps in its folder images."""
    return path if key == "header" or "/" in path else f"/images/{path}"


def is_date(value: Any) -> bool:
    """Whether the reader understands a date."""
    try:
        return bool(moment(value))
    except ValueError:
        return False


def line_of(head: str, key: str) -> int:
    """The line of a file that a key stands in."""
    found = re.search(rf"^{re.escape(key)}[ ]*:", head, re.MULTILINE)
    return head.count("\n", 0, found.start()) + 2 if found else 1


def own_keys(head: str) -> dict[str, Any]:
    """The keys that a front matter has."""
    return dict.fromkeys(re.findall(r"^([\w-]+)[ ]*:", head, re.MULTILINE))
