"""What authors write that is longer, wider or stranger than our own posts."""

import io

import pytest
from browser import SITE, open_site
from PIL import Image
from sites import ROOT, WHOLE, build

from tests.site import accessibility as access
from tests.site.pages import pages, visit

WORD = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
)
WIDE = (
    r"$\mathbb{E}_{x}[\log p_\theta(x) - \log q_\phi(x) + \lambda\|\theta\|^2 + \mu]$"
)
LONG = rf"""---
title: 'The {WORD} of `code` and {WIDE} for $5'
subtitle: 'And {WORD} again, with {WIDE}'
cover-img: /images/a shot (1).png
cover-alt: Noise
---

A {WORD}, {WIDE}.

## $\nabla$

### A {WIDE} that is wide

| $x$ | {WORD} | {WORD} |
|-----|--------|--------|
| 1   | 2      | 3      |

- [ ] to do
- [x] done

[$x$](https://example.org) as \eqref{{a}} says,

$$ x = {"+".join(f"a_{{{n}}} x^{{{n}}}" for n in range(40))} \label{{a}} $$

![Noise](/images/a shot (1).png)

![More noise](<../images/a shot (1).png>)
"""
LINES = """all => all.map(one => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return words.getClientRects().length;
})"""
FORMULA = "---\ntitle: $e^{i\\pi}+1=0$\n---\n\nNo words.\n"
PLAIN = "---\ntitle: Đạo hàm\ntags: [đạo hàm, C++]\n---\n"


def site(folder, long):
    """The built site, in which one post is ``long``."""
    noise = io.BytesIO()
    Image.effect_noise((900, 600), 50).save(noise, "PNG")
    files = {
        "content/posts/2026-01-01-long.md": long,
        "content/posts/2026-01-02-formula.md": FORMULA,
        "content/posts/2026-01-03-plain.md": PLAIN,
        "content/images/a shot (1).png": noise.getvalue(),
    }
    files |= WHOLE
    done = build(folder, files, {"THEME": str(ROOT / "theme"), "STRICT": True})
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    return site(tmp_path_factory.mktemp("odd"), LONG)


def test_nothing_makes_a_page_wider_than_the_screen(browser, output):
    with open_site(browser, output) as context:
        page = context.new_page()
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for name in pages(output):
                page.goto(name.removesuffix("index.html"))
                excess = "document.documentElement.scrollWidth - innerWidth"
                assert page.evaluate(excess) <= 0, f"{name} at {width} px"


def test_the_words_of_the_menu_stay_whole(browser, output):
    with open_site(browser, output) as context:
        page = context.new_page()
        page.goto("blog/")
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            lines = page.locator(".bar li a").evaluate_all(LINES)
            assert lines == [1] * len(lines), f"at {width} px"


def test_nothing_hinders_anyone(browser, tmp_path):
    output = site(tmp_path, LONG.replace(WIDE, "$x^2$"))

    for name in ("blog/index.html", "blog/long/index.html", "blog/formula/index.html"):
        assert list(access.violations(browser, output, SITE, name)) == [], name


def test_lists_fetch_the_font_of_formulas_early(output):
    """Else the font comes after the text, and moves it."""
    for name in pages(output):
        text = (output / name).read_text("utf-8")
        assert ("<math" in text) == ("stix-two-math.woff2" in text), name


def test_the_names_of_pictures_may_have_spaces(browser, output):
    seen = visit(browser, output, SITE, "blog/long/index.html")
    text = (output / "blog/long/index.html").read_text("utf-8")

    assert seen.errors == []
    assert text.count('src="/images/a%20shot%20%281%29.png"') == 3
    assert "a shot" not in text
