"""What Python has compiled counts by what stands in the source, not by its time."""

import os
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from tiny import Tiny

from plugins.commands.project import read_settings
from plugins.shared.compiled import count_by_content
from plugins.shared.forking import client, elsewhere

SECOND = 1_700_000_000  # of every save


def save(path: Path, text: str) -> None:
    path.write_text(text)
    os.utime(path, (SECOND, SECOND))


def imported(path: Path) -> str:
    """What another process finds in a module; it may write compiled files."""
    command = f"import {path.stem}; print({path.stem}.VALUE)"
    environment = {"PYTHONPATH": str(path.parent)}
    return subprocess.run(
        [sys.executable, "-c", command],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


def test_python_alone_takes_two_saves_of_a_second_for_one(tmp_path):
    """Were it not so any more, all of this could go."""
    save(tmp_path / "values.py", "VALUE = 1")
    imported(tmp_path / "values.py")
    save(tmp_path / "values.py", "VALUE = 2")

    assert imported(tmp_path / "values.py") == "1"


def test_each_save_counts_from_then_on(tmp_path):
    file = tmp_path / "values.py"
    save(file, "VALUE = 1")
    imported(file)
    count_by_content([file])

    for value in ("2", "3"):
        save(file, f"VALUE = {value}")
        assert imported(file) == value


def test_what_is_up_to_date_is_not_compiled_again(tmp_path):
    file = tmp_path / "values.py"
    save(file, "VALUE = 1")
    count_by_content([file])
    before = Path(cache_from_source(str(file))).stat()

    count_by_content([file])

    assert Path(cache_from_source(str(file))).stat() == before


def test_nothing_stays_of_what_is_no_python_any_more(tmp_path):
    file = tmp_path / "values.py"
    save(file, "VALUE = 1")
    imported(file)
    save(file, "VALUE = ?")

    count_by_content([file])

    with pytest.raises(subprocess.CalledProcessError):
        imported(file)


def test_settings_saved_twice_in_a_second_are_the_last_ones(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for value in (1, 2, 3):
        save(tmp_path / "pelicanconf.py", f"VALUE = {value}")
        assert read_settings(tmp_path) == {"VALUE": value}


@pytest.mark.parametrize("forks", [True, False], ids=["forked", "new"])
def test_a_demo_saved_twice_in_a_second_is_the_last_one(tmp_path, monkeypatch, forks):
    monkeypatch.setattr(client, "POSSIBLE", client.POSSIBLE and forks)
    tiny, file = Tiny(tmp_path), tmp_path / "tiny_demos/line.py"
    text = file.read_text()

    for end in (3, 4, 5):
        save(file, text.replace("height + seed", f"{end}"))
        found = tiny.entry("demo:line").record["findings"]
        assert found == [f"The line ends at {end} < 100."]


def test_a_worker_elsewhere_runs_the_last_save_too(tmp_path, monkeypatch):
    (tmp_path / "saved_demos").mkdir()
    (tmp_path / "saved_demos/__init__.py").touch()
    (tmp_path / "saved_demos/__main__.py").write_text("import saved_demos.values")
    monkeypatch.syspath_prepend(str(tmp_path))

    for value in (b"1", b"2"):
        file = tmp_path / "saved_demos/values.py"
        save(file, f"print({value.decode()})")
        answer = elsewhere.run(elsewhere.Job("saved_demos", [], {}, 600))
        assert answer.files["stdout"].strip() == value
