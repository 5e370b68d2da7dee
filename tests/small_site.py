"""The smallest project that Pelican builds: for testing commands, not plugins."""

from pathlib import Path

SETTINGS = """\
SITENAME = "Small"
SITEURL = ""
TIMEZONE = "UTC"
PATH = "content"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = []
CACHE_FOLDER = ".cache"
THEME = "theme"
ARTICLE_URL = "blog/{slug}/"
ARTICLE_SAVE_AS = "blog/{slug}/index.html"
DIRECT_TEMPLATES = ["index"]
ARCHIVES_SAVE_AS = AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
PUBLISHED = """\
from pelicanconf import *

SITEURL = "https://example.org"
"""
POST = "Title: {title}\nDate: 2026-01-02\n\n{body}\n"
PAGE = """\
<!doctype html>
<html lang="en"><head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src data:">
<title>{% block title %}Small{% endblock %}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{{ SITEURL }}/theme/style.css"></head>
<body><main>{% block body %}{% endblock %}</main></body></html>
"""
INDEX = """\
{% extends "base.html" %}
{% block body %}
<h1>Small</h1>
{% for article in articles %}
<a href="{{ SITEURL }}/{{ article.url }}">{{ article.title }}</a>
{% endfor %}
{% endblock %}
"""
ARTICLE = """\
{% extends "base.html" %}
{% block body %}<h1>{{ article.title }}</h1>{{ article.content }}{% endblock %}
"""
FILES = {
    "pelicanconf.py": SETTINGS,
    "publishconf.py": PUBLISHED,
    "content/posts/hello.md": POST.format(title="Hello", body="First words."),
    "theme/templates/base.html": PAGE,
    "theme/templates/index.html": INDEX,
    "theme/templates/article.html": ARTICLE,
    "theme/static/style.css": "body { color: black }\n",
}


def make(root: Path) -> Path:
    """Put the project into ``root``."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root
