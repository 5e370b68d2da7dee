"""Turn a fresh copy of the project into somebody's own site."""

import ast
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.commands import git
from plugins.commands.build import build
from plugins.commands.project import ROOT, CommandError
from plugins.commands.start.answers import Answers, completed
from plugins.commands.start.guesses import (
    NOWHERE,
    config,
    guessed,
    on_github,
    repository,
)
from plugins.commands.start.words import files
from plugins.commands.tenant import OWN, upstream

BEGUN = "invoke start"  # in the docstring of the settings that this command writes
NO_GIT = (
    "%s: is not in a git repository of its own, so nothing could be brought back; run "
    "git init && git add --all && git commit --message 'Begin' first."
)
UNSAVED = (
    "%s: is in no commit (of %d such files); commit or remove them first, because "
    "`invoke start` removes the words that are here."
)
STARTED = (
    "pelicanconf.py: this site was begun by `invoke start` already; edit it, and run "
    "`invoke livereload` to see it."
)
UNDER_WAY = ".cache/starting"  # a file that is there while the words are replaced
HALF = (
    "%s: an `invoke start` was stopped half-way here; bring back what was there by "
    "git checkout HEAD -- . && git clean -d --force content, and run it again."
)
HIS = (
    "%s: you have changed it in commit %s, so this is your site already; `invoke "
    "start` is for a fresh copy."
)
NEXT = """\
This is your site now. To see it, and every change as you save it:

    {python}invoke livereload

Then:
  - say who you are in content/pages/home.md and content/pages/about.md;
  - read the two posts in content/posts, which show all that can be written; delete
    them when you like; {python}invoke new "A title" begins one of your own;
  - keep it: git add --all && git commit --message "Begin my site"
  - publish it: git push, with GitHub Actions chosen as the source in the settings of
    your repository for Pages; or {python}invoke publish.
"""
NO_ADDRESS = """\
Where the site will live is not known yet: write it into publishconf.py (SITEURL)
and pelicanconf.py (FEED_DOMAIN) before you publish.
"""
CLONED = """\
The remote origin is still that of the project you copied. Keep it for `invoke upgrade`,
and make room for yours: git remote rename origin upstream
"""
COPIED = """\
To get newer engines by `invoke upgrade`, say once where they come from:
git remote add upstream {source}
"""


def start(given: dict[str, str | None], *, yes: bool = False, root: Path = ROOT) -> str:
    """What to do next, after the site has been begun and built.

    Args:
        given: answers by the name of the question.
        yes: take the guesses for the others without asking.
        root: the project.
    """
    refuse_to_lose(root)
    answers = completed(given, guessed(root), asking(yes=yes))
    mine = repository(root)
    day = datetime.now(ZoneInfo(answers.timezone)).date()
    replace_words(root, files(answers, mine, day))
    build(root / "output", root=root)
    return next_steps(root, answers)


def asking(*, yes: bool) -> Callable[[str], str] | None:
    """How to ask, if there is anybody to be asked."""
    return None if yes or not sys.stdin.isatty() else _answer


def _answer(question: str) -> str:
    """What somebody types; the end of input is no answer."""
    try:
        return input(question)
    except EOFError:
        raise CommandError("\nNo answer was given; nothing was changed.") from None


def refuse_to_lose(root: Path) -> None:
    """Raise CommandError where words are in danger that somebody wrote here."""
    top = git.run(root, "rev-parse", "--show-toplevel")
    if top.returncode or Path(top.stdout.strip()).resolve() != root.resolve():
        raise CommandError(NO_GIT % root)
    if not git.commit(root, "HEAD"):
        raise CommandError(NO_GIT % root)
    asked = ("status", "--porcelain", "--untracked-files=all")
    unsaved = git.answer(root, *asked).splitlines()
    if unsaved and (root / UNDER_WAY).exists():
        raise CommandError(HALF % unsaved[0][3:])
    if BEGUN in docstring(root / "pelicanconf.py"):
        raise CommandError(STARTED)
    if unsaved:
        raise CommandError(UNSAVED % (unsaved[0][3:], len(unsaved)))
    refuse_own(root)


def refuse_own(root: Path) -> None:
    """Raise CommandError if the author has changed the words since the first commit."""
    if not (mail := config(root, "user.email")):
        return
    log = ("log", "--min-parents=1", "--fixed-strings", f"--author=<{mail}>")
    form = ("-1", "--format=%h", "--name-only", "--", *OWN)
    if (found := git.answer(root, *log, *form).split("\n")) and found[0]:
        raise CommandError(HIS % (found[-1], found[0]))


def docstring(path: Path) -> str:
    """What a settings file says of itself."""
    try:
        return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    except (OSError, ValueError, SyntaxError):
        return ""


def replace_words(root: Path, new: dict[str, bytes]) -> None:
    """Remove the words of whose copy this is, and write the first of one's own."""
    (root / UNDER_WAY).parent.mkdir(exist_ok=True)
    (root / UNDER_WAY).touch()
    listed = git.answer(root, "ls-files", "-z", "--", *OWN).split("\0")
    for name in filter(None, listed):
        (root / name).unlink(missing_ok=True)
    folders = [path for path in (root / "content").rglob("*") if path.is_dir()]
    for folder in sorted(folders, reverse=True):  # the inner ones first
        if not any(folder.iterdir()):
            folder.rmdir()
    for name, data in new.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (root / UNDER_WAY).unlink()


def next_steps(root: Path, answers: Answers) -> str:
    """What to do next, in words."""
    scripts = ".venv/bin/" if (root / ".venv/bin/invoke").exists() else ""
    more = NO_ADDRESS if answers.address == NOWHERE else ""
    if not config(root, "remote.upstream.url"):
        origin, source = config(root, "remote.origin.url"), upstream(root)
        cloned = source and on_github(origin) == on_github(source)
        more += "\n" + (CLONED if cloned else COPIED.format(source=source))
    return NEXT.format(python=scripts) + more
