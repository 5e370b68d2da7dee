"""Runs of the command line that an executor does, whatever happens to it."""

import json
import multiprocessing
import os
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from functools import partial
from pathlib import Path

import pytest

from demos import figures
from demos.framework import cli, every, handed, provenance
from demos.framework.handed import Answer

SMALL = ["epsilon-greedy", "--runs", "20", "--steps", "30"]
SLIDE = ["--slide", "epsilons:0,0.5", "--check"]
two = partial(ThreadPoolExecutor, 2)
made: list[str] = []


def new_process() -> Executor:
    """One that knows nothing of us but where modules are."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


class Dying(ThreadPoolExecutor):
    """Does one run and is broken then; but the second that is made is well."""

    def __init__(self):
        super().__init__(1)
        made.append("executor")
        self.left = 1 if len(made) == 1 else 9

    def submit(self, work, /, *words):
        self.left -= 1
        if self.left >= 0:
            return super().submit(work, *words)
        future: Future[Answer] = Future()
        future.set_exception(BrokenExecutor("its worker died"))
        return future


def nobody() -> Executor:
    raise ConnectionRefusedError("nobody is there")


def executor(make) -> list[str]:
    return ["--executor", f"{__name__}:{make}"]


@pytest.fixture
def said(monkeypatch):
    """The words of each run, which only says them."""
    ran: list[str] = []

    def run(words):
        ran.append(words[0])
        return Answer(0, f"{words[0]} found much\n", "", {})

    made.clear()
    monkeypatch.setattr(handed, "run", run)
    return ran


def test_a_run_elsewhere_leaves_the_same_files(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    assert cli.main([*SMALL, "--out", "here"]) == 0
    here = capfd.readouterr().out

    assert cli.main([*SMALL, "--out", "there", *executor("new_process")]) == 0

    assert capfd.readouterr().out == here.replace("/here", "/there")
    for path in Path("here").iterdir():
        if path.name != "result.json":  # tells the seconds
            assert path.read_bytes() == Path("there", path.name).read_bytes()
    assert sorted(Path("there").iterdir()) == [
        Path("there", path.name) for path in sorted(Path("here").iterdir())
    ]


def test_the_values_of_a_slide_are_run_elsewhere_and_joined_here(tmp_path):
    ran = [*SMALL, "--slide", "epsilons:0,0.5", "--epsilons", "0.5"]
    assert cli.main([*ran, "--out", str(tmp_path / "here")]) == 0

    there = ["--out", str(tmp_path / "there"), *executor("two")]
    assert cli.main([*ran, *there]) == 0

    for name in ("steps.json", "data.csv", "figure.svg"):
        pair = [(tmp_path / place / name).read_bytes() for place in ("here", "there")]
        assert pair[0] == pair[1]


def test_a_mistake_is_told_as_if_it_had_happened_here(capfd):
    assert cli.main([*SMALL, "--epsilons", "7", *executor("two")]) == 2
    assert "--epsilons must be at least 0" in capfd.readouterr().err
    assert cli.main([*SMALL, *SLIDE, "--arms", "0", *executor("two")]) == 2
    assert "--arms must be" in capfd.readouterr().err


def test_all_run_by_an_executor(said, monkeypatch, capsys):
    monkeypatch.setattr(figures, "names", lambda: ["a", "b"])

    assert cli.main(["all", *executor("two")]) == 0

    assert sorted(said) == ["a", "b"]
    assert "] a\na found much\n" in capsys.readouterr().out


def test_a_worker_that_dies_is_followed_by_a_new_executor(said, capsys):
    runs = {name: [name] for name in "abc"}

    found = dict(handed.answers(runs, Dying))

    assert sorted(found) == sorted(said) == ["a", "b", "c"]
    assert made == ["executor", "executor"]
    assert capsys.readouterr().err == ""


def test_without_anybody_one_line_says_so_and_all_is_done_here(said, capsys):
    assert len(list(handed.answers({"a": ["a"], "b": ["b"]}, nobody))) == 2

    assert said == ["a", "b"]
    assert capsys.readouterr().err == (
        "demos: --executor: ConnectionRefusedError('nobody is there'); "
        "the runs that are left are done here.\n"
    )


def test_what_an_unlike_worker_computed_is_refused_with_both_versions(tmp_path):
    here = provenance.version("numpy")
    record = {
        "modules": {"demos/__main__.py": "0" * 64, "demos/gone.py": "1" * 64},
        "distributions": {"numpy": "0.1"},
        "python": provenance.PYTHON,
    }
    answer = Answer(0, "", "", {"result.json": json.dumps(record).encode()})

    refused = handed.keep(answer, tmp_path / "figure")

    assert refused.code == 1
    assert f"numpy 0.1 there, {here} here" in refused.err
    assert "demos/gone.py 11111111 there, none here" in refused.err
    assert "demos/__main__.py 00000000 there, " in refused.err
    assert not (tmp_path / "figure").exists()


def test_an_unlike_worker_runs_nothing(said, monkeypatch, capsys):
    """As it says before its run what this machine has and it has not."""
    must = provenance.any_run()
    must["distributions"]["numpy"] = "0.1"
    monkeypatch.setattr(provenance, "any_run", lambda: must)
    have = provenance.version("numpy")

    assert cli.main([*SMALL, *executor("two")]) == 1

    assert said == []
    told = f"the worker is not like this machine (numpy {have} there, 0.1 here)"
    assert told in capsys.readouterr().err


def test_a_worker_must_have_all_code_and_what_that_imports():
    must = provenance.any_run()

    assert "demos/bandits/arms.py" in must["modules"]
    assert {"numpy", "matplotlib", "gymnasium"} <= must["distributions"].keys()
    assert provenance.apart(provenance.now(must), must) == []


def test_the_environment_names_an_executor(said, monkeypatch):
    monkeypatch.setenv("DEMOS_EXECUTOR", f"{__name__}:two")

    assert cli.main([*SMALL, "--check"]) == 0

    assert said == [SMALL[0]]
    assert "DEMOS_EXECUTOR" not in os.environ, "nor for what is started from here"


def test_the_command_line_names_another_than_the_environment(said, monkeypatch, capsys):
    monkeypatch.setenv("DEMOS_EXECUTOR", f"{__name__}:nobody")

    assert cli.main([*SMALL, "--check", *executor("two")]) == 0

    assert said == [SMALL[0]]
    assert capsys.readouterr().err == ""


def test_help_needs_no_executor(said, monkeypatch, capsys):
    monkeypatch.setenv("DEMOS_EXECUTOR", f"{__name__}:two")

    assert cli.main([SMALL[0], "--help"]) == 0

    assert said == []


def test_all_run_by_the_executor_that_the_environment_names(said, monkeypatch):
    monkeypatch.setattr(figures, "names", lambda: ["a", "b"])
    monkeypatch.setenv("DEMOS_EXECUTOR", f"{__name__}:two")

    assert cli.main([]) == 0

    assert sorted(said) == ["a", "b"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["all", "--executor", "pools"], "'pools' is not module:factory"),
        ([*SMALL, "--executor", ":two"], "':two' is not module:factory"),
        (["all", "--executor", "a:b", "--jobs", "2"], "got both"),
    ],
)
def test_what_names_no_executor_is_refused(words, complaint, capsys):
    assert cli.main(words) == 2
    assert complaint in capsys.readouterr().err


def test_the_folder_that_cannot_be_written_is_found_before_anything_runs(
    said, tmp_path, capsys
):
    (tmp_path / "mine").touch()

    assert cli.main([*SMALL, "--out", str(tmp_path), *executor("two")]) == 1

    assert said == []
    assert "mine, which would be lost" in capsys.readouterr().err


def test_a_run_knows_nothing_of_executors():
    """What one imports is in its record: another key for every figure."""
    assert "handed" not in vars(every)
    assert "handed" not in vars(cli)
