"""What a new site has to know: each question, and what a right answer is."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plugins.commands.project import CommandError
from plugins.shared.languages import table_of, tables

ENGINES = {"PATH": ""}  # tables of the site, which has none yet
NO_WORDS = "has no words for pages; begin in %s, and see the manual for others."
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MAIL = re.compile(r"[^\s@<>()\"'\\]+@[^\s@<>()\"'\\]+\.[^\s@<>()\"'\\.]+")
ADDRESS = re.compile(r"https?://[^\s<>\"'\\()]+")


@dataclass(frozen=True)
class Answers:
    """What is asked, with the words of the question."""

    name: str  # of the author
    title: str  # of the site
    subtitle: str  # a few words on what it is about
    email: str  # empty: none is shown
    address: str  # where the public finds the site, without a last slash
    timezone: str
    language: str  # of texts that name none


QUESTIONS = {
    "name": "Your name, as readers see it",
    "title": "The name of the site",
    "subtitle": "What it is about, in a few words",
    "email": "Your e-mail address for readers (- for none)",
    "address": "Where the site will live",
    "timezone": "Your time zone",
    "language": "The language you write in",
}
NONE = "-"  # the answer that there is none


def completed(
    given: dict[str, str | None], guesses: Answers, ask: Callable[[str], str] | None
) -> Answers:
    """The answers that were given, the rest asked for or else guessed.

    Args:
        given: answers by name, None where there is none yet.
        guesses: what is taken where nothing is answered.
        ask: shows a question, returns what was typed; None asks nothing.
    """
    answers = guesses
    for field in fields(Answers):
        answer = given.get(field.name)
        if answer is not None:
            answers = with_answer(answers, field.name, answer)
        elif ask:
            answers = _asked(answers, field.name, ask)
        else:
            answers = with_answer(answers, field.name, getattr(answers, field.name))
        if field.name == "name" and not answers.title:
            answers = replace(answers, title=answers.name)
    return answers


def _asked(answers: Answers, name: str, ask: Callable[[str], str]) -> Answers:
    """Ask until the answer is right; an empty one takes the guess."""
    guess = getattr(answers, name)
    shown = f"{QUESTIONS[name]} [{guess}]: " if guess else f"{QUESTIONS[name]}: "
    while True:
        typed = ask(shown).strip()
        try:
            return with_answer(answers, name, typed or guess)
        except CommandError as error:
            print(error)


def with_answer(answers: Answers, name: str, answer: str) -> Answers:
    """The answers with one more, in the form in which it is kept."""
    answer = unicodedata.normalize("NFC", " ".join(answer.split()))
    if answer == NONE:
        answer = ""
    if name == "address":
        answer = answer.rstrip("/")
    if remedy := WRONG[name](answer):
        raise CommandError(f"--{name} {answer!r}: {remedy}")
    return replace(answers, **{name: answer})


def _no_words(answer: str) -> str:
    if not answer:
        return "is empty; write it out."
    return "" if _is_text(answer) else "has letters that cannot be shown; use others."


def _no_name(answer: str) -> str:
    """An author's address is made of letters."""
    if any(letter.isalnum() for letter in answer) or not answer:
        return _no_words(answer)
    return "has no letter in it; write a name that has one."


def _is_text(answer: str) -> bool:
    """Whether there is no control character in it, and no half of a character."""
    return not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in answer)


def _no_mail(answer: str) -> str:
    right = not answer or (_is_text(answer) and MAIL.fullmatch(answer))
    return "" if right else "is not an e-mail address; write one, or - for none."


def _no_address(answer: str) -> str:
    remedy = "is not an address; write one such as https://ada.github.io."
    try:
        host = urlsplit(answer).hostname
    except ValueError:
        return remedy
    plain = ADDRESS.fullmatch(answer) and not {"?", "#"} & set(answer)
    return "" if host and plain and _is_text(answer) else remedy


def _no_zone(answer: str) -> str:
    try:
        ZoneInfo(answer)
    except (OSError, ValueError, KeyError):  # ZoneInfo's own error is a KeyError
        return "is not a time zone; write one such as Europe/Paris."
    return ""


def _no_language(answer: str) -> str:
    if not LANGUAGE.fullmatch(answer):
        return "is not the code of a language; write one such as en."
    return "" if table_of(answer, ENGINES) else NO_WORDS % ", ".join(tables(""))


WRONG: dict[str, Callable[[str], str]] = {  # what is wrong with an answer, and a remedy
    "name": _no_name,
    "title": _no_words,
    "subtitle": lambda answer: _no_words(answer) if answer else "",
    "email": _no_mail,
    "address": _no_address,
    "timezone": _no_zone,
    "language": _no_language,
}
