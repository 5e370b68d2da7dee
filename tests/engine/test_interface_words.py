"""What pages say: a table for each language, complete, and with nothing unused."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from sites import ROOT

from plugins.markdown.dialect.alerts import KINDS as BOXES
from plugins.notes import NOTES
from plugins.reader.boxes import KINDS as CLASSES
from plugins.shared.languages import mistakes, own, words
from plugins.shared.languages.order import sort_key
from plugins.shared.loads import KINDS as LOADS
from plugins.shared.site import PAGE, POST

FOLDER = ROOT / "plugins/shared/languages"
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.toml"))
TEMPLATES = "\n".join(
    path.read_text("utf-8") for path in (ROOT / "theme/templates").rglob("*.html")
)
SCRIPTS = "\n".join(
    path.read_text("utf-8") for path in (ROOT / "theme/static/js").glob("*.js")
)
SAID = re.compile(r'\bsay\("(\w+)"(?: if [^()]*? else "(\w+)")?')
IN_SCRIPTS = re.compile(r'\bsay\("([^"]*)"\)')
OF_FORM = {"name", "date", "months", "alphabet", "and"}  # of what others say
ALPHABET = words("vi", {"PATH": "", "DEFAULT_LANG": "en"})["alphabet"]


def texts_in(path: Path) -> set[str]:
    """The texts that a module has."""
    tree = ast.parse(path.read_text("utf-8"))
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str)}


def said() -> set[str]:
    """Every key that something asks for."""
    found = {key for keys in SAID.findall(TEMPLATES) for key in keys if key}
    sections = {
        "boxes": [*(name.lower() for name in BOXES), *CLASSES],
        "within": ["table", "equation", "to_do", "done"],
        "loads": LOADS,
        "kinds": [n for k in (POST, NOTES, PAGE) for n in (k.name, k.plural)],
        "scripts": [k.partition(".")[2] for k in own("en") if k.startswith("scripts.")],
    }
    found |= {
        f"{section}.{name}" for section, names in sections.items() for name in names
    }
    plugins = (ROOT / "plugins").rglob("*.py")
    inside = set().union(*map(texts_in, plugins))
    return found | OF_FORM | (inside & own("en").keys())


def test_every_text_that_is_said_is_in_the_table_and_no_other():
    templates = {key for keys in SAID.findall(TEMPLATES) for key in keys if key}

    assert templates - own("en").keys() == set()
    assert own("en").keys() - said() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_complete(language):
    assert own(language).keys() == own("en").keys()
    assert list(mistakes(FOLDER / f"{language}.toml")) == []
    assert all(value or key == "alphabet" for key, value in own(language).items())
    assert len(own(language)["months"].split(", ")) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_names_are_in_every_table(language):
    """A language may leave out ``{what}``, of which it speaks anyhow."""
    for key, english in own("en").items():
        wanted, found = (
            {name for _, name, _, _ in Formatter().parse(text) if name is not None}
            for text in (english, own(language)[key])
        )
        assert wanted - {"what"} <= found <= wanted, key


def test_scripts_look_up_what_the_table_has():
    table = {v for k, v in own("en").items() if k.startswith("scripts.")}

    assert set(IN_SCRIPTS.findall(SCRIPTS)) <= table
    assert {text for text in table if f'"{text}"' not in SCRIPTS} == set()


def test_no_template_says_a_text_of_its_own():
    """Between tags there are values, signs, and names that no language changes."""
    shown = re.sub(
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<script.*?</script>",
        "",
        TEMPLATES,
        flags=re.DOTALL,
    )
    shown = re.sub(r'&\w+;| (?:lang|dir)=""', "", shown)
    texts = {text.strip() for text in re.findall(r">([^<>]*)<", shown)}
    named = re.findall(r'\s(?:aria-label|title|alt|placeholder)="([^"]*)"', shown)
    words = {
        word
        for text in texts | set(named)
        for word in re.findall(r"[A-Za-z]{2,}", text)
    }

    assert words <= {"Pelican", "Beautiful", "Jekyll"}


def test_names_are_in_the_order_of_the_alphabet_then_of_tones():
    names = ["đa", "dung", "ăn", "an", "ba", "mạ", "mã", "ma", "má", "mả", "mà", "10"]

    assert sorted(names, key=lambda name: sort_key(name, ALPHABET)) == (
        ["10", "an", "ăn", "ba", "dung", "đa", "ma", "mà", "mả", "mã", "má", "mạ"]
    )
    assert sorted(names, key=lambda name: sort_key(name, ""))[-7:] == (
        ["dung", "ma", "mà", "mả", "mã", "má", "mạ"]
    )
