"""What the policy of our pages makes browsers refuse: readers would see a gap.

The pages take pictures, sounds, frames, scripts and styles from their own site only.
"""

import re
from collections.abc import Iterator
from html import unescape

from plugins.reader.model import Problem
from plugins.shared.html import PART, attributes

REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
SOURCES = {  # elements that load what their address names, to what may be done
    "img": "save the picture beside the text and name the file",
    "video": "save the file beside the text and name it, or write a link",
    "audio": "save the file beside the text and name it, or write a link",
    "source": "save the file beside the text and name it, or write a link",
    "iframe": "write a link to it",
    "embed": "write a link to it",
    "object": "write a link to it",
    "script": "leave it out: pages run no script but the theme's",
    "link": "put the style into the theme",
}
REFUSED = "browsers will refuse %s, for the page allows its own site only; %s."
SCRIPT = "browsers will not run the script in %s; leave it out."
STYLE = "browsers will not use the style in %s; give it a class that the theme has."


def refused(html: str, body: str, first_line: int) -> Iterator[Problem]:
    """One problem for each tag that browsers will not obey."""
    for tag in PART.finditer(html):
        for sign, message in _faults(tag):
            line = first_line + body.count("\n", 0, max(body.find(sign), 0))
            yield Problem("warning", line, message)


def _faults(tag: re.Match[str]) -> Iterator[tuple[str, str]]:
    """What to look for in the text, and what is wrong with it."""
    name = (tag["name"] or "").lower()
    if not name or tag["close"]:
        return
    values = {key.lower(): value for key, value in attributes(tag[0]).items()}
    address = values.get("src") or values.get("data") or ""
    if name == "link":
        address = values.get("href", "")
    if name in SOURCES and REMOTE.match(address):
        yield unescape(address), REFUSED % (address, SOURCES[name])
    elif name == "script" and values.get("type", "") != "application/json":
        yield "<script", SCRIPT % "<script>"
    if name == "style":
        yield "<style", STYLE % "<style>"
    if "style" in values and not values["style"].startswith("text-align:"):
        yield "style=", STYLE % f'<{name} style="{values["style"]}">'
    for key in values:
        if key.startswith("on"):
            yield f"{key}=", SCRIPT % f"<{name} {key}=…>"
