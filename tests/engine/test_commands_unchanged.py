"""A build for which nothing has changed does nothing; every change is seen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import small_site

from plugins.commands import build as command
from plugins.commands import unchanged
from plugins.commands.build import build
from plugins.commands.project import ROOT


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project whose builds are counted, old enough to be trusted."""
    root = small_site.make(tmp_path / "project")
    (root / "tests").mkdir()
    runs = []

    def run(arguments, *_):
        output = arguments[arguments.index("--output") + 1]
        runs.append(output)
        text = (root / "content/posts/hello.md").read_text()
        Path(output, "index.html").write_text(text)
        return 0, root.warnings

    root = type("Root", (type(root),), {})(root)
    root.runs, root.warnings = runs, []
    monkeypatch.setattr(command, "run_pelican", run)
    monkeypatch.setattr(unchanged, "_hour", lambda: "2026-05-01 00")
    for path in root.rglob("*"):
        os.utime(path, (1e9, 1e9))
    return root


def test_to_find_that_nothing_has_changed_pelican_is_not_imported():
    code = "import sys, plugins.commands.build; print('pelican' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


GIT = ("-c", "user.name=A", "-c", "user.email=a@example.org")


def times_built(root, **options):
    build(root / "output", root=root, **options)
    return len(root.runs)


def test_the_second_build_is_left_out(root, capsys):
    assert [times_built(root), times_built(root)] == [1, 1]
    assert "Nothing has changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["content/posts/hello.md", "theme/static/style.css", "pelicanconf.py"]
)
def test_a_changed_file_is_built(root, name):
    times_built(root)
    (root / name).write_text("Title: New\nDate: 2026-01-02\n\nOther.\n")

    assert times_built(root) == 2


def test_so_is_one_of_the_same_size_and_a_new_and_a_lost_one(root):
    times_built(root)
    post = root / "content/posts/hello.md"
    post.write_text(post.read_text().replace("First", "Other"))
    assert times_built(root) == 2
    (root / "content/posts/more.md").write_text("x")
    assert times_built(root) == 3
    (root / "content/posts/more.md").unlink()
    assert times_built(root) == 4


def test_a_damaged_site_is_built(root):
    times_built(root)
    (root / "output/index.html").write_text("cut")

    assert times_built(root) == 2


def test_what_changes_while_a_build_runs_is_built_again(root, monkeypatch):
    times_built(root)
    monkeypatch.setattr(unchanged, "TICK", 10**15)  # as if the machine were as slow
    post = root / "content/posts/hello.md"
    post.write_text("saved in the moment the next build begins")
    assert times_built(root) == 2

    assert times_built(root) == 3  # its stamp is too young to be trusted


def test_other_settings_another_commit_and_other_packages_count(root, monkeypatch):
    times_built(root)
    assert times_built(root, overrides={"SITEURL": "https://a.org"}) == 2
    monkeypatch.setattr(unchanged, "_installed", lambda _: ["other.dist-info"])
    assert times_built(root, overrides={"SITEURL": "https://a.org"}) == 3
    for order in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "A commit"]):
        subprocess.run(["git", *GIT, *order], cwd=root, check=True)
    assert times_built(root, overrides={"SITEURL": "https://a.org"}) == 4


def test_a_date_that_has_come_counts(root, monkeypatch):
    times_built(root)
    monkeypatch.setattr(unchanged, "_hour", lambda: "2999-05-01 00")

    assert times_built(root) == 2


def test_warnings_are_said_at_every_build(root):
    root.warnings.append("content/posts/hello.md:3: no alt text")

    assert [times_built(root), times_built(root)] == [1, 2]


def test_a_note_that_is_damaged_or_cannot_be_kept_costs_time_only(root):
    times_built(root)
    (note,) = (root / ".cache/built").iterdir()
    note.write_text("{")
    assert times_built(root) == 2
    note.unlink()
    note.parent.rmdir()
    note.parent.write_text("in the way")
    assert [times_built(root), times_built(root)] == [3, 4]
