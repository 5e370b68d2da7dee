"""The page on which everything can be found, with and without its script."""

import json
import pickle
import random
import re
from itertools import pairwise, product
from urllib.parse import urlsplit

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import open_site
from hypothesis import given
from hypothesis import strategies as st
from sites import ALL, AVATARS, ROOT, build

from plugins.search.index import Index
from plugins.search.words import file_count, file_of, words
from plugins.shared.search_text import pieces, pieces_of, search_text
from tests.site.pages import QUALITY

FILES = {
    "posts/2026-01-02-heat.md": (
        "---\ntitle: Heat flows\ntags: [physics]\nsummary: Why.\n---\n\n"
        "A pan cools.\n\n## Fourier\n\nRatios of $a/b$ keep **ther**mal order.\n"
    ),
    "posts/2026-01-04-viet.md": (
        "---\ntitle: Con đường\nlang: vi\nslug: con-duong\nsummary: Mở đầu.\n---\n\n"
        "Mở đầu.\n\nChúng ta chọn phương pháp này.\n"
    ),
    "posts/2026-01-05-half.md": (
        "---\ntitle: Half\nstatus: draft\n---\n\nUnfinished heat.\n"
    ),
    "notes/2026-01-03-pan.md": "---\ntitle: A pan\n---\n\nHeat it.\n",
    "pages/about.md": (
        "---\ntitle: About\nsummary: Who writes.\n---\n\n"
        "A physicist 𝒩 of Łódź, Straße, œuvre, øre.\n"
    ),
    "pages/lost.md": "---\ntitle: Lost\nstatus: hidden\n---\n\nNo heat here.\n",
}
SETTINGS = ALL | {
    "THEME": str(ROOT / "theme"),
    "DIRECT_TEMPLATES": ["index", *ALL["DIRECT_TEMPLATES"]],
}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    files = {f"content/{path}": text for path, text in FILES.items()}
    files |= AVATARS
    done = build(folder, files, SETTINGS)
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture
def search(browser, output):
    """Opens the page of search; at the end it may not have complained."""
    contexts, complaints = [], []

    def search(address="search/", **options):
        context = open_site(browser, output, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        return page

    yield search
    for context in contexts:
        context.close()
    assert complaints == []


def titles(page):
    return page.locator(".found h2").all_inner_texts()


def ask(page, *asked, found):
    """Type, and wait until that many texts are said to be found."""
    page.get_by_role("searchbox").fill(" ".join(asked))
    page.get_by_role("status").filter(has_text=f"{found} of 4 texts").wait_for()


def test_words_are_what_a_reader_reads():
    html = (
        '<h2 id="a"><a class="anchor" href="#a">One &amp; all</a></h2>'
        "<p>un<em>end</em>ing<br>lines, "
        "<math><mi>x</mi><mo>=</mo><mn>1</mn></math>.</p><svg><text>8</text></svg>"
        '<div class="equation"><math><mi>y</mi></math></div><p>e\u0301</p>'
        '<details class="figure-made"><pre>python</pre></details>'
    )

    assert search_text(html) == "One & all unending lines, x=1. é"


def test_what_follows_a_sign_like_that_of_a_tag_is_read_too():
    html = "<p><math><mi>x</mi><mo>&lt;</mo><mn>1</mn></math>, so it <b>falls</b></p>"

    assert search_text(html) == "x<1, so it falls"


def indexed(output, kind):
    """What files of one kind in the index hold, by their numbers."""
    files = (output / "search" / "index" / kind).glob("*.json")
    return {file.stem: json.loads(file.read_text("utf-8")) for file in files}


def test_texts_are_numbered_as_they_were_written(output):
    texts = indexed(output, "texts")

    assert [texts[f"{number}-0"][:14] for number in range(4)] == [
        "Who writes. A ",  # pages come first
        "Why. A pan coo",
        "Heat it.",
        "Mở đầu. Chúng ",  # which is what its author says of it, too
    ]
    assert texts["0"] == "Who writes."
    assert len(texts) == 8
    page = (output / "search" / "index.html").read_text("utf-8")
    assert re.findall(r'data-text="(\d)"', page) == ["3", "2", "1", "0"]


def test_a_file_of_the_index_has_words_that_begin_alike(output):
    files = indexed(output, "words")

    having = {word: place for file in files.values() for word, place in file.items()}
    assert sum(map(len, files.values())) == len(having)
    assert having["heat"] == "3A"
    assert having["why"] == "2A"
    assert having["a"] == "1A1A"
    assert "duong" not in having  # it is in a title, which the page has
    assert {number for number, file in files.items() if "phuong" in file} == {
        str(file_of("ph", len(files)))
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Łódź ÆØœß", {"lodz", "aeooess"}),
        ("don’t Kullback–Leibler", {"don", "t", "kullback", "leibler"}),
        ("强化 learning学", {"强", "化", "learning", "学"}),
        ("x_t = 1/2, O(n²)", {"x", "t", "1", "2", "o", "n²"}),
        ("Đường", {"duong"}),
        ("", set()),
    ],
)
def test_words_are_folded(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    ("texts", "files"), [(0, 64), (15, 128), (100, 1024), (999, 2048)]
)
def test_there_are_more_files_for_more_texts(texts, files):
    assert file_count(texts) == files


