"""The built site takes its place whole, or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import small_site
from tiny import PATIENCE, running, started

from plugins.commands.build import build
from plugins.commands.project import CommandError
from plugins.shared.environment import MARK

ROOT = Path(__file__).resolve().parents[2]
BUILD = "from pathlib import Path; from plugins.commands.build import build; "
BUILD += "build(Path('output').absolute(), root=Path())"


@pytest.fixture
def root(tmp_path):
    """A small project."""
    return small_site.make(tmp_path / "project")


def begin(root):
    """A build of ``root`` in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", BUILD], cwd=root, env=environment)


def files(folder):
    """Every file under ``folder`` with its bytes."""
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_site_is_built_where_it_was_asked_for(root, tmp_path):
    output = tmp_path / "new" / "folder"

    build(output, root=root)

    assert "First words." in (output / "blog/hello/index.html").read_text()
    assert (output / MARK).exists()
    assert [path.name for path in output.parent.iterdir()] == ["folder"]


def test_a_new_build_takes_the_place_of_the_old_one(root):
    output = root / "output"
    build(output, root=root)
    (root / "content/posts/hello.md").rename(root / "content/posts/other.md")
    (output / "stale.html").touch()

    build(output, root=root)

    assert not (output / "stale.html").exists()


def test_settings_and_overrides_reach_pelican(root):
    overrides = {"SITENAME": "A \"quoted\" 'name'", "DEFAULT_PAGINATION": False}

    build(root / "output", settings="publishconf.py", overrides=overrides, root=root)

    assert "https://example.org/theme" in (root / "output/index.html").read_text()


def test_a_failed_build_leaves_the_last_site_and_no_rubbish(root):
    output = root / "output"
    build(output, root=root)
    before = files(output)
    (root / "theme/templates/article.html").write_text("{% if %}")

    with pytest.raises(CommandError, match="was not built"):
        build(output, root=root)

    assert files(output) == before
    assert not list(root.glob(".output-*"))


def test_a_folder_of_other_work_is_never_replaced(root):
    precious = root / "content"

    with pytest.raises(CommandError, match="other than a built site"):
        build(precious, root=root)

    assert (precious / "posts/hello.md").exists()


def test_a_checkout_of_the_published_branch_is_not_replaced(root):
    (root / "pages/.git").mkdir(parents=True)
    (root / "pages" / MARK).touch()

    with pytest.raises(CommandError, match="other than a built site"):
        build(root / "pages", root=root)


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/site"])
def test_an_output_that_cannot_be_written_is_one_clear_line(root, place):
    (root / "file").touch()

    with pytest.raises(CommandError) as told:
        build(root / place, root=root)

    assert str(told.value).startswith(str(root / place))
    assert "\n" not in str(told.value)


def test_a_read_only_folder_is_one_clear_line(root, monkeypatch):
    """As where the system refuses; a superuser is refused nothing, so we refuse."""

    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("plugins.commands.replacing.tempfile.mkdtemp", refuse)

    with pytest.raises(CommandError, match=r"cannot be written \(Permission denied\)"):
        build(root / "output", root=root)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_killing_the_build_ends_pelican_and_the_next_build_tidies_up(root, how):
    build(root / "output", root=root)
    before = files(root / "output")
    endless = "import os, pathlib, time\n"
    endless += "pathlib.Path('child.pid').write_text(str(os.getpid()))\n"
    endless += "time.sleep(3600)\n"
    (root / "pelicanconf.py").write_text(small_site.SETTINGS + endless)
    killed = begin(root)
    pelican = started(root)

    killed.send_signal(how)
    killed.wait()

    assert not running(pelican)
    assert files(root / "output") == before
    assert list(root.glob(".output-*"))
    (root / "pelicanconf.py").write_text(small_site.SETTINGS)
    build(root / "output", root=root)
    assert not list(root.glob(".output-*"))


def test_two_builds_at_once_both_end_well(root):
    both = [begin(root), begin(root)]

    assert [process.wait() for process in both] == [0, 0]

    assert "First words." in (root / "output/blog/hello/index.html").read_text()
    assert not list(root.glob(".output-*"))


def test_pelican_obeys_ctrl_c_where_the_shell_ignores_it(root):
    """As in the background of a script: what we start inherits that it is ignored."""
    waiting = "import os, pathlib, signal\n"
    waiting += "pathlib.Path('child.pid').write_text(str(os.getpid()))\n"
    waiting += "import time; time.sleep(3600)\n"
    (root / "pelicanconf.py").write_text(small_site.SETTINGS + waiting)
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)
    building = begin(root)
    signal.signal(signal.SIGINT, ignored)

    os.kill(started(root), signal.SIGINT)

    assert building.wait(PATIENCE) == 1
