"""A text of a Jekyll site comes over as its author meant it."""

import re
from functools import partial

import jekyll_blogs
import pytest
from jekyll_blogs import CONFIG, POST, body, imported

from plugins.commands.import_jekyll.command import import_jekyll
from plugins.commands.import_jekyll.heads import quoted


@pytest.fixture(autouse=True)
def no_build(monkeypatch):
    jekyll_blogs.build_none(monkeypatch)


@pytest.fixture
def root(tmp_path):
    return jekyll_blogs.project(tmp_path)


@pytest.fixture
def blog(tmp_path):
    return partial(jekyll_blogs.blog, tmp_path)


def test_a_text_stays_as_its_author_wrote_it_but_for_its_address(root, blog):
    text = "---\nlayout: post\ntitle:  'A: b'  # why\ntags: [x]\n---\n\nOne  \ntwo\n"

    new = imported(root, blog, {"_posts/2020-01-02-a.md": text})

    head = text.replace("[x]\n---", "[x]\npermalink: /2020/01/02/a.html\n---")
    assert new == head


@pytest.mark.parametrize(
    ("form", "head", "address"),
    [
        ("pretty", "categories: [Big, Small]", "/big/small/2020/01/02/a/"),
        ("none", "category: x y", "/x%20y/a.html"),
        ("/:year-:month-:day-:title/", "", "/2020-01-02-a/"),
        ("date", "date: 2020-03-04 23:30:00 -0500", "/2020/03/05/a.html"),
        ("date", "permalink: /own/:title", "/own/a"),
        ("ordinal", "slug: other", "/2020/002/other.html"),
    ],
)
def test_a_text_keeps_the_address_that_jekyll_gave_it(root, blog, form, head, address):
    post = f"---\ntitle: A\n{head}\n---\nWords\n"
    files = {"_posts/2020-01-02-a.md": post, "link.md": f"[a]({address})"}
    config = f"{CONFIG}permalink: {form}\n"

    import_jekyll(blog(files, config), root=root)

    new = (root / "content/posts/2020-01-02-a.md").read_text()
    assert f"permalink: {address.replace('%20', ' ')}\n" in new
    link = (root / "content/pages/link.md").read_text()
    assert "[a](/posts/2020-01-02-a.md)" in link


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("![p]({{ site.baseurl }}/pics/p.png)", "![p](/pics/p.png)"),
        ("![p]({{ '/pics/p.png' | relative_url }})", "![p](/pics/p.png)"),
        (
            "[b]({{ site.url }}{% post_url 2020-01-03-b %})",
            "[b](/posts/2020-01-03-b.md)",
        ),
        ("[c]({% link cv.md %}#x)", "[c](/pages/cv.md#x)"),
        ("[c](https://ada.example/cv.html)", "[c](/pages/cv.md)"),
        ("[c](../../../cv.html)", "[c](/pages/cv.md)"),
        ("![p]({{ page.assets }}/p.png)", "![p](/pics/p.png)"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("a{% comment %}secret{% endcomment %}b", "ab"),
        ("{% highlight js linenos %}\nf()\n{% endhighlight %}", "```js\nf()\n```"),
        ("{{ page.title }} by {{ site.author }}", "A by Ada"),
        (
            "{{ unknown }} and `${{ secrets.X }}`",
            "{{ unknown }} and `${{ secrets.X }}`",
        ),
        ('{% include box.html t="x & y" %}', "<div>\n<b>x &amp; y</b>\n</div>"),
        ("{% include disqus.html %}", ""),
        ('{% include figure image_path="/pics/p.png" alt="P" %}', "![P](/pics/p.png)"),
        (r"$p(x \| y)$ and $$a \| b$$", r"$p(x | y)$ and $$a \| b$$"),
        ("`[c](/cv.html)` [^n]\n\n[^n]: Note", "`[c](/cv.html)` [^n]\n\n[^n]: Note"),
        ("{% for i in (1..3) %}{{ i }}{% endfor %}", "123"),
        ("{{ 'a' | default: 'b' }}{{ nil | default: 'b' }}", "ab"),
    ],
)
def test_liquid_and_links_are_translated(root, blog, before, after):
    box = "<div>\n\n    <b>{{ include.t | escape }}</b>\n</div>"
    files = {
        "_posts/2020-01-03-b.md": POST,
        "cv.md": "---\ntitle: CV\n---\nWords.\n",
        "pics/p.png": b"P",
        "_includes/box.html": box,
    }

    assert body(root, blog, before, **files) == after


