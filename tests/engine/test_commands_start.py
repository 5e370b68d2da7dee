"""A fresh copy of the project becomes somebody's own site, and nobody loses words."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import tenant

from plugins.commands.build import build_for_public
from plugins.commands.project import CommandError, read_settings
from plugins.commands.start import avatar, words
from plugins.commands.start.answers import QUESTIONS, Answers, completed
from plugins.commands.start.command import (
    next_steps,
    refuse_to_lose,
    replace_words,
    start,
)
from plugins.commands.start.guesses import address, guessed
from plugins.commands.start.words import files
from plugins.reader import options
from plugins.reader.parse import TextReader
from plugins.shared.html import plain
from plugins.shared.settings import merged

NAMES = [
    *("Ada Lovelace", "Đỗ Phạm", "强化", "محمد علي"),
    *('A "b" <c> & \\ $x$', "{n} <<name>>"),
]
ADA = {
    "name": "Ada Lovelace",
    "title": "Ada's log",
    "email": "ada@tidewater.test",
    "address": "https://ada.github.io/log/",
    "timezone": "Europe/London",
    "language": "en",
}
GUESSES = Answers("Ada", "", "Words", "", "https://ada.test", "UTC", "en")
DAY = date(2026, 1, 31)


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """Somebody else's project, freshly cloned by Ada."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    root = tenant.fork(tmp_path / "project")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "The Keeper")
    git(root, "config", "user.email", "keeper@tidewater.test")
    save(root)
    (root / "content/posts/2026-03-01-gulls.md").write_text("---\ntitle: Two\n---\n")
    save(root)
    git(root, "config", "user.name", "Ada Lovelace")
    git(root, "config", "user.email", "ada@tidewater.test")
    return root


def git(root, *command):
    done = subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    return done.stdout.decode()


def save(root):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Save")


def test_a_clone_becomes_a_site_that_may_be_published(clone):
    """By the command itself, with its options; then strictly, at its address."""
    options = [f"--{name}={answer}" for name, answer in ADA.items()]
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "start", "--yes", *options],
        cwd=clone,
        env={**os.environ, "PYTHONPATH": str(clone)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "invoke livereload" in done.stdout

    site = clone / "public"
    build_for_public(site, "https://ada.github.io/log", root=clone)
    home = (site / "index.html").read_text("utf-8")
    figures = (site / "blog/a-figure-that-computes-itself/index.html").read_text()
    writing = (site / "blog/how-to-write-here/index.html").read_text("utf-8")
    assert "Ada’s log</h1>" in home
    assert "Ada Lovelace" in home
    assert figures.count("<figure") == 2
    assert 'type="range"' in figures or "data-steps" in figures
    for sign in ("<math", "<table", "box-note", "highlight", "footnote"):
        assert sign in writing
    assert (clone / "figures.lock").read_text().count("\n") == 6
    assert leftovers(clone) == []


def leftovers(root):
    """What is still there of whose project it was."""
    mine = [root / "pelicanconf.py", root / "publishconf.py", root / "public"]
    files = [file for path in mine for file in [path, *path.rglob("*.*")]]
    texts = (file for file in files if file.suffix in {".py", ".html", ".xml"})
    return [
        (file, word)
        for file in texts
        for word in ("Keeper", "keeper@", "gulls")
        if word in file.read_text("utf-8")
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_in_settings_and_words_as_it_is(name, tmp_path):
    answers = completed({"name": name}, GUESSES, None)

    made = files(answers, ("ada", "log"), DAY)

    settings: dict[str, object] = {}
    text = made["pelicanconf.py"].decode()
    exec(compile(text, "pelicanconf.py", "exec"), settings)
    assert settings["AUTHOR"] == settings["SITENAME"] == name
    assert b"<<author" not in b"".join(made.values())
    assert made["content/images/avatar.png"].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lovelace", "AL"),
        ("Ada", "A"),
        ("đỗ thị phạm", "ĐP"),
        ("强化学习", "强"),
        ("(ada) “byron”", "AB"),
        ("🎲", "🎲"),
    ],
)
def test_initials_are_the_first_letters_of_the_first_and_last_word(name, letters):
    assert avatar.initials(name) == letters


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("name", " "),
        ("name", "🎲"),
        ("name", "a\x07b"),
        ("name", "a\udcffb"),
        ("email", "ada"),
        ("address", "ada.github.io"),
        ("address", "https://"),
        ("address", "https://a b.org"),
        ("timezone", "Mars"),
        ("timezone", "../etc"),
        ("language", "English!"),
        ("language", "de"),
    ],
)
def test_a_wrong_answer_is_told_what_is_right(question, answer):
    with pytest.raises(CommandError, match=f"^--{question} "):
        completed({question: answer}, GUESSES, None)


def test_whoever_answers_wrongly_is_asked_again(capsys):
    typed = iter(["", "", "", "-", "nowhere", "", "", ""])

    answers = completed({}, GUESSES, lambda _: next(typed))

    assert answers == completed({}, GUESSES, None)
    assert "not an address" in capsys.readouterr().out
    assert set(QUESTIONS) == set(Answers.__annotations__)


