"""figures.lock: what it holds, and what a fresh computation says of it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sites import ROOT
from tiny import Tiny

from plugins.figures import lock
from plugins.figures.lock import Locked
from plugins.figures.verify import difference, verify

WAVE = "demo:wave?height=3"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny(tmp_path)


def verdict(tiny: Tiny, line: Locked) -> tuple[bool, str]:
    ((good, words),) = verify(tiny.builder().runner, [line], tiny.cache)
    return good, words


def locked(tiny: Tiny) -> Locked:
    (line,) = lock.locked([tiny.entry(WAVE)])
    return line


def test_the_same_numbers_match(tiny):
    assert verdict(tiny, locked(tiny)) == (
        True,
        "MATCH: python -m tiny_demos wave --height 3",
    )


def test_other_numbers_differ_by_as_much_as_they_do(tiny):
    line = locked(tiny)
    tiny.edit("wave.py", "(1, height)", "(1, height * 1.5)")

    good, words = verdict(tiny, line)

    assert not good
    assert words.startswith("DIFFERS, 0.33 at most: ")


def test_rounding_is_no_difference(tiny):
    line = locked(tiny)
    tiny.edit("wave.py", "(1, height)", "(1, height * (1 + 1e-14))")

    good, words = verdict(tiny, line)

    assert good
    assert words.startswith("differs by rounding, 1e-14 at most: ")


def test_numbers_that_nobody_kept_cannot_be_compared(tiny):
    line = replace(locked(tiny), key="gone", data="other")

    good, words = verdict(tiny, line)

    assert not good
    assert "no numbers to compare with" in words


def test_a_figure_that_cannot_be_computed_fails(tiny):
    line = locked(tiny)
    tiny.edit("wave.py", "(1, height)", "(1, height / 0)")

    good, words = verdict(tiny, line)

    assert not good
    assert words.startswith("FAILED, failed")


@pytest.mark.parametrize(
    ("old", "new", "largest"),
    [
        ([["x"], ["1.0"]], [["x"], ["1.0"]], 0),
        ([["x"], ["1.0"]], [["x"], ["1.00"]], 0),
        ([["x"], ["100"]], [["x"], ["101"]], 1 / 101),
        ([["x"], ["0"]], [["x"], ["0.001"]], 0.001),
        ([["x"], ["1"]], [["y"], ["1"]], float("inf")),
        ([["x"], ["1"]], [["x"], ["1"], ["2"]], float("inf")),
        ([["x"]], [["x", "y"]], float("inf")),
    ],
)
def test_the_largest_difference_of_two_tables(old, new, largest):
    assert difference(old, new) == pytest.approx(largest)


def test_a_lock_can_be_read_as_it_was_written(tmp_path):
    lines = [Locked("python -m demos a", "k1", "d1"), Locked("b 'c d'", "k2", "d2")]

    lock.write(tmp_path / lock.NAME, lines)

    assert lock.read(tmp_path / lock.NAME) == lines
    assert [path.name for path in tmp_path.iterdir()] == [lock.NAME]


def test_a_lock_that_says_the_same_is_not_written(tmp_path):
    path = tmp_path / lock.NAME
    lock.write(path, [Locked("a", "k", "d")])
    path.chmod(0o444)
    inode = path.stat().st_ino

    lock.write(path, [Locked("a", "k", "d")])

    assert path.stat().st_ino == inode


def test_verifying_a_whole_site_ends_with_one_if_any_figure_differs(tiny):
    lines = [locked(tiny), Locked("python -m tiny_demos line", "gone", "other")]
    lock.write(tiny.root / lock.NAME, lines)
    (tiny.root / "content").mkdir()
    (tiny.root / "pelicanconf.py").write_text(
        'PATH = "content"\nDEMOS_MODULE = "tiny_demos"\n'
        'CACHE_FOLDER = "."\nDEMOS_TIMEOUT = 600\nTHEME = "simple"\n'
    )

    ended = subprocess.run(
        [sys.executable, "-m", "plugins.figures.verify"],
        cwd=tiny.root,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 1, ended.stderr
    assert sorted(line.split(":")[0] for line in ended.stdout.splitlines()) == [
        "DIFFERS, and the cache has no numbers to compare with",
        "MATCH",
    ]