def test_what_is_not_translated_stays_and_is_told(root, blog):
    text = "{% gallery x %}\n[n](/nowhere/)\n{% if %}\n{% include no.html %}"

    assert body(root, blog, text.replace("{% if %}\n", "")) == text.replace(
        "{% if %}\n", ""
    )
    report = (root / "import-report.md").read_text()
    assert "content/posts/2020-01-02-a.md:7: {% gallery x %} is still there" in report
    assert "2020-01-02-a.md:8: the link /nowhere/ leads nowhere" in report
    lines = (root / "content/posts/2020-01-02-a.md").read_text().splitlines()
    assert lines[6:8] == text.splitlines()[:2]
    assert "{% include no.html %} is still there: there is no include" in report


def test_people_have_names_and_tags_are_words(root, blog):
    post = "---\ntitle: A\nauthor: ada\ntags: two words\n---\nWords\n"
    people = {"_data/authors.yml": "ada: {name: Ada Lovelace}\n"}

    new = imported(root, blog, {"_posts/2020-01-02-a.md": post, **people})

    assert "author: Ada Lovelace\ntags: [two, words]\n" in new


def test_what_the_configuration_says_of_texts_comes_into_them(root, blog):
    rule = (
        "defaults:\n- scope: {path: '', type: posts}\n  values: {subtitle: Sub, x: y}\n"
    )
    new_files = {"_posts/2020-01-02-a.md": POST}
    import_jekyll(blog(new_files, CONFIG + rule), root=root)

    new = (root / "content/posts/2020-01-02-a.md").read_text()
    assert "subtitle: Sub\n" in new
    assert "x: y" not in new


@pytest.mark.parametrize("name", ["2020-01-02-a.txt", "2020-01-02-a.md"])
def test_a_post_without_front_matter_is_the_text_that_it_is(root, blog, name):
    new = imported(root, blog, {f"_posts/{name}": "First words.\n\nMore.\n"})

    assert new.startswith("---\ntitle: A\n")
    assert new.endswith("---\n\nFirst words.\n\nMore.\n")


def test_a_broken_front_matter_stays_and_is_told(root, blog):
    post = "---\ntitle: [Wells\ntags: x\n---\nWords.\n"
    new = imported(root, blog, {"_posts/2020-01-02-a.md": post})

    assert new.startswith(
        "---\ntitle: [Wells\ntags: x\npermalink: /2020/01/02/a.html\n"
    )
    report = (root / "import-report.md").read_text()
    assert "- content/posts/2020-01-02-a.md:1: its front matter is not YAML" in report


def test_a_text_in_utf_16_comes_over(root, blog):
    post = "---\ntitle: Café\n---\nnaïve\n".encode("utf-16")

    new = imported(root, blog, {"_posts/2020-01-02-a.md": post})

    assert new.startswith("---\ntitle: Café\n")
    assert "Windows-1252" not in (root / "import-report.md").read_text()


def test_a_text_in_another_encoding_is_read_and_told(root, blog):
    post = "---\ntitle: Café\n---\nnaïve\n".encode("cp1252")

    assert "naïve" in imported(root, blog, {"_posts/2020-01-02-a.md": post})
    assert "was not in UTF-8" in (root / "import-report.md").read_text()


def test_drawings_and_pages_with_scripts_are_named(root, blog):
    svg = "<svg xmlns='http://www.w3.org/2000/svg'>\n%s</svg>"
    files = {
        "_posts/2020-01-02-a.md": POST,
        "acts.svg": svg % "<script>a()</script>",
        "clicks.svg": svg % "<path onclick='a()' d=''/>",
        "still.svg": svg % "<path d=''/>",
        "demo/index.html": "<html>\n<script>a()</script></html>",
        "whole.html": "---\ntitle: W\n---\n<!doctype html>\n<a href='javascript:a()'>",
        "words.txt": "<script>",
    }
    import_jekyll(blog(files), root=root)
    report = (root / "import-report.md").read_text()

    named = {
        line.split(":")[0] for line in report.splitlines() if "has a script" in line
    }
    names = ("acts.svg", "clicks.svg", "demo/index.html", "whole.html")
    assert named == {f"- content/{name}" for name in names}
    assert "content/acts.svg:2: has a script in it" in report


