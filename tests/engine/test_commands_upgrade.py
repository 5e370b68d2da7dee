"""A newer engine comes into somebody's site, and nothing of theirs is lost.

Two histories are made for each test: that of the engine, with releases, and that of a
site which began as a clone of it, or as a copy of its files.
"""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repositories import commit, git, tip

from plugins.commands.project import CommandError
from plugins.commands.upgrade import upgrade

TASKS = """\
from invoke import task
from pathlib import Path


@task
def test(_):
    Path("tested").write_text(Path("plugins/engine.py").read_text())


@task
def build(_):
    test(_)
"""
LINES = "".join(f"line {number}\n" for number in range(9))
FIRST = {
    "tasks.py": TASKS,
    ".gitignore": "tested\n__pycache__\n",
    "plugins/engine.py": "one = 1\n",
    "plugins/gone.py": "gone = 1\n",
    "theme/style.css": LINES,
    "theme/old.css": LINES.replace("line", "rule"),
    "content/posts/theirs.md": "Theirs.\n",
    "content/pages/home.md": "Their home.\n",
    "pelicanconf.py": "AUTHOR = 'Them'\n",
    "figures.lock": "theirs\n",
}
SECOND = {
    "plugins/engine.py": "one = 2\n",
    "plugins/new.py": "new = 2\n",
    "plugins/gone.py": None,
    "theme/style.css": LINES.replace("line 1\n", "line one\n"),
    "theme/old.css": None,
    "theme/new.css": LINES.replace("line", "rule"),
    "content/posts/theirs.md": "Theirs, again.\n",
    "content/posts/another.md": "Of theirs.\n",
    "content/pages/home.md": "Their new home.\n",
    "figures.lock": "theirs, again\n",
}
MINE = {
    "content/posts/theirs.md": None,
    "content/posts/mine.md": "Mine.\n",
    "content/pages/home.md": "My home.\n",
    "pelicanconf.py": "AUTHOR = 'Me'\n",
    "figures.lock": "mine\n",
    "demos/mine.py": "mine = 1\n",
    "theme/style.css": LINES.replace("line 7\n", "line seven\n"),
    "theme/old.css": LINES.replace("line", "rule").replace("rule 4", "rule four"),
}
OWN = ("content", "pelicanconf.py", "figures.lock")


def put(root, files):
    """Write files, remove those that are None, and commit."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if text is None else path.write_text(text)
    commit(root)


def release(root, tag, files):
    put(root, files)
    git(root, "tag", "--annotate", tag, "--message", tag)


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """The repository of the engine, at its first release."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "test@tidewater.test")
    root = tmp_path / "engine"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    put(root, {"README.md": "Before all releases.\n"})
    release(root, "v0.1.0", FIRST)
    return root


def cloned(engine, root):
    git(engine.parent, "clone", "--quiet", "--origin=upstream", str(engine), root.name)


def copied(engine, root):
    """As by *Use this template*: the same files, and no history."""
    shutil.copytree(engine, root, ignore=shutil.ignore_patterns(".git"))
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    git(root, "remote", "add", "upstream", str(engine))


@pytest.fixture(params=[cloned, copied])
def site(engine, request):
    """Somebody's site, begun with the first release, and changed since."""
    root = engine.parent / "site"
    request.param(engine, root)
    put(root, MINE)
    put(engine, {"plugins/engine.py": "one = 1.5\n"})
    release(engine, "v0.2.0", SECOND)
    return root


def own(root):
    """Every file of the site's owner with its text."""
    listed = git(root, "ls-files", "--", *OWN).split()
    return {name: (root / name).read_text() for name in listed}


def everything(root):
    files = (path for path in root.rglob("*") if path.is_file())
    kept = (path for path in files if ".git" not in path.parts)
    return {path: path.read_bytes() for path in kept}, tip(root, "HEAD")


def test_a_site_gets_the_new_engine_and_keeps_its_own_words(site, capsys):
    before = own(site)

    said = upgrade(root=site)

    assert "v0.2.0" in said
    assert own(site) == before
    assert (site / "demos/mine.py").exists()
    assert not (site / "plugins/gone.py").exists()
    assert (site / "plugins/new.py").read_text() == "new = 2\n"
    style = (site / "theme/style.css").read_text()
    assert "line one\n" in style
    assert "line seven\n" in style
    assert "rule four" in (site / "theme/new.css").read_text()
    assert (site / "tested").read_text() == "one = 2\n"
    assert git(site, "status", "--porcelain") == ""
    kept = "you have changed it; your change is kept."
    lines = capsys.readouterr().out.splitlines()
    assert [f"theme/{name}.css: {kept}" for name in ("old", "style")] == lines


