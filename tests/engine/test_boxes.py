"""Every box says what it is."""

import pytest
from sites import build

from plugins.reader.boxes import named
from plugins.shared.languages import own

TITLE = "<p><strong>{}</strong></p>\n"
BOX = '<div class="box-{}">\n' + TITLE + "{}\n</div>"


@pytest.mark.parametrize("kind", ["note", "warning", "error", "success"])
def test_a_box_without_a_title_gets_one(kind):
    html = named(f'<p>a</p><p class="box-{kind}">It <em>is</em>.</p>', own("en"))

    box = BOX.format(kind, kind.capitalize(), "<p>It <em>is</em>.</p>")
    assert html == f"<p>a</p>{box}"


@pytest.mark.parametrize(
    "inside",
    [
        "<strong>Mind:</strong> a",
        "<strong>Mind</strong>: a",
        "<p><strong>Mind</strong></p><p>a</p>",
        "<strong>Mind!</strong><br>a",
        "<h3>Mind</h3><p>a</p>",
        "Warning: a",
        "<em>Warning</em> – a",
        "Cảnh báo: a",
    ],
)
def test_a_title_of_the_author_stays_alone(inside):
    box = f'<div class="box-warning">{inside}</div>'

    assert named(box, own("vi")) == box


def test_bold_words_are_no_title_where_the_sentence_goes_on():
    html = named('<p class="box-error"><strong>Never</strong> do it.</p>', own("en"))

    assert html.startswith('<div class="box-error">\n' + TITLE.format("Error"))


@pytest.mark.parametrize("tag", ["div", "blockquote", "aside"])
def test_what_holds_paragraphs_stays_what_it_is(tag):
    html = named(f'<{tag} id="x" class="box-note wide"><p>a</p></{tag}>', own("en"))

    title = TITLE.format("Note")
    assert html == f'<{tag} id="x" class="box-note wide">\n{title}<p>a</p></{tag}>'


def test_bare_words_are_a_paragraph_as_those_of_other_boxes_are():
    html = named('<div class="box-note">\nIt <em>is</em>.\n</div>', own("en"))

    title = TITLE.format("Note")
    assert html == f'<div class="box-note">\n{title}<p>It <em>is</em>.</p>\n</div>'


def test_a_list_and_its_own_classes_stand_in_a_box():
    html = named('<ul class="box-note wide"><li>a</li></ul>', own("en"))

    assert html == BOX.format("note", "Note", '<ul class=" wide"><li>a</li></ul>')


def test_code_about_boxes_stays_as_it_is():
    code = '<pre><code>&lt;p class="box-note"&gt;</code></pre><p>box-note</p>'

    assert named(code, own("en")) == code


def test_the_title_is_in_the_language_of_the_text(tmp_path):
    head = "---\ntitle: {}\ndate: 2026-01-02\nlang: {}\n---\n\n"
    box = "Mind this.\n{: .box-warning}\n\n<div class='box-note'>\nAnd this.\n</div>\n"
    posts = {
        f"content/posts/{lang}.md": head.format(lang, lang) + box
        for lang in ("en", "vi")
    }

    done = build(tmp_path, posts)

    assert done.returncode == 0, done.stdout
    page = (tmp_path / "output/blog/vi/vi/index.html").read_text("utf-8")
    assert "<strong>Cảnh báo</strong>" in page
    page = (tmp_path / "output/blog/en/index.html").read_text("utf-8")
    assert "<strong>Warning</strong>" in page
    assert "<strong>Note</strong>" in page
