"""The built site takes its place whole, or not at all."""

import pytest
import small_site

from plugins.commands.build import MARK, build
from plugins.commands.project import CommandError


@pytest.fixture
def root(tmp_path):
    """A small project."""
    return small_site.make(tmp_path / "project")


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

    monkeypatch.setattr("plugins.commands.build.tempfile.mkdtemp", refuse)

    with pytest.raises(CommandError, match=r"cannot be written \(Permission denied\)"):
        build(root / "output", root=root)
