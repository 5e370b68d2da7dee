"""The tasks: what they are called, what they say, from where they work."""

import subprocess
import sys
from pathlib import Path

import pytest
import small_site

import tasks
from plugins.commands.bench import bench
from plugins.commands.check import tool
from plugins.commands.project import CommandError, read_settings

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    *("bench", "build", "check", "clean", "docs", "import-jekyll", "livereload"),
    *("lock", "new", "publish", "release", "start", "test", "upgrade", "verify"),
}


def invoke(*arguments, cwd=ROOT):
    """How an invoke command ended."""
    command = [sys.executable, "-m", "invoke", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


@pytest.mark.parametrize("folder", ["", "content/posts"])
def test_the_list_is_a_table_of_contents(folder):
    listed = invoke("--list", cwd=ROOT / folder).stdout

    lines = [line.split(maxsplit=1) for line in listed.splitlines()[1:] if line]
    assert {name for name, _ in lines} == COMMANDS
    assert all(words.endswith(".") for _, words in lines)


def test_commands_work_from_any_folder(tmp_path):
    done = invoke("--search-root", str(ROOT), "new", "  ", cwd=tmp_path)

    assert "No file name can be made" in done.stderr


def test_what_the_author_can_mend_is_one_line_and_exit_code_1(tmp_path):
    (tmp_path / "file").touch()

    here = ("--search-root", str(ROOT))
    done = invoke(*here, "build", "--output", "file/site", cwd=tmp_path)

    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{tmp_path}/file/site: cannot be written")


def test_settings_that_cannot_be_read_are_told(tmp_path):
    (tmp_path / "pelicanconf.py").write_text("SITENAME = (")

    with pytest.raises(
        CommandError,
        match=r"^pelicanconf.py:1: cannot be read .*never closed",
    ):
        read_settings(tmp_path)


def test_benchmarks_print_ratios(tmp_path, capfd):
    root = small_site.make(tmp_path)
    for name in ("demos", "plugins"):
        (root / name).mkdir()
    (root / "tests/benchmarks").mkdir(parents=True)
    script = (ROOT / "tests/benchmarks/build.py").read_text("utf-8")
    once = script.replace("TIMES = 5", "TIMES = 1")
    (root / "tests/benchmarks/build.py").write_text(once, "utf-8")

    bench(root=root)

    said = capfd.readouterr().out.splitlines()
    assert said[0] == "build:"
    assert "nothing changed" in said[2]
    assert "1.00 x" in said[2]


def test_one_benchmark_is_run_by_its_name(tmp_path, capsys):
    folder = tmp_path / "tests/benchmarks"
    folder.mkdir(parents=True)
    for name in ("first", "second"):
        (folder / f"{name}.py").write_text(f"def main():\n    print('{name} ran')\n")
    (folder / "helpers.py").write_text("")

    bench("second", tmp_path)

    assert capsys.readouterr().out == "second:\nsecond ran\n"
    with pytest.raises(CommandError, match="'third'; take one of first, second"):
        bench("third", tmp_path)


def test_a_check_that_fails_shows_what_its_program_said(tmp_path):
    (tmp_path / "bad.py").write_text("import os\n")

    with pytest.raises(CommandError, match="F401"):
        tool(tmp_path, "ruff", "check", "--isolated", ".")()


@pytest.mark.parametrize("undo", [True, False])
@pytest.mark.parametrize("dry_run", [True, False])
def test_publish_goes_ahead_unless_it_is_a_dry_run(monkeypatch, capsys, undo, dry_run):
    def said(name):
        return lambda *to, agree, **_: f"{name} {to}: {agree('This there.')}"

    for name in ("publish", "undo"):
        monkeypatch.setattr(f"plugins.commands.publish.{name}", said(name))

    tasks.publish.body(None, yes=True, dry_run=dry_run, undo=undo)

    name = "undo" if undo else "publish"
    done = f"{name} ('origin', 'gh-pages'): {not dry_run}"
    assert capsys.readouterr().out.splitlines() == ["This there.", done]


def test_clean_removes_only_what_can_be_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    left = ".output-unfinished-killed/index.html"
    for name in ("output/a.html", left, ".cache/figures/x", "content/posts/a.md"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()

    tasks.clean.body(None)

    assert [path.name for path in tmp_path.iterdir()] == ["content"]
