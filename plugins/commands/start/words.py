"""The first files of a new site, made from the answers."""

import json
import re
from datetime import date
from html import escape
from pathlib import Path

from plugins.commands.start import avatar
from plugins.commands.start.answers import Answers

SITE = Path(__file__).parent / "site"
SUFFIX = ".txt"  # of settings, which are Python only when they are filled
MARK = re.compile(r"<<([\w ]+)>>")
SIGNS = re.compile(r"[\\`*_\[\]$~]|^[-+>#]|(?<=^\d)[.)]")  # what Markdown would obey
HTML = re.compile(r"&(?=[#\w])|<(?=[\w/!?])")
ENGLISH = "lang: en\n"  # of our words, on a site in another language


def files(answers: Answers, repository: tuple[str, str], day: date) -> dict[str, bytes]:
    """The contents of each file, by its path in the project.

    Args:
        answers: what the author said.
        repository: owner and name of the author's repository, or empty.
        day: the date of the first posts.
    """
    values = filled(answers, repository, day)
    found = {
        path.relative_to(SITE)
        .as_posix()
        .replace("DAY", f"{day}")
        .removesuffix(SUFFIX): fill(path.read_text("utf-8"), values).encode()
        for path in sorted(SITE.rglob("*"))
        if path.is_file()
    }
    return {
        **found,
        "content/images/avatar.svg": avatar.drawn(answers.name),
        "content/images/avatar.png": avatar.painted(answers.name),
        "figures.lock": b"",  # the first build fills it
    }


def fill(text: str, values: dict[str, str]) -> str:
    """The text with the answers in it."""
    return MARK.sub(lambda m: values[m[1]], text.replace("DAY", values["day"]))


def filled(answers: Answers, repository: tuple[str, str], day: date) -> dict[str, str]:
    """What stands for each mark; texts in quotes, as Python and YAML read them."""
    owner, name = repository
    code = f"https://github.com/{owner}/{name}" if owner else ""
    return {
        "author": quoted(answers.name),
        "plain author": answers.name,
        "title": quoted(answers.title),
        "subtitle": quoted(answers.subtitle),
        "shown title": quoted(literal(answers.title)),
        "shown subtitle": quoted(literal(answers.subtitle)),
        "address": quoted(answers.address),
        "source": quoted(f"{code}/blob/{{commit}}/{{path}}" if code else ""),
        "timezone": quoted(answers.timezone),
        "language": quoted(answers.language),
        "social": "".join(social(answers.email, owner)),
        "reach": reach(answers.email, owner),
        "english": "" if answers.language.split("-")[0] == "en" else ENGLISH,
        "seed": str(avatar.seed(answers.name)),
        "day": f"{day}",
        "year": f"{day.year}",
    }


def literal(text: str) -> str:
    """What a text is in Markdown, if none of its signs are to mean anything."""
    return HTML.sub(lambda sign: escape(sign[0]), SIGNS.sub(r"\\\g<0>", text))


def quoted(text: str) -> str:
    """The text as Python and YAML both read it."""
    return json.dumps(text, ensure_ascii=False)


def social(email: str, owner: str) -> list[str]:
    """Lines of the setting SOCIAL."""
    links = [("Email", "mail", f"mailto:{email}")] if email else []
    links += [("GitHub", "github", f"https://github.com/{owner}")] if owner else []
    return [f"    ({', '.join(map(quoted, link))}),\n" for link in links]


def reach(email: str, owner: str) -> str:
    """How to reach the author, in Markdown."""
    ways = [f"- By [email](mailto:{email})."] if email else []
    ways += [f"- On [GitHub](https://github.com/{owner})."] if owner else []
    return "\n".join(ways) or "Say here how; no address is known yet."
