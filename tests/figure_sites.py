"""Sites with figures of the tiny demos: any Pelican site, and one with our reader."""

import re
from pathlib import Path
from typing import Any

from sites import build
from tiny import PACKAGE

ALT = "The curve rises at first and falls again before the end."
SETTINGS: dict[str, Any] = {
    "PLUGINS": ["plugins.figures"],  # and no other: it has to work in any site
    "MARKDOWN": {
        "extensions": ["markdown.extensions.extra", "plugins.markdown.demo_figures"],
        "output_format": "html5",
    },
    "DEMOS_MODULE": "tiny_demos",
    "DIRECT_TEMPLATES": ["index"],
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "SITEURL": "https://example.org/sub",
    "FEED_DOMAIN": "https://example.org/sub",
}
ITEM = "<h1>{{ it.title }}</h1>{{ it.summary|safe }}{{ it.content|safe }}"
THEME = {
    f"theme/templates/{name}.html": f"{{% set it = {name} %}}{ITEM}\n"
    "cover {{ it.cover_img }} share {{ it.share_img }} {{ it.share_alt }}"
    for name in ("article", "page")
}


def post(body: str, **metadata: str) -> str:
    lines = {"Title": "A post", "Date": "2026-01-02", **metadata}
    head = "\n".join(f"{name}: {value}" for name, value in lines.items())
    return f"{head}\n\n{body}\n"


def figure(address: str, label: str = "", caption: str = "Caption.") -> str:
    return f'![{ALT}]({address} "{caption}"){label}'


def site_of(posts: dict[str, str]) -> dict[str, str]:
    """Files of a site with the tiny demos and these posts."""
    demos = {
        f"tiny_demos/{path.name}": path.read_text() for path in PACKAGE.glob("*.*")
    }
    named = {f"content/{path}": text for path, text in posts.items()}
    return {**demos, **THEME, **named}


def errors(folder: Path, posts: dict[str, str], **settings: Any) -> list[str]:
    """What a build has to say, one mistake each, with the lines that belong to it."""
    said = build(folder, site_of(posts), SETTINGS | settings)
    return re.findall(r"(content/\S+:\d+: .*)", said.stdout)


def write(folder: Path, files: dict[str, Any]) -> None:
    """Leave text files in a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def output(folder: Path) -> dict[str, bytes]:
    root = folder / "output"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


OURS = {  # our own reader and its strictness, as this site uses them
    "PLUGINS": [
        "plugins.diagnostics",
        "plugins.reader",
        "plugins.notes",
        "plugins.figures",
    ],
    "DEMOS_MODULE": "tiny_demos",
    "DIRECT_TEMPLATES": ["index"],
}


def yaml_post(body: str) -> str:
    return f"---\ntitle: A post\ndate: 2026-01-02\nslug: a\n---\n\n{body}\n"