def test_links_lead_to_whole_pages_and_to_folders(root, blog):
    whole = "---\ntitle: W\n---\n<!doctype html>\n<p>Hello."
    files = {"contact.html": whole, "shiny/index.html": "<html>", "p.md": POST}
    text = "[a](/contact) [b](/contact.html) [c](/shiny) [d](/shiny/)"

    new = body(root, blog, text, **files)

    assert new == "[a](/contact.html) [b](/contact.html) [c](/shiny/) [d](/shiny/)"


def test_every_cover_is_found(root, blog):
    head = 'cover-img: ["{{ site.baseurl }}/a.png": "A: one", /sub/b.png]'
    files = {
        "_posts/2020-01-02-a.md": f"---\ntitle: A\n{head}\n---\nWords.\n",
        "a.png": b"P",
        "b.png": b"P",
    }
    import_jekyll(blog(files, f"{CONFIG}baseurl: /sub\n"), root=root)

    new = (root / "content/posts/2020-01-02-a.md").read_text()
    assert 'cover-img: [{"/a.png": "A: one"}, /b.png]' in new


@pytest.mark.parametrize("key", ["cover-img", "thumbnail-img", "share-img"])
def test_a_picture_of_the_front_matter_that_is_not_there_is_named(root, blog, key):
    post = f"---\ntitle: A\n{key}: /b.png\n---\nWords.\n"
    import_jekyll(blog({"_posts/2020-01-02-a.md": post}), root=root)

    report = (root / "import-report.md").read_text()
    assert f"content/posts/2020-01-02-a.md:3: {key} names /b.png, not there" in report


@pytest.mark.parametrize(
    ("name", "title"), [("about-us.md", "Wells"), ("_notes/two-wells.md", "Two Wells")]
)
def test_only_a_page_is_named_by_its_heading(root, blog, name, title):
    files = {name: "---\nlayout: page\n---\n\n# Wells\n\nWords.\n"}
    config = f"{CONFIG}collections:\n  notes:\n    output: true\n"
    import_jekyll(blog(files, config), root=root)

    (new,) = set((root / "content").rglob("*.md")) - {root / "content/pages/about.md"}
    assert f"title: {title}\n" in new.read_text()


@pytest.mark.parametrize(
    "head",
    [
        "image:\n  feature: a.png\n  thumb: b.png\n  credit: Ada",
        "header:\n  overlay_image: /images/a.png\n  teaser: images/b.png",
    ],
)
def test_pictures_of_another_theme_are_covers(root, blog, head):
    post = f"---\ntitle: A\n{head}\ntags: [x]\n---\nWords.\n"
    pictures = {"images/a.png": b"P", "images/b.png": b"P"}
    new = imported(root, blog, {"_posts/2020-01-02-a.md": post, **pictures})

    assert re.findall("^(.*-img): /?images/(.)", new, re.MULTILINE) == [
        ("cover-img", "a"),
        ("thumbnail-img", "b"),
    ]
    assert "credit" not in new
    assert "teaser" not in new
    assert "tags: [x]" in new


def test_an_include_may_be_written_in_several_lines(root, blog):
    text = '{% include box.html\n  img="/p.png"\n  words="Well" %}\n'
    box = {"_includes/box.html": "![{{ include.words }}]({{ include.img }})"}

    assert body(root, blog, text, **box, **{"p.png": b"P"}) == "![Well](/p.png)"


def test_letters_of_every_script_stay_as_they_are_in_yaml():
    assert quoted(["Đường: một", "a"]) == '["Đường: một", a]'


def test_a_text_that_jekyll_does_not_show_is_a_draft_without_an_address(root, blog):
    text = "---\ntitle: A\ndate: 2020-01-02\npermalink: /a/\n---\nWords.\n"
    new = imported(root, blog, {"_posts/new.md": text}, "content/posts/new.md")

    assert "published: false" in new
    assert "permalink" not in new
    assert "new.md:1: its name has no date" in (root / "import-report.md").read_text()


