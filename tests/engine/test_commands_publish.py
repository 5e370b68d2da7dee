"""What is committed is built for the public and reaches a branch of a git remote."""

import pytest
import small_site
from repositories import bare, commit, git, project, shown, tip, write

from plugins.commands.project import CommandError
from plugins.commands.publish import publish


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A small project, committed."""
    return project(tmp_path / "project", monkeypatch)


@pytest.fixture
def remote(tmp_path):
    """An empty bare repository."""
    return bare(tmp_path / "remote.git")


def test_the_site_is_on_the_branch_with_public_addresses(root, remote):
    said = publish(str(remote), "gh-pages", root=root)

    assert said == "Published: https://example.org/"
    assert "First words." in shown(remote, "blog/hello/index.html")
    assert 'href="https://example.org/blog/hello/"' in shown(remote, "index.html")
    assert ".nojekyll" in git(remote, "ls-tree", "--name-only", "gh-pages").split()


def test_a_project_site_lives_under_its_sub_path(root, remote):
    siteurl = "https://someone.github.io/project/"

    publish(str(remote), "gh-pages", siteurl=siteurl, root=root)

    links = shown(remote, "index.html")
    assert 'href="https://someone.github.io/project/blog/hello/"' in links
    assert "CNAME" not in git(remote, "ls-tree", "--name-only", "gh-pages").split()


def test_a_domain_of_ones_own_is_written_down_for_the_host(root, remote):
    publish(str(remote), "gh-pages", siteurl="https://words.test", root=root)

    assert shown(remote, "CNAME") == "words.test\n"


def test_the_domain_is_there_after_the_second_run_too(root, remote):
    for siteurl in ("https://words.test", "https://someone.github.io"):
        publish(str(remote), "gh-pages", siteurl=siteurl, root=root)

    assert shown(remote, "CNAME") == "words.test\n"


def test_a_second_clone_adds_to_what_the_first_has_published(root, remote, tmp_path):
    publish(str(remote), "gh-pages", root=root)
    small_site.make(tmp_path / "elsewhere")
    git(tmp_path / "elsewhere", "init", "--quiet", "--initial-branch=main")
    git(tmp_path / "elsewhere", "remote", "add", "origin", str(remote))
    (tmp_path / "elsewhere/content/posts/hello.md").unlink()
    write(tmp_path / "elsewhere", "Other words.", name="other")
    commit(tmp_path / "elsewhere")

    publish("origin", "gh-pages", root=tmp_path / "elsewhere")

    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "2"
    assert "blog/hello" not in git(remote, "ls-tree", "-r", "--name-only", "gh-pages")


def test_another_branch_can_be_named(root, remote):
    publish(str(remote), "pages", root=root)

    assert "First words." in shown(remote, "blog/hello/index.html", branch="pages")


def test_the_authors_files_branches_and_worktrees_stay_as_they_were(root, remote):
    publish(str(remote), "gh-pages", root=root)
    write(root, "Not ready.", name="later")
    before = [git(root, "status", "--porcelain"), git(root, "worktree", "list")]
    own = git(root, "branch", "--list", "--all", "--verbose")
    publish(str(remote), "gh-pages", root=root)

    assert git(root, "branch", "--list", "--all", "--verbose") == own
    after = [git(root, "status", "--porcelain"), git(root, "worktree", "list")]
    assert after == before


def test_a_remote_that_is_not_there_is_a_clear_error(root):
    with pytest.raises(CommandError, match="nowhere: gh-pages not reached"):
        publish("nowhere", "gh-pages", root=root)


def test_a_site_that_does_not_build_is_not_pushed(root, remote):
    (root / "theme/templates/article.html").write_text("{% if %}")
    commit(root)

    with pytest.raises(CommandError, match="was not built"):
        publish(str(remote), "gh-pages", root=root)

    assert git(remote, "branch", "--list") == ""


def test_only_what_is_committed_is_published_and_the_rest_is_named(
    root, remote, capsys
):
    source = tip(root, "main")
    write(root, "Half a sentence")
    write(root, "Not ready.", name="next-năm")

    publish(str(remote), "gh-pages", root=root)

    files = git(remote, "ls-tree", "-r", "--name-only", "gh-pages")
    assert "First words." in shown(remote, "blog/hello/index.html")
    assert "next" not in files
    said = capsys.readouterr().out
    assert "Not committed, so not published:\n" in said
    assert "   M content/posts/hello.md\n" in said
    assert "next-năm.md" in said
    assert f"Source-Commit: {source}\n" in git(remote, "log", "-1", "gh-pages")


def test_a_clean_tree_is_not_spoken_of(root, remote, capsys):
    publish(str(remote), "gh-pages", root=root)

    assert "Not committed" not in capsys.readouterr().out


@pytest.mark.parametrize("repository", ["none", "empty"])
def test_a_project_that_is_in_no_commit_is_not_published(tmp_path, remote, repository):
    root = small_site.make(tmp_path / "new")
    if repository == "empty":
        git(root, "init", "--quiet")

    with pytest.raises(CommandError, match=r"pelicanconf\.py is in no commit"):
        publish(str(remote), "gh-pages", root=root)


def test_a_project_in_a_folder_of_its_repository_is_published(root, remote):
    (root / "site").mkdir()
    names = ("content", "theme", "pelicanconf.py", "publishconf.py")
    git(root, "mv", *names, "site")
    commit(root)

    publish(str(remote), "gh-pages", root=root / "site")

    assert "First words." in shown(remote, "blog/hello/index.html")
