"""Small sites for tests: words in, a whole run of Pelican, files out."""

import functools
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import site_settings
from PIL import Image

from plugins.shared.settings import DEFAULTS

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
SETTINGS = {k: v for k, v in vars(site_settings).items() if k.isupper()}
BARE = {  # what any Pelican site says of itself
    "SITENAME": "Bare",
    "SITEURL": "https://example.org",
    "TIMEZONE": "UTC",
    "PATH": "content",
    "OUTPUT_PATH": "output",
    "CACHE_FOLDER": ".cache",
}


def png(width: int, height: int) -> bytes:
    """A PNG of this size, all grey."""
    file = io.BytesIO()
    Image.new("L", (width, height), 128).save(file, "PNG")
    return file.getvalue()


LISTS = ["blog", "tags", "archives"]

# Sites are not searched, whose index took a third of the time of a small build, and
# compiled templates are kept elsewhere (compiled_templates).
LITTLE = {
    "DIRECT_TEMPLATES": LISTS,
    "SEARCH_SAVE_AS": "",
    "PLUGINS": [n for n in DEFAULTS["PLUGINS"] if n != "plugins.template_cache"],
}
ALL = {name: DEFAULTS[name] for name in LITTLE}  # for a site that lacks none of it

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

# The pictures that our theme asks for.
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>'
AVATARS = {
    "content/images/avatar.svg": SVG.encode(),
    "content/images/avatar.png": png(180, 180),
}

# All that every page of our theme leads to.
WHOLE = AVATARS | {
    "content/pages/home.md": "---\ntitle: Home\npermalink: /\ntemplate: index\n---\n",
    "content/pages/about.md": "---\ntitle: About\n---\n",
}

POST = "---\ntitle: {title}\ndate: 2026-01-02\n---\n\n{body}\n"


def post(body: str, title: str = "A post") -> str:
    """A complete post with this body."""
    return POST.format(title=title, body=body)


def build(
    folder: Path,
    files: Mapping[str, str | bytes],
    settings: dict[str, Any] | None = None,
    *arguments: str,
) -> subprocess.CompletedProcess[str]:
    """How a build of ``files`` in ``folder`` ended: its exit code and what it said.

    The site has the settings of ``site_settings``, a bare theme, and its own
    ``content``, ``output`` and ``.cache`` in ``folder``, which is also where the
    build runs: messages name paths such as ``content/posts/a.md``.

    Args:
        folder: where the site lives; build again in the same place to use its cache.
        files: contents by path, such as ``content/posts/a.md`` or ``theme/style.css``.
        settings: what differs from ``site_settings``.
        arguments: more for Pelican's command line.
    """
    (folder / "content").mkdir(parents=True, exist_ok=True)
    write(folder, site_files(files, settings or {}))
    return run_pelican(folder, "-s", "site_settings.py", *arguments)


def build_bare(
    folder: Path,
    files: Mapping[str, str | bytes],
    settings: Mapping[str, Any],
    defaults: str = "",
) -> str:
    """What Pelican finds fault with in a site of these settings alone.

    Args:
        folder: where the site lives.
        files: contents by path.
        settings: what it sets.
        defaults: how its settings file begins.
    """
    lines = [f"{name} = {value!r}" for name, value in (BARE | settings).items()]
    write(
        folder,
        {
            "bare_settings.py": "\n".join([defaults, *lines] if defaults else lines),
            **files,
        },
    )
    done = run_pelican(folder, "-s", "bare_settings.py")
    faults, ended, _ = done.stdout.partition("Done: ")
    assert ended, done.stdout + done.stderr
    return faults


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Put the files where they belong in ``folder``."""
    for path, words in files.items():
        data = words.encode() if isinstance(words, str) else words
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def run_pelican(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """How Pelican ended in ``folder``; see pelican_server for what runs it."""
    with (
        tempfile.NamedTemporaryFile("r") as out,
        tempfile.NamedTemporaryFile("r") as err,
    ):
        order = {
            "folder": str(folder),
            "environment": {**os.environ, **ENVIRONMENT},
            "arguments": arguments,
            "said": [out.name, err.name],
        }
        server = _pelican_server()
        print(json.dumps(order), file=server.stdin, flush=True)
        code = int(server.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, out.read(), err.read())


@functools.cache
def _templates() -> tempfile.TemporaryDirectory[str]:
    """A folder that is gone when we are."""
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


@functools.cache
def _pelican_server() -> subprocess.Popen[str]:
    """Ends when we end, and with us the input that it waits for."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tests/pelican_server.py"), _templates().name],
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def settings_text(**settings: Any) -> str:
    """A settings file over our defaults, which differs from ours in ``settings``."""
    own = {n: value for n, value in SETTINGS.items() if value != DEFAULTS.get(n)}
    lines = [f"{name} = {value!r}" for name, value in (own | settings).items()]
    return "\n".join(["from plugins.defaults import *", *lines]) + "\n"


def site_files(
    files: Mapping[str, str | bytes], settings: dict[str, Any]
) -> dict[str, str | bytes]:
    """The given files with the bare theme and the settings file of the site."""
    bare = {} if "THEME" in settings else {"DIRECT_TEMPLATES": ["index", *LISTS]}
    own = {**LITTLE, **bare, **settings}
    theme = {f"theme/templates/{name}": text for name, text in THEME.items()}
    return {
        **theme,
        "theme/static/style.css": "",
        "site_settings.py": settings_text(**own),
        **files,
    }
