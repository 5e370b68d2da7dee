"""Publishing takes nothing from anybody, says what it does, and can be undone.

Git is real here; a tiny function stands for Pelican.
"""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import bare, commit, git, project, refs, tip, write

from plugins.commands.project import CommandError
from plugins.commands.publish import agreed, first, publish, undo
from plugins.shared.environment import MARK


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A small project, committed."""
    monkeypatch.setattr("plugins.commands.publish.build_for_public", copy_posts)
    return project(tmp_path / "project", monkeypatch)


@pytest.fixture
def remote(tmp_path):
    """An empty bare repository."""
    return bare(tmp_path / "remote.git")


def copy_posts(output, siteurl, *, overrides, root):
    """Make a site whose pages are the posts as they were written."""
    assert Path(overrides["CACHE_FOLDER"]).name == ".cache"
    assert root not in Path(overrides["CACHE_FOLDER"]).parents  # but the author's own
    output.mkdir()
    for post in (root / "content/posts").glob("*.md"):
        (output / post.name).write_bytes(post.read_bytes())
    (output / MARK).touch()


def test_commits_of_a_local_branch_of_the_same_name_are_kept(root, remote, tmp_path):
    publish(str(remote), "gh-pages", root=root)
    site = tmp_path / "site"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(site))
    (site / "by-hand.txt").touch()
    commit(site)
    git(root, "fetch", "--quiet", str(site), "gh-pages:gh-pages")
    by_hand = tip(root)
    write(root, "Second words.")
    commit(root)

    publish(str(remote), "gh-pages", root=root)

    assert tip(root) == by_hand


def test_a_remote_set_up_to_fetch_into_our_branches_does_not(root, remote):
    publish(str(remote), "gh-pages", root=root)
    git(root, "remote", "add", "--mirror=fetch", "origin", str(remote))
    before = refs(root)

    publish("origin", "gh-pages", root=root)

    new = set(refs(root).split("\n")) - set(before.split("\n"))
    assert [ref.split()[0] for ref in new] == ["refs/publish/gh-pages"]


@pytest.mark.parametrize("where", ["here", "elsewhere", "only there"])
def test_a_branch_that_holds_a_project_is_never_published_to(root, remote, where):
    git(root, "push", "--quiet", str(remote), "main")
    commit(root, "Not pushed yet")
    if where != "here":
        git(root, "checkout", "--quiet", "-b", "dev")
    if where == "only there":
        git(root, "branch", "--quiet", "-D", "main")
    before = refs(root), refs(remote)

    with pytest.raises(CommandError, match="name a branch of its own"):
        publish(str(remote), "main", root=root)

    assert refs(remote) == before[1]
    assert set(before[0].split("\n")) <= set(refs(root).split("\n"))


def test_the_branch_one_is_on_is_refused_though_the_remote_is_empty(root, remote):
    with pytest.raises(CommandError, match="main is the branch that you are on"):
        publish(str(remote), "main", root=root)

    assert refs(remote) == ""


def test_a_branch_of_sources_that_the_remote_has_not_is_refused(root, remote):
    git(root, "checkout", "--quiet", "-b", "dev")

    with pytest.raises(CommandError, match=r"main holds a project"):
        publish(str(remote), "main", root=root)

    assert refs(remote) == ""


def test_a_project_in_a_folder_of_the_branch_is_a_project(root, remote):
    (root / "site").mkdir()
    git(root, "mv", "pelicanconf.py", "publishconf.py", "site")
    commit(root)
    git(root, "push", "--quiet", str(remote), "main:work")
    git(root, "reset", "--quiet", "--hard", "HEAD~1")

    with pytest.raises(CommandError, match=r"work holds a project \(pelicanconf.py\)"):
        publish(str(remote), "work", root=root)


@pytest.mark.parametrize(
    ("remote_name", "branch"),
    [
        ("--upload-pack=touch ran", "gh-pages"),
        ("--receive-pack=touch ran", "gh-pages"),
        ("-o", "gh-pages"),
        ("remote", "--all"),
        ("remote", "a..b"),
        ("remote", "x:main"),
        ("remote", "@{-1}"),
        ("remote", "HEAD"),
        ("remote", ""),
    ],
)
def test_no_address_or_branch_is_an_option_to_git(root, remote, remote_name, branch):
    name = str(remote) if remote_name == "remote" else remote_name

    with pytest.raises(CommandError, match=r"is not a (remote|branch); name one"):
        publish(name, branch, root=root)

    assert not (root / "ran").exists()
    assert refs(remote) == ""


def test_a_refused_push_is_an_error_in_a_clear_line(root, remote):
    publish(str(remote), "gh-pages", root=root)
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'closed for today' >&2\nexit 1\n")
    hook.chmod(0o755)
    before = tip(remote)
    write(root, "Second words.")
    commit(root)

    with pytest.raises(CommandError) as told:
        publish(str(remote), "gh-pages", root=root)

    first, *rest = str(told.value).splitlines()
    assert first == (
        f"{remote}: the push to gh-pages was refused, so that nothing is published:"
    )
    assert "closed for today" in "\n".join(rest)
    assert tip(remote) == before


def test_what_another_has_pushed_meanwhile_is_not_overwritten(root, remote):
    publish(str(remote), "gh-pages", root=root)
    write(root, "Second words.")
    commit(root)

    def meanwhile(_):
        git(root, "push", "--quiet", str(remote), f"{another}:refs/heads/gh-pages")
        return True

    tree = tip(remote, "gh-pages^{tree}")
    git(root, "fetch", "--quiet", str(remote), "gh-pages")
    another = git(
        root, "commit-tree", "-p", "FETCH_HEAD", "-m", "Another", tree
    ).strip()

    with pytest.raises(CommandError, match="was refused"):
        publish(str(remote), "gh-pages", agree=meanwhile, root=root)

    assert tip(remote) == another


def test_nothing_changed_is_nothing_committed(root, remote):
    publish(str(remote), "gh-pages", root=root)
    before = tip(remote)
    commit(root, "Nothing that readers see")

    said = publish(str(remote), "gh-pages", root=root)

    assert said.startswith("Nothing has changed: https://example.org/ shows ")
    assert tip(remote) == before


def test_what_goes_where_is_said_before(root, remote):
    plans = []
    git(root, "remote", "add", "origin", str(remote))
    publish("origin", "gh-pages", root=root)
    write(root, "Second words.")
    write(root, "Third words.", name="more")
    commit(root)

    said = publish("origin", "gh-pages", agree=plans.append, root=root)

    assert said == "Nothing was pushed."
    assert git(remote, "rev-list", "--count", "gh-pages") == "1\n"
    assert plans == [
        f"The site of commit {tip(root, 'main')[:10]} goes to "
        f"the branch gh-pages of origin ({remote}); files that differ: 2\n"
        "  changed hello.md\n"
        "  new     more.md"
    ]


def test_of_many_files_the_first_are_shown_and_the_others_counted():
    shown = first([f"new {number}" for number in range(12)])

    assert shown == [*(f"  new {number}" for number in range(10)), "  … and 2 more"]


def test_a_password_in_an_address_is_not_shown(root, remote):
    git(root, "remote", "add", "origin", str(remote))
    git(
        root, "remote", "set-url", "--push", "origin", "https://me:secret@example.org/x"
    )
    plans = []

    publish("origin", "gh-pages", agree=plans.append, root=root)

    assert "of origin (https://example.org/x);" in plans[0]


class Terminal:
    """Somebody who types an answer, or ends the input."""

    def __init__(self, answer):
        self.answer = answer

    def isatty(self):
        return True

    def readline(self, *_):
        return self.answer


@pytest.mark.parametrize(
    ("answer", "pushed"),
    [("y\n", True), ("Yes\n", True), ("\n", False), ("no\n", False), ("", False)],
)
def test_a_terminal_is_asked(monkeypatch, answer, pushed):
    monkeypatch.setattr(sys, "stdin", Terminal(answer))

    assert agreed("This goes there.") is pushed


def test_nobody_is_asked_twice_or_where_nobody_is(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))

    assert agreed("This goes there.", yes=True)
    assert not agreed("This goes there.", yes=True, dry_run=True)
    monkeypatch.undo()
    monkeypatch.setattr(sys, "stdin", io.StringIO("no\n"))
    assert agreed("This goes there.")
    assert capsys.readouterr().out == "This goes there.\n" * 3


def publications(root, remote, *words):
    """The trees of the branch after publishing each of these words."""
    trees = []
    for each in words:
        write(root, each)
        commit(root)
        publish(str(remote), "gh-pages", root=root)
        trees.append(tip(remote, "gh-pages^{tree}"))
    return trees


def test_undo_brings_back_the_site_before_in_a_new_commit(root, remote):
    first, _ = publications(root, remote, "Good words.", "Bad words.")
    source, bad = tip(root, "main^"), tip(remote)

    said = undo(str(remote), "gh-pages", root=root)

    assert said.startswith(f"Brought back the site of commit {source[:10]}")
    assert tip(remote, "gh-pages^{tree}") == first
    assert tip(remote, "gh-pages^") == bad
    assert f"Source-Commit: {source}\n" in git(remote, "log", "-1", "gh-pages")


def test_undo_again_goes_further_back_and_ends(root, remote):
    first, _, _ = publications(root, remote, "One.", "Two.", "Three.")
    undo(str(remote), "gh-pages", root=root)

    undo(str(remote), "gh-pages", root=root)

    assert tip(remote, "gh-pages^{tree}") == first
    with pytest.raises(CommandError, match="holds no earlier site to bring back"):
        undo(str(remote), "gh-pages", root=root)


def test_a_publish_after_an_undo_is_undone_to_what_was_shown(root, remote):
    first, _ = publications(root, remote, "Good words.", "Bad words.")
    undo(str(remote), "gh-pages", root=root)
    publications(root, remote, "Worse words.")

    undo(str(remote), "gh-pages", root=root)

    assert tip(remote, "gh-pages^{tree}") == first


def test_undo_passes_over_what_is_no_site_or_the_same(root, remote, tmp_path):
    pages = tmp_path / "pages"
    git(tmp_path, "clone", "--quiet", str(remote), str(pages))
    git(pages, "checkout", "--quiet", "-b", "gh-pages")
    (pages / "README.md").touch()
    commit(pages, "Begin")
    git(pages, "push", "--quiet", "origin", "gh-pages")
    first, _ = publications(root, remote, "Good words.", "Bad words.")
    git(pages, "pull", "--quiet", "origin", "gh-pages")
    commit(pages, "Nothing")
    git(pages, "push", "--quiet", "origin", "gh-pages")

    undo(str(remote), "gh-pages", root=root)

    assert tip(remote, "gh-pages^{tree}") == first
    with pytest.raises(CommandError, match="no earlier site"):
        undo(str(remote), "gh-pages", root=root)


def test_an_undo_that_is_not_agreed_to_pushes_nothing(root, remote):
    publications(root, remote, "Good words.", "Bad words.")
    before = tip(remote)

    assert undo(str(remote), "gh-pages", agree=lambda _: False, root=root) == (
        "Nothing was pushed."
    )
    assert tip(remote) == before


def test_there_is_nothing_to_undo_where_nothing_was_published(root, remote):
    with pytest.raises(CommandError, match="no earlier site"):
        undo(str(remote), "gh-pages", root=root)


def test_files_are_published_byte_for_byte(root, remote):
    """Whatever git does to ends of lines in the author's own files."""
    git(root, "config", "core.autocrlf", "input")
    (root / "content/posts/dos.md").write_bytes(b"a\r\n")
    (root / ".gitattributes").write_text("dos.md -text\n")
    commit(root)
    (root / ".git/info/attributes").write_text("* text eol=lf\n")
    git(root, "config", "core.safecrlf", "false")

    publish(str(remote), "gh-pages", root=root)

    command = ["git", "cat-file", "blob", "gh-pages:dos.md"]
    assert subprocess.check_output(command, cwd=remote) == b"a\r\n"
