"""What the configuration of a Jekyll site says becomes settings."""

import re
from functools import partial

import jekyll_blogs
import pytest
from jekyll_blogs import CONFIG, LAB, POST

from plugins.commands.import_jekyll.command import import_jekyll


@pytest.fixture(autouse=True)
def no_build(monkeypatch):
    jekyll_blogs.build_none(monkeypatch)


@pytest.fixture
def root(tmp_path):
    return jekyll_blogs.project(tmp_path)


@pytest.fixture
def blog(tmp_path):
    return partial(jekyll_blogs.blog, tmp_path)


def test_settings_are_filled_and_none_is_overwritten(root, blog):
    config = CONFIG + (
        "navbar-links:\n  CV: cv\n  Out: https://e.org\n  Gone: gone\n"
        "  More:\n    - CV: /cv/\n"
        "social-network-links: {email: a@b.org, github: ada}\n"
        "avatar: /me.png\ntitle-img: /me.png\nround-avatar: false\n"
        "navbar-col: '#EAEAEA'\nlink-col: 1;}\nfooter-img: /me.png\n"
    )
    macros = (
        "<script>MathJax = {tex: {macros: {R: '\\\\mathbb{R}', v: ['\\\\vec{#1}', 1]}}}"
    )
    files = {
        "_posts/2020-01-02-a.md": POST,
        "cv.md": POST,
        "me.png": b"P",
        "_includes/head.html": macros,
    }
    import_jekyll(blog(files, config), root=root)

    values = {}
    exec((root / "pelicanconf.py").read_text().split("\n", 1)[1], values)
    assert values["SITENAME"] == "Mine"
    assert values["AUTHOR"] == "Ada"
    assert values["TIMEZONE"] == "Asia/Tokyo"
    assert values["AVATAR"] == values["TITLE_IMG"] == "me.png"
    assert values["ROUND_AVATAR"] is False
    assert values["COLOURS"] == {"bar": "#EAEAEA"}
    assert values["BACKGROUNDS"] == {"footer": "me.png"}
    assert values["STATIC_PATHS"] == ["images", "me.png"]
    assert values["MENU"] == [
        ("CV", "cv.html"),
        ("Out", "https://e.org"),
        ("More", [("CV", "cv.html")]),
    ]
    assert ("github", "ada") in values["SOCIAL"]
    assert values["MATHS_MACROS"] == {r"\R": r"\mathbb{R}", r"\v": r"\vec{#1}"}
    assert "you have set SITENAME" in (root / "import-report.md").read_text()


def test_an_entry_of_the_menu_has_the_slash_of_its_page(root, blog):
    config = f"{CONFIG}navbar-links: {{Set: settings, Feed: /feed.xml, CV: cv}}\n"
    files = {
        "settings.md": "---\npermalink: /settings\n---\nSet.\n",
        "cv.md": POST,
    }
    import_jekyll(blog(files, config), root=root)

    assert '("Set", "settings/")' in (root / "pelicanconf.py").read_text()
    assert '("CV", "cv.html")' in (root / "pelicanconf.py").read_text()


def test_places_that_are_not_there_are_named(root, blog):
    text = f"{POST}\n# Here\n\n[a](#here) [b](#gone) <a id='x'></a>[c](#x)\n"
    import_jekyll(blog({"_posts/2020-01-02-a.md": text}), root=root)
    report = (root / "import-report.md").read_text()

    line = (
        "content/posts/2020-01-02-a.md:10: the link to #gone names a place that is not"
    )
    assert line in report
    assert report.count("names a place") == 1


ARCHIVES = """\
jekyll-archives:
  enabled: [tags, categories]
  permalinks: {tag: '/topics/:name/'}
"""


def test_old_pages_of_tags_lead_to_ours(root, blog):
    tagged = "---\ntitle: A\ntags: [C++, deep wells]\ncategory: mud\n---\nWords.\n"
    files = {
        "_posts/2020-01-02-a.md": tagged,
        "tag/deep.html": "---\nlayout: tag\ntag: deep wells\n---\n",
        "tag/none.html": "---\nlayout: tag\ntag: unknown\n---\n",
    }
    import_jekyll(blog(files, CONFIG + ARCHIVES), root=root)
    values = {}
    exec((root / "pelicanconf.py").read_text().split("\n", 1)[1], values)

    assert values["REDIRECTS"] == {
        "/topics/c/": "/tags/cpp/",
        "/topics/deep-wells/": "/tags/deep-wells/",
        "/category/mud/": "/blog/",
        "/tag/deep.html": "/tags/deep-wells/",
        "/tag/none.html": "/tags/",
    }


