"""What can be known of an author without asking: from git, and from the system."""

import locale
import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.commands import git
from plugins.commands.project import CommandError, read_settings
from plugins.commands.start.answers import ENGINES, MAIL, Answers
from plugins.shared.languages import table_of

HOST = re.compile(
    r"(?:[\w+]+://)?(?:[^@/]*@)?github\.com(?::\d+)?[:/]([\w.-]+)/([\w.-]+)"
)
SUBTITLE = "Notes whose figures compute themselves"
NOWHERE = "https://example.com"  # told at the first public build, as every example is
HIDDEN = "noreply"  # in an address that GitHub gives to commits


def guessed(root: Path) -> Answers:
    """An answer to every question."""
    name, mail = config(root, "user.name"), config(root, "user.email")
    shown = bool(MAIL.fullmatch(mail)) and HIDDEN not in mail
    return Answers(
        name=name,
        title="",  # the name, once it is known
        subtitle=SUBTITLE,
        email=mail if shown else "",
        address=address(repository(root)),
        timezone=timezone(),
        language=language(),
    )


def config(root: Path, key: str) -> str:
    """A setting of git, empty if there is none."""
    return git.run(root, "config", "--get", key).stdout.strip()


def repository(root: Path) -> tuple[str, str]:
    """Owner and name of the author's repository on GitHub; empty if it is not there.

    That of whom the project was cloned from is not the author's.
    """
    found = on_github(config(root, "remote.origin.url"))
    return ("", "") if address(found) == present(root) else found


def on_github(remote: str) -> tuple[str, str]:
    """Owner and name of the repository at an address; empty if it is not on GitHub."""
    found = HOST.fullmatch(remote.removesuffix("/"))
    return (found[1], found[2].removesuffix(".git")) if found else ("", "")


def present(root: Path) -> str:
    """Where the site lives of whose words are here now."""
    try:
        settings = read_settings(root, "publishconf.py")
    except CommandError:
        return ""
    return str(settings.get("SITEURL", "")).rstrip("/").lower()


def address(repository: tuple[str, str]) -> str:
    """Where GitHub shows the pages of a repository, without a last slash."""
    owner, name = (part.lower() for part in repository)
    if not owner:
        return NOWHERE
    home = f"{owner}.github.io"
    return f"https://{home}" if name == home else f"https://{home}/{repository[1]}"


def timezone(localtime: Path = Path("/etc/localtime")) -> str:
    """The name of the system's time zone; UTC if it does not say."""
    _, _, linked = localtime.resolve().as_posix().rpartition("zoneinfo/")
    for name in (os.environ.get("TZ", "").lstrip(":"), linked):
        try:
            if name and ZoneInfo(name):
                return name
        except (OSError, ValueError, KeyError):
            continue
    return "UTC"


def language() -> str:
    """The language of the system, as pages name it; English if pages have none."""
    named = (os.environ.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next(filter(None, named), "") or locale.getlocale()[0] or ""
    code = first.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return code if table_of(code, ENGINES) else "en"
