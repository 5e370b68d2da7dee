"""Style sheets and scripts as browsers get them."""

import re

import pytest
from sites import ROOT, build

from plugins.assets import PAIR, TOKENS, sent_style, with_fallback

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
    assert sent_style('p :is(a)\n{ content: "  ; : { "; }\n\nb, i > a { top: 0 }') == (
        'p :is(a){content:"  ; : { "}b,i>a{top:0}'
    )


def test_scripts_go_without_comments_and_blanks_and_keep_their_texts(tmp_path):
    script = "// a\nb( 1 ); // c\n/* d */ f('// e', `g  // h\n  i`);\n"
    done = build(tmp_path, {"theme/static/js/own.js": script})

    assert done.returncode == 0, done.stderr
    sent = (tmp_path / "output/theme/js/own.js").read_text()
    assert sent == "b(1);f('// e',`g  // h\n  i`);"


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
