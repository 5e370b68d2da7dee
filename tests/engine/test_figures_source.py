"""The code of a figure's demo: at the commit that readers can see, or nowhere."""

import subprocess
from pathlib import Path

import pytest
from figure_sites import SETTINGS, figure, post, site_of, write
from sites import build
from tiny import Tiny

from plugins.figures import html
from plugins.figures.placeholder import Figure
from plugins.figures.source import source
from plugins.shared.languages import own

TEMPLATE = "https://example.org/code/{commit}/{path}"
PERSON = ("-c", "user.name=A", "-c", "user.email=a@example.org")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *PERSON, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """Demos that are committed, in a folder of a repository."""
    (tmp_path / "site").mkdir()
    tiny = Tiny(tmp_path / "site")
    (tmp_path / ".gitignore").write_text("__pycache__/\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "site/tiny_demos")
    git(tmp_path, "commit", "-q", "-m", "Add demos")
    return tiny


def test_a_figure_leads_to_its_own_code_as_it_was_committed(tiny):
    wave = tiny.entry("demo:wave")
    commit = git(tiny.root, "rev-parse", "HEAD")

    found = source(TEMPLATE, tiny.root, "tiny_demos")

    assert found
    path = "site/tiny_demos/wave.py"
    assert found.address(wave) == f"https://example.org/code/{commit}/{path}"
    assert git(tiny.root.parent, "show", f"{commit}:{path}") in (
        tiny.package / "wave.py"
    ).read_text("utf-8")


def test_a_demo_that_does_not_say_which_module_it_is_leads_nowhere(tiny):
    peek = tiny.entry("demo:peek")

    found = source(TEMPLATE, tiny.root, "tiny_demos")

    assert found
    assert found.address(peek) == ""


@pytest.mark.parametrize("change", ["edit", "new file"])
def test_code_that_is_in_no_commit_is_not_linked_to(tiny, change):
    if change == "edit":
        tiny.edit("wave.py", "(2, seed)", "(2, 2 * seed)")
    else:
        (tiny.package / "new.py").touch()

    assert source(TEMPLATE, tiny.root, "tiny_demos") is None


def test_a_change_elsewhere_does_not_matter(tiny):
    (tiny.root / "post.md").touch()

    assert source(TEMPLATE, tiny.root, "tiny_demos")


def test_without_a_repository_or_its_address_there_is_no_link(tiny, tmp_path_factory):
    no_repository = Tiny(tmp_path_factory.mktemp("bare"))

    assert source(TEMPLATE, no_repository.root, "tiny_demos") is None
    assert source("", tiny.root, "tiny_demos") is None


def test_a_page_of_a_committed_site_leads_to_the_code(tmp_path):
    files = site_of({"posts/a.md": post(figure("demo:wave"), Slug="a")})
    write(tmp_path, files | {".gitignore": "__pycache__/\n"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "tiny_demos", ".gitignore")
    git(tmp_path, "commit", "-q", "-m", "Add demos")

    build(tmp_path, files, SETTINGS | {"DEMOS_SOURCE": TEMPLATE})

    page = (tmp_path / "output/blog/a/index.html").read_text()
    commit = git(tmp_path, "rev-parse", "HEAD")
    assert f"https://example.org/code/{commit}/tiny_demos/wave.py" in page


def test_the_link_stands_with_the_others(tiny):
    figure = Figure(1, "fig-a", "demo:wave", "A curve.", "")
    wave = tiny.entry("demo:wave")

    page = html.page(figure, wave, "", own("en"), code="https://example.org/?a&b")

    assert '· <a href="https://example.org/?a&amp;b">code</a></p>' in page
    assert ">code</a>" not in html.page(figure, wave, "", own("en"))