def test_upgrades_follow_one_another(site, engine):
    upgrade("v0.2.0", root=site)
    put(site, {"content/posts/mine.md": "Mine, better.\n"})
    release(engine, "v0.10.0", {"plugins/engine.py": "one = 10\n"})
    before = own(site)

    assert "v0.10.0" in upgrade(root=site)

    assert own(site) == before
    assert (site / "plugins/engine.py").read_text() == "one = 10\n"
    assert "already" in upgrade(root=site)
    assert "already" in upgrade("v0.2.0", root=site)


def unsaved(root):
    (root / "theme/style.css").write_text("mine")


def no_remote(root):
    git(root, "remote", "remove", "upstream")


def far_away(root):
    git(root, "remote", "set-url", "upstream", str(root / "nowhere"))


def in_the_way(root):
    (root / "plugins/new.py").write_text("mine = 1\n")


def same_lines(root):
    put(root, {"theme/style.css": LINES.replace("line 1\n", "my line\n")})


def same_file(root):
    put(root, {"plugins/new.py": "mine = 1\n"})


def changed_what_is_gone(root):
    put(root, {"plugins/gone.py": "gone = 'no'\n"})


def no_git(root):
    shutil.rmtree(root / ".git")
    git(root, "init", "--quiet")


@pytest.mark.parametrize(
    ("spoil", "tag", "said"),
    [
        (unsaved, None, r"^theme/style\.css: is in no commit"),
        (no_remote, None, r"git remote add upstream"),
        (far_away, None, r"^upstream: could not be read \(.*nowhere.*get-url"),
        (lambda _: None, "v9.0.0", r"no release v9\.0\.0; it has v0\.1\.0, v0\.2\.0"),
        (lambda _: None, "main", r"no release main"),
        (lambda _: None, "--all", r"no release --all"),
        (in_the_way, None, r"would be overwritten"),
        (same_lines, None, r"^theme/style\.css: changed by you and by v0\.2\.0 "),
        (same_file, None, r"^plugins/new\.py: changed by you and by v0\.2\.0 "),
        (changed_what_is_gone, None, r"^plugins/gone\.py: changed by you and by v0"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(site, spoil, tag, said):
    spoil(site)
    before = everything(site)

    with pytest.raises(CommandError, match=said) as error:
        upgrade(tag, root=site)

    assert len(str(error.value).splitlines()) == 1
    assert everything(site) == before


def test_a_folder_without_commits_is_told(site):
    no_git(site)

    with pytest.raises(CommandError, match="is not in a git repository"):
        upgrade(root=site)


def test_a_site_of_another_engine_is_told(site, engine):
    git(engine, "checkout", "--quiet", "--orphan", "other")
    release(engine, "v1.0.0", {"plugins/engine.py": "other = 1\n"})

    with pytest.raises(CommandError, match="shares no version"):
        upgrade(root=site)


def test_tests_that_fail_are_told_with_the_way_back(site, engine):
    release(engine, "v0.3.0", {"tasks.py": "raise SystemExit(1)\n"})
    before = everything(site)
    old = tip(site, "HEAD")

    with pytest.raises(CommandError, match=f"git reset --keep {old[:10]}"):
        upgrade(root=site)

    git(site, "reset", "--quiet", "--keep", old)
    assert everything(site) == before


STATES = st.sampled_from([None, *"abc"])
NAMES = ("one.txt", "two.txt", "three.txt", "content/one.md", "content/two.md")
HISTORY = st.fixed_dictionaries(dict.fromkeys(NAMES, STATES))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=HISTORY, engines=HISTORY, mine=HISTORY)
def test_any_two_histories_meet_without_loss(
    engine, tmp_path_factory, first, engines, mine
):
    """Each file is the engine's where only it changed, mine where only I did."""
    folder = tmp_path_factory.mktemp("histories")
    there, here = folder / "engine", folder / "site"
    git(folder, "clone", "--quiet", str(engine), there.name)
    remember(there, first)
    cloned(there, here)
    remember(here, mine)
    remember(there, engines)
    git(there, "tag", "v0.9.0")
    both = {
        name
        for name in NAMES
        if not name.startswith("content/")
        and first[name] not in (mine[name], engines[name])
        and mine[name] != engines[name]
    }
    before = everything(here)

    try:
        upgrade(root=here)
    except CommandError as error:
        told = str(error).splitlines()
        assert everything(here) == before
        assert {line.partition(":")[0] for line in told} == both
    else:
        assert both == set()
        for name in NAMES:
            is_mine = name.startswith("content/") or mine[name] != first[name]
            expected = mine[name] if is_mine else engines[name]
            assert state(here, name) == expected


def remember(root, files):
    """Give every file its state, in a commit."""
    for name, letter in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        if letter:
            path.write_text(f"{name} {letter}\n" * 9)
    commit(root)


def state(root, name):
    path = root / name
    return path.read_text().split()[1] if path.exists() else None
