"""The comforts of reading, with mouse, keyboard and without any script."""

import pytest
from browser import open_site
from PIL import Image
from sites import ALL, ROOT, WHOLE, build
from tiny import PACKAGE

WORDS = "Many words stand here, so that the page is long enough to scroll. " * 40
ALT = "A straight line that rises from the lower left to the upper right."
POST = f"""---
title: Comforts
date: 2026-01-02
cover-img: /images/light.gif
cover-dark-img: /images/dark.gif
---

A claim.[^why] Another, with a reason.[^how]

## First

{WORDS}

```console
$ echo one
one

one
$ cat <<END
  two

three
END
$ echo two
```

```output
said
```

## Second

![{ALT}](demo:line?height=2 "A line."){{#fig-line}}

{WORDS}

### Third

{WORDS}

![Some noise.](/images/noise.png)

```python

    def method(self):
        return 1

```

| a | b |
|---|---|
| 1 | 2[^how] |

[^why]: Because of *this*.
[^how]: In two ways:

    like so.
"""
FOREIGN = (
    "---\ntitle: Tiếng Việt\nlang: vi\ndate: 2026-01-03\n---\n\nXin chào.\n\n"
    "    chào\n\n"
    '![Một](/images/light.gif "x"){.margin}\n'
)
FORMULA = (
    "---\ntitle: A formula\ndate: 2026-01-01\n---\n\n"
    "It begins.\n\n$$a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + b$$\n\n"
    "<details><summary>Why</summary>So.</details>\n\nIt ends with $x$.\n\n$$y$$\n"
)
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 700}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("comforts")
    files = {
        f"tiny_demos/{path.name}": path.read_bytes() for path in PACKAGE.glob("*.*")
    }
    files["content/posts/comforts.md"] = POST
    files["content/posts/foreign.md"] = FOREIGN
    files["content/posts/formula.md"] = FORMULA
    files |= WHOLE
    noise = folder / "content" / "images" / "noise.png"
    noise.parent.mkdir(parents=True)
    Image.effect_noise((1700, 300), 50).save(noise)
    for name, width in (("light", 40), ("dark", 60)):
        Image.new("RGB", (width, 20)).save(noise.with_stem(name).with_suffix(".gif"))
    settings = {"THEME": str(ROOT / "theme"), "DEMOS_MODULE": "tiny_demos"}
    done = build(folder, files, ALL | settings)
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture
def read(browser, output):
    """Opens the post; at the end no page may have complained."""
    contexts, complaints = [], []

    def read(size, **options):
        context = open_site(browser, output, viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto("blog/comforts/")
        return page

    yield read
    for context in contexts:
        context.close()
    assert complaints == []


DIRECTION = "element => getComputedStyle(element).direction"
WIDTH = "document.querySelector('.cover').naturalWidth"


@pytest.mark.parametrize("java_script_enabled", [True, False])
@pytest.mark.parametrize(("scheme", "width"), [("light", 40), ("dark", 60)])
def test_a_cover_is_light_or_dark_as_the_reader_reads(
    read, scheme, width, java_script_enabled
):
    page = read(WIDE, color_scheme=scheme, java_script_enabled=java_script_enabled)

    assert page.evaluate(WIDTH) == width


def test_a_cover_follows_the_button(read):
    page = read(WIDE, color_scheme="light")
    twin = page.locator("source.dark")

    page.locator(".scheme").click()
    assert twin.get_attribute("media") == "all"
    page.locator(".scheme").click()
    assert twin.get_attribute("media") == "not all"


HEIGHT = "document.documentElement.scrollHeight"


def box(locator):
    return locator.bounding_box()


def test_contents_are_folded_on_narrow_screens_and_lead_to_sections(read):
    page = read(NARROW)
    link = page.locator(".toc").get_by_role("link", name="Second")

    assert not link.is_visible()
    page.locator(".toc summary").click()
    link.click()

    assert page.url.endswith("#second")


def test_contents_stand_beside_the_text_and_mark_the_section(read):
    page = read(WIDE, reduced_motion="reduce")
    page.evaluate("document.querySelector('#second').scrollIntoView()")
    marked = page.locator(".toc [aria-current=true]")
    marked.filter(has_text="Second").wait_for()

    toc, text = box(page.locator(".toc details")), box(page.locator(".prose > p").last)

    assert marked.all_inner_texts() == ["Second"]
    assert toc["x"] >= 0
    assert toc["x"] + toc["width"] <= text["x"]
    assert 0 <= toc["y"] <= 200


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_without_a_script_contents_unfold_and_notes_are_a_list(read, size):
    page = read(size, java_script_enabled=False)

    page.locator(".toc summary").click()
    assert page.locator(".toc").get_by_role("link", name="Third").is_visible()

    page.locator(".footnote-ref").first.click()
    assert page.locator(".footnote li").first.is_visible()
    assert page.url.endswith("#fn:why")


def test_a_heading_links_to_itself(read):
    page = read(WIDE)

    page.get_by_role("heading", name="Third").get_by_role("link").click()

    assert page.url.endswith("#third")


def test_notes_stand_beside_the_line_that_they_belong_to(read):
    page = read(WIDE)
    notes, text = page.locator(".sidenote"), box(page.locator(".prose > p").first)

    first, second = (box(notes.nth(n)) for n in (0, 1))

    assert first["x"] >= text["x"] + text["width"]
    assert first["x"] + first["width"] <= WIDE["width"]
    assert abs(first["y"] - text["y"]) < 30
    assert second["y"] >= first["y"] + first["height"]
    assert notes.first.inner_text().strip() == "1. Because of this."
    assert not page.locator(".footnote").is_visible()


def test_the_note_of_a_table_is_not_cut_off_by_it(read):
    page = read(WIDE)
    table, note = box(page.locator(".table")), box(page.locator(".sidenote").last)

    assert note["y"] >= table["y"] + table["height"] - 1
    assert note["x"] >= table["x"] + table["width"]


def test_notes_open_over_the_page_by_keyboard_and_give_the_focus_back(read):
    page = read(NARROW)
    mark, note = page.locator(".footnote-ref").first, page.locator(".sidenote").first

    mark.focus()
    page.keyboard.press("Enter")
    assert note.is_visible()
    assert note.evaluate("note => note === document.activeElement")
    assert box(note)["y"] + box(note)["height"] == pytest.approx(
        NARROW["height"], abs=1
    )

    page.keyboard.press("Escape")
    note.wait_for(state="hidden")
    assert mark.evaluate("mark => mark === document.activeElement")
    assert page.locator(".footnote").is_visible()


TABLET = {"width": 1100, "height": 800}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_on_tablets_notes_stand_beside_the_text_too(read):
    page = read(TABLET)
    note, text = box(page.locator(".sidenote").first), box(page.locator(".prose"))

    assert text["x"] + text["width"] <= note["x"] + 20  # of which 20 are its gutter
    assert note["x"] + note["width"] <= TABLET["width"]
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("java_script_enabled", [True, False])
@pytest.mark.parametrize("size", [WIDE, TABLET])
def test_a_picture_may_stand_in_the_margin(read, size, java_script_enabled):
    page = read(size, java_script_enabled=java_script_enabled)
    page.goto("blog/foreign/vi/")
    picture, text = box(page.locator(".margin")), box(page.locator(".prose > p").first)

    assert text["x"] + text["width"] <= picture["x"]
    assert picture["x"] + picture["width"] <= size["width"]
    assert page.evaluate(OVERFLOW) == 0


def test_in_narrow_windows_it_stands_in_the_text(read):
    page = read(NARROW)
    page.goto("blog/foreign/vi/")

    assert (
        box(page.locator(".margin"))["x"] == box(page.locator(".prose > p").first)["x"]
    )


@pytest.mark.parametrize("width", [960, 1000, 1280, 1920])
def test_the_avatar_hangs_in_the_middle(read, width):
    avatar = box(read({"width": width, "height": 700}).locator(".avatar"))

    assert abs(avatar["x"] + avatar["width"] / 2 - width / 2) < 1


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_without_an_avatar_buttons_stay_at_the_end_of_the_bar(read, size):
    page = read(size)
    before = box(page.locator(".scheme"))

    page.evaluate("document.querySelector('.avatar').remove()")

    assert box(page.locator(".scheme"))["x"] == pytest.approx(before["x"])
    seek = box(page.locator(".seek"))
    assert seek["x"] + seek["width"] == pytest.approx(before["x"], abs=16)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_from_right_to_left_code_and_tables_keep_their_sides(read, size):
    page = read(size)
    page.evaluate("document.documentElement.dir = 'rtl'")
    column = box(page.locator(".prose > p").first)

    assert page.locator("pre").first.evaluate(DIRECTION) == "ltr"
    table = box(page.locator("table"))
    assert table["x"] + table["width"] == pytest.approx(column["x"] + column["width"])


GROUND = "image => getComputedStyle(image).backgroundColor"


@pytest.mark.parametrize(
    ("scheme", "ground"),
    [("light", "rgba(0, 0, 0, 0)"), ("dark", "rgb(243, 245, 247)")],
)
def test_what_can_be_seen_through_stands_on_a_light_ground(read, scheme, ground):
    picture = read(WIDE, color_scheme=scheme).locator(".prose .picture img")

    assert picture.evaluate(GROUND) == ground
    picture.evaluate("image => image.classList.add('bare')")
    assert picture.evaluate(GROUND) == "rgba(0, 0, 0, 0)"


def test_the_foot_of_a_page_leads_to_its_top(read):
    page = read(NARROW, reduced_motion="reduce")

    page.get_by_role("link", name="Back to top").click()

    assert page.evaluate("scrollY") == 0


def test_no_id_is_doubled_by_the_script(read):
    ids = read(WIDE).evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")

    assert len(ids) == len(set(ids))


def test_commands_are_copied_without_prompts_and_answers(read):
    page = read(WIDE, permissions=["clipboard-read", "clipboard-write"])
    button = page.locator(".code .over").first

    button.focus()
    assert button.evaluate("button => getComputedStyle(button).opacity") == "1"
    page.keyboard.press("Enter")

    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n") == [
        "echo one",
        "cat <<END",
        "  two",
        "",
        "three",
        "END",
        "echo two",
    ]


