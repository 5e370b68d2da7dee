"""Small Jekyll sites, and projects that they are brought into."""

from plugins.commands.import_jekyll import command as importing
from plugins.commands.import_jekyll.command import import_jekyll

SETTINGS = """\
from plugins.defaults import *

SITENAME = "Mine"
AUTHOR = ""
"""
CONFIG = """\
title: Theirs
description: About wells
author: Ada
url: https://ada.example
timezone: Asia/Tokyo
"""
LAB = "---\ntitle: Lab\n---\n<p>We work here on wells, from morning to night.</p>"
POST = "---\ntitle: First\n---\n\nWords.\n"


def project(folder):
    """A project whose author has written one page."""
    return write(
        folder / "mine",
        {"pelicanconf.py": SETTINGS, "content/pages/about.md": "---\n---\n"},
    )


def blog(folder, files, config=CONFIG):
    """A Jekyll site of these files."""
    return str(write(folder / "blog", {"_config.yml": config, **files}))


def build_none(monkeypatch):
    """Build no site at the end of an import."""
    monkeypatch.setattr(importing, "refused", lambda root: [])


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def imported(root, blog, files, name="content/posts/2020-01-02-a.md", **options):
    """What became of one text, when a site is brought over."""
    import_jekyll(blog(files), root=root, **options)
    return (root / name).read_text("utf-8")


def body(root, blog, text, **files):
    """What became of the body of a post."""
    post = f"---\ntitle: A\nassets: /pics\n---\n{text}\n"
    new = imported(root, blog, {"_posts/2020-01-02-a.md": post, **files})
    return new.partition("\n---\n")[2].strip("\n")


def everything(root):
    return {
        p: p.read_bytes()
        for p in root.rglob("*")
        if p.is_file()
        and {".cache", "__pycache__"}.isdisjoint(p.parts)
        and p.name != "import-report.md"
    }
