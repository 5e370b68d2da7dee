"""The one door: what it prints, writes and returns."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import types
from dataclasses import dataclass
from pathlib import Path

import pytest

from demos import figures
from demos.framework import cli, every, handed
from demos.framework.demo import Check, option
from demos.framework.handed import Answer
from demos.framework.options import options

ROOT = Path(__file__).parents[2]
SMALL = ["--runs", "20", "--steps", "30"]


@dataclass(frozen=True)
class Parameters:
    measured: float = option(1.0, "what the check measures")
    words: str = option("a", "what it says", choices=("a", "b c"))


def fake(**changes):
    """A demo that draws one line."""

    def draw(result, fig):
        from demos.drawing.style import panels

        panels(fig, 1)[0].plot([0, 1])

    parts = {
        "__name__": "fake",
        "__doc__": "A line, for the tests.\n\nThe rest.",
        "Parameters": Parameters,
        "run": lambda parameters: parameters,
        "draw": draw,
        "findings": lambda parameters: [f"It says {parameters.words}."],
        "checks": lambda parameters: [Check("one", 1.0, parameters.measured, 0.1)],
        "data": lambda parameters: {"x": [0, 1]},
    }
    return types.SimpleNamespace(**parts | changes)


@pytest.fixture
def demo(monkeypatch):
    """Makes a demo that is known as "fake"."""

    def install(**changes):
        names = [*figures.names(), "fake"]
        monkeypatch.setattr(figures, "names", lambda: names)
        monkeypatch.setitem(sys.modules, "demos.figures.fake", fake(**changes))

    return install


def python(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "demos", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def one_line(capsys):
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    return captured.err


def test_a_run_writes_its_files_and_says_what_it_measured(demo, tmp_path, capsys):
    demo()
    target = tmp_path / "figure"

    assert cli.main(["fake", "--out", str(target), "--words", "b c"]) == 0

    names = {path.name for path in target.iterdir()}
    assert names == cli.FILES - {"steps.json", "part.json"}
    printed = capsys.readouterr().out
    assert "It says b c." in printed
    assert str(target) in printed
    result = json.loads((target / "result.json").read_text())
    assert result["command"] == "python -m demos fake --words 'b c'"
    assert result["module"] == "demos/figures/fake.py"
    assert result["parameters"] == {"measured": 1.0, "words": "b c"}
    assert result["checks"][0] == {
        "what": "one",
        "expected": 1.0,
        "measured": 1.0,
        "tolerance": 0.1,
        "notices": None,
        "passed": True,
    }
    assert result["science"]["gives"] == ["checks", "findings", "data.csv"]
    assert result["drawing"]["gives"] == [
        "figure-narrow.svg",
        "figure.png",
        "figure.svg",
    ]
    assert result["files"]["figure.png"]["width"] == 1280
    assert result["files"]["figure-narrow.svg"]["width"] == 320


def test_a_missed_check_is_a_failure_that_names_it(demo, tmp_path, capsys):
    demo()
    code = cli.main(["fake", "--measured", "1.2", "--out", str(tmp_path / "f")])
    assert code == 1
    assert "a check missed: one" in one_line(capsys)


def test_a_missed_check_tells_its_numbers(demo, capsys):
    demo()
    cli.main(["fake", "--check", "--measured", "1.25"])
    assert "a check missed: one: 1.25, expected 1 ± 0.1" in one_line(capsys)


BROKEN = """\
import numpy as np
from demos.figures.temperature import Parameters, draw, findings, checks, data


def run(parameters):
    np.zeros(3).reshape(2, 2)
