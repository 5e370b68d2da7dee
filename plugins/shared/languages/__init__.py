"""The texts of the interface, in a table for each language: en.toml and vi.toml here.

A site adds a language, or says something otherwise, by a file of the same kind in
``content/theme/languages/``.  That of ``vi`` serves ``vi-vn`` too.
"""

import html
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from pelican import signals

from plugins.shared.paths import is_folder
from plugins.shared.settings import merged

Table = Mapping[str, str]  # by key, which begins with its section where it has one

FOLDER = "theme/languages"  # in the content folder
HERE = Path(__file__).parent
ENGLISH = "en"
SCRIPTS = "scripts."
MENU = "menu."  # words of a site for its own links, by those in its settings
AT = re.compile(r" \(at line (\d+),")

NOT_TEXT = "the value of %s is not a text; write it between quotation marks."
MISSING = "the table of a language must have %s too; see plugins/shared/languages."
UNKNOWN = "the table of a language has no %s; take it out."
NO_TABLE = (
    "pages have no words in the language %r, but in %s; correct lang, or write "
    f"content/{FOLDER}/%s.toml (see plugins/shared/languages/en.toml)."
)
UNFILLED = "nothing is put in the place of {%s} in %s; take it out."


@cache
def own(language: str) -> dict[str, str]:
    """The engine's table of a language; empty if it has none."""
    file = HERE / f"{language}.toml"
    return _flat(tomllib.loads(file.read_text("utf-8"))) if file.is_file() else {}


@cache
def tables(content: str) -> dict[str, dict[str, str]]:
    """The tables of all languages that a site may use, by their codes.

    Args:
        content: the folder of the author's words.
    """
    found = {file.stem: own(file.stem) for file in sorted(HERE.glob("*.toml"))}
    own_tables = Path(content, FOLDER)
    files = sorted(own_tables.glob("*.toml")) if is_folder(own_tables) else []
    for file in files:
        code = file.stem.lower()
        if not list(mistakes(file)):
            table = _flat(tomllib.loads(file.read_text("utf-8")))
            found[code] = {**found.get(code, {}), **table}
    return found


def table_of(language: str, settings: Mapping[str, Any]) -> Table | None:
    """The table of a language or of what it is a variant of, if there is one."""
    known = tables(str(settings["PATH"]))
    code = language.lower()
    return known.get(code) or known.get(code.partition("-")[0])


def without_words(lang: str, settings: Mapping[str, Any]) -> str:
    """What is wrong where pages cannot say anything in a language."""
    if table_of(lang, settings):
        return ""
    return NO_TABLE % (lang, ", ".join(tables(str(settings["PATH"]))), lang)


def words(language: str, settings: Mapping[str, Any]) -> Table:
    """The texts in a language; where it has no table, in the site's, or in English."""
    found = (table_of(name, settings) for name in (language, settings["DEFAULT_LANG"]))
    return next(filter(None, found), own(ENGLISH))


def mistakes(file: Path) -> Iterator[tuple[int, str]]:
    """What is wrong with a site's table: its lines, and what to do."""
    try:
        text = file.read_text("utf-8")
        values = _flat(tomllib.loads(text))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        at = AT.search(str(error))
        yield int(at[1]) if at else 1, f"{str(error).partition(' (')[0]}; correct it."
        return
    english = own(ENGLISH)
    if missing := [k for k in english if k not in {**own(file.stem.lower()), **values}]:
        yield 1, MISSING % ", ".join(missing)
    for key, value in values.items():
        line = 1 + text.count(
            "\n", 0, max(text.find(f"\n{key.rpartition('.')[2]}"), -1) + 1
        )
        if key not in english and not key.startswith(MENU):
            yield line, UNKNOWN % key
        elif not isinstance(value, str):
            yield line, NOT_TEXT % key
        else:
            for name in sorted(_fields(value) - _fields(english.get(key, value))):
                yield line, UNFILLED % (name, key)


def _fields(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"…"}


def _flat(values: Mapping[str, Any], section: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        inside = isinstance(value, dict)
        flat |= _flat(value, f"{name}.") if inside else {section + name: value}
    return flat


class TemplateWords:
    """What a template asks for the texts that it shows."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.table_in = cache(lambda language: words(language, settings))
        self.words_of_scripts = cache(self._words_of_scripts)

    @pass_context
    def page_language(self, context: Context) -> str:
        """The language of the page: that of its text, or of its list."""
        for name in ("article", "page", "language"):
            if found := getattr(context.resolve_or_missing(name), "lang", ""):
                return str(found)
        return str(self.settings["DEFAULT_LANG"])

    @pass_context
    def say(self, context: Context, key: str, lang: str = "", **values: Any) -> Markup:
        """The text of a key in the language of the page, or in another."""
        table = self.table_in(lang or self.page_language(context))
        text = _marked(table.get(key, key.rpartition(".")[2]))
        if not values:
            return text
        safe = {name: escape(value) for name, value in values.items()}
        return Markup(str.format(text, **safe))

    @pass_context
    def site_word(self, context: Context, name: str) -> str:
        """What the author calls a link in the language of the page."""
        return self.table_in(self.page_language(context)).get(f"{MENU}{name}", name)

    @pass_context
    def script_words(self, context: Context) -> Markup:
        """What scripts do not say in the engine's English, as JSON; or nothing."""
        return self.words_of_scripts(self.page_language(context))

    def _words_of_scripts(self, language: str) -> Markup:
        table, english = self.table_in(language), own(ENGLISH)
        keys = [key for key in english if key.startswith(SCRIPTS)]
        other = {english[k]: table[k] for k in keys if table[k] != english[k]}
        said = json.dumps(other, ensure_ascii=False, separators=(",", ":"))
        return Markup(_escaped(said).replace("'", "&#39;") if other else "")


def for_templates(settings: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    """The functions for templates, by their names there."""
    ours = TemplateWords(settings)
    known = (ours.say, ours.site_word, ours.page_language, ours.script_words)
    return {function.__name__: function for function in known}


def _escaped(text: str) -> str:
    """Text as HTML, quotation marks as they are."""
    return html.escape(text, quote=False)


@cache
def _marked(text: str) -> Markup:
    return Markup(_escaped(text))


def _give(generator: Any) -> None:
    generator.env.globals |= for_templates(merged(generator.settings))


def give_templates_words() -> None:
    """Let the templates of the builds to come say what they say in every language."""
    signals.generator_init.connect(_give)
