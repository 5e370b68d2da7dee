"""A folder is replaced whole, whatever happens, and nothing is left of the attempt."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from plugins.commands import replacing as module
from plugins.commands.project import CommandError
from plugins.commands.replacing import exchange, replacing, sweep
from plugins.shared.environment import MARK

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, shutil, signal
from pathlib import Path
from plugins.commands.replacing import replacing
shutil.rmtree = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
with replacing(Path("site").absolute()) as new:
    Path(new, ".nojekyll").touch()
    Path(new, "new").touch()
"""


@pytest.fixture
def site(tmp_path):
    """A finished site."""
    return finished(tmp_path / "site", "old")


@pytest.fixture(params=["in one step", "in two"])
def way(request, monkeypatch):
    """Each way in which a folder takes the place of another."""
    if request.param == "in two":
        monkeypatch.setattr(module, "exchange", lambda *_: False)


def finished(folder, *names):
    folder.mkdir()
    for name in (MARK, *names):
        (folder / name).touch()
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("way")
def test_the_new_takes_the_place_of_the_old_and_nothing_else_is_there(site):
    with replacing(site) as new:
        (new / "new").touch()

    assert names(site) == ["new"]
    assert names(site.parent) == ["site"]


def test_nobody_ever_sees_no_site(site):
    """On a disk that can let two folders change names in one step."""
    if not exchange(finished(site.parent / "a"), finished(site.parent / "b")):
        pytest.skip("this system cannot")
    missed, done = [], threading.Event()

    def look():
        while not done.is_set():
            if not (site / MARK).exists():
                missed.append(True)

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(100):
        with replacing(site) as new:
            (new / MARK).touch()
    done.set()
    looking.join()

    assert missed == []


def test_the_old_one_is_put_back_if_the_new_one_cannot_take_its_place(
    site, monkeypatch
):
    rename = Path.rename

    def refuse(path, target):
        if (path / "new").exists():
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(module, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse)

    with pytest.raises(CommandError, match="cannot be written"), replacing(site) as new:
        (new / "new").touch()

    assert names(site) == [MARK, "old"]
    assert names(site.parent) == ["site"]


def test_a_kill_before_the_old_one_is_removed_leaves_the_new_one(site):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", KILLED]

    done = subprocess.run(command, cwd=site.parent, env=environment)

    assert done.returncode == -signal.SIGKILL
    assert names(site) == [MARK, "new"]
    assert len(names(site.parent)) == 2
    sweep(site)
    assert names(site.parent) == ["site"]


def test_a_site_lost_between_two_names_is_found_again(site):
    site.rename(site.with_name(".site-unfinished-x-old"))

    sweep(site)

    assert names(site) == [MARK, "old"]
    assert names(site.parent) == ["site"]


def test_what_is_being_made_by_another_is_left_alone(site):
    with replacing(site) as slow:
        (slow / "slow").touch()
        with replacing(site) as quick:
            (quick / MARK).touch()
        sweep(site)

        assert names(slow) == ["slow"]
    assert names(site) == ["slow"]
    assert names(site.parent) == ["site"]


def test_two_first_sites_at_once_are_both_made(tmp_path):
    with replacing(tmp_path / "site") as one, replacing(tmp_path / "site") as other:
        (one / MARK).touch()
        (other / MARK).touch()

    assert names(tmp_path) == ["site"]


def test_folders_of_others_are_not_swept_away(site):
    for name in (".site-backup", ".site", "site-unfinished-a"):
        (site.parent / name).mkdir()

    sweep(site)

    assert len(names(site.parent)) == 4


def test_a_disk_that_knows_no_locks_is_written_and_not_swept(site, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    (site.parent / ".site-unfinished-a").mkdir()
    monkeypatch.setattr(module.fcntl, "flock", refuse)

    with replacing(site) as new:
        (new / "new").touch()

    assert names(site) == ["new"]
    assert names(site.parent) == [".site-unfinished-a", "site"]
