"""Mistakes in settings: each is named with its file, its line and what to do."""

import re
from pathlib import Path

import pytest
import small_site
from sites import AVATARS, ROOT, build

import plugins.commands.build as commands
from plugins.commands.project import CommandError
from plugins.settings.check import check
from plugins.settings.reading import SettingsError, read

GOOD = f"""\
from plugins.defaults import *

SITENAME = "A site"
AUTHOR = "An author"
THEME = {str(ROOT / "theme")!r}
"""
LINE = len(GOOD.splitlines()) + 1


def mistakes(root: Path, text: str, **overrides: object) -> list[str]:
    """What is wrong with a site of these settings, by line and words."""
    root.joinpath("pelicanconf.py").write_text(text, "utf-8")
    root.joinpath("content").mkdir(exist_ok=True)
    for path, data in AVATARS.items():
        root.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        root.joinpath(path).write_bytes(data)
    return check(*read(root / "pelicanconf.py"), overrides)


MANUAL = sorted((ROOT / "docs/content/pages").glob("[!r]*.md"))
LINE_OF_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>'
)
SETTINGS = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHOWN = [
    block for page in MANUAL for block in SETTINGS.findall(page.read_text("utf-8"))
]


@pytest.fixture
def found(tmp_path, monkeypatch):
    """The mistakes of a site that sets one thing more."""
    monkeypatch.chdir(tmp_path)
    return lambda text: mistakes(tmp_path, f"{GOOD}{text}\n")


@pytest.mark.parametrize("shown", SHOWN)
def test_settings_that_the_manual_shows_are_right(found, tmp_path, shown):
    drawing = tmp_path / "content/images/radio.svg"
    drawing.parent.mkdir(parents=True)
    drawing.write_text(LINE_OF_SVG)

    assert found(shown) == []


