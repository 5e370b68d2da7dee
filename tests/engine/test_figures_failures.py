"""Every way in which a demo can fail: named, bounded in time, and nothing lost."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tiny import PATIENCE, Tiny, running, started

from plugins.figures.runner import DemoFailed, in_parallel
from plugins.shared.forking import client
from plugins.shared.forking.elsewhere import root_of
from plugins.shared.progress import ahead, log_progress

ROOT = Path(__file__).resolve().parents[2]
WAVE = "demo:wave"
HANG = """
import contextlib
import sys
from pathlib import Path
from plugins.figures.runner import DemoRunner
root = Path(sys.argv[1])
runner = DemoRunner("tiny_demos", root, 3600, root)
with %s:
    runner.run(["hang"], root / "work")
"""


@pytest.fixture(params=[True, False], ids=["forked", "new"])
def tiny(tmp_path: Path, request, monkeypatch) -> Tiny:
    """Demos whose runs are forked, and those whose runs are new processes."""
    monkeypatch.setattr(client, "POSSIBLE", client.POSSIBLE and request.param)
    return Tiny(tmp_path)


def kept(tiny: Tiny) -> dict[Path, bytes]:
    """Every file of the cache."""
    files = (path for path in tiny.cache.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("demo:crash", "RuntimeError: the experiment fell over"),
        ("demo:leave", "the demo failed"),
        ("demo:silent", "left no whole figure"),
        ("demo:partial", "left no whole figure: no figure.png"),
        ("demo:gap", "data.csv has no number in line 2: 0,nan"),
        ("demo:edited", "computed while tiny_demos/trouble.py changed; build again"),
        ("demo:edited_unproven", "computed while tiny_demos/trouble.py changed"),
        ("demo:vague", "result.json says nothing of modules"),
        ("demo:hungry", "MemoryError"),
        ("demo:flood", "File too large"),
        ("demo:killed", "the demo was ended by SIGKILL"),
        ("demo:line?height=-1", "--height must be at least 0; got -1"),
        ("demo:line?hight=1", "there is no option --hight; use --height or --seed"),
        ("demo:vawe", "there is no demo 'vawe'; use one of wave, line"),
        ("demo:nile", "there is no demo 'nile'; use one of line, wave"),
    ],
)
def test_a_failure_is_told_and_leaves_the_cache_as_it_was(tiny, address, words):
    tiny.build(WAVE)
    before = kept(tiny)

    assert words in tiny.failure(address).message

    assert kept(tiny) == before
    assert list((tiny.cache / "work").iterdir()) == []


def test_a_failure_shows_the_command_and_the_end_of_the_traceback(tiny):
    failure = tiny.failure("demo:crash")

    assert failure.message == (
        "the demo failed: RuntimeError: the experiment fell over; "
        "to see it, run python -m tiny_demos crash"
    )
    lines = failure.details.splitlines()
    assert lines[0] == "    python -m tiny_demos crash"
    assert lines[-1] == "    RuntimeError: the experiment fell over"
    assert len(lines) <= 13
    assert any("trouble.py" in line for line in lines)


def test_an_option_that_cannot_be_needs_no_story(tiny):
    failure = tiny.failure("demo:line?height=-1")

    assert failure.message == (
        "--height must be at least 0; got -1; "
        "the command was python -m tiny_demos line --height=-1"
    )
    assert failure.details == ""


def test_a_missed_check_leaves_the_figure_and_tells_its_numbers(tiny):
    failure = tiny.failure("demo:unproven")

    assert failure.message == (
        "a check missed: end: 3.25, expected 2 ± 0.5; "
        "to see it, run python -m tiny_demos unproven --check"
    )
    assert failure.unproven is not None
    assert failure.unproven.record["demo"] == "unproven"


def test_a_missed_check_is_not_computed_again_and_is_no_figure_to_fall_back_on(tiny):
    tiny.failure("demo:unproven")
    assert tiny.failure("demo:unproven").unproven is not None
    assert tiny.names_ran() == set()

    tiny.edit("trouble.py", '"""Its figure is whole, but a check misses."""', "1 / 0")

    assert tiny.failure("demo:unproven").last is None


def test_a_failure_is_not_remembered(tiny):
    tiny.edit("line.py", "height + seed", "height + sed")
    assert "NameError" in tiny.failure("demo:line").message
    assert "NameError" in tiny.failure("demo:line").message

    tiny.edit("line.py", "height + sed", "height + seed")

    assert tiny.entry("demo:line").record["demo"] == "line"


def test_a_failure_gives_back_the_figure_of_the_last_time(tiny):
    good = tiny.entry("demo:line")
    tiny.edit("line.py", "height + seed", "height + sed")

    result = next(iter(tiny.build("demo:line").values()))

    assert result.last == good


def test_one_failure_does_not_keep_others_from_being_computed(tiny):
    tiny.build("demo:crash", WAVE, "demo:line")

    assert len(kept(tiny)) > 10
    assert sum(line.endswith("failed") for line in tiny.ran) == 1


def test_an_endless_run_ends_in_time_with_everything_it_started(tiny):
    tiny.seconds = 1

    words = tiny.failure("demo:hang").message

    assert "did not end within 1 s (DEMOS_TIMEOUT) and was stopped" in words
    if (tiny.root / "child.pid").exists():  # it came so far before it was stopped
        assert not running(started(tiny.root))


def test_an_interrupted_build_leaves_no_run_behind(tiny):
    runner = tiny.builder().runner
    workdir = tiny.root / "work"
    workdir.mkdir()
    threading.Thread(target=lambda: started(tiny.root) and runner.kill_all()).start()

    with pytest.raises(DemoFailed, match="SIGKILL"), runner.many():
        runner.run(["hang"], workdir)

    assert not running(started(tiny.root))


@pytest.mark.parametrize("so", ["runner.many()", "contextlib.nullcontext()"])
def test_a_killed_build_leaves_no_run_behind(tmp_path, so):
    """Killed so that it can do nothing about it."""
    tiny = Tiny(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", HANG % so, str(tmp_path)]
    (tmp_path / "work").mkdir()
    build = subprocess.Popen(command, env=environment)
    child = started(tiny.root)

    build.kill()
    build.wait()

    assert not running(child)


def test_steps_that_a_slider_could_not_use_fail_the_run(tiny):
    tiny.edit("wave.py", "[0, 500, 523]", "[0, 500, 523, 9]")

    words = tiny.failure(WAVE).message

    assert "steps.json must tell all of its 3 frames" in words


def test_a_full_disk_is_told(tiny, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("plugins.figures.cache.write_entry", full)

    assert (
        "No space left on device; make room and build again"
        in tiny.failure(WAVE).message
    )
    assert [p for p in tiny.cache.iterdir() if p.name != "work"] == []


def test_a_demo_sees_no_secrets(tiny, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "x")

    seen = tiny.entry("demo:peek").record["findings"]

    assert "SECRET_TOKEN" not in seen
    assert {"HOME", "OMP_NUM_THREADS", "PATH", "TMPDIR"} <= set(seen)


def test_a_package_is_found_without_importing_it(tiny):
    with tiny.on_path():
        assert root_of("tiny_demos") == tiny.root
    assert root_of("no_such_demos") is None


def test_figures_are_computed_side_by_side():
    """Four that wait for each other: one after another, none would ever end."""
    all_here = threading.Barrier(4, timeout=PATIENCE)

    done = list(in_parallel(lambda _: all_here.wait(), range(4), workers=4))

    assert sorted(future.result() for _, future in done) == [0, 1, 2, 3]


def test_their_processes_run_at_the_same_time(tiny):
    """Each of two demos waits until the other has begun."""
    tiny.build("demo:ping", "demo:pong")

    assert not any(line.endswith("failed") for line in tiny.ran)


def test_by_default_every_processor_has_work(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    all_here = threading.Barrier(3, timeout=PATIENCE)

    assert len(list(in_parallel(lambda _: all_here.wait(), range(3), workers=0))) == 3


@pytest.mark.parametrize(("terminal", "shown"), [(True, "a line\n"), (False, "")])
def test_progress_is_shown_to_those_who_watch(monkeypatch, capsys, terminal, shown):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)

    log_progress("a line")

    assert capsys.readouterr().err == shown


def test_what_took_long_before_is_told_before_it_is_done():
    assert ahead([10, 20, 30], workers=2) == "; about 30 s left"
    assert ahead([20, 20, 30], workers=1) == "; about 70 s left"
    assert ahead([0.1, 0.2], workers=2) == ""
    assert ahead([10, 0], workers=2) == ""  # 0: not known
    assert ahead([], workers=2) == ""