def test_what_a_program_says_can_be_copied_alone(read):
    page = read(WIDE, permissions=["clipboard-read", "clipboard-write"])

    page.locator(".code .over").nth(1).focus()
    page.keyboard.press("Enter")

    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "said"


def test_copied_code_keeps_its_first_indentation(read):
    page = read(WIDE, permissions=["clipboard-read", "clipboard-write"])

    page.locator(".code .over").last.focus()
    page.keyboard.press("Enter")

    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "    def method(self):\n        return 1"


def test_a_drawing_is_shown_as_large_as_the_window_and_returns(read):
    page = read(WIDE, reduced_motion="reduce")
    drawing = page.locator(".figure-drawing")
    button = page.get_by_role("button", name="Enlarge")
    button.focus()
    before, height = box(drawing), page.evaluate(HEIGHT)

    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Figure 1")
    assert box(dialog.locator("svg").first)["width"] > 1.5 * before["width"]
    assert dialog.locator("figcaption").is_visible()
    assert page.evaluate(HEIGHT) == pytest.approx(height, abs=1)

    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert box(drawing) == before
    assert button.evaluate("button => button === document.activeElement")


DRAWING = """() => {
  const svg = [...document.querySelectorAll(".figure-drawing svg")].find(
    (drawing) => drawing.getBoundingClientRect().height);
  const { width, height } = svg.getBoundingClientRect();
  return {
    ratio: width / height,
    meant: svg.viewBox.baseVal.width / svg.viewBox.baseVal.height,
    seen: svg.querySelector("text").checkVisibility({ contentVisibilityAuto: true }),
  };
}"""


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_drawing_out_of_sight_has_its_height_and_costs_nothing(read, size):
    page = read(size)

    before = page.evaluate(DRAWING)
    page.locator(".figure-number").scroll_into_view_if_needed()

    assert not before["seen"]
    assert before["ratio"] == pytest.approx(before["meant"], rel=0.01)
    assert page.evaluate(DRAWING)["ratio"] == pytest.approx(before["ratio"])


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_what_can_be_done_with_a_figure_is_in_one_row_under_its_caption(read, size):
    page = read(size)

    caption = box(page.locator("#fig-line figcaption > [id]"))
    enlarge = box(page.get_by_role("button", name="Enlarge Figure 1"))
    made = box(page.locator("#fig-line summary"))

    assert enlarge["y"] >= caption["y"] + caption["height"] - 1
    assert enlarge["y"] == pytest.approx(made["y"], abs=8)


