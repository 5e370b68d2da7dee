"""What the includes of well-known themes show, which a site has from elsewhere."""

from collections.abc import Mapping
from html import escape
from pathlib import PurePosixPath
from typing import Any

NOTHING = {"toc", "mathjax", "analytics"}  # what the site has of its own
COMMENTS = ("comment", "disqus", "giscus", "utterance", "staticman", "commento")
VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v=%s",
    "vimeo": "https://vimeo.com/%s",
    "bilibili": "https://www.bilibili.com/video/%s",
    "twitch": "https://www.twitch.tv/videos/%s",
    "google-drive": "https://drive.google.com/file/d/%s/view",
}
BOXES = {"note": "note", "info": "note", "tip": "success", "warning": "warning"}
BOXES |= {"alert": "warning", "important": "warning", "danger": "error"}


def known_include(name: str, values: Mapping[str, Any]) -> str | None:
    """Its HTML or Markdown; nothing where it is not known."""
    stem = PurePosixPath(name).stem.lower()
    if any(word in stem for word in COMMENTS) or stem in NOTHING:
        return ""
    if stem in {"figure", "image", "img"}:
        return _figure(values)
    if stem in VIDEOS or stem == "video":
        return _video(stem, values)
    if stem in BOXES or stem in {"notice", "callout"}:
        kind = BOXES.get(str(values.get("type") or stem), "note")
        text = values.get("content") or values.get("text") or values.get("body")
        return f"\n{text}\n{{: .box-{kind}}}\n" if text else None
    return None


def _figure(values: Mapping[str, Any]) -> str | None:
    names = ("image_path", "path", "src", "url", "filename", "file", "image")
    source = next((str(values[n]) for n in names if values.get(n)), "")
    if not source:
        return None
    alt = str(values.get("alt") or values.get("caption") or values.get("title") or "")
    title = f' "{values["caption"]}"' if values.get("caption") else ""
    return f"![{alt.replace('[', '(').replace(']', ')')}]({source}{title})"


def _video(stem: str, values: Mapping[str, Any]) -> str | None:
    host = str(values.get("provider") or stem)
    key = values.get("id") or values.get("video") or values.get("videoId")
    if host not in VIDEOS or not key:
        return None
    address = VIDEOS[host] % escape(str(key))
    return f"[Video: {values.get('title') or address}]({address})"