"""


def test_an_error_shows_the_line_of_the_demo(monkeypatch, tmp_path, capsys):
    """Of the demo's own code, though numpy's was the last that ran."""
    (tmp_path / "broken.py").write_text(BROKEN)
    monkeypatch.setattr(figures, "__path__", [*figures.__path__, str(tmp_path)])
    monkeypatch.setattr(figures, "__file__", str(tmp_path / "__init__.py"))

    assert cli.main(["broken", "--check"]) == 1

    told = capsys.readouterr().err.splitlines()
    place = "demos: demos/figures/broken.py:6: np.zeros(3).reshape(2, 2): ValueError"
    assert told[-1].startswith(place)
    assert "Traceback" in told[0]
    sys.modules.pop("demos.figures.broken")


def test_the_list_is_aligned(capsys):
    cli.main(["list"])
    lines = [x for x in capsys.readouterr().out.splitlines() if not x.startswith(" ")]
    starts = {re.match(r"\S+ +", line).end() for line in lines}
    assert len(lines) == len(figures.names())
    assert len(starts) == 1


def test_without_a_near_name_the_nearest_comes_first(capsys, monkeypatch):
    monkeypatch.setattr(figures, "names", lambda: ["cliff-walking", "sand", "tides"])
    cli.main(["walk"])
    assert "use one of cliff-walking, " in one_line(capsys)


def test_a_check_prints_what_it_would_notice(demo, capsys):
    power = {"notices": "an end off by 1"}
    demo(checks=lambda _: [Check("one", 1, 1, 0.1, **power), Check("two", 2, 2, 0)])

    cli.main(["fake", "--check"])

    one, two = capsys.readouterr().out.splitlines()[-2:]
    assert one.endswith("  ok      notices an end off by 1")
    assert two.endswith("ok")


def test_checking_alone_writes_nothing(demo, tmp_path, monkeypatch):
    demo()
    monkeypatch.chdir(tmp_path)
    assert cli.main(["fake", "--check"]) == 0
    assert cli.main(["fake", "--check", "--measured", "2"]) == 1
    assert not list(tmp_path.iterdir())


def test_checking_alone_draws_too(demo, capsys):
    demo(draw=lambda result, fig: 1 / 0)
    assert cli.main(["fake", "--check"]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"data": lambda _: {"x": [float("nan")]}}, "data 'x' is not finite"),
        ({"checks": lambda _: [Check("c", 0, float("inf"), 1)]}, "'c' is not finite"),
        ({"run": lambda _: 1 / 0}, "ZeroDivisionError"),
    ],
)
def test_a_run_that_breaks_down_leaves_nothing(demo, tmp_path, capsys, changes, words):
    demo(**changes)
    assert cli.main(["fake", "--out", str(tmp_path / "f")]) == 1
    assert words in capsys.readouterr().err.splitlines()[-1]
    assert not list(tmp_path.iterdir())


def test_an_interruption_leaves_nothing(demo, tmp_path, capsys):
    def interrupt(_):
        raise KeyboardInterrupt

    demo(run=interrupt)
    assert cli.main(["fake", "--out", str(tmp_path / "f")]) == 130
    assert "interrupted" in one_line(capsys)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["epsilon-gready"], "the nearest is epsilon-greedy"),
        (["list", "all"], "list takes --json"),
        (["epsilon-greedy", "--epsilons", "1.2"], "at most 1; got 1.2"),
        (["epsilon-greedy", "--arms", "0"], "at least 2"),
        (["epsilon-greedy", "--runs", "-1"], "at least 2"),
        (["epsilon-greedy", "--steps", "1e9"], "at most 1\u202f000\u202f000"),
        (["epsilon-greedy", "--epsilon", "0"], "the nearest is --epsilons"),
        (["epsilon-greedy", "--epsilons", "0,0"], "different numbers; got 0,0"),
        (["epsilon-greedy", "--epsilons"], "--epsilons needs a value"),
        (["epsilon-greedy", "--out", "--check"], "--out needs a value"),
        (["epsilon-greedy", "--check=no"], "--check takes no value; got 'no'"),
        (["epsilon-greedy", "--runs", "9", "--runs=8"], "--runs is given twice"),
        (["epsilon-greedy", "runs"], "options start with --"),
        (["epsilon-greedy", "--runs=1e6", "--arms=1e3"], "needs about "),
        (["credit-assignment", "--runs=1e5", "--states=99"], "needs about "),
        (["cliff-walking", "--runs=1e4", "--episodes=1e4"], "needs about "),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(arguments, words, capsys):
    assert cli.main(arguments) == 2
    assert words in one_line(capsys)


@pytest.mark.parametrize("out", ["file/figure", "file"])
def test_an_unusable_folder_is_one_line_and_exit_1(demo, tmp_path, capsys, out):
    demo(run=lambda _: pytest.fail("it should be refused before it runs"))
    (tmp_path / "file").touch()
    assert cli.main(["fake", "--out", str(tmp_path / out)]) == 1
    assert "give another folder" in one_line(capsys)


def test_a_link_to_a_folder_is_followed(demo, tmp_path):
    demo()
    (tmp_path / "link").symlink_to("folder")
    for _ in range(2):
        assert cli.main(["fake", "--out", str(tmp_path / "link")]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "link"}
    assert (tmp_path / "folder" / "figure.svg").exists()


def test_the_list_names_every_demo_and_option(capsys):
    assert cli.main(["list", "--json"]) == 0
    listed = {demo["name"]: demo for demo in json.loads(capsys.readouterr().out)}
    assert list(listed) == figures.names()
    epsilons = listed["epsilon-greedy"]["options"][0]
    assert (epsilons["name"], epsilons["type"]) == ("epsilons", "floats")
    assert (epsilons["minimum"], epsilons["maximum"]) == (0, 1)
    assert epsilons["default"] == [0.0, 0.01, 0.1]


@pytest.mark.parametrize("name", figures.names())
def test_help_explains_every_option(name, capsys):
    assert cli.main([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert cli.main([name, "-h"]) == 0
    assert capsys.readouterr().out == text
    assert f"python -m demos {name}" in text
    own = [f"--{option.name}" for option in options(figures.load(name).Parameters)]
    for words in (*own, "--out", "--check"):
        assert words in text


def test_the_list_needs_no_matplotlib():
    assert "matplotlib" not in imports_of("list")


def test_a_demo_imports_no_other_demo():
    script = (
        "import sys; from demos.framework.cli import main\n"
        "main(['forward-diffusion', '--help']); print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    modules = {figures.module(name) for name in figures.names()}
    imported = modules & set(ran.stderr.split())
    assert imported == {figures.module("forward-diffusion")}


def test_a_demo_is_a_module_in_its_folder(monkeypatch, tmp_path):
    for name in ("__init__.py", "_shared.py", "random_walk.py", "ink.py", "notes.txt"):
        (tmp_path / name).touch()
    monkeypatch.setattr(figures, "__file__", str(tmp_path / "__init__.py"))
    assert figures.names() == ["ink", "random-walk"]
    assert figures.module("random-walk") == "demos.figures.random_walk"


def test_a_demo_without_bandits_needs_no_gymnasium():
    assert "gymnasium" not in imports_of("forward-diffusion", "--help")


def imports_of(*arguments):
    """What Python says that it imports."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "demos", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "demos.figures" in ran.stderr
    return ran.stderr