def test_a_phone_enlarges_the_wide_drawing(read):
    page = read(NARROW)

    page.get_by_role("button", name="Enlarge").click()

    wide = page.locator("dialog .figure-wide")
    assert box(wide)["width"] > 2 * NARROW["width"]
    assert not page.locator("dialog .figure-narrow").is_visible()
    close = box(page.get_by_role("button", name="Close"))
    assert close["x"] + close["width"] <= NARROW["width"]
    shape = page.locator("dialog .figure-wide").evaluate(
        "svg => svg.viewBox.baseVal.width / svg.viewBox.baseVal.height"
    )
    assert box(wide)["width"] / box(wide)["height"] == pytest.approx(shape, rel=0.01)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_picture_is_shown_whole_by_keyboard_and_returns(read, size):
    page = read(size, reduced_motion="reduce")
    link = page.get_by_role("link", name="Some noise.")
    image = page.locator(".picture img")
    image.scroll_into_view_if_needed()
    before = box(image)
    link.focus()

    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Some noise.")
    source = dialog.get_by_role("img").evaluate(
        "image => image.decode().then(() => image.currentSrc)"
    )
    assert source.endswith("/images/noise.png")
    assert box(dialog.get_by_role("img"))["width"] > 1.5 * before["width"]
    assert page.get_by_role("button", name="Close").evaluate(
        "button => button === document.activeElement"
    )

    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert box(image) == pytest.approx(before, abs=1)
    assert link.evaluate("link => link === document.activeElement")