@pytest.mark.parametrize(
    "text",
    ["", "short", "word " * 700, "no" * 5000, "强化学习" * 900, "a long one " * 20_000],
)
def test_a_text_is_cut_between_words_where_it_has_any(text):
    cut = pieces(text)

    assert "".join(cut) == text
    assert len(cut) <= 52
    assert all(piece.endswith(" ") for piece in cut[:-1]) == (
        " " in text or not cut[1:]
    )
    assert max(map(len, cut)) <= max(2000, len(text) / 25)


def test_a_word_is_written_with_the_pieces_that_have_it():
    texts = [["no"], ["a walk ", "is ", "a walk"], ["no"], ["", "walk"]]

    assert all_words(Index(texts)) == {
        "no": "1A2A",
        "a": "2AC",
        "is": "2B",
        "walk": "2AC2B",
    }


def all_words(index):
    files = map(index.file, range(len(index.files)))
    return {word: place for file in files for word, place in file.items()}


@given(st.data())
def test_an_index_of_changed_texts_is_as_if_it_were_new(data):
    pieces = st.lists(st.text("abc ", max_size=12), min_size=1, max_size=3)
    texts = data.draw(st.lists(pieces, max_size=8))
    index = Index(texts)
    for _ in range(3):
        for place in range(len(texts)):
            texts[place] = data.draw(st.just(texts[place]) | pieces)
        index = pickle.loads(pickle.dumps(index)).of(texts)
        clean = Index(texts)

        assert all_words(index) == all_words(clean)
        digests = (list(map(i.digest, range(len(i.files)))) for i in (index, clean))
        assert next(digests) == next(digests)


def test_two_frequent_words_in_a_row_are_looked_up_like_one():
    texts = [["of the end", "of the"], ["the of"], ["by the", "of the"], ["end"]]

    file = Index(texts).file(file_of("of th", file_count(4)))

    assert file == {"of the": "1AB2B"}


def test_without_a_script_all_texts_are_listed_and_nothing_is_asked(search):
    page = search(java_script_enabled=False)

    assert titles(page) == ["Con đường", "A pan", "Heat flows", "About"]
    assert not page.get_by_role("searchbox").is_visible()


def test_the_bar_leads_to_it(search):
    page = search("about/")

    page.get_by_role("banner").get_by_role("link", name="Search").click()

    assert page.url.endswith("/search/")
    page.locator(":focus").and_(page.get_by_role("searchbox")).wait_for()


def test_all_words_must_be_there_whatever_their_case(search):
    page = search()

    ask(page, "HEAT", "pan", found=2)
    assert titles(page) == ["A pan", "Heat flows"]

    ask(page, "heat", "physics", found=1)
    assert titles(page) == ["Heat flows"]


@pytest.mark.parametrize("asked", ["phuong phap", "PHƯƠNG", "con duong", "Đường"])
def test_accents_do_not_matter(search, asked):
    page = search()

    ask(page, asked, found=1)

    assert titles(page) == ["Con đường"]