def test_what_is_no_text_and_no_name_is_taken_out_or_told(root, blog):
    text = "---\ntitle: A\ntags: [a, 🙂]\nlang: xx\n---\nW\x00ords.\n"
    new = imported(root, blog, {"_posts/2020-01-02-a.md": text})

    assert "\nWords." in new
    report = (root / "import-report.md").read_text()
    assert "1 × texts with control characters" in report
    assert "a.md:3: '🙂' has neither letters nor digits" in report
    assert "a.md:4: pages have no words in the language 'xx'" in report


def test_no_text_gets_a_name_that_is_not_read(root, blog):
    files = {"LICENSE.md": "---\ntitle: Free\n---\nWords.\n", "a/LICENSE.txt": "Free."}
    new = imported(root, blog, files, "content/pages/page-LICENSE.md")

    assert "permalink: /LICENSE" in new
    report = (root / "import-report.md").read_text()
    assert "content/a/LICENSE.txt:1: is not published, for IGNORE_FILES has" in report


WORKS = "@book{lovelace, title={Notes}, author={Ada Lovelace}, year={1843}}"
CITATIONS = [
    ("{% cite lovelace %}", "[@lovelace]"),
    ("{%cite lovelace babbage:1822 -l 3%}", "[@lovelace; @babbage:1822, p. 3]"),
    ('{% cite lovelace --prefix "see also" %}', "[see also @lovelace]"),
    ("{% bibliography --cited --file works %}", ""),
    ("{% bibliography -q @book %}", "{% bibliography -q @book %}"),
    ("{% cite love;lace %}", "{% cite love;lace %}"),
]


@pytest.mark.parametrize(("tag", "new"), CITATIONS)
def test_citations_of_works_come_over_with_the_works(root, blog, tag, new):
    config = f"{CONFIG}scholar: {{source: /_refs/, bibliography: works.bib}}\n"
    post = f"---\ntitle: A\n---\nSo {tag}.\n"
    source = blog({"_refs/works.bib": WORKS, "_posts/2020-01-02-a.md": post}, config)

    import_jekyll(source, root=root)

    assert f"So {new}." in (root / "content/posts/2020-01-02-a.md").read_text()
    assert (root / "content/refs/works.bib").read_text() == WORKS
    assert 'BIBLIOGRAPHY = "refs/works.bib"' in (root / "pelicanconf.py").read_text()


def test_citations_of_a_site_without_works_stay(root, blog):
    assert "{% cite a %}" in body(root, blog, "{% cite a %}")


BOXES = [
    ("> a\n{: .prompt-warning }", "> a\n{: .box-warning }"),
    ("a\n{: .notice--info}", "a\n{: .box-note}"),
    ('<div class="x notice" markdown="1">', '<div class="x box-note" markdown="1">'),
    ("{: .my-notice--info}", "{: .my-notice--info}"),
    ("`{: .notice--danger}`", "`{: .notice--danger}`"),
    ("a\n{: #b .notice--danger}", "a\n{: #b .box-error}"),
]


@pytest.mark.parametrize(("theirs", "ours"), BOXES)
def test_boxes_of_other_themes_are_boxes_here(root, blog, theirs, ours):
    assert body(root, blog, f"b\n\n{theirs}\n\nc").strip() == f"b\n\n{ours}\n\nc"


def test_pictures_come_from_the_folder_that_a_text_names(root, blog):
    head = "media_subpath: /pics/a/\nimage: {src: cover.png, width: 3, alt: A well}"
    post = f"---\ntitle: A\n{head}\n---\n![b](b.png) ![c](/pics/c.png) [d](#d)\n"
    pictures = dict.fromkeys(("pics/a/cover.png", "pics/a/b.png", "pics/c.png"), "")

    new = imported(root, blog, {"_posts/2020-01-02-a.md": post, **pictures})

    assert "image: /pics/a/cover.png\n" in new
    assert "cover-alt: A well\n" in new
    assert "![b](/pics/a/b.png) ![c](/pics/c.png) [d](#d)" in new