@pytest.mark.parametrize(("size", "stops"), [(WIDE, 0), (NARROW, 1)])
def test_only_what_can_be_scrolled_is_a_stop_for_the_keyboard(read, size, stops):
    page = read(size)
    page.goto("blog/formula/")

    assert page.locator(".equation").count() == 2
    assert page.locator(".equation[tabindex='0']").count() == stops


def test_what_unfolds_stands_apart_from_what_follows(read):
    page = read(NARROW)
    page.goto("blog/formula/")

    folded = box(page.locator(".prose > details"))

    gap = box(page.get_by_text("It ends"))["y"] - folded["y"] - folded["height"]
    assert gap == pytest.approx(20, abs=4)


def test_without_a_script_a_picture_leads_to_its_file(read):
    page = read(NARROW, java_script_enabled=False, reduced_motion="reduce")

    page.get_by_role("link", name="Some noise.").click()

    page.wait_for_url("**/images/noise.png")


def test_links_are_fetched_ahead_of_the_click(read):
    page = read(WIDE)
    notes = page.get_by_role("link", name="Notes").first

    with page.context.expect_event("request", lambda r: r.url.endswith("/notes/")):
        notes.hover()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_nothing_moves_while_the_page_loads(read, size):
    page = read(size)

    shift = page.evaluate(
        "new Promise(done => new PerformanceObserver(list => done(list.getEntries()"
        ".reduce((sum, entry) => sum + entry.value, 0)))"
        ".observe({type: 'layout-shift', buffered: true}) || setTimeout(done, 300, 0))"
    )

    assert shift == 0


def test_a_printed_page_has_the_notes_and_no_buttons(read):
    page = read({"width": 1280, "height": 900})

    page.emulate_media(media="print")

    assert page.locator(".footnote").is_visible()
    for hidden in (".sidenote", ".over", ".toc", ".bar", ".foot"):
        assert not page.locator(hidden).first.is_visible()


def test_a_list_says_which_entries_are_in_another_language(read):
    page = read(WIDE)

    page.goto("blog/")

    foreign = page.locator(".entry[lang]")
    assert foreign.evaluate_all("all => all.map(e => e.lang)") == ["vi"]
    assert "Đăng ngày 3 tháng 1, 2026" in foreign.inner_text()


def test_scripts_speak_the_language_of_the_page(read):
    page = read(WIDE, color_scheme="light")

    page.goto("blog/foreign/vi/")

    scheme = page.locator(".scheme")
    assert scheme.get_attribute("title") == "Màu: tự động; chuyển sang tối"
    scheme.click()
    assert scheme.get_attribute("title") == "Màu: tối; chuyển sang sáng"
    assert page.locator("button.over").inner_text() == "Chép"
