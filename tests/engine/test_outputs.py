"""Files that are made when they are wanted are those that Pelican writes at once."""

import logging
import os

import pytest
from sites import build_bare
from test_plugins_alone import OUR_DEFAULTS, PELICANS, PLUGINS, SETTINGS, SITE, TEXT

from plugins.shared import processes

OTHERS = [name for name in PLUGINS if name != "plugins.outputs"]
MANY = {
    f"content/posts/text-{n}.md": TEXT.format(f"Text {n}", f"text-{n}")
    for n in range(50)
}
ATTACHED = {
    "content/posts/with-file.md": (
        f"{TEXT.format('With a file', 'with')}\n[it]({{attach}}data.csv)\n"
    ),
    "content/posts/data.csv": "1,2\n",
}
FOREIGN = {
    "THEME": str(PELICANS / "notmyidea"),
    "CATEGORY_FEED_ATOM": "f/{slug}.xml",
    "FEED_ALL_ATOM": "f/all.xml",
    "SOCIAL": [],
}


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def two(monkeypatch):
    """A machine with two processors."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.mark.parametrize(
    ("plugins", "files", "more"),
    [
        (OTHERS, {**SITE, **MANY}, {}),
        ([], {**MANY, **ATTACHED}, FOREIGN),
        ([], {**MANY, **ATTACHED}, {**FOREIGN, "RELATIVE_URLS": True}),
    ],
    ids=["ours", "bare", "relative"],
)
def test_every_file_is_as_pelican_writes_it(tmp_path, plugins, files, more):
    settings = {**(SETTINGS if plugins else {}), **more}
    said = {}
    for name, with_ours in {"pelican": [], "ours": ["plugins.outputs"]}.items():
        chosen = {**settings, "PLUGINS": [*plugins, *with_ours]}
        first = [OUR_DEFAULTS] if plugins else []
        said[name] = build_bare(tmp_path / name, files, chosen, *first)

    assert said["ours"] == said["pelican"]
    made, written = (tree(tmp_path / n / "output") for n in ("ours", "pelican"))
    assert made.keys() == written.keys()
    assert [path for path in made if made[path] != written[path]] == []


def test_work_is_done_side_by_side(two, tmp_path):
    def work(number):
        (tmp_path / str(number)).write_text(str(os.getpid()))

    processes.side_by_side(work, range(200))

    done = [(tmp_path / str(number)).read_text() for number in range(200)]
    assert len(set(done)) == 2
    assert done[0] == done[2] == str(os.getpid())


def test_what_is_little_is_done_here(two):
    done = []

    processes.side_by_side(done.append, range(20))

    assert done == list(range(20))


def test_an_error_of_another_process_is_raised_here(two):
    def work(number):
        if number == 151:
            raise ValueError(f"not {number}")

    with pytest.raises(ValueError, match="not 151"):
        processes.side_by_side(work, range(200))


def test_what_another_process_logs_is_logged_here(two, caplog):
    log = logging.getLogger("a")

    processes.side_by_side(
        lambda n: n == 151 and log.warning("%s is odd", n), range(200)
    )

    assert [record.getMessage() for record in caplog.records] == ["151 is odd"]
