"""What a site in memory keeps from one pass over its texts to the next."""

import os
from io import BytesIO
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from pelican.readers import Readers
from pelican.settings import read_settings

from plugins.commands.dev_server.kept import forget_templates
from plugins.commands.dev_server.site import Site
from plugins.commands.dev_server.worker import Worker
from plugins.reader import Reader
from plugins.shared.kept_texts import KeptTexts


def generator(readers=None):
    return SimpleNamespace(readers=readers, _include_path=str, env=object())


def test_the_readers_that_know_how_to_read_go_on_to_read():
    texts = KeptTexts()
    first, second = (SimpleNamespace(read_file=lambda **_: None) for _ in range(2))
    read = first.read_file

    for readers in (first, second):
        texts.give_to(generator(readers))

    assert texts.read is read


def test_pelican_looks_at_no_file_for_a_cache_that_we_have():
    given = generator(SimpleNamespace(read_file=lambda **_: None))
    KeptTexts().give_to(given)

    assert given.get_cached_data("no such file", None) is None
    given.cache_data("no such file", "text")


def test_generators_of_one_class_share_their_templates():
    site = SimpleNamespace(environments={})
    one, other = generator(), generator()
    known = one.env

    for each in (one, other):
        Site._keep_environment(site, each)

    assert one.env is other.env is known


def test_only_what_was_saved_is_loaded_again_whatever_its_time(tmp_path):
    names = ("a.html", "b.html")
    for name in names:
        (tmp_path / name).write_text("one")
    environment = Environment(loader=FileSystemLoader(tmp_path))
    before = [environment.get_template(name) for name in names]
    time = (tmp_path / "a.html").stat()

    (tmp_path / "a.html").write_text("two")
    os.utime(tmp_path / "a.html", ns=(time.st_atime_ns, time.st_mtime_ns))
    forget_templates(environment, {str(tmp_path / "a.html")})
    after = [environment.get_template(name) for name in names]

    assert [template.render() for template in after] == ["two", "one"]
    assert after[1] is before[1]


def test_a_reader_gets_ready_with_a_text_and_keeps_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "settings.py").write_text('PATH = "content"\n')
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\nWords.\n")
    settings = read_settings("settings.py")
    reader, readers = Reader(settings), Readers(settings)
    readers.readers["md"] = reader
    texts = KeptTexts()
    texts.read = readers.read_file

    texts.get_ready(tmp_path / "a.md")
    texts.get_ready(tmp_path / "a.txt")  # which nobody reads

    assert "reader" in vars(reader.cache)
    assert not list(tmp_path.glob(".cache/reader/*"))


class Ended(Exception):
    """The worker has done what was to be seen."""


def test_a_worker_gets_ready_once_before_it_looks_at_the_whole(monkeypatch):
    done = []
    site = SimpleNamespace(later=None, mistakes=SimpleNamespace(all=list))
    site.get_ready = lambda: done.append("ready")
    worker = Worker(site, None, BytesIO())

    def look_over():
        done.append("looked")
        raise Ended

    monkeypatch.setattr(worker, "look_over", look_over)
    monkeypatch.setattr("plugins.commands.dev_server.worker.REST", 0.01)
    monkeypatch.setattr("gc.freeze", print)
    with pytest.raises(Ended):
        worker.run()

    assert done == ["ready", "looked"]
