"""What a site in memory keeps from one pass over its texts to the next."""

import os
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader

from plugins.commands.dev_server.kept import forget_templates
from plugins.commands.dev_server.site import Site
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
