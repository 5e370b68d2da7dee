"""Style sheets and scripts as browsers get them."""

import re

import pytest
from sites import ROOT

from plugins.assets import PAIR, TOKENS, sent_script, sent_style, with_fallback

SHEET = (ROOT / "theme/static/css/style.css").read_text("utf-8")


def old(css):
    """The sheet as a browser sees it that does not know the function."""
    css = css.replace("@supports not (color: light-dark(#000, #fff))", "@media all")
    return css.replace("light-dark(", "unknown(")


def test_every_token_has_both_colours_in_the_old_way():
    made = with_fallback(SHEET)
    rules = made.partition("@supports not (color: light-dark")[2]

    pairs = PAIR.findall(TOKENS.search(SHEET)[0])
    assert len(pairs) == TOKENS.search(SHEET)[0].count("light-dark(") > 20
    for name, light, dark in pairs:
        assert rules.count(f"{name}: {light};") >= 1
        assert rules.count(f"{name}: {dark};") >= 2


def test_nothing_else_of_the_sheet_changes():
    made = with_fallback(SHEET)
    added = re.search(r"@supports not \(color: light-dark.*?^\}\n", made, re.M | re.S)

    assert made.replace(added[0], "") == SHEET
    assert with_fallback("p { color: light-dark(#000, #fff) }") == (
        "p { color: light-dark(#000, #fff) }"
    )


def test_comments_stay_at_home():
    assert sent_style("/* a\n b */\np { top: 0 } /* c */\n") == "p{top:0}"
    assert "/*" not in sent_style(SHEET)


def test_blanks_of_style_sheets_stay_where_they_are_words():
    assert sent_style('p :is(a)\n{ content: "  ; : { " }\n\nb, a { top: 0 }') == (
        'p :is(a){content:"  ; : { "}b,a{top:0}'
    )


def test_scripts_go_without_indentation_unless_text_has_some():
    assert sent_script("a {\n  b(`c`);\n}\n") == "a {\nb(`c`);\n}\n"
    assert sent_script("a(`\n  b`);\n") == "a(`\n  b`);\n"


def test_so_do_those_of_scripts_on_lines_of_their_own():
    assert sent_script("// a\nb(); // c\n  // d\nf('// e');\n") == (
        "b(); // c\nf('// e');\n"
    )


@pytest.mark.parametrize(
    ("scheme", "switch", "ground"),
    [
        ("light", "", "rgb(255, 255, 255)"),
        ("dark", "", "rgb(20, 24, 29)"),
        ("light", "dark", "rgb(20, 24, 29)"),
        ("dark", "light", "rgb(255, 255, 255)"),
    ],
)
def test_a_browser_without_the_function_shows_the_same_colours(
    browser, scheme, switch, ground
):
    page = browser.new_page(color_scheme=scheme)
    root = f'<html data-scheme="{switch}">' if switch else "<html>"
    page.set_content(
        f"<!doctype html>{root}<style>{old(with_fallback(SHEET))}</style><body>"
        '<svg><path stroke="var(--fig-1, red)"/></svg>'
    )

    style = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(style) == ground
    line = "getComputedStyle(document.querySelector('path')).stroke"
    assert page.evaluate(line).startswith("rgb(")
    page.close()
