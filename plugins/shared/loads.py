"""What a page loads or runs that its policy forbids, unless ALLOWED_HOSTS has it.

Pages may load from their own site only, and have no styles and scripts in them.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

Hosts = Mapping[str, Sequence[str]]

INLINE = "inline"  # in the place of a host: what is written into the page itself
KINDS = {  # of ALLOWED_HOSTS, to what is loaded
    "img": "pictures",
    "media": "videos and sounds",
    "frame": "pages in frames",
    "object": "objects",
    "script": "scripts",
    "style": "styles",
    "font": "fonts",
    "form": "answers to forms",
}
LOADED = {  # element and attribute, to the kind of what its address names
    ("img", "src"): "img",
    ("img", "srcset"): "img",
    ("source", "srcset"): "img",
    ("input", "src"): "img",
    ("image", "href"): "img",
    ("image", "xlink:href"): "img",
    ("video", "poster"): "img",
    ("video", "src"): "media",
    ("audio", "src"): "media",
    ("source", "src"): "media",
    ("track", "src"): "media",
    ("iframe", "src"): "frame",
    ("frame", "src"): "frame",
    ("embed", "src"): "object",
    ("object", "data"): "object",
    ("script", "src"): "script",
    ("form", "action"): "form",
    ("button", "formaction"): "form",
    ("input", "formaction"): "form",
}
HARMLESS = (  # a row of tags that load and run nothing; most tags are such
    r"(?:</?(?!script|style|link|image)[a-z][a-z0-9-]*+(?:\s(?:href=\"(?!\s*[Jj])"
    r"|(?!on|src|href|style|data=|poster|action|formaction|background)"
    r"[a-z-]++=\"(?![^\"]*:))[^<>&\"]*+\")*+>[^<]*+)++"
)
TAG = re.compile(
    rf"{HARMLESS}|<!--.*?-->|<(?P<name>[A-Za-z][\w:-]*)"
    r"(?P<values>(?:[^\"'<>]++|\"[^\"]*\"|'[^']*')*+)>",
    re.DOTALL,
)
VALUE = re.compile(
    r"([^\s\"'<>=/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.DOTALL
)
ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style")}
ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z\d+.-]*:|//)", re.IGNORECASE)
CSS = re.compile(
    r"@import\s+(?:url\()?\s*[\"']?(?P<style>[^\"')\s;]+)"
    r"|src\s*:[^;{}]*?url\(\s*[\"']?(?P<font>[^\"')\s]+)"
    r"|url\(\s*[\"']?(?P<img>[^\"')\s]+)",
    re.IGNORECASE,
)
ALIGNMENT = "text-align:"  # the style of a cell, which becomes a class
RUN = {"", "module", "text/javascript", "application/javascript"}  # types of scripts


class Load(NamedTuple):
    """Something that the policy forbids.

    Attributes:
        kind: that in ALLOWED_HOSTS; empty for what can never be allowed.
        address: where it comes from; empty for what is in the page itself.
        sign: the beginning of it as it is written.
        name: that of its element.
        source: by what a policy would allow it.
    """

    kind: str
    address: str
    sign: str
    name: str
    source: str

    @property
    def host(self) -> str:
        """What ALLOWED_HOSTS would have to name."""
        return urlsplit(self.address).netloc.lower() if self.address else INLINE

    def is_allowed(self, hosts: Hosts) -> bool:
        """Whether the author wants it."""
        return any(_is_host(self.host, name) for name in hosts.get(self.kind, ()))


def loads(html: str) -> Iterator[Load]:
    """Everything of HTML that our policy forbids, in order."""
    position = 0
    while tag := TAG.search(html, position):
        position = tag.end()
        name = (tag["name"] or "").lower()
        if not name:
            continue
        inside = ""
        if end := name in ENDS and ENDS[name].search(html, position):
            inside = html[position : end.start()]
            position = end.end()
        if name in ENDS or "=" in tag["values"]:
            yield from _of_element(name, _values(tag["values"]), inside)


def sources(html: str, hosts: Hosts) -> dict[str, str]:
    """What the policy of a page must allow beside its own site, by kind.

    Each source has a space before it.
    """
    found: dict[str, str] = {}
    for load in loads(html) if hosts else ():
        known = found.get(load.kind, "")
        if load.is_allowed(hosts) and load.source not in known.split():
            found[load.kind] = f"{known} {load.source}"
    return found


def _of_element(name: str, values: dict[str, str], inside: str) -> Iterator[Load]:
    for key, value in values.items():
        kind = LOADED.get((name, key)) or ("img" if key == "background" else "")
        for address in _addresses(value) if key == "srcset" else [value]:
            yield from _elsewhere(kind, address, name)
        if key.startswith("on") or re.match(r"\s*javascript:", value, re.IGNORECASE):
            yield Load("", "", f"{key}=", name, "")
    if name == "link" and "stylesheet" in values.get("rel", "").lower():
        yield from _elsewhere("style", values.get("href", ""), name)
    if name == "style":
        yield Load("style", "", "<style", name, "'unsafe-inline'")
    if not values.get("style", ALIGNMENT).startswith(ALIGNMENT):
        yield Load("style", "", "style=", name, "'unsafe-inline'")
    if name == "script" and "src" not in values and values.get("type", "") in RUN:
        yield Load("script", "", "<script", name, _digest(inside))
    if name == "style" or "style" in values:
        yield from _of_css(f"{inside} {values.get('style', '')}", name)


def _of_css(css: str, name: str) -> Iterator[Load]:
    for match in CSS.finditer(css):
        yield from _elsewhere(match.lastgroup or "", match[match.lastgroup or 0], name)


def _elsewhere(kind: str, address: str, name: str) -> Iterator[Load]:
    """What has the address, if that is not on the site itself."""
    if not kind or not ELSEWHERE.match(address):
        return
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # urllib's, for such as http://[, which nothing can load
        return
    if (kind, parts.scheme) not in {("img", "data"), ("form", "mailto")}:
        source = f"{parts.scheme}://{parts.netloc}".removeprefix("://")
        yield Load(kind, address.strip(), address.strip(), name, source)


def _addresses(srcset: str) -> list[str]:
    """The addresses of pictures in several sizes."""
    return re.findall(r"(?:^|,)\s*(\S+?)(?=\s|,\s|,?$)", srcset)


def _values(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in VALUE.findall(text):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _is_host(host: str, name: str) -> bool:
    """Whether a name in ALLOWED_HOSTS means the host; ``*.`` stands for any before."""
    return host == name or (name.startswith("*.") and host.endswith(name[1:]))
