"""Each plugin works in any Pelican site, and the site works without each."""

from pathlib import Path

import pelican
import pytest
from sites import AVATARS, ROOT, build_bare
from sites import SETTINGS as OURS

from plugins.shared.links import broken_links
from plugins.shared.settings import DEFAULTS

PLUGINS = DEFAULTS["PLUGINS"]
MENU = [("Blog", "blog/"), ("Notes", "notes/"), ("About", "about/")]
SETTINGS = {
    **{k: v for k, v in OURS.items() if v != DEFAULTS.get(k)},
    "SITEURL": "https://a.org",
    "THEME": str(ROOT / "theme"),
    "MENU": MENU,
}
OUR_DEFAULTS = "from plugins.defaults import *"
POST = "Title: A post\nDate: 2026-01-02\nTags: One\n\nWords of it.\n"
TEXT = "Title: {0}\nSlug: {1}\nDate: 2026-01-02\nTags: One\n\nWords of {1}, at last.\n"
HOME = "Title: Home\nTemplate: index\nStatus: hidden\nURL: index.html\nSave_as: "
SITE = {
    "content/posts/hello.md": TEXT.format("A fine post", "hello"),
    "content/posts/chao.md": f"Lang: vi\n{TEXT.format('Chào', 'chao')}",
    "content/notes/small.md": TEXT.format("A note", "small"),
    "content/pages/about.md": "Title: About\n\n## More\n\n| a |\n|:-:|\n| b |\n",
    "content/pages/home.md": f"{HOME}index.html\n\nHere.\n",
    **AVATARS,
}
TALKS = """\
from plugins.shared.kinds import OwnKind

TALKS = OwnKind("talk", "talks")


def register():
    TALKS.register()
"""
PELICANS = Path(pelican.__file__).parent / "themes"  # those that come with it


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_works_alone_in_a_bare_site(tmp_path, plugin):
    said = build_bare(tmp_path, {"content/a-post.md": POST}, {"PLUGINS": [plugin]})

    assert said == ""
    page = (tmp_path / "output/a-post.html").read_text()
    assert "A post" in page
    assert "Words of it." in page


@pytest.mark.parametrize("plugin", PLUGINS)
def test_the_site_works_without_a_plugin(tmp_path, plugin):
    others = [name for name in PLUGINS if name != plugin]
    files, menu = SITE, MENU
    if plugin == "plugins.notes":
        files = {path: text for path, text in SITE.items() if "notes/" not in path}
        menu = [link for link in MENU if link[0] != "Notes"]

    pages = [*DEFAULTS["DIRECT_TEMPLATES"], "map"]
    own = {"PLUGINS": others, "MENU": menu, "DIRECT_TEMPLATES": pages}
    said = build_bare(tmp_path, files, {**SETTINGS, **own}, OUR_DEFAULTS)

    output = tmp_path / "output"
    assert said == ""
    page = (output / "blog/hello/index.html").read_text()
    assert "<h1>A fine post</h1>" in page
    assert "Words of hello" in page
    for path in ("index.html", "blog/index.html", "tags/one/index.html"):
        assert "blog/hello/" in (output / path).read_text()
    assert broken_links(output, "https://a.org") == []


@pytest.mark.parametrize("theme", ["notmyidea", "simple"])
def test_the_site_works_with_a_theme_of_pelicans(tmp_path, theme):
    places = [("github", "ada"), ("My lab", "radio", "https://lab.test/")]
    settings = {"THEME": str(PELICANS / theme), "SOCIAL": places}
    lost = "Title: Lost\nTemplate: 404\nURL: 404.html\nSave_as: 404.html\n\nHere?"
    files = {**SITE, "content/pages/404.md": lost}

    said = build_bare(tmp_path, files, {**SETTINGS, **settings}, OUR_DEFAULTS)

    output = tmp_path / "output"
    assert said == ""
    for path in ("blog/hello", "notes/small", "tags/one", "archive", "notes"):
        assert "2026" in (output / path / "index.html").read_text()
    assert broken_links(output, "https://a.org") == []
    assert "Words of small" in (output / "notes/small/index.html").read_text()
    assert "blog/hello" in (output / "blog/index.html").read_text()
    home = (output / "index.html").read_text()
    assert "Here." in home
    if theme == "notmyidea":
        assert '<a href="https://github.com/ada">GitHub</a>' in home
        assert '<a href="https://lab.test/">My lab</a>' in home


def test_a_fourth_kind_is_one_module_and_its_settings(tmp_path):
    talks = {
        "PLUGINS": [*PLUGINS, "a_plugin_for_talks"],
        "PLUGIN_PATHS": [str(tmp_path)],
        "TALK_PATHS": ["talks"],
        "TALK_URL": "talks/{slug}/",
        "TALK_SAVE_AS": "talks/{slug}/index.html",
        "TALKS_URL": "talks/",
        "TALKS_SAVE_AS": "talks/index.html",
        "FEED_TALKS_ATOM": "feeds/talks.atom.xml",
    }
    files = {
        **SITE,
        "a_plugin_for_talks.py": TALKS,
        "content/talks/a.md": TEXT.format("Hear me", "heard"),
    }

    said = build_bare(tmp_path, files, {**SETTINGS, **talks}, OUR_DEFAULTS)

    assert said == ""
    output = tmp_path / "output"
    assert "Words of heard" in (output / "talks/heard/index.html").read_text()
    for path, words in {
        "talks/index.html": "<h1>Talks</h1>",
        "tags/one/index.html": "2 posts, 1 note and 1 talk with this tag",
        "archive/index.html": "Hear me",
        "search/index.html": '<span class="kind">talk</span>',
        "search/index/texts/4-0.json": "Words of heard",
        "sitemap.xml": "<loc>https://a.org/talks/heard/</loc>",
        "feeds/talks.atom.xml": "Words of heard",
        "feeds/all.atom.xml": "Words of heard",
        "feeds/tags/one.atom.xml": "Words of heard",
    }.items():
        assert words in (output / path).read_text(), path
    assert broken_links(output, "https://a.org") == []
