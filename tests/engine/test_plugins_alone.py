"""Each plugin works in any Pelican site, and the site works without each."""

import pytest
import site_settings
from in_process import POST, build
from sites import AVATARS, ROOT

from plugins.shared.links import broken_links
from plugins.shared.settings import DEFAULTS

PLUGINS = DEFAULTS["PLUGINS"]
SETTINGS = {k: v for k, v in vars(site_settings).items() if k.isupper()}
TEXT = "Title: {0}\nSlug: {1}\nDate: 2026-01-02\nTags: One\n\nWords of {1}, at last.\n"
HOME = "Title: Home\nTemplate: index\nStatus: hidden\nURL: index.html\nSave_as: index.html\n\nHere.\n"
SITE = {
    "content/posts/hello.md": TEXT.format("A fine post", "hello"),
    "content/notes/small.md": TEXT.format("A note", "small"),
    "content/pages/about.md": "Title: About\n\n## More\n\n| a |\n|:-:|\n| b |\n",
    "content/pages/home.md": HOME,
    **AVATARS,
}


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_works_alone_in_a_bare_site(tmp_path, plugin):
    said = build(tmp_path, {"content/a-post.md": POST}, {"PLUGINS": [plugin]})

    assert said == []
    page = (tmp_path / "output/a-post.html").read_text()
    assert "A post" in page
    assert "Words of it." in page


@pytest.mark.parametrize("plugin", PLUGINS)
def test_the_site_works_without_a_plugin(tmp_path, plugin):
    others = [name for name in PLUGINS if name != plugin]
    settings = {
        "PLUGINS": others,
        "SITEURL": "https://a.org",
        "THEME": str(ROOT / "theme"),
    }
    menu = {"Blog": "blog/", "Notes": "notes/", "About": "about/"}
    if plugin == "plugins.notes":
        del menu["Notes"]
    settings["MENU"] = list(menu.items())
    settings |= {"PLUGIN_PATHS": [str(ROOT)], "CACHE_FOLDER": str(tmp_path / "cache")}

    said = build(tmp_path, SITE, {**SETTINGS, **settings})

    assert said == []
    page = (tmp_path / "output/blog/hello/index.html").read_text()
    assert "<h1>A fine post</h1>" in page
    assert "Words of hello" in page
    assert broken_links(tmp_path / "output", "https://a.org") == []
    for path in ("index.html", "blog/index.html", "tags/one/index.html"):
        assert "blog/hello/" in (tmp_path / "output" / path).read_text()
