"""A release of the engine: a version, a dated section of the changelog, and a tag."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from plugins.commands import git
from plugins.commands.project import ROOT, CommandError

PROJECT, CHANGELOG = "pyproject.toml", "CHANGELOG.md"
NUMBER = re.compile(r"\d+\.\d+\.\d+")
VERSION = re.compile(r'(?<=^version = ")[^"]+(?="$)', re.MULTILINE)
UNRELEASED = re.compile(r"^## \[Unreleased\]\n(.*?)(?=^## \[|\Z)", re.M | re.S)
NO_NUMBER = "%r is not the number of a version; write one such as 0.2.0."
NOT_NEWER = "%s: the version is %s already; choose a greater one than %s."
NO_SECTION = "%s: says nothing under [Unreleased]; write what has changed there first."
UNSAVED = "%s: is in no commit; commit what is to be released first."
TAGGED = "v%s: there is such a tag already; choose another version."
DONE = "Release %s is tagged v%s; make it known: git push --follow-tags"


def release(version: str, *, day: date | None = None, root: Path = ROOT) -> str:
    """What to do next, after the release has been committed and tagged."""
    texts = {name: (root / name).read_text("utf-8") for name in (PROJECT, CHANGELOG)}
    new = {
        PROJECT: numbered(texts[PROJECT], version),
        CHANGELOG: dated(texts[CHANGELOG], version, day or datetime.now(UTC).date()),
    }
    if unsaved := git.answer(root, "status", "--porcelain").splitlines():
        raise CommandError(UNSAVED % unsaved[0][3:])
    if git.commit(root, f"refs/tags/v{version}"):
        raise CommandError(TAGGED % version)
    for name, text in new.items():
        (root / name).write_text(text, "utf-8")
    message = f"Release {version}"
    git.answer(root, "commit", "--quiet", "--message", message, "--", *new)
    git.answer(root, "tag", "--annotate", f"v{version}", "--message", message)
    return DONE % (version, version)


def numbered(project: str, version: str) -> str:
    """The text of pyproject.toml with a greater version."""
    if not NUMBER.fullmatch(version):
        raise CommandError(NO_NUMBER % version)
    (present,) = VERSION.findall(project)
    if parts(version) <= parts(present):
        raise CommandError(NOT_NEWER % (PROJECT, present, version))
    return VERSION.sub(version, project)


def parts(version: str) -> list[int]:
    """The numbers of a version, by which versions are in order."""
    return [int(part) for part in version.split(".")]


def dated(changelog: str, version: str, day: date) -> str:
    """The changelog, in which the changes that nobody had are those of a version."""
    found = UNRELEASED.search(changelog)
    if not found or not found[1].strip():
        raise CommandError(NO_SECTION % CHANGELOG)
    head = f"## [Unreleased]\n\n## [{version}] - {day}\n"
    return changelog.replace("## [Unreleased]\n", head, 1)
