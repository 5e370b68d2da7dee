"""Who waits at a terminal is told how long; nobody else is told anything."""

import json
import threading
import types
from dataclasses import replace

import pytest

from demos import figures
from demos.framework import cli, every, progress, runs
from demos.framework.science import Science

SMALL = ["epsilon-greedy", "--runs", "20", "--steps", "30"]


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(progress, "_is_watched", lambda: True)


@pytest.fixture
def clock(monkeypatch):
    """Has it be these times, one after the other."""

    def show(*times):
        left = iter(times)
        monkeypatch.setattr(progress.time, "monotonic", lambda: next(left))

    return show


def test_what_takes_long_says_how_long_it_will(terminal, clock, capsys):
    clock(0.0, 1.0, 4.0, 300.0, 400.0)

    assert list(progress.followed("abcd", 4)) == list("abcd")

    assert capsys.readouterr().err.split(progress.CLEAR) == [
        "",
        "2 of 4, about 4 s left",
        "3 of 4, about 2 min left",
        "",
    ]


@pytest.mark.parametrize(
    ("usual", "told"), [(0, "3 s so far"), (5, "3 s so far, about 2 s left")]
)
def test_one_run_says_so_too_if_it_took_as_long_before(
    usual, told, terminal, clock, capsys
):
    clock(0.0, 3.0)
    waits, over = [], iter([False, True])
    ended = types.SimpleNamespace(wait=lambda time: waits.append(time) or next(over))

    progress._count(ended, usual)

    assert waits == [2.0, 1.0]
    assert capsys.readouterr().err == f"{progress.CLEAR}{told}"


def test_the_line_is_gone_before_anything_is_printed(terminal, monkeypatch, capsys):
    begun = threading.Event()
    monkeypatch.setattr(progress, "SOON", 0)
    monkeypatch.setattr(progress, "left", lambda *_: begun.set() or "")

    with progress.awaited(lambda: 0):
        assert begun.wait(600)

    assert capsys.readouterr().err.endswith(f" so far{progress.CLEAR}")


def test_without_a_terminal_nobody_is_told(capsys):
    def never():
        raise AssertionError

    with progress.awaited(never):
        assert list(progress.followed("ab", 2)) == ["a", "b"]

    assert capsys.readouterr().err == ""


def test_a_run_knows_how_long_it_took_the_last_time(tmp_path):
    demo, folder = figures.load("epsilon-greedy"), tmp_path / "figure"
    science = Science("epsilon-greedy", demo, demo.Parameters(runs=20, steps=30))
    assert runs.usual(science, folder) == 0

    assert cli.main([*SMALL, "--out", str(folder)]) == 0

    record = json.loads((folder / "result.json").read_text())
    assert runs.usual(science, folder) == record["seconds"] > 0
    assert runs.usual(replace(science, parameters=demo.Parameters()), folder) == 0


def test_each_of_all_says_how_long_the_others_will_take(
    terminal, clock, monkeypatch, capsys
):
    monkeypatch.setattr(figures, "names", lambda: ["a", "b", "c"])
    monkeypatch.setattr(every, "_alone", lambda name: 0)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    clock(0.0, 10.0, 20.0)

    assert cli.main([]) == 0

    assert [line for line in capsys.readouterr().out.splitlines() if line][:3] == [
        "[1/3] a",
        "[2/3] b, about 20 s left",
        "[3/3] c, about 10 s left",
    ]
