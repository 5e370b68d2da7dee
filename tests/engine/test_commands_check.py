"""One summary of all checks, and one mistake is enough to fail."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
import small_site

from plugins.commands import check as command
from plugins.commands.project import CommandError

WORKFLOW = """\
on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo
"""
PROJECT = """\
[tool.ruff.lint.per-file-ignores]
"publishconf.py" = ["F403"]
[tool.mypy]
files = ["typed.py"]
"""
SPOILT = """\
[gone](/gone/) <img src='data:,'> <b id="a"></b><b id="a"></b>
<math><mi>\u4e00</mi></math>
"""


def pictures(site, _address):
    """Stands for browsers that take their time: says where there is a picture."""
    pages = site.rglob("*.html")
    return [page.name for page in pages if "<img" in page.read_text("utf-8")]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A small project with what the checks look at."""
    for slow in (command.lighthouse, command.three_engines):
        monkeypatch.setattr(slow, "problems", pictures)
    root = small_site.make(tmp_path)
    (root / "tests/engine").mkdir(parents=True)
    for name in ("test_readme.py", "test_typical_page.py"):
        (root / "tests/engine" / name).write_text("def test_all():\n    pass\n")
    (root / ".github/workflows").mkdir(parents=True)
    (root / ".github/workflows/site.yml").write_text(WORKFLOW)
    (root / "typed.py").write_text("X = 1\n")
    (root / "pyproject.toml").write_text(PROJECT)
    return root


def check(root):
    """Check in a thread of its own: each drives one browser, and ours may have it."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(command.check, root).result()


def summary(capfd):
    """The verdict on each check, by its name."""
    last = capfd.readouterr().out.rpartition("\n\n")[2]
    return dict(reversed(line.split(maxsplit=1)) for line in last.splitlines())


def test_a_good_project_passes(root, capfd):
    check(root)

    assert set(summary(capfd).values()) == {"ok"}


def test_every_check_finds_its_own_mistake(root, capfd):
    for file, mistake in {
        "typed.py": 'import os\nY: int = "word"\nX = {1:2}\n',
        "tests/engine/test_readme.py": "    assert False\n",
        "tests/engine/test_typical_page.py": "    assert False\n",
        ".github/workflows/site.yml": "      - uses: actions/checkout@main\n",
        "content/posts/hello.md": SPOILT,
    }.items():
        with (root / file).open("a") as source:
            source.write(mistake)

    with pytest.raises(CommandError, match="of 14 checks failed"):
        check(root)

    verdicts = summary(capfd)
    if not all(map(shutil.which, ("java", "npm"))):
        verdicts.pop("HTML")
    assert [name for name, word in verdicts.items() if word == "ok"] == [
        "strict build as published",
        "strict build under a sub-path",
    ]


def test_a_site_that_does_not_build_is_not_found_good(root, capfd, monkeypatch):
    monkeypatch.setattr("plugins.commands.check.code_steps", lambda root: {})
    (root / "theme/templates/article.html").write_text("{% if %}")

    with pytest.raises(CommandError, match="8 of 8"):
        check(root)

    assert capfd.readouterr().out.count("There is no site to look at.") == 6
