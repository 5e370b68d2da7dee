"""Nothing is shown in the papers that has not been run.

Each command in README.md, CONTRIBUTING.md and the manual is run here, in a copy of the
project, in the order in which it is shown; the files that the manual tells one to write
are written.  Commands that another test runs are listed with the test that does.

Who takes the engine for a site of their own may write a README of their own, which is
then not looked at: ours is known by the line that .ci/run looks for.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import tenant

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = (
    "begin",
    "write",
    "differences",
    "from-jekyll",
    "figures",
    "experiments",
    "looks",
    "publish",
)
MANUAL = tuple(f"docs/content/pages/{name}.md" for name in CHAPTERS)
README = ROOT / "README.md"
IS_OURS = "<!-- .ci/run" in (README.read_text("utf-8") if README.exists() else "")
PAPERS = (*(["README.md"] if IS_OURS else []), "CONTRIBUTING.md", *MANUAL)
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|demo:|#)([^)]+)\)")
INSTALL = "python3 -m venv .venv && .venv/bin/python -m pip install -r "

# Too long, too far or too endless to be run here: the test that does it instead.
RUN_BY = {
    f"{INSTALL}requirements.txt && .venv/bin/invoke start": (
        "test_commands_start.py::test_a_clone_becomes_a_site_that_may_be_published"
    ),
    f"{INSTALL}requirements.txt && .venv/bin/invoke build": (
        "test_readme.py::test_all_lines_install_and_run_what_they_say"
    ),
    f"{INSTALL}requirements-dev.txt && .venv/bin/invoke test --all": (
        "test_readme.py::test_all_lines_install_and_run_what_they_say"
    ),
    "invoke livereload": "test_commands_livereload.py::test_a_save_is_seen_and_told",
    "invoke publish --remote origin": (
        "test_commands_publish.py::test_a_second_clone_adds_to_what_the_first_has_published"
    ),
    "invoke publish --undo": (
        "test_commands_publish_branch.py::"
        "test_undo_brings_back_the_site_before_in_a_new_commit"
    ),
    "invoke upgrade": (
        "test_commands_upgrade.py::"
        "test_a_site_gets_the_new_engine_and_keeps_its_own_words"
    ),
    "invoke import-jekyll ../my-old-blog": (
        "test_commands_import_jekyll.py::test_each_kind_goes_into_its_folder"
    ),
    "invoke import-jekyll ../my-blog --dry-run": (
        "test_commands_import_jekyll.py::test_a_dry_run_tells_and_writes_nothing"
    ),
    "invoke import-jekyll ../my-blog": (
        "test_commands_import_jekyll.py::test_each_kind_goes_into_its_folder"
    ),
    "invoke release 0.2.0": (
        "test_commands_release.py::test_a_release_is_numbered_dated_and_tagged"
    ),
    "invoke lock": "test_commands_lock.py::test_the_command_writes_both_files",
    "invoke bench": "test_commands_tasks.py::test_benchmarks_print_ratios",
    "invoke test": "test_readme.py::",  # is what runs this
    "invoke check": "test_commands_check.py::test_a_good_project_passes",
    "invoke verify": (
        "test_figures_verify.py::"
        "test_verifying_a_whole_site_ends_with_one_if_any_figure_differs"
    ),
    "python -m pytest tests/engine/test_commands_links.py": "test_commands_links.py::",
}


if_ours = pytest.mark.skipif(not IS_OURS, reason="the README is a site's own")


class Block(NamedTuple):
    """A piece of code in a paper."""

    language: str
    path: str  # where the paper says that it goes
    code: str


def blocks(paper):
    text = (ROOT / paper).read_text("utf-8")
    return [Block(m[1], m[2] or "", m[3]) for m in FENCE.finditer(text)]


def commands(paper):
    """Every command that a paper shows."""
    shown = [block.code for block in blocks(paper) if block.language == "sh"]
    return [line for code in shown for line in code.splitlines()]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project as a reader would have it, with this environment."""
    root = tenant.fork(tmp_path_factory.mktemp("copy") / "project")
    (root / ".venv").symlink_to(sys.prefix)
    return root


def follow(root, paper):
    """Do what a paper says: write the files that it names, run its commands."""
    for block in blocks(paper):
        if block.path:
            write(root, block)
        elif block.language == "sh":
            lines = [line for line in block.code.splitlines() if line not in RUN_BY]
            run(root, "\n".join(lines))