def test_the_same_command_writes_the_same_bytes(tmp_path):
    """In another process and with another hash seed: all but the seconds."""
    folders = [tmp_path / name for name in "ab"]
    for hash_seed, target in enumerate(folders):
        environment = os.environ | {"PYTHONHASHSEED": str(hash_seed)}
        ran = python("epsilon-greedy", *SMALL, "--out", str(target), env=environment)
        assert ran.returncode == 0, ran.stderr

    first, second = (
        {path.name: path.read_bytes() for path in target.iterdir()}
        for target in folders
    )
    results = [json.loads(files.pop("result.json")) for files in (first, second)]
    for result in results:
        del result["seconds"]
    assert first == second
    assert results[0] == results[1]
    assert str(ROOT) not in json.dumps(results)


def wait_for_a_run(process):
    """Until a demo draws random numbers, in that process or one that it started."""
    while not any(
        "numpy/random/_generator" in maps(each)
        for each in [process, *children(process)]
    ):
        assert Path(f"/proc/{process}").exists()
        time.sleep(0.05)


def maps(process):
    """The files that a process has loaded; none if it has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/maps").read_text()
    return ""


def children(process):
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


@pytest.mark.parametrize(
    "arguments", [["epsilon-greedy", "--steps", "1e6", "--out", "figure"], []]
)
def test_ctrl_c_ends_a_real_run_cleanly(tmp_path, arguments):
    """One line, whether a demo runs alone or as one of all."""
    running = subprocess.Popen(
        [sys.executable, "-m", "demos", *arguments],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for_a_run(running.pid)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the whole group
    _, error = running.communicate()
    assert (running.returncode, error.count("\n")) == (130, 1), error
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert not path.parent.name.startswith(".")
        assert (path.parent / "result.json").exists()  # of a demo before this one


def test_ctrl_c_while_python_starts_waits_until_it_can_be_told_in_a_line():
    """As it comes to a demo that is one of all."""
    code = (
        "import os, signal, sys; signal.pthread_sigmask(signal.SIG_BLOCK, {2}); "
        "os.kill(os.getpid(), 2); "
        "os.execv(sys.executable, [sys.executable, '-m', 'demos', 'list'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr.count("\n")) == (130, 1), ran.stderr


@pytest.mark.parametrize("ended", [0, 130])
def test_a_demo_alone_starts_while_interruptions_wait(monkeypatch, ended):
    """And an interruption is told once: by the demo, or else here."""
    masks = []

    class Process:
        def __init__(self, arguments):
            masks.append(signal.pthread_sigmask(signal.SIG_BLOCK, []))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def wait(self):
            masks.append(signal.pthread_sigmask(signal.SIG_BLOCK, []))
            if len(masks) == 2:
                raise KeyboardInterrupt
            return ended

    monkeypatch.setattr(subprocess, "Popen", Process)
    if ended:
        assert every._alone("fake") == 130
    else:
        with pytest.raises(KeyboardInterrupt):
            every._alone("fake")
    assert [signal.SIGINT in mask for mask in masks] == [True, False, False]


def test_without_arguments_every_demo_runs(monkeypatch, capsys):
    ran = []

    def run_alone(name):
        ran.append(name)
        return len(ran) - 1

    monkeypatch.setattr(every, "_alone", run_alone)
    assert cli.main([]) == 1  # the second one failed
    assert ran == figures.names()
    printed = capsys.readouterr().out
    assert f"[1/{len(ran)}] {ran[0]}" in printed
    assert str(every.FIGURES) in printed


def test_demos_run_side_by_side_and_each_tells_its_story_in_one_piece(
    monkeypatch, capsys
):
    """Three that wait for each other: one after another, none would ever end."""
    all_here = threading.Barrier(3, timeout=600)

    def run(words):
        all_here.wait()
        return Answer(int(words[0] == "b"), f"{words[0]} found\nmuch\n", "", {})

    monkeypatch.setattr(figures, "names", lambda: ["a", "b", "c"])
    monkeypatch.setattr(handed, "run", run)

    assert cli.main(["all", "--jobs", "3"]) == 1  # one of them failed

    printed = capsys.readouterr().out
    for name in "abc":
        assert f"] {name}\n{name} found\nmuch\n" in printed


def test_all_is_every_demo_and_takes_jobs_alone(monkeypatch, capsys):
    monkeypatch.setattr(figures, "names", lambda: ["a"])
    monkeypatch.setattr(handed, "run", lambda words: Answer(0, "", "", {}))
    assert cli.main(["all", "--jobs", "2"]) == 0
    assert "every demo" not in capsys.readouterr().err
    for words, complaint in (
        (["--jobs", "0"], "--jobs must be 1 to 64; got '0'"),
        (["--jobs", "many"], "got 'many'"),
        (["--runs", "3"], "all takes --jobs or --executor; got --runs"),
    ):
        assert cli.main(["all", *words]) == 2
        assert complaint in one_line(capsys)
