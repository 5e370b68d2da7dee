"""A release has a version, a dated section of the changelog, and a tag; or nothing."""

from datetime import date

import pytest
from repositories import commit, git, project, refs

from plugins.commands.project import CommandError
from plugins.commands.release import release

PYPROJECT = '[project]\nname = "x"\nversion = "0.9.0"\n\n[tool.x]\nversion = 1\n'
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n- More.\n\n## [0.9.0] - 2026-01-01\n"
DAY = date(2026, 1, 31)


@pytest.fixture
def engine(tmp_path, monkeypatch):
    root = project(tmp_path / "engine", monkeypatch)
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "CHANGELOG.md").write_text(CHANGELOG)
    commit(root)
    return root


def test_a_release_is_numbered_dated_and_tagged(engine):
    said = release("0.10.0", day=DAY, root=engine)

    assert "git push --follow-tags" in said
    assert git(engine, "show", "v0.10.0:pyproject.toml") == PYPROJECT.replace(
        "0.9.0", "0.10.0"
    )
    assert git(engine, "show", "v0.10.0:CHANGELOG.md") == CHANGELOG.replace(
        "## [Unreleased]\n", "## [Unreleased]\n\n## [0.10.0] - 2026-01-31\n"
    )
    assert git(engine, "status", "--porcelain") == ""


def tagged(root):
    git(root, "tag", "v1.0.0")


def unsaved(root):
    (root / "mine.txt").write_text("mine")


def unwritten(root):
    (root / "CHANGELOG.md").write_text(CHANGELOG.replace("- More.\n", ""))
    commit(root)


@pytest.mark.parametrize(
    ("spoil", "version", "said"),
    [
        (tagged, "1.0.0", r"^v1\.0\.0: there is such a tag"),
        (unsaved, "1.0.0", r"^mine\.txt: is in no commit"),
        (unwritten, "1.0.0", r"^CHANGELOG\.md: says nothing"),
        (lambda _: None, "0.9.0", r"the version is 0\.9\.0 already"),
        (lambda _: None, "0.8.12", r"the version is 0\.9\.0 already"),
        (lambda _: None, "v1", r"^'v1' is not the number of a version"),
    ],
)
def test_what_is_no_release_is_told_and_nothing_changes(engine, spoil, version, said):
    spoil(engine)
    before = refs(engine), (engine / "CHANGELOG.md").read_text()

    with pytest.raises(CommandError, match=said) as error:
        release(version, day=DAY, root=engine)

    assert len(str(error.value).splitlines()) == 1
    assert (refs(engine), (engine / "CHANGELOG.md").read_text()) == before
