"""The site reaches a branch of a git remote, with what its host needs."""

import subprocess

import pytest
import small_site

from plugins.commands.project import CommandError
from plugins.commands.publish import publish


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A small project in a git repository, with no user to name in commits."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "test@example.org")
    root = small_site.make(tmp_path / "project")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Begin")
    return root


@pytest.fixture
def remote(tmp_path):
    """An empty bare repository."""
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    return tmp_path / "remote.git"


def git(folder, *arguments):
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def shown(remote, path, branch="gh-pages"):
    return git(remote, "show", f"{branch}:{path}")


def test_the_site_is_on_the_branch_with_public_addresses(root, remote):
    address = publish(str(remote), "gh-pages", root=root)

    assert address == "https://example.org/"
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
    publish(str(remote), "gh-pages", siteurl="https://blog.example.net", root=root)

    assert shown(remote, "CNAME") == "blog.example.net\n"


def test_the_domain_is_there_after_the_second_run_too(root, remote):
    for siteurl in ("https://blog.example.net", "https://someone.github.io"):
        publish(str(remote), "gh-pages", siteurl=siteurl, root=root)

    assert shown(remote, "CNAME") == "blog.example.net\n"


def test_a_second_clone_adds_to_what_the_first_has_published(root, remote, tmp_path):
    publish(str(remote), "gh-pages", root=root)
    small_site.make(tmp_path / "elsewhere")
    git(tmp_path / "elsewhere", "init", "--quiet", "--initial-branch=main")
    git(tmp_path / "elsewhere", "remote", "add", "origin", str(remote))
    (tmp_path / "elsewhere/content/posts/hello.md").unlink()

    publish("origin", "gh-pages", root=tmp_path / "elsewhere")

    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "2"
    assert "blog/hello" not in git(remote, "ls-tree", "-r", "--name-only", "gh-pages")


def test_another_branch_can_be_named(root, remote):
    publish(str(remote), "pages", root=root)

    assert "First words." in shown(remote, "blog/hello/index.html", branch="pages")


def test_the_authors_own_files_and_branch_stay_as_they_were(root, remote):
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "main")

    publish(str(remote), "gh-pages", root=root)

    assert (
        git(root, "status", "--porcelain"),
        git(root, "rev-parse", "main"),
    ) == before


def test_a_remote_that_is_not_there_is_a_clear_error(root):
    with pytest.raises(CommandError, match="nowhere: gh-pages not reached"):
        publish("nowhere", "gh-pages", root=root)


def test_a_site_that_does_not_build_is_not_pushed(root, remote):
    (root / "theme/templates/article.html").write_text("{% if %}")

    with pytest.raises(CommandError, match="was not built"):
        publish(str(remote), "gh-pages", root=root)

    assert git(remote, "branch", "--list") == ""