RIGHT = [
    'AVATAR = "images/avatar.svg"',
    'TOUCH_ICON = "images/avatar.png"',
    'SHARE_IMG = "demo:some-figure?a=1"',
    'MENU = [("Home", ""), ("Blog", "blog/"), ("There", "/blog/#part")]',
    'MENU = [("Elsewhere", "https://example.org"), ("Mail", "mailto:a@example.org")]',
    'MENU = [("More", [("Blog", "blog/"), ("There", "//example.org/x")])]',
    'MENU = (("Feed", "feeds/all.atom.xml"), ("Map", "sitemap.xml"))',
    'SOCIAL = [("Code", "github", "https://example.org")]',
    'SOCIAL = [("mastodon", "@a@example.org"), ("mail", "a@example.org")]',
    'SHARE_LINKS = [("Mail", "mailto:?subject={title}&body={url}")]',
    'COLOURS = {"page": "#fff", "bar-text": ("Navy", "rgb(0, 9, 9)")}',
    'BACKGROUNDS = {"page": "/images/avatar.png"}\nTITLE_IMG = "images/avatar.svg"',
    'EDIT_LINK = "https://example.org/edit/{path}"\nFOOTER_TEXT = ""',
    'ARTICLE_URL = "{date:%Y}/{slug}.html"\nARTICLE_SAVE_AS = ARTICLE_URL',
    'NOTE_URL = "n/{slug}"\nNOTE_SAVE_AS = "n/{slug}.html"',
    "DEFAULT_PAGINATION = False",
    "TAG_FEED_ATOM = None",
    'TAG_URL = "tags/#tag-{slug}"\nTAG_SAVE_AS = ""',
    'FEED_ALL_RSS = "feed.xml"',
    'LOCALE = "C"',
    'DEFAULT_LANG = "en-GB"',
    "helper = 1",
    'DIRECT_TEMPLATES = ["blog"]\nBLOG_SAVE_AS = "blog/index.html"',
    'PLUGINS = ["render_math"]',
    'MATHS_MACROS = {"R": "\\\\mathbb{R}"}',
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_complained_of(found, text):
    assert found(text) == []


LONG = "x" * 300

WRONG = [  # what is set, and what is said of it
    # Names
    ('SITENMAE = "A"', "SITENMAE is not the name of a setting; did you mean SITENAME?"),
    ('AVATER = "A"', "AVATER is not the name of a setting; did you mean AVATAR?"),
    ("ADDRESS_OF_MY_HOME = 1", "ADDRESS_OF_MY_HOME is a setting that nothing reads;"),
    ("navbar_links = {}", "navbar_links is called MENU here; write that."),
    ("social_network_links = {}", "social_network_links is called SOCIAL here;"),
    ('avatar = "a.png"', "avatar is called AVATAR here; write that."),
    ('title = "A"', "title is called SITENAME here; write that."),
    ("MENUITEMS = []", "MENUITEMS is called MENU here; write that."),
    ("navbar_img = 'a.png'", "navbar_img is called BACKGROUNDS here; write that."),
    ("FOOTER_COL = 'red'", "FOOTER_COL is called COLOURS here; write that."),
    ("GTAG = 'G-1'", "GTAG does nothing here: write its script in content/theme/"),
    ("post_search = False", "post_search does nothing here: the search goes where"),
    ("LINKS = []", "LINKS is called FOOTER_LINKS here; write that."),
    ("SUMMARY_MAX_LENGTH = 9", "SUMMARY_MAX_LENGTH changes nothing here: SUMMARY_WO"),
    # Kinds and ranges
    ('STRICT = "yes"', "STRICT is 'yes'; write True or False."),
    ("DEFAULT_PAGINATION = '8'", "DEFAULT_PAGINATION is '8'; write a whole number."),
    ("DEFAULT_PAGINATION = 0", "DEFAULT_PAGINATION is 0; write a number from 1 on."),
    ("LATEST_NOTES = -1", "LATEST_NOTES is -1; write a number from 0 on."),
    (
        "AUTHORS = {'A': 'x'}",
        "AUTHORS is {'A': 'x'}; write for each name an address and a line",
    ),
    (
        "PAGINATED_TEMPLATES = {'blog': '8'}",
        "PAGINATED_TEMPLATES['blog'] is '8'; write None, or a number from 1 on.",
    ),
    ("PAGINATED_TEMPLATES = {'blog': 0}", "PAGINATED_TEMPLATES['blog'] is 0; write"),
    ("TAG_SAVE_AS = ''", "TAG_SAVE_AS is '', but texts link to the page of each tag;"),
    (
        "TEMPLATE_PAGES = {'a.html': 'b.html'}",
        "TEMPLATE_PAGES names 'a.html', which is not in the folder content; put it",
    ),
    ("SITENAME = None", "SITENAME is None; write a text in quotes."),
    ('SITENAME = ""', "SITENAME is empty; write SITENAME = "),
    ('STATIC_PATHS = "images"', "STATIC_PATHS is 'images'; write a list in [brackets]"),
    ("IGNORE_FILES = [1]", "IGNORE_FILES is [1]; write a list of texts in quotes."),
    ("TAG_URL = False", "TAG_URL is False; write '' for none of it."),
    (
        "DEFAULT_CATEGORY = ''",
        "DEFAULT_CATEGORY is empty; write a name that is to be shown.",
    ),
    (
        "TRANSLATION_FEED_ATOM = 'feeds/{slug}.xml'",
        "TRANSLATION_FEED_ATOM is 'feeds/{slug}.xml', but nothing is put in place of "
        "{slug} there; take it out.",
    ),
    (
        "TAG_FEED_ATOM = 'feeds/tags.xml'",
        "TAG_FEED_ATOM is 'feeds/tags.xml', one file for all of them; write {slug} in",
    ),
    ("FEED_RSS = ['a']", "FEED_RSS is ['a']; write a text in quotes."),
    (
        "LOCALE = True",
        "LOCALE is [True], which this computer does not have; write ['C.UTF-8'].",
    ),
    (
        "PLUGIN_PATHS = [('a', 'b')]",
        "PLUGIN_PATHS is [('a', 'b')]; write a list of texts in quotes.",
    ),
    (
        "MATHS_MACROS = {'R': 1}",
        "MATHS_MACROS is {'R': 1}; write names and values, each in quotes.",
    ),
    ("REDIRECTS = {1: '/a/'}", "REDIRECTS is {1: '/a/'}; write names and values, ea"),
    (
        "TAG_REGEX_SUBSTITUTIONS = [('a', 'b'), ('(', 'x')]",
        "TAG_REGEX_SUBSTITUTIONS has the pattern '(', which cannot be read (missing )",
    ),
    (
        "SLUG_REGEX_SUBSTITUTIONS = [('a', 'b'), {'a': 'b'}]",
        "SLUG_REGEX_SUBSTITUTIONS is [('a', 'b'), {'a': 'b'}]; write pairs of a",
    ),
    ("INTRASITE_LINK_REGEX = '['", "INTRASITE_LINK_REGEX has the pattern '[', which "),
    ("MATHS_MACROS = []", "MATHS_MACROS is []; write a dict in {braces}."),
    ('MATHS_FALLBACK = "katex"', "MATHS_FALLBACK is 'katex'; choose one of 'error', "),
    # Files, folders, modules
    ('PATH = "words"', "PATH names the folder 'words', which is not there; make it or"),
    ('FEED_POSTS_ATOM = "a/"', "FEED_POSTS_ATOM is 'a/', the name of a folder; write"),
    (
        'MAP_SAVE_AS = "a?b"',
        "MAP_SAVE_AS is 'a?b', with '?' in it; write the path of a",
    ),
    (f'PATH = "{LONG}"', "PATH names the folder 'xxx"),
    (f'THEME = "{LONG}"', "THEME names 'xxx"),
    (f'AVATAR = "{LONG}"', "AVATAR names 'xxx"),
    (f'TITLE_IMG = "{LONG}"', "TITLE_IMG names 'xxx"),
    (f'BIBLIOGRAPHY = "{LONG}.bib"', "BIBLIOGRAPHY names 'xxx"),
    (f'PAGE_PATHS = ["{LONG}"]', "PAGE_PATHS names the folder 'xxx"),
    (f'DIRECT_TEMPLATES = ["index", "{LONG}"]', "DIRECT_TEMPLATES names 'xxx"),
    ('PATH = ".."', "PATH names the folder '..', which has the whole project in it"),
    (
        'ARTICLE_PATHS = ["/"]',
        "ARTICLE_PATHS names the folder '/', which is not inside",
    ),
    ('STATIC_PATHS = [".."]', "STATIC_PATHS names the folder '..', which is not insid"),
    ('THEME = "themes"', "THEME names 'themes', which is not there; name a folder wi"),
    ('PAGE_PATHS = ["pags"]', "PAGE_PATHS names the folder 'pags', which is not ther"),
    ('AVATAR = "images/me.svg"', "AVATAR names 'images/me.svg', which is not in the "),
    ('AVATAR = "../me.svg"', "AVATAR names '../me.svg', which is not in the folder c"),
    ('TOUCH_ICON = "images/avatar.svg"', "TOUCH_ICON names 'images/avatar.svg', which"),
    ('SHARE_IMG = "images/no.png"', "SHARE_IMG names 'images/no.png', which is not "),
    ('EXTRA_PATH_METADATA = {"no": {}}', "EXTRA_PATH_METADATA names 'no', which is "),
    ('PLUGINS = ["plugins.sitemapp"]', "PLUGINS names 'plugins.sitemapp', which is n"),
    ('PLUGINS = ["unheard_of"]', "PLUGINS names 'unheard_of', which is not there; ins"),
    ('DIRECT_TEMPLATES = ["blgo"]', "DIRECT_TEMPLATES names 'blgo', of which there is"),
    # The world
    ('TIMEZONE = "Mars/Base"', "TIMEZONE is 'Mars/Base', which is not a time zone; wr"),
    ('TIMEZONE = "Asia/Saign"', "TIMEZONE is 'Asia/Saign', which is not a time zone;"),
    ('LOCALE = ["xx_YY"]', "LOCALE is ['xx_YY'], which this computer does not have; "),
    (
        'DEFAULT_LANG = "fr"',
        "DEFAULT_LANG is 'fr', in which pages have no words, but in en",
    ),
    ('DEFAULT_LANG = "English"', "DEFAULT_LANG is 'English'; write the code of a lan"),
    # Links
    ('MENU = [("A", "exa mple")]', "the address 'exa mple' of 'A' in MENU has ' ' in"),
    ('MENU = [("A", "a@example.org")]', "the address 'a@example.org' of 'A' in MENU i"),
    ('MENU = [("A", "www.example.org/x")]', "the address 'www.example.org/x' of 'A' "),
    ('MENU = [("A", "javascript:x")]', "the address 'javascript:x' of 'A' in MENU beg"),
    ('MENU = [("A", "http:/x")]', "the address 'http:/x' of 'A' in MENU names no host"),
    ('MENU = [("A", "http://[x")]', "the address 'http://[x' of 'A' in MENU is not an"),
    (
        'MENU = [("A", "mailto:x")]',
        "the address 'mailto:x' of 'A' in MENU is not one f",
    ),
    ('MENU = [("A", "pages/about.md")]', "the address 'pages/about.md' of 'A' in MENU"),
    ('MENU = [("A", "{filename}/a.md")]', "the address '{filename}/a.md' of 'A' in ME"),
    ('MENU = ["Blog"]', "an entry of MENU is 'Blog'; write a pair such as ("),
    ('MENU = [("A", "a/", "b/")]', "an entry of MENU is ('A', 'a/', 'b/'); write a pa"),
    ('MENU = [("", "a/")]', "an entry of MENU is ('', 'a/'); write a pair such as ("),
    (
        'MENU = [("A", [("B", [])])]',
        "an entry of MENU is ('B', []); write a pair of te",
    ),
    ('MENU = [("A", [("B", "b c")])]', "the address 'b c' of 'B' in MENU has ' ' in i"),
    ('MENU = ("Blog", "blog/")', "MENU is ('Blog', 'blog/'); write [('Blog', 'blog/')"),
    ('FOOTER_LINKS = ["x"]', "an entry of FOOTER_LINKS is 'x'; write a pair such as ("),
    ('SOCIAL = [("A", "https://x.org")]', "SOCIAL names 'A', which is not a network"),
    ('SOCIAL = [("mastodn", "@a@b.org")]', "SOCIAL names 'mastodn', which is not a "),
    ('SOCIAL = [("github", "")]', "an entry of SOCIAL is ('github', ''); write a net"),
    ('SOCIAL = [("email", "a b")]', "the address 'mailto:a b' of 'Email' in SOCIAL ha"),
    ('SOCIAL = [("A", "images/no.svg", "a/")]', "the icon 'images/no.svg' of 'A' is"),
    ('SOCIAL = [("A", "images/avatar.svg", "a/")]', "the icon 'images/avatar.svg' of"),
    (
        'SOCIAL = [("A", "githb", "a/")]',
        "there is no icon 'githb' for 'A'; write one o",
    ),
    ('COLOURS = {"navbar": "red"}', "COLOURS has 'navbar' for a part of the page; cho"),
    ('COLOURS = {"bar": "1;}"}', "COLOURS['bar'] is '1;}'; write a colour such as '#"),
    ('COLOURS = {"bar": "bleu"}', "COLOURS['bar'] is 'bleu'; write a colour such as "),
    ('COLOURS = {"bar": ("red",)}', "COLOURS['bar'] is ('red',); write a colour such "),
    ('BACKGROUNDS = {"page": "no.png"}', "BACKGROUNDS['page'] is 'no.png', which is "),
    ('TITLE_IMG = "images/no.png"', "TITLE_IMG names 'images/no.png', which is not in"),
    ('EDIT_LINK = "https://x.org/{file}"', "EDIT_LINK has {file} in it; only {path} "),
    ('SHARE_LINKS = [("A", "https://x.org/{link}")]', "the address 'https://x.org/{li"),
    ('SHARE_LINKS = [("A", "https://x.org/{")]', "the address 'https://x.org/{' of 'A"),
    # Addresses of pages
    (
        'SITEURL = "example.org"',
        "SITEURL is 'example.org'; write a whole address such ",
    ),
    ('SITEURL = "https://a.org/"', "SITEURL is 'https://a.org/'; write it without th"),
    ('FEED_DOMAIN = "/blog"', "FEED_DOMAIN is '/blog'; write a whole address such as "),
    ('ARTICLE_URL = "{slug}.html"', "ARTICLE_URL is '{slug}.html', but its file (ART"),
    ('ARTICLE_URL = "/{slug}/"', "ARTICLE_URL is '/{slug}/'; write it without the fir"),
    ('ARTICLE_URL = ":year/:title/"', "ARTICLE_URL is ':year/:title/'; write {slug},"),
    ('NOTE_SAVE_AS = "../{slug}"', "NOTE_SAVE_AS is '../{slug}', which leads out of "),
    ('TAG_URL = "{slug"', "TAG_URL is '{slug', which cannot be filled ("),
    ('DEMOS_SOURCE = "https://a.org/{x}"', "DEMOS_SOURCE has {x} in it; only {commit"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_each_mistake_is_named_with_its_line(found, text, said):
    first, *more = found(text)

    assert first.startswith(f"pelicanconf.py:{LINE}: {said}"), first
    assert first.endswith((".", "?"))
    assert more == []


def test_a_part_of_a_setting_has_a_line_of_its_own(found):
    (said,) = found('MENU = [\n    ("Blog", "blog/"),\n    ("A", "a b"),\n]')

    assert said.startswith(f"pelicanconf.py:{LINE + 2}: ")


def test_what_is_set_for_the_public_has_its_line_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mistakes(tmp_path, GOOD + 'AVATAR = "nowhere.svg"\n')
    public = tmp_path / "publishconf.py"
    public.write_text('from pelicanconf import *\n\nSITEURL = "example.org"\n')

    found = check(*read(public), {})

    assert [said.split(": ")[0] for said in found] == [
        f"pelicanconf.py:{LINE}",
        "publishconf.py:3",
    ]


def test_what_every_site_must_tell_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    found = mistakes(tmp_path, "from plugins.defaults import *\n", THEME="simple")

    assert found == [
        'pelicanconf.py:1: there is no SITENAME; write SITENAME = "What your site is '
        'called".'
    ]


EXAMPLES = [
    'SITEURL = "https://yourname.github.io"',
    'SITEURL = "https://blog.example.com"',
    'SOCIAL = [("Mail", "mail", "mailto:you@example.org")]',
    'SOCIAL = [("Code", "github", "https://github.com/yourname")]',
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_not_published(tmp_path, text, monkeypatch):
    monkeypatch.chdir(tmp_path)

    (said,) = mistakes(tmp_path, f"{GOOD}{text}\n", STRICT=True)

    assert said.startswith(f"pelicanconf.py:{LINE}: ")
    assert "an example" in said
    assert mistakes(tmp_path, f"{GOOD}{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        'SITEURL = "https://yousef.github.io"',
        'SITEURL = "https://examples.community"',
        'SITEURL = "https://my.example.museum"',
        'SOCIAL = [("Mail", "mail", "mailto:me@tidewater.test")]',
        'SOCIAL = [("Mail", "mail", "mailto:thank-you@tidewater.test")]',
        'SOCIAL = [("Code", "github", "https://github.com/youri")]',
    ],
)
def test_what_only_sounds_like_an_example_is_published(tmp_path, text, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert mistakes(tmp_path, f"{GOOD}{text}\n", STRICT=True) == []


def test_a_name_that_a_template_or_another_plugin_reads_is_known(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "mine"
    own.mkdir()
    (own / "own.html").write_text("{{ MY_MOTTO }}")
    text = GOOD + 'THEME_TEMPLATES_OVERRIDES = ["mine"]\nMY_MOTTO = "x"\n'

    assert mistakes(tmp_path, text) == []
    assert mistakes(tmp_path, GOOD + 'PLUGINS = ["render_math"]\nMATH_JAX = {}\n') == []


def test_settings_of_a_kind_that_a_plugin_adds_are_known(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    module = 'OwnKind("talk", "talks")'
    tmp_path.joinpath("a_kind_of_talks.py").write_text(module)
    text = 'PLUGINS = ["a_kind_of_talks"]\nTALK_URL = "talks/{slug}/"\n'

    assert mistakes(tmp_path, f"{GOOD}{text}FEED_TALKS_ATOM = None\n") == []
    assert "TALK_SIZE" in mistakes(tmp_path, f"{GOOD}{text}TALK_SIZE = 1\n")[0]


def test_a_folder_for_the_site_that_a_command_overrules_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = f'{GOOD}OUTPUT_PATH = "public"\n'

    assert mistakes(tmp_path, text) == []
    assert mistakes(tmp_path, text, OUTPUT_PATH="/built") == [
        f"pelicanconf.py:{LINE}: OUTPUT_PATH changes nothing here: "
        "it is told by --output; take it out."
    ]


def test_a_list_of_the_theme_without_its_pages_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = 'PAGINATED_TEMPLATES = {"author": 1}\n'

    assert mistakes(tmp_path, GOOD + text) == [
        f"pelicanconf.py:{LINE}: PAGINATED_TEMPLATES lacks 'blog'; "
        "add 'blog': None, or a number of texts."
    ]
    assert mistakes(tmp_path, GOOD + text.replace("author", "blog")) == []


def test_settings_of_another_theme_are_its_own_affair(tmp_path, monkeypatch):
    """notmyidea has pairs in SOCIAL, and settings that we call otherwise."""
    monkeypatch.chdir(tmp_path)
    text = 'THEME = "notmyidea"\nSOCIAL = [("A", "https://a.org")]\nMENUITEMS = []\n'

    assert mistakes(tmp_path, GOOD + 'DIRECT_TEMPLATES = ["index"]\n' + text) == []


UNREADABLE = [
    ("SITENAME = (", 1, "cannot be read as Python: '(' was never closed; correct it."),
    ("\nnavbar-links = []", 2, "navbar-links is called MENU here, and written MENU = "),
    ("title: My site", 1, "title is called SITENAME here, and written SITENAME = …."),
    ("\n\nPORT = 1 / 0", 3, "cannot be read: ZeroDivisionError: division by zero;"),
    ("from plugins.defalts import *", 1, "No module named 'plugins.defalts'; correct"),
]


@pytest.mark.parametrize(("text", "line", "said"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_told(tmp_path, monkeypatch, text, line, said):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SettingsError) as error:
        mistakes(tmp_path, text)

    assert str(error.value).startswith(f"pelicanconf.py:{line}: ")
    assert said in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SettingsError, match=r"^nope.py:1: there is no such file"):
        read(Path("nope.py"))


def test_a_build_with_wrong_settings_reads_nothing(tmp_path, capfd):
    root = small_site.make(tmp_path)
    with (root / "pelicanconf.py").open("a") as settings:
        settings.write('TIMEZONE = "Nowhere"\nPATH = "missing"\n')

    with pytest.raises(CommandError, match=r"exit code 1"):
        commands.build(root / "output", root=root)

    lines = capfd.readouterr().err.splitlines()
    assert [line.partition(": ")[2].split()[0] for line in lines[:2]] == [
        "TIMEZONE",
        "PATH",
    ]
    assert lines[2:] == ["2 mistakes in the settings. Nothing was read."]
    assert not (root / "output").exists()


def test_pelican_itself_stops_at_them_too(tmp_path):
    settings = {"DEFAULT_LANG": "English"}

    ended = build(tmp_path, {}, settings)

    assert ended.returncode == 1
    assert "site_settings.py:" in ended.stderr
    assert "DEFAULT_LANG is 'English'" in ended.stderr


def test_a_plugin_that_fails_is_told_with_its_line(tmp_path):
    plugin = {"broken.py": "import unheard_of\n"}

    ended = build(tmp_path, plugin, {"PLUGINS": ["plugins.diagnostics", "broken"]})

    assert ended.returncode == 1
    assert "PLUGINS names 'broken', which cannot be loaded (No module" in ended.stderr
