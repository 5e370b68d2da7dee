"""Rules that the templates and the style sheet keep."""

import base64
import hashlib
import json
import re

import brotli
import pytest
import site_settings
from jinja2 import Environment, FileSystemLoader
from rjsmin import jsmin
from sites import ROOT

from demos.drawing.palette import VARIABLES
from plugins.assets import sent_style
from tests.site.pages import QUALITY

THEME = ROOT / "theme"
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
SCRIPTS = sorted((THEME / "static" / "js").glob("*.js"))
SHEETS = sorted((THEME / "static" / "css").glob("*.css"))
CSS = (THEME / "static" / "css" / "style.css").read_text("utf-8")
TOKENS, RULES = CSS.split("/* 2. Page */")
SCHEMES = ("light", "dark")

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch|color)a?\(")
TOKEN = re.compile(r"--([\w-]+):\s*(.+?);")
PAIR = re.compile(r"light-dark\((#\w+), (#\w+)\)")


def colour(name, scheme):
    """Red, green and blue of a token, 0 to 255."""
    value = dict(TOKEN.findall(TOKENS))[name]
    if reference := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return colour(reference[1], scheme)
    if pair := PAIR.fullmatch(value):
        value = pair[1 + SCHEMES.index(scheme)]
    return hex_colour(value)


def hex_colour(value):
    digits = value.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


def luminance(rgb):
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in rgb)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG contrast of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(hex_colour("#767676"), (255, 255, 255)) == pytest.approx(4.54, 0.01)


BOXES = ("note", "warning", "error", "success")
TEXTS = [
    *((text, ground) for text in ("text", "muted") for ground in ("paper", "surface")),
    *(("link", ground) for ground in ("paper", "surface")),
    *((text, f"{box}-ground") for text in ("text", "link") for box in BOXES),
    *((box, f"{box}-ground") for box in BOXES),
    ("text", "mark"),
    ("paper", "muted"),  # icons of the footer
    ("paper", "link"),
    ("cover-text", "cover-ground"),
    ("cover-muted", "cover-ground"),
    *(
        (f"code-{part}", "surface")
        for part in ("keyword", "string", "comment", "number", "name", "error")
    ),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_has_the_contrast_of_wcag_aaa(text, ground, scheme):
    assert contrast(colour(text, scheme), colour(ground, scheme)) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("mark", ["line", *(f"fig-{n}" for n in range(1, 7))])
def test_lines_and_curves_have_the_contrast_of_wcag_aa(mark, scheme):
    assert contrast(colour(mark, scheme), colour("paper", scheme)) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", *(f"{box}-ground" for box in BOXES)])
@pytest.mark.parametrize("curve", [f"fig-{n}" for n in range(1, 7)])
def test_words_coloured_like_a_curve_can_be_read(curve, ground, scheme):
    (percent,) = re.findall(r"color-mix\(in srgb, var\(--curve\) (\d+)%", CSS)
    share = int(percent) / 100
    mixed = [
        share * own + (1 - share) * text
        for own, text in zip(colour(curve, scheme), colour("text", scheme), strict=True)
    ]

    assert contrast(mixed, colour(ground, scheme)) >= 7


@pytest.mark.parametrize("picture", [(255, 255, 255), (0, 0, 0)])
def test_titles_can_be_read_over_any_cover(picture):
    scrim = dict(TOKEN.findall(TOKENS))["cover-scrim"]
    *ground, opacity = map(float, re.findall(r"[\d.]+", scrim))
    behind = [
        opacity * own + (1 - opacity) * seen
        for own, seen in zip(ground, picture, strict=True)
    ]

    for text in ("cover-text", "cover-muted"):
        assert contrast(colour(text, "light"), behind) >= 7


def test_series_have_the_colours_of_the_drawings():
    series = {name: (light, dark) for light, (name, dark) in VARIABLES.items()}

    for number in range(1, 7):
        for scheme, drawn in zip(SCHEMES, series[f"--fig-{number}"], strict=True):
            assert colour(f"fig-{number}", scheme) == hex_colour(drawn)


def test_every_variable_of_a_drawing_has_a_value():
    names = {name.removeprefix("--") for name, _ in VARIABLES.values()}

    assert names <= dict(TOKEN.findall(TOKENS)).keys()


def test_colours_are_written_in_the_tokens_alone():
    assert COLOUR.findall(RULES) == []


def test_every_token_that_is_used_exists():
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))

    assert used == set(re.findall(r"--([\w-]+):", CSS)) - unused_figure_tokens(used)


def unused_figure_tokens(used):
    """Tokens for the drawings alone, which name them in their own attributes."""
    return {name for name, _ in TOKEN.findall(TOKENS) if name.startswith("fig-")} - used


def compressed(data):
    """How many bytes of it a host sends."""
    return len(brotli.compress(data, quality=QUALITY))


