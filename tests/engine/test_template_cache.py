"""Compiled templates are kept, and never shown when they are old."""

import pytest
import sites

HELLO = {"content/posts/2026-01-02-hello.md": "---\ntitle: Hello\n---\n\nWords.\n"}
PAGE = "output/blog/hello/index.html"
TEMPLATE = "theme/templates/article.html"
PLUGINS = {"PLUGINS": ["plugins.reader", "plugins.template_cache"]}


def kept(root):
    """When each compiled template was written."""
    return {p: p.stat().st_mtime_ns for p in (root / ".cache/templates").glob("*/*")}


def test_a_second_build_compiles_nothing(tmp_path):
    sites.build(tmp_path, HELLO, PLUGINS)
    first = kept(tmp_path)

    sites.build(tmp_path, HELLO, PLUGINS)

    assert first
    assert kept(tmp_path) == first


def test_a_changed_template_is_compiled_again(tmp_path):
    for words in ("old", "new"):
        sites.build(tmp_path, {**HELLO, TEMPLATE: f"{words} {{{{ 1 }}}}"}, PLUGINS)

    assert (tmp_path / PAGE).read_text() == "new 1"


def test_a_changed_way_of_compiling_is_not_answered_with_the_old(tmp_path):
    template = {TEMPLATE: "{{ '<b>' }}"}
    for escape in (False, True):
        settings = {**PLUGINS, "JINJA_ENVIRONMENT": {"autoescape": escape}}
        sites.build(tmp_path, {**HELLO, **template}, settings)

    assert (tmp_path / PAGE).read_text() == "&lt;b&gt;"


@pytest.mark.parametrize("in_the_way", [".cache", ".cache/templates"])
def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path, in_the_way):
    (tmp_path / in_the_way).parent.mkdir(exist_ok=True)
    (tmp_path / in_the_way).write_text("in the way")

    done = sites.build(tmp_path, HELLO, PLUGINS)

    assert done.returncode == 0
    assert "Words." in (tmp_path / PAGE).read_text()
    assert done.stderr == ""
