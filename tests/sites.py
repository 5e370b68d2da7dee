"""Small sites for tests: words in, a real build in its own process, files out."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

# One line per template: enough to see what a plugin gave it, and no look at all.
TITLE = "{{ it.title_html|safe }}"
CONTENT = "<title>{{ it.title }}</title><h1>" + TITLE + "</h1>{{ it.content|safe }}"
LISTED = "<a href={{ SITEURL }}/{{ it.url }}>" + TITLE + "</a>{{ it.summary|safe }}"
THEME = {
    "article.html": "{% set it = article %}" + CONTENT,
    "note.html": "{% set it = note %}" + CONTENT,
    "page.html": "{% set it = page %}" + CONTENT,
    "index.html": "{% for it in articles %}" + LISTED + "{% endfor %}",
    "blog.html": "{% for it in articles_page.object_list %}" + LISTED + "{% endfor %}",
    "notes.html": "{% for it in notes_page.object_list %}" + LISTED + "{% endfor %}",
    "tag.html": "{% for it in tag.contents %}" + LISTED + "{% endfor %}",
    "tags.html": "{% for tag, _ in tags %}{{ tag }} {% endfor %}",
    "search.html": "{% for it in texts %}" + LISTED + "{% endfor %}",
    "archives.html": "{% for it in dates %}" + LISTED + "{% endfor %}",
}

POST = "---\ntitle: {title}\ndate: 2026-01-02\n---\n\n{body}\n"


def post(body: str, title: str = "A post") -> str:
    """A complete post with this body."""
    return POST.format(title=title, body=body)


def build(
    folder: Path,
    files: Mapping[str, str | bytes],
    settings: Mapping[str, Any] | None = None,
    *arguments: str,
) -> subprocess.CompletedProcess[str]:
    """How a build of ``files`` in ``folder`` ended: its exit code and what it said.

    The site has the project's settings and plugins, a bare theme, and its own
    ``content``, ``output`` and ``.cache`` in ``folder``, which is also where the
    build runs: messages name paths such as ``content/posts/a.md``.

    Args:
        folder: where the site lives; build again in the same place to use its cache.
        files: contents by path, such as ``content/posts/a.md`` or ``theme/style.css``.
        settings: what differs from the project's settings.
        arguments: more for Pelican's command line.
    """
    (folder / "content").mkdir(parents=True, exist_ok=True)
    for path, words in site_files(files, settings or {}).items():
        data = words.encode() if isinstance(words, str) else words
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "site_settings.py", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def site_files(
    files: Mapping[str, str | bytes], settings: Mapping[str, Any]
) -> dict[str, str | bytes]:
    """The given files with the bare theme and the settings file of the site."""
    own = {"PLUGIN_PATHS": [str(ROOT)], "THEME": "theme", "SHARE_IMG": "", **settings}
    lines = ["from pelicanconf import *", *(f"{k} = {v!r}" for k, v in own.items())]
    theme = {f"theme/templates/{name}": text for name, text in THEME.items()}
    return {
        **theme,
        "theme/static/style.css": "",
        "site_settings.py": "\n".join(lines) + "\n",
        **files,
    }