def test_a_title_counts_more_than_the_body(search):
    page = search()

    ask(page, "pan", found=2)

    assert titles(page) == ["A pan", "Heat flows"]


def test_a_word_of_the_body_is_shown_among_its_neighbours(search):
    page = search()

    ask(page, "phap", found=1)

    assert page.locator(".found mark").inner_text() == "pháp"
    assert "chọn phương pháp này" in page.locator(".found li").inner_text()


def test_the_word_is_marked_behind_letters_that_take_two_units(search):
    page = search()

    ask(page, "strasse", found=1)

    assert page.locator(".found mark").inner_text() == "Straße"


def test_headings_and_words_with_marks_in_them_are_found(search):
    page = search()

    ask(page, "fourier", "thermal", found=1)

    assert titles(page) == ["Heat flows"]


def test_the_words_are_marked_in_title_and_summary_too(search):
    page = search()

    ask(page, "heat", "why", found=1)

    page.locator(".found p mark").wait_for()
    marks = page.locator(".found mark").all_inner_texts()
    assert marks == ["Heat", "Why"]


def test_quotes_mean_a_phrase(search):
    page = search()

    ask(page, '"thermal order"', found=1)
    ask(page, '"order thermal"', found=0)


def test_what_an_author_says_of_a_text_is_searched_for_a_phrase_too(search):
    page = search()

    ask(page, '"who writes"', found=1)

    page.locator(".found p mark").first.wait_for()
    assert titles(page) == ["About"]
    assert "Who writes." in page.locator(".found li").inner_text()


def test_only_what_an_author_says_of_a_text_stands_before_it(tmp_path):
    head = "---\ntitle: One\nslug: one\n"
    begins = "---\n\n## Begin\n\n> [!NOTE]\n> Mind it.\n\nWords.\n"
    found = []
    for said in ("", "summary: Why.\n"):
        files = {**AVATARS, "content/notes/2026-01-01-one.md": head + said + begins}
        build(tmp_path / str(bool(said)), files, ALL | {"DIRECT_TEMPLATES": []})
        piece = tmp_path / str(bool(said)) / "output/search/index/texts/0-0.json"
        found.append(json.loads(piece.read_text("utf-8")))

    assert found == ["Begin Note Mind it. Words.", "Why. Begin Note Mind it. Words."]


def test_a_phrase_is_found_across_the_ends_of_pieces():
    class Text:
        search_text = "word " * 300 + "two rows apart " + "more " * 300
        description = "word word…"
        is_described = False

    cut = pieces_of(Text)

    assert len(cut) > 1
    assert all(
        any(f"{a} {b}" in piece for piece in cut)
        for a, b in pairwise(Text.search_text.split())
    )
    assert cut[0].startswith("word ")


@pytest.mark.parametrize("asked", ["fouirer", "physicists", "thermel", "cooling"])
def test_a_slip_or_another_ending_still_finds(search, asked):
    page = search()

    ask(page, asked, found=1)


def test_where_nothing_is_found_there_are_other_ways(search):
    page = search()

    ask(page, "xyzzy", found=0)

    assert page.locator(".nothing").get_by_role("link", name="tags").is_visible()


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_search_over_every_page(search, key):
    page = search("about/")

    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Search")
    dialog.locator(":focus").and_(page.get_by_role("searchbox")).wait_for()
    ask(page, "phap", found=1)

    page.locator(".found mark").wait_for()
    assert page.url.endswith("/about/")
    assert "chọn phương pháp này" in dialog.locator(".found li").inner_text()
    assert page.locator(".found mark").inner_text() == "pháp"
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_it_closes_and_opens_again_as_it_was(search):
    page = search("about/")
    page.keyboard.press("/")
    ask(page, "pan", found=2)

    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    page.keyboard.press("/")

    page.locator(":focus").and_(page.get_by_role("searchbox")).wait_for()
    assert titles(page) == ["A pan", "Heat flows"]
    assert page.locator("dialog").count() == 1


