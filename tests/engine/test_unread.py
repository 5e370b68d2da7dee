"""Files among the contents that nothing reads are said, and those alone."""

import pytest
from sites import build, png, post

MOVE = "nothing reads it: texts are in posts, notes and pages; move it there."
NAME = "nothing reads it: texts are in Markdown; let its name end in .md."
SHOW = "nothing shows it: link to it from a text, or move it to images."
UNREAD = {
    "essays/x.md": MOVE,
    "pages/plan.txt": NAME,
    "posts/loud.MD": NAME,
    "posts/notebook.ipynb": NAME,
    "posts/plot.png": SHOW,
    "stray.md": MOVE,
}
READ = {
    "posts/a.md": post("[data](data.csv) ![a plot](linked.png)"),
    "posts/data.csv": "1,2",
    "posts/linked.png": png(9, 9),
    "posts/folder/index.markdown": post("x"),
    "posts/draft.md": post("![p](of-draft.png)").replace("date", "draft: true\ndate"),
    "posts/of-draft.png": png(9, 9),
    "notes/n.md": post("x"),
    "pages/p.md": post("x"),
    "images/deep/er/i.png": png(9, 9),
    "theme/static/css/own.css": "",
    "LICENSE": "x",
    "LICENCE.txt": "x",
    "README.md": "x",
    "posts/.hidden.txt": "x",
    "humans.txt": "{{ SITENAME }}",
}
PAGES = {"humans.txt": "humans.txt"}


def said(folder, files, **settings):
    done = build(folder, {f"content/{p}": data for p, data in files.items()}, settings)
    return done.stderr.splitlines()


def test_each_file_that_nothing_reads_is_said(tmp_path):
    lines = said(tmp_path, READ | dict.fromkeys(UNREAD, "x"), TEMPLATE_PAGES=PAGES)

    assert lines == [f"content/{p}:1: warning: {words}" for p, words in UNREAD.items()]


@pytest.mark.parametrize("drafts", [True, False])
def test_of_files_that_are_read_or_shown_nothing_is_said(tmp_path, drafts):
    settings = {"STRICT": True, "WITH_DRAFTS": drafts, "TEMPLATE_PAGES": PAGES}

    assert said(tmp_path, READ, **settings) == []


def test_where_no_folder_is_copied_none_is_named(tmp_path):
    lines = said(tmp_path, {"posts/plot.png": "x"}, STATIC_PATHS=[])

    words = "nothing shows it: link to it from a text."
    assert lines == [f"content/posts/plot.png:1: warning: {words}"]
