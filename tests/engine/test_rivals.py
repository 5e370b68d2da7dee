"""Plugins of others beside our reader."""

from sites import build_bare

from plugins.shared.settings import DEFAULTS

TEXT = {"content/a.md": "---\ntitle: A post\ndate: 2026-01-02\n---\n\nOur words.\n"}
PLUGIN = """\
from pelican import signals


class Reader:  # not of Pelican's: those are in every site of the process
    enabled = True

    def __init__(self, settings):
        pass

    def read(self, path):
        raise KeyError("something obscure")


def add(readers):
    readers.reader_classes[{extension!r}] = Reader


def register():
    signals.readers_init.connect(add)
"""


def said_with(tmp_path, name, extension):
    files = {**TEXT, f"{name}.py": PLUGIN.format(extension=extension)}
    settings = {"PLUGINS": ["plugins.reader", name]}
    settings["PLUGIN_PATHS"] = [*DEFAULTS["PLUGIN_PATHS"], str(tmp_path)]
    return build_bare(tmp_path, files, settings)


def test_a_plugin_that_reads_markdown_too_is_refused_by_name(tmp_path):
    said = said_with(tmp_path, "a_rival_reader", "md")

    assert "bare_settings.py:7: a_rival_reader reads" in said
    assert "Markdown files too, as plugins.reader does;" in said
    assert "take one of them out." in said
    assert "Our words." in (tmp_path / "output/a.html").read_text()


def test_a_plugin_that_reads_other_files_is_welcome(tmp_path):
    assert said_with(tmp_path, "a_reader_of_others", "org") == ""
