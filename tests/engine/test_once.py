"""Answers that a text keeps are those that Pelican would work out."""

import pytest
from pelican.contents import Article
from pelican.settings import read_settings

from plugins.shared.once import answer_once, kept


@pytest.fixture
def text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "settings.py").write_text('PATH = "content"\n')
    settings = read_settings(str(tmp_path / "settings.py"))
    metadata = {"title": "A", "slug": "a", "lang": "en", "status": "published"}
    return Article("x", metadata, settings, str(tmp_path / "content/a.md"))


def test_an_address_is_worked_out_once(text, monkeypatch):
    asked = []
    work_out = text._expand_settings
    monkeypatch.setattr(
        text, "_expand_settings", lambda *which: asked.append(which) or work_out(*which)
    )
    answer_once(text)

    assert text.url == text.url == "a.html"
    assert text.save_as == "a.html"
    assert len(asked) == 2


def test_what_changes_later_counts(text):
    answer_once(text)
    assert text.url == "a.html"

    text.status = "draft"
    assert text.url == "drafts/a.html"
    text.status, text.slug = "published", "b"
    assert text.url == "b.html"


def test_where_it_is_stays_right_for_other_files(text, tmp_path):
    own, other = str(tmp_path / "content/a.md"), str(tmp_path / "content/b/c.md")
    plain = [text.get_relative_source_path(path) for path in (None, own, other)]
    answer_once(text)

    kept = [text.get_relative_source_path(path) for path in (None, own, other)]
    assert kept == plain


def test_an_answer_is_worked_out_once_for_each_value(text):
    asked = []

    def length(value):
        asked.append(value)
        return len(value)

    assert [kept(text, value, length) for value in ("ab", "ab", "abc", "abc")] == [
        *(2, 2, 3, 3)
    ]
    assert asked == ["ab", "abc"]
