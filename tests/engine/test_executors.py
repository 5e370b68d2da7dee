"""Runs that an executor does: the same figures, none lost whatever happens to it."""

import multiprocessing
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

import pytest
from tiny import Tiny

from plugins.shared.forking import elsewhere

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
ADDRESSES = ("demo:line", "demo:line?height=3", "demo:wave")
SLIDE = "demo:line?slide=height:1,2,3"
made: list[str] = []


def two_workers() -> Executor:
    """Two processes of this machine that know nothing of us but where modules are."""
    made.append("pool")
    new = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(2, mp_context=new)


def others() -> Executor:
    """A process that finds other modules: those of a folder beside ours."""
    new = multiprocessing.get_context("spawn")
    place = str(Path(sys.path[0]).with_name("other"))
    return ProcessPoolExecutor(
        1, mp_context=new, initializer=look_there, initargs=(place,)
    )


def look_there(place: str) -> None:
    sys.path.insert(0, place)


def nobody() -> Executor:
    raise ConnectionRefusedError("nobody is there")


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    made.clear()
    tiny = Tiny(tmp_path / "own")
    tiny.executor = f"{__name__}:two_workers"
    return tiny


def kept(tiny: Tiny) -> dict[Path, bytes]:
    return {
        path.relative_to(tiny.cache): path.read_bytes()
        for path in tiny.cache.rglob("*")
        if path.is_file()
    }


def test_they_leave_the_same_bytes_in_the_cache_slides_too(tiny, tmp_path):
    here = Tiny(tmp_path / "here")
    here.build(*ADDRESSES, SLIDE)

    tiny.build(*ADDRESSES, SLIDE)

    assert made == ["pool"]
    assert kept(tiny) == kept(here)
    tiny.build(*ADDRESSES, SLIDE)
    assert made == ["pool"], "what is cached needs nobody"


def test_a_mistake_is_told_as_if_it_had_happened_here(tiny):
    assert tiny.failure("demo:crash").details.splitlines()[-1] == (
        "    RuntimeError: the experiment fell over"
    )
    assert "--height must be at least 0" in tiny.failure("demo:line?height=-1").message


def test_a_run_that_takes_too_long_is_stopped_there(tiny):
    tiny.seconds = 1

    assert "did not end within 1 s" in tiny.failure("demo:hang").message


def test_a_run_whose_worker_dies_is_done_by_another(tiny):
    tiny.entry("demo:mourned")

    assert (tiny.root / "first").exists()
    assert made == ["pool", "pool"]
    assert not [line for line in tiny.ran if "DEMOS_EXECUTOR" in line]


def test_without_anybody_one_line_says_so_and_all_is_done_here(tiny):
    tiny.executor = f"{__name__}:nobody"

    tiny.build(*ADDRESSES)

    told = [line for line in tiny.ran if "DEMOS_EXECUTOR" in line]
    assert told == [
        f"DEMOS_EXECUTOR {__name__}:nobody: ConnectionRefusedError: nobody is there; "
        "the figures that are left are computed here."
    ]
    assert tiny.names_ran() >= {"line", "wave"}
    assert not [line for line in tiny.ran if line.endswith("failed")]


@pytest.mark.parametrize("name", ["no_such_module:make", "json:no_such_name"])
def test_an_executor_that_is_not_there_is_told(tiny, name):
    tiny.executor = name

    tiny.build("demo:line")

    assert tiny.ran[0].startswith(f"DEMOS_EXECUTOR {name}: ")


def test_a_worker_with_other_code_or_versions_is_refused_with_both(tiny, tmp_path):
    other = Tiny(tmp_path / "other")
    other.install("2.0")
    other.edit("shape.py", "M0 0", "M1 1")
    for each in (tiny, other):
        each.edit("line.py", "OPTIONS", "import tinylib\n\nOPTIONS")
    tiny.executor = f"{__name__}:others"

    words = tiny.failure("demo:line").message

    assert "tinylib 2.0 there, 1.0 here" in words
    assert "tiny_demos/shape.py " in words
    assert not list(tiny.cache.glob("?" * 32))


def test_what_only_a_run_finds_out_is_refused_after_it(tiny, tmp_path):
    other = Tiny(tmp_path / "other")
    other.install("2.0")
    tiny.executor = f"{__name__}:others"

    assert "tinylib 2.0 there, 1.0 here" in tiny.failure("demo:line").message
    assert not list(tiny.cache.glob("?" * 32))


def test_a_worker_that_is_refused_runs_nothing(tiny, tmp_path):
    other = Tiny(tmp_path / "other")
    other.edit("trouble.py", "def mourned", "def mourned_otherwise")
    tiny.executor = f"{__name__}:others"

    assert "tiny_demos/trouble.py " in tiny.failure("demo:mourned").message
    assert not (other.root / "first").exists()


def test_files_are_put_into_their_folder_alone(tmp_path):
    for name in ("../out", "/out", "a/../../out"):
        with pytest.raises(ValueError, match="is not in its folder"):
            elsewhere.write(tmp_path, {name: b""})

    elsewhere.write(tmp_path, {"a/b": b"c"})

    assert elsewhere.read(tmp_path) == {"a/b": b"c"}
