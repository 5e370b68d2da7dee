"""Projects in git repositories, and remotes to publish them to."""

import subprocess
from pathlib import Path

import pytest
import small_site


def project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, committed, with no settings of git but these."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "test@example.org")
    root = small_site.make(folder)
    (root / ".gitignore").write_text(".cache/\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def bare(folder: Path) -> Path:
    """An empty bare repository."""
    git(folder.parent, "init", "--quiet", "--bare", folder.name)
    return folder


def git(folder: Path, *arguments: str) -> str:
    """What a git command printed, if it ended well."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(root: Path, message: str = "Edit") -> None:
    """Commit all there is."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)


def write(root: Path, words: str, name: str = "hello") -> None:
    """Put a post with these words into a project."""
    post = small_site.POST.format(title=name.title(), body=words)
    (root / f"content/posts/{name}.md").write_text(post, "utf-8")


def tip(repository: Path, branch: str = "gh-pages") -> str:
    """The hash that a name stands for."""
    return git(repository, "rev-parse", branch).strip()


def refs(repository: Path) -> str:
    """Every ref of a repository and what it points to, one a line."""
    return git(repository, "for-each-ref", "--format=%(refname) %(objectname)")


def shown(remote: Path, path: str, branch: str = "gh-pages") -> str:
    """The text of a file of a branch."""
    return git(remote, "show", f"{branch}:{path}")