def test_enter_in_the_dialog_leads_to_the_best_result(search):
    page = search("about/")
    page.keyboard.press("/")
    ask(page, "pan", found=2)

    page.keyboard.press("Enter")

    page.wait_for_url("**/notes/pan/")


@pytest.mark.parametrize(
    "asked", ["Lodz", "łódź", "STRASSE", "straße", "oeuvre", "øre"]
)
def test_letters_of_other_alphabets_are_found_however_typed(search, asked):
    page = search()

    ask(page, asked, found=1)

    assert titles(page) == ["About"]


def test_arrows_reach_the_results_and_the_field(search):
    page = search()
    ask(page, "pan", found=2)
    page.get_by_role("searchbox").focus()

    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)

    assert page.locator(":focus").inner_text() == "A pan"
    page.keyboard.press("ArrowUp")
    assert page.locator(":focus").get_attribute("name") == "q"


def test_what_nobody_wrote_is_said_not_to_be_there(search):
    page = search()

    ask(page, "unfinished", found=0)

    assert titles(page) == []


def test_an_emptied_field_shows_everything_again(search):
    page = search()
    ask(page, "phap", found=1)

    page.get_by_role("searchbox").fill("")
    page.get_by_role("status").filter(has_text=re.compile("^4 texts$")).wait_for()

    assert titles(page) == ["Con đường", "A pan", "Heat flows", "About"]
    assert page.get_by_role("status").inner_text() == "4 texts"
    assert page.locator(".found mark").count() == 0


def test_a_search_has_an_address(search):
    page = search("search/?q=thermal+order")
    page.get_by_role("status").filter(has_text="1 of 4").wait_for()
    assert page.get_by_role("searchbox").input_value() == "thermal order"
    assert not page.locator(":focus").count()

    page.get_by_role("searchbox").fill("phương")
    page.keyboard.press("Tab")

    assert page.url.endswith("/search/?q=ph%C6%B0%C6%A1ng")


def test_the_key_enter_searches_too(search):
    page = search()

    page.get_by_role("searchbox").fill("thermal")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=thermal")
    page.get_by_role("status").filter(has_text="1 of 4").wait_for()


def test_a_result_leads_to_its_text_and_back(search):
    page = search()
    ask(page, "fourier", found=1)

    page.get_by_role("link", name="Heat flows").click()
    page.wait_for_url("**/blog/heat/")
    page.go_back()

    page.get_by_role("status").filter(has_text="1 of 4").wait_for()
    assert titles(page) == ["Heat flows"]


def test_nothing_is_fetched_before_somebody_searches(search):
    asked = []
    page = search("about/")
    page.on("request", lambda request: asked.append(request.url))

    page.goto("search/")
    assert any("search.js" in url for url in asked)
    assert not any("find.js" in url or "/index/" in url for url in asked)

    ask(page, "thermal", found=1)
    page.locator(".found mark").wait_for()
    fetched = [url.partition("/index/")[2] for url in asked if "/index/" in url]
    assert [name.split("/")[0] for name in fetched] == ["words", "texts", "texts"]


def test_the_page_is_accessible_while_it_answers(search):
    page = search()
    ask(page, "phap", found=1)

    found = Axe().run(page).response["violations"]

    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def compressed(file):
    """How many bytes of it a host sends."""
    return len(brotli.compress(file.read_bytes(), quality=QUALITY))


def test_the_scripts_are_small_and_not_loaded_elsewhere(output):
    scripts = output / "theme/js"

    assert compressed(scripts / "search.js") <= 500
    assert compressed(scripts / "find.js") <= 3000
    found = sorted(output.rglob("*.html"), reverse=True)
    loading = [page for page in found if "search.js" in page.read_text("utf-8")]
    assert loading == [output / f"{part}search/index.html" for part in ("vi/", "")]


def test_the_script_moves_nothing(search):
    """The list is as it was, until somebody types."""
    pages = [search(java_script_enabled=script) for script in (True, False)]

    tall = [page.locator(".found").bounding_box()["height"] for page in pages]

    assert tall[0] == pytest.approx(tall[1], abs=0.1)