def test_who_goes_away_while_being_asked_has_changed_nothing(clone, monkeypatch):
    def gone(_question):
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", gone)
    before = contents(clone)

    with pytest.raises(CommandError, match="nothing was changed"):
        start({}, root=clone)

    assert contents(clone) == before


def test_that_git_is_missing_is_told(clone, monkeypatch):
    monkeypatch.setenv("PATH", str(clone))

    with pytest.raises(CommandError, match="git: is not installed"):
        start(dict(ADA), yes=True, root=clone)


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/Ada/log.git", "https://ada.github.io/log"),
        ("git@github.com:ada/ada.github.io.git", "https://ada.github.io"),
        ("ssh://git@github.com/ada/log", "https://ada.github.io/log"),
        ("https://elsewhere.test/ada/log.git", "https://example.com"),
    ],
)
def test_the_address_is_guessed_from_the_remote(clone, remote, expected):
    git(clone, "remote", "add", "origin", remote)

    assert guessed(clone).address == expected


def test_the_address_of_whom_it_was_cloned_from_is_not_taken(clone):
    public = clone / "publishconf.py"
    public.write_text("from pelicanconf import *\nSITEURL = 'https://keeper.github.io'")
    git(clone, "remote", "add", "origin", "https://github.com/keeper/keeper.github.io")

    assert guessed(clone).address == address(("", ""))
    assert guessed(clone).name == "Ada Lovelace"


def unsaved(root):
    (root / "content/posts/mine.md").write_text("Mine")


def no_git(root):
    (root / ".git").rename(root.parent / "git")


def twice(root):
    replace_words(root, files(GUESSES, ("", ""), DAY))
    save(root)


def mine(root):
    (root / "content/posts/2026-03-01-gulls.md").write_text("Mine")
    save(root)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (unsaved, "content/posts/mine.md: is in no commit"),
        (no_git, "git init"),
        (twice, "begun by `invoke start` already"),
        (mine, "this is your site already"),
    ],
)
def test_nobodys_words_are_removed(clone, spoil, said):
    spoil(clone)
    before = contents(clone)

    with pytest.raises(CommandError, match=said) as error:
        start(dict(ADA), yes=True, root=clone)

    assert len(str(error.value).splitlines()) == 1
    assert contents(clone) == before


def contents(root):
    """Every file of the tenant with its bytes."""
    paths = [root / "pelicanconf.py", *(root / "content").rglob("*.*")]
    return {path: path.read_bytes() for path in paths}


@pytest.mark.parametrize(
    "title",
    ["*My* site", "A_b_ [c](d) `e` ~~f~~", "1 < 2 & <b> &amp;", "$5, $x$ \\", "3. A"],
)
def test_signs_in_a_title_mean_nothing(title):
    given = {"title": title, "subtitle": title}

    made = files(completed(given, GUESSES, None), ("", ""), DAY)

    reader = TextReader(options(merged({})))
    values = reader.read(made["content/pages/home.md"]).values
    assert values["title"] == values["subtitle"] == title
    assert plain(values["summary"]) == title


def test_a_start_that_was_killed_half_way_says_how_to_undo_it(clone, monkeypatch):
    before, real = contents(clone), Path.write_bytes

    def killed(path, data):
        if path.name == "home.md":
            raise KeyboardInterrupt
        return real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", killed)
        with pytest.raises(KeyboardInterrupt):
            start(dict(ADA), yes=True, root=clone)
    with pytest.raises(CommandError, match="stopped half-way") as error:
        start(dict(ADA), yes=True, root=clone)

    undo = re.search(r"(git .*) && (git .*),", str(error.value))
    for command in undo.groups():
        git(clone, *command.split()[1:])
    assert contents(clone) == before
    refuse_to_lose(clone)


def test_another_language_is_said_of_our_english_words():
    vietnamese = completed({"language": "vi"}, GUESSES, None)

    pages = words.files(vietnamese, ("", ""), DAY)

    texts = [text for name, text in pages.items() if name.endswith(".md")]
    assert all(b"\nlang: en\n---\n" in text for text in texts)


def test_settings_of_a_started_site_can_be_read(tmp_path: Path):
    made = files(completed({}, GUESSES, None), ("", ""), DAY)
    for name in ("pelicanconf.py", "publishconf.py"):
        (tmp_path / name).write_bytes(made[name])

    assert read_settings(tmp_path, "publishconf.py")["SITEURL"] == "https://ada.test"


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("https://github.com/keeper/engine.git", "git remote rename origin upstream"),
        ("git@github.com:ada/log.git", "add upstream https://github.com/keeper/engine"),
        ("https://elsewhere.test/ada/log", "add upstream https://github.com/keeper/"),
    ],
)
def test_where_newer_engines_come_from_is_said(clone, origin, said):
    project = '[project]\nurls = { Source = "https://github.com/keeper/engine" }\n'
    (clone / "pyproject.toml").write_text(project)
    git(clone, "remote", "add", "origin", origin)

    assert said in next_steps(clone, GUESSES)

    git(clone, "remote", "add", "upstream", origin)
    assert "upstream" not in next_steps(clone, GUESSES)