def test_what_the_manual_shows_works(copy):
    """From an empty desk to a post with mathematics and a demo of its own."""
    for chapter in MANUAL:
        follow(copy, chapter)

    page = next((copy / "output/blog").glob("*why-heat-flows/index.html")).read_text()
    assert "<math" in page
    assert page.count("<figure") == 2
    assert ">Figure&nbsp;1</a>" in page
    assert "random-walk" in page


def test_what_contributors_are_shown_works(copy):
    follow(copy, "CONTRIBUTING.md")


def write(root, block):
    """Put a block where it belongs: into a new file, or after what is there."""
    if block.language == "markdown":
        (file,) = root.glob(block.path)
        file.write_text(file.read_text("utf-8") + "\n" + block.code, "utf-8")
    else:
        (root / block.path).parent.mkdir(parents=True, exist_ok=True)
        (root / block.path).write_text(block.code, "utf-8")


def run(root, script):
    """Run commands as a reader would type them."""
    path = f"{Path(sys.prefix, 'bin')}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-euc", script],
        cwd=root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=3600,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_not_run_here_is_run_by_a_test_that_exists(paper):
    for command in set(commands(paper)) & RUN_BY.keys():
        file, _, name = RUN_BY[command].partition("::")
        body = ast.parse((ROOT / "tests/engine" / file).read_text("utf-8")).body
        names = {node.name for node in body if isinstance(node, ast.FunctionDef)}
        assert not name or name in names, f"{command}: no test {RUN_BY[command]}"


@if_ours
def test_no_command_is_listed_that_is_no_longer_shown():
    shown = {command for paper in PAPERS for command in commands(paper)}

    assert RUN_BY.keys() <= shown


@if_ours
def test_what_the_readme_shows_works(copy):
    follow(copy, "README.md")


def test_every_chapter_is_read():
    written = (ROOT / "docs/content/pages").glob("*.md")
    names = {path.stem for path in written if not path.stem.startswith("reference-")}

    assert names == {*CHAPTERS, "home", "404"}


@pytest.mark.parametrize("paper", sorted({*PAPERS, "CHANGELOG.md"} - {*MANUAL}))
def test_links_between_papers_lead_somewhere(paper):
    links = LINK.findall((ROOT / paper).read_text("utf-8"))

    assert [link for link in links if not (ROOT / link).exists()] == []


# Stands for python3 in a folder with nothing installed: notes what it is asked.
FAKE_PYTHON = """\
#!/bin/sh
mkdir -p .venv/bin
for name in python invoke; do
  printf '#!/bin/sh\\necho %s "$@" >> said\\n' "$name" > ".venv/bin/$name"
  chmod +x ".venv/bin/$name"
done
echo python3 "$@" >> said
"""


@pytest.fixture
def bare(tmp_path):
    """A clone on a machine without anything, and what was asked of its Python."""
    (tmp_path / "bin").mkdir()
    only_there = ("npm", "java", "openssl")
    for name in ("python3", *only_there):
        (tmp_path / "bin" / name).write_text(FAKE_PYTHON)
        (tmp_path / "bin" / name).chmod(0o755)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")

    def asked(*command):
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path}
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)
        return (tmp_path / "said").read_text().splitlines()

    return asked


@if_ours
@pytest.mark.parametrize(
    ("line", "file", "task"),
    [
        (0, "requirements.txt", "start"),
        (1, "requirements.txt", "build"),
        (2, "requirements-dev.txt", "test --all"),
    ],
)
def test_all_lines_install_and_run_what_they_say(bare, line, file, task):
    shown = commands("README.md")[line]

    assert bare("sh", "-euc", shown) == [
        "python3 -m venv .venv",
        f"python -m pip install -r {file}",
        f"invoke {task}",
    ]


@pytest.mark.parametrize("paper", ["ours", "# Notes of mine\n"])
def test_ci_runs_the_last_line_word_for_word_and_then_checks(bare, paper, tmp_path):
    ours = README.read_text("utf-8") if IS_OURS else "<!-- .ci/run\n"
    (tmp_path / "README.md").write_text(ours if paper == "ours" else paper)

    _asks_for_venv, *rest = bare(".ci/run")

    assert rest == [
        "python3 -m venv .venv",
        "python -m pip install -r requirements-dev.txt",
        "invoke test --all",
        "invoke check",
    ]