GISCUS = """
giscus: {repository: ada/wells, repository-id: R_1, category: Talk, category-id: D_1}
matomo: {site_id: 9, uri: stats.ada.example}
analytics: {provider: google-gtag, google: {tracking_id: G-1}}
staticman: {repository: , branch: main}
site-css: /mine.css
"""


def test_comments_and_statistics_go_on(root, blog):
    config = CONFIG + GISCUS
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST}, config), root=root)

    settings = (root / "pelicanconf.py").read_text()
    for value in ('"service": "giscus"', '"repo": "ada/wells"', '"category-id": "D_1"'):
        assert value in settings
    for value in ('"service": "matomo"', '"site": "9"', '"https://stats.ada.example"'):
        assert value in settings
    report = (root / "import-report.md").read_text()
    assert "_config.yml:1: google_analytics: write its script in" in report
    assert "_config.yml:1: site-css: content/theme/static/css/own.css is for" in report
    assert not re.search("(giscus|matomo|staticman): write", report)


def test_what_would_not_be_loaded_is_allowed_by_one_setting(root, blog):
    text = POST + '<b style="x">b</b> ![a](https://p.example/a.png)\n'
    import_jekyll(blog({"_posts/2020-01-02-a.md": text}), root=root)

    report = (root / "import-report.md").read_text()
    one = 'ALLOWED_HOSTS = {"img": ["p.example"], "style": ["inline"]}'
    assert f"what 2 of these lines say may be allowed at once, by {one}" in report


def test_examples_of_a_theme_are_nobodys(root, blog):
    config = "social-network-links: {email: me@example.com, github: ada}\n"

    import_jekyll(blog({"lab.html": LAB}, CONFIG + config), root=root)

    assert 'SOCIAL = [("github", "ada")]' in (root / "pelicanconf.py").read_text()


MENUS = {  # configurations, to what is in their menus
    "theme: minima": [("Lab", "lab/")],
    "collections: {tabs: {output: true, permalink: '/:title/'}}": [
        ("Two", "two/"),
        ("One", "one/"),
        ("Team", "team/"),
    ],
    "header_pages: [lab.md]": [("Lab", "lab/")],
}


@pytest.mark.parametrize("config", MENUS)
def test_pages_are_in_the_menu_where_their_theme_shows_them(root, blog, config):
    team = "permalink: /team/\nnav: true\nnav_order: 3"
    files = {
        "lab.md": LAB.replace("title", "permalink: /lab/\ntitle"),
        "_tabs/one.md": "---\norder: 2\n---\nOne.\n",
        "_tabs/two.md": "---\norder: 1\n---\nTwo.\n",
        "team.md": f"---\n{team}\n---\nAll of us.\n" if "tabs" in config else "",
    }

    import_jekyll(blog(files, f"{CONFIG}{config}\n"), root=root)

    values = {}
    exec((root / "pelicanconf.py").read_text().split("\n", 1)[1], values)
    assert values["MENU"] == MENUS[config]


def test_a_menu_has_addresses_alone(root, blog):
    config = (
        CONFIG + """navbar-links: {Out: 'https://out.example/" target="_blank"'}\n"""
    )
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST}, config), root=root)

    assert '("Out", "https://out.example/")' in (root / "pelicanconf.py").read_text()


def test_settings_that_a_build_would_refuse_are_left_out_and_named(root, blog):
    config = "title: T\ntimezone: JPN\nnavbar-links: {A: 'https://a b.example'}\n"
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST}, config), root=root)

    settings = (root / "pelicanconf.py").read_text()
    report = (root / "import-report.md").read_text()
    assert "JPN" not in settings
    assert "a b" not in settings
    assert "- _config.yml:1: TIMEZONE was left out: TIMEZONE is 'JPN', which" in report
    assert (
        "- _config.yml:1: MENU was left out: the address 'https://a b.example'"
        in report
    )