SYLLABLES = product("bdfgklmnprstvw", "aeiou", "lmnrst", ("a", "is", "ode"))
VOCABULARY = random.Random(0).sample(list(map("".join, SYLLABLES)), 1200)
FREQUENT = re.findall(
    "[a-z]+", "the of and to in a is that for it as with be by not or"
)


def chosen(chance):
    """Nearly every second word is one of the few that hold sentences together."""
    if chance.random() < 0.45:
        return FREQUENT[int(len(FREQUENT) * chance.random() ** 2)]
    return VOCABULARY[int(1200 * chance.random() ** 3)]


def long_post(number):
    """Some 2,000 words, of which few are frequent and many are rare."""
    chance = random.Random(number)
    words = [chosen(chance) for _ in range(2000)]
    if number == 50:
        words[1500:1506] = ["to", "be", "or", "not", "to", "be"]
    words[1700:1703] = (
        ["two", "rows", "apart"] if number == 50 else ["rows", "two", "a"]
    )
    title, summary = " ".join(words[:6]), " ".join(words[6:26])
    head = f"title: {title}\nslug: p{number}\nsummary: {summary}"
    lines = (" ".join(words[i : i + 80]) for i in range(0, 2000, 80))
    return f"---\n{head}\n---\n\n" + "\n\n".join(lines)


@pytest.fixture(scope="module")
def hundred(tmp_path_factory):
    """A site of a hundred long posts."""
    folder = tmp_path_factory.mktemp("hundred")
    files = {
        f"content/posts/2026-01-{1 + n % 28:02}-p{n}.md": long_post(n)
        for n in range(100)
    }
    about = {"content/pages/about.md": FILES["pages/about.md"]}
    done = build(folder, files | about | AVATARS, SETTINGS)
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture
def fetched(browser, hundred):
    """Opens the search over a page; the files that it fetches, and the page."""
    context = open_site(browser, hundred, viewport={"width": 1280, "height": 800})
    page, paths = context.new_page(), set()
    page.goto("about/")
    page.on("request", lambda request: paths.add(urlsplit(request.url).path))
    page.keyboard.press("/")
    page.get_by_role("dialog").wait_for()
    yield page, paths
    context.close()


def cost(hundred, paths):
    """Bytes of these files as a host sends them, without fonts."""
    files = [hundred / path.lstrip("/") for path in paths if "/fonts/" not in path]
    files = [file / "index.html" if file.is_dir() else file for file in files]
    assert {"find.js", "search.css", "index.html"} <= {file.name for file in files}
    return sum(map(compressed, files))


@pytest.mark.parametrize(
    "asked",
    [
        *(VOCABULARY[rank] for rank in (0, 200, 1199)),
        f"{VOCABULARY[30]} {VOCABULARY[90]}",
        "of the",
        '"of the"',
        '"two rows apart"',
        '"to be or not to be"',
        f'"{VOCABULARY[0]} of the"',
    ],
)
def test_to_search_a_hundred_long_posts_costs_20_kb(fetched, hundred, asked):
    page, paths = fetched

    page.get_by_role("searchbox").fill(asked)
    page.get_by_role("status").filter(has_text="of 101 texts").wait_for()
    page.locator(".found mark").first.wait_for()
    page.wait_for_load_state("networkidle")

    assert cost(hundred, paths) <= 20_000


def test_a_phrase_of_words_that_are_everywhere_is_found(fetched):
    page, _ = fetched

    page.get_by_role("searchbox").fill('"to be or not to be"')
    page.get_by_role("status").filter(has_text=re.compile(r"\b1 of 101")).wait_for()

    page.locator(".found mark").filter(has_text="to be or not to be").wait_for()


def test_a_phrase_is_looked_for_in_the_pieces_that_may_have_it(fetched):
    page, paths = fetched

    page.get_by_role("searchbox").fill('"two rows apart"')
    page.get_by_role("status").filter(has_text="1 of 101 texts").wait_for()
    page.locator(".found p:last-child mark").first.wait_for()

    assert "two rows apart" in page.locator(".found li").inner_text()
    assert len([path for path in paths if "/texts/" in path]) <= 3
