"""What the manual says of Beautiful Jekyll's keys and settings is true, row by row."""

import ast
import re
from functools import cache

import pytest
import sites
from pelican.settings import DEFAULT_CONFIG

from plugins.commands.import_jekyll import command
from plugins.commands.parity import TRIED, compared, counted
from plugins.settings.check import check
from plugins.settings.foreign import REFUSED
from plugins.settings.names import LEFT_TO_THE_SITE
from plugins.settings.reading import read
from plugins.shared.networks import NETWORKS
from plugins.shared.settings import DEFAULTS

TABLES = compared(sites.ROOT / "docs")
KEYS, SETTINGS, LINKS = TABLES.values()
VERDICTS = {"works", "another way", "needless", "refused"}
KNOWN = {*DEFAULTS, *LEFT_TO_THE_SITE, *DEFAULT_CONFIG}
NAME = re.compile(r"`([A-Z_]+)`")
# All that the theme's own papers name, from its releases of 2015 to 2024.
PAGES = """
title subtitle date tags last-updated permalink language excerpt published cover-img
thumbnail-img share-img share-title share-description social-share author readtime
show-avatar comments gh-repo gh-badge nav-short full-width css ext-css js ext-js
head-extra before-content after-content footer-extra header-extra layout mathjax
redirect_from redirect_to categories sitemap pin toc image bigimg description
"""
SITES = """
title author description url baseurl navbar-links avatar round-avatar title-img
social-network-links rss-description share-links-active url-pretty url-canonical
title-on-all-pages excerpt_length feed_show_excerpt feed_show_tags post_search
edit_page_button navbar-var-length keywords page-col text-col link-col hover-col
navbar-col navbar-text-col navbar-border-col footer-col footer-text-col footer-link-col
footer-hover-col navbar-img footer-img page-img mobile-theme-col site-css site-js gtag
gtm google_analytics cloudflare_analytics matomo disqus fb_comment_id commentbox
utterances staticman giscus date_format fb_app_id timezone language locale permalink
paginate defaults exclude remove-ads
"""
THEME = sites.SETTINGS | {
    "THEME": str(sites.ROOT / "theme"),
    "SITEURL": "https://example.org/sub",
    "AVATAR": "images/avatar.svg",
    "ALLOWED_HOSTS": {k: ["cdn.example.com"] for k in ("style", "script")},
}
PARTS = "content/theme/templates/parts"
FILES = sites.WHOLE | {
    "content/lab/a.css": "p {}",
    "content/lab/a.js": "1",
    "content/images/avatar.png": sites.png(200, 100),
    f"{PARTS}/mine.html": "<p>mine here</p>",
    f"{PARTS}/own_comments.html": "<p>own comments</p>",
}
BODY = "## One\n\na\n\n## Two\n\nb\n\n## Three\n\nc\n"
FACTS = """\
from plugins.defaults import *

SITENAME = "A site"
AUTHOR = "An author"
"""


def named(rows):
    return [pytest.param(row, id=row["old"]) for row in rows]


def slug(row):
    return re.sub(r"\W|_", "-", f"p-{row['old']}")


def text(row):
    lines = ["title: Wells", "date: 2026-01-02"]
    lines = [line for line in lines if not row["front"].startswith(line[:5])]
    return "\n".join(["---", *lines, row["front"], "---", "", BODY])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site with a post for each key, and what was said while it was built."""
    folder = tmp_path_factory.mktemp("parity")
    posts = {f"content/posts/{slug(row)}.md": text(row) for row in KEYS}
    done = sites.build(folder, FILES | posts, THEME)
    assert (folder / "output/index.html").is_file(), done.stderr
    return folder / "output", done.stderr


@pytest.mark.parametrize("row", named(KEYS))
def test_each_row_is_true(built, row):
    output, said = built
    at = row.get("at", "blog/P/index.html").replace("P", slug(row))
    if row["old"] == "published":
        at = f"drafts/{slug(row)}/index.html"
    page = (output / at).read_text("utf-8")
    mine = [line for line in said.splitlines() if f"{slug(row)}.md" in line]

    assert row.get("shows", "") in page
    assert not row.get("lacks") or row["lacks"] not in page.replace("P", slug(row))
    assert bool(mine) == (row["is"] == "refused"), mine
    assert row.get("says", "") in "\n".join(mine)


@pytest.fixture
def answer(tmp_path, monkeypatch):
    """What a check of the settings says of a name from Beautiful Jekyll."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()

    def said(name):
        line = f"{name.replace('-', '_')} = 'x'\n"
        (tmp_path / "pelicanconf.py").write_text(f"{FACTS}{line}")
        return "\n".join(check(*read(tmp_path / "pelicanconf.py"), {}))

    return said


@pytest.mark.parametrize("row", named(SETTINGS))
def test_the_old_name_of_a_setting_is_answered_with_ours(answer, row):
    said = answer(row["old"])
    ours = NAME.findall(row["here"]) or re.findall("`(.+)`", row["here"])

    if row["old"].replace("-", "_") in REFUSED:
        assert "does nothing here: " in said
    else:
        assert ours[0] in said, said
        assert row["is"] in {"works", "another way"}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Settings and report after a Jekyll site with all of them has come over."""
    root, blog = (tmp_path_factory.mktemp(name) for name in ("mine", "theirs"))
    (root / "pelicanconf.py").write_text(FACTS.partition("SITENAME")[0])
    (root / "content").mkdir()
    lines = [row["config"] for row in SETTINGS if "config" in row]
    once = {line.partition(":")[0]: line for line in lines}
    sites.write(blog, {"_config.yml": "\n".join(once.values()), "me.png": b"P"})
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(command, "refused", lambda root: [])  # no build of the site
        command.import_jekyll(str(blog), root=root)
    settings = {}
    exec((root / "pelicanconf.py").read_text("utf-8").partition("\n\n")[2], settings)
    return settings, (root / "import-report.md").read_text("utf-8")


@pytest.mark.parametrize("row", named(row for row in SETTINGS if "config" in row))
def test_a_setting_comes_over_or_is_named_in_the_report(imported, row):
    settings, report = imported
    ours = NAME.findall(row["here"])

    if ours and row["is"] != "refused":
        assert settings.get(ours[0]) not in (None, "", [], {})
    else:
        assert f"_config.yml:1: {row['old']}: write its " in report


@cache
def defined_in(module):
    tree = ast.parse((sites.ROOT / f"tests/engine/{module}.py").read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", named([*KEYS, *SETTINGS, *LINKS[:1]]))
def test_the_test_that_a_row_names_is_there(row):
    module, _, name = row.get("test", TRIED).partition("::")

    assert name in defined_in(module)
    assert row["is"] in VERDICTS
    assert set(NAME.findall(row["here"])) <= KNOWN


def test_nothing_is_passed_over():
    assert {row["old"] for row in KEYS} >= set(PAGES.split())
    assert {row["old"] for row in SETTINGS} >= set(SITES.split())
    assert len({row["old"] for row in KEYS}) == len(KEYS)
    assert len(LINKS) == len(NETWORKS) == 33


def test_verdicts_are_counted():
    rows = [{"is": "works"}, {"is": "refused"}, {"is": "works"}]

    assert counted(rows) == "Of 3, 2 work and 1 is refused."
