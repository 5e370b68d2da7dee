"""What a site adds to its theme, in content/theme: the manual's example, and more."""

import re

import pytest
from browser import open_site
from sites import ROOT, WHOLE, build, post

BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SETTINGS = {"THEME": str(ROOT / "theme"), "STRICT": True, "MENU": []}
SCRIPT = '<script src="{{ SITEURL }}/theme/js/own.js"></script>\n'
TEXTS = {**WHOLE, "content/posts/a.md": post("Hello.")}


def shown() -> dict[str, str]:
    """The files that the manual tells one to write."""
    page = (ROOT / "docs/content/pages/looks.md").read_text("utf-8")
    return dict(BLOCK.findall(page))


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    own = {
        "content/theme/templates/parts/own_head.html": SCRIPT,
        "content/theme/static/js/own.js": "document.title = 'by a script';",
        "content/theme/static/js/scheme.js": "window.replaced=1;",
    }
    head = shown()["content/theme/templates/parts/own_head.html"]
    own["content/theme/templates/parts/own_head.html"] += head
    done = build(folder, {**TEXTS, **shown(), **own}, SETTINGS)
    assert done.returncode == 0, done.stderr
    return folder / "output"


def test_what_the_readme_shows_is_in_the_page(output):
    page = (output / "blog/a/index.html").read_text()
    head = page.partition("</head>")[0]

    assert head.index("css/own.css") > head.index("css/style.css")
    assert '<meta name="fediverse:creator"' in head
    assert '<p class="column">Something wrong? Tell me.</p>' in page
    assert "Something wrong?" not in (output / "blog/index.html").read_text()


def test_colours_of_the_site_count_in_both_schemes(output, browser):
    colours = set()
    for scheme in ("light", "dark"):
        page = open_site(browser, output, color_scheme=scheme).new_page()
        page.goto("blog/a/")
        link = page.locator(".prose, .foot p a").last
        colours.add(link.evaluate("link => getComputedStyle(link).color"))

    assert colours == {"rgb(11, 90, 55)", "rgb(143, 214, 174)"}


def test_the_policy_lets_a_script_of_the_site_in(output, browser):
    page = open_site(browser, output).new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))

    page.goto("blog/a/")

    assert page.title() == "by a script"
    assert said == []


def test_a_file_takes_the_place_of_the_themes(output):
    assert (output / "theme/js/scheme.js").read_text() == "window.replaced=1;"
    assert (output / "theme/js/search.js").is_file()


def test_without_the_folder_there_is_no_such_sheet(tmp_path):
    done = build(tmp_path, TEXTS, SETTINGS)

    assert done.returncode == 0, done.stderr
    assert "own.css" not in (tmp_path / "output/blog/a/index.html").read_text()


def test_a_mistake_in_a_template_has_file_and_line(tmp_path):
    wrong = {"content/theme/templates/article.html": "{% block main %}\n{% if %}"}

    done = build(tmp_path, {**TEXTS, **wrong}, SETTINGS)

    assert done.returncode == 1
    assert "content/theme/templates/article.html:2: " in done.stderr


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.txt").write_text("mine")
    (tmp_path / "content/theme/static").mkdir(parents=True)
    (tmp_path / "content/theme/static/open.txt").symlink_to(tmp_path / "secret.txt")

    done = build(tmp_path, TEXTS, SETTINGS)

    assert done.returncode == 1
    assert "content/theme/static/open.txt:1: the file is a link out of" in done.stderr
    assert not (tmp_path / "output/theme/open.txt").exists()


def test_each_content_folder_has_a_theme_of_its_own(tmp_path):
    """Two sites of one project, and of one cache."""
    texts = {
        f"{site}/{name.removeprefix('content/')}": text
        for site in ("content", "other")
        for name, text in TEXTS.items()
    }
    sheets = {"other/theme/static/css/own.css": "a { color: red }"}
    sites = {"content": "first", "other": "second"}
    for path, output in sites.items():
        own = SETTINGS | {"PATH": path, "OUTPUT_PATH": output, "SITENAME": output}
        done = build(tmp_path, {**texts, **sheets}, own)
        assert done.returncode == 0, done.stderr

    pages = [(tmp_path / o / "blog/a/index.html").read_text() for o in sites.values()]

    assert ["own.css" in page for page in pages] == [False, True]
    assert ["· first<" in page for page in pages] == [True, False]