def test_the_style_sheet_stays_small_and_simple():
    assert sum(len(path.read_text("utf-8").splitlines()) for path in SHEETS) < 800
    assert compressed(sent_style(CSS).encode()) <= 8000
    assert "!important" not in CSS
    assert re.findall(r"^#\w+", CSS, re.MULTILINE) == []
    assert "url(http" not in CSS


def test_classes_of_other_themes_weigh_little_for_texts_that_use_them():
    css = (THEME / "static/css/classes.css").read_text("utf-8")

    assert compressed(sent_style(css).encode()) <= 1200
    assert len(css.splitlines()) < 60


def test_classes_of_other_themes_change_nothing_but_the_text():
    css = (THEME / "static/css/classes.css").read_text("utf-8")
    first = re.findall(r"^\.([\w-]+)", css, re.MULTILINE)
    html = "".join(path.read_text("utf-8") for path in TEMPLATES)
    ours = set(" ".join(re.findall(r'class="([^"{]*)', html)).split())

    assert ours.intersection(first) == {"prose"}


def test_scripts_stay_small():
    """No page loads more than all of them but find and search, or search and scheme.

    What finds comes to readers who search, on any page.
    """
    size = {path.stem: compressed(jsmin(path.read_text()).encode()) for path in SCRIPTS}

    assert size["stepper"] <= 1000
    for others in ("embeds", "matomo", "previews"):  # only for what settings ask for
        assert size.pop(others) <= 700
    assert size.pop("preview_box") <= 1400  # for a mouse, or the keyboard, on a link
    assert sum(size.values()) - size["find"] - size["search"] <= 3000
    assert size["scheme"] + size["search"] <= 1000
    assert size["find"] <= 3000


def test_scripts_do_without_what_firefox_115_does_not_know():
    """It has ARIA's properties since 119, and :has() since 121."""
    told = [
        path.name
        for path in SCRIPTS
        if re.search(r"\baria[A-Z]|:has\(", path.read_text())
    ]

    assert told == []


def test_the_bar_of_the_browser_has_the_colour_of_ours():
    shown = site_settings.THEME_COLOURS

    for scheme in SCHEMES:
        assert hex_colour(shown[scheme]) == colour("surface", scheme)


KINDS = ("article", "list", "page", "index", "notes", "tag", "404", "base")


@pytest.mark.parametrize("name", sorted({*KINDS, *site_settings.DIRECT_TEMPLATES}))
def test_every_kind_of_page_has_a_template_of_ours(name):
    assert (THEME / "templates" / f"{name}.html").is_file()


@pytest.mark.parametrize("name", ["CATEGORY", "AUTHOR"])
def test_pages_without_a_template_of_ours_are_not_written(name):
    assert getattr(site_settings, f"{name}_SAVE_AS") == ""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_is_correct_jinja(path):
    environment = Environment(
        loader=FileSystemLoader(THEME / "templates"), **site_settings.JINJA_ENVIRONMENT
    )

    environment.get_template(str(path.relative_to(THEME / "templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_only_finished_html_is_let_through(path):
    raw = re.findall(r"([\w.]+)\s*\|\s*safe", path.read_text("utf-8"))

    assert [
        name for name in raw if not re.search(r"(_html|\.summary|\.content)$", name)
    ] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_style_and_no_script(path):
    html = path.read_text("utf-8")
    data = r'<script(?! src=| type="(?:application/ld\+json|speculationrules)">)'

    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", html) == []
    assert re.findall(data, html) == []


def test_the_policy_admits_the_one_script_in_the_page_by_its_hash():
    head = (THEME / "templates" / "parts" / "head.html").read_text("utf-8")
    (rules,) = re.findall(r'<script type="speculationrules">(.*?)</script>', head)
    digest = base64.b64encode(hashlib.sha256(rules.encode()).digest()).decode()

    assert f"script-src 'self' 'sha256-{digest}'{{{{ opened.script }}}};" in head
    assert "unsafe" not in head
    assert json.loads(rules).keys() == {"prefetch"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_load_nothing_from_elsewhere(path):
    html = path.read_text("utf-8")
    loaded = re.findall(
        r'<(?:script|img|link(?! rel="canonical")|source)[^>]*?(?:src|href)="([^"]+)"',
        html,
    )

    named = "{{ address }}"  # by a text, on a host that its author allows
    assert [
        u for u in loaded if u != named and not u.startswith("{{ SITEURL }}/")
    ] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_address_of_the_site_begins_with_its_own(path):
    html = path.read_text("utf-8")
    addresses = re.findall(r'(?:src|href)="([^"]+)"', html)

    own = (
        "{{ SITEURL }}/",
        "{{ address }}",
        "{{ link",
        "{{ item.redirect_to",
        "{{ item.edit_link",
        "#",
        "https://",
    )
    assert [url for url in addresses if not url.startswith(own)] == []
