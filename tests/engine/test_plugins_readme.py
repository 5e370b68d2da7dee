"""The table and the recipes of plugins/README.md are true."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG
from sites import ROOT, THEME

from plugins.shared.settings import DEFAULTS

PAPER = (ROOT / "plugins/README.md").read_text("utf-8")
ROW = re.compile(r"^\| `(?P<name>[\w/]+)` \|(?P<cells>.*)\|$", re.MULTILINE)
RECIPE = re.compile(r"^```(?P<kind>\w+) (?P<path>\S+)\n(?P<code>.*?)^```$", re.M | re.S)
OURS = DEFAULTS.keys() - DEFAULT_CONFIG.keys()
FACTS = """\
from plugins.defaults import *

AUTHOR, SITENAME, FEED_DOMAIN = "The Author", "Example", "https://example.org"
DIRECT_TEMPLATES = ["index", *DIRECT_TEMPLATES]
"""
PLUGINS = [name.removeprefix("plugins.") for name in DEFAULTS["PLUGINS"]]


def source(plugin):
    """The code of a plugin, a module or a package."""
    path = ROOT / "plugins" / plugin
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return "".join(file.read_text("utf-8") for file in files)


def hooks(plugin):
    """Signals and steps that ``register`` connects to."""
    path = ROOT / "plugins" / plugin
    module = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(module.read_text("utf-8"))
    (register,) = (n for n in tree.body if getattr(n, "name", "") == "register")
    code = ast.unparse(register)
    found = set(re.findall(r"signals\.(\w+)\.connect", code))
    found |= set(re.findall(r"Order\.(\w+)", code))
    found |= set(re.findall(r"\b(text_read)\.connect", code))
    return found | ({"WRITE"} if "while_writing" in code else set())


def settings(plugin):
    return {name for name in OURS if re.search(rf"\b{name}\b", source(plugin))}


def values(plugin):
    """What ``Text`` says that the plugin sets."""
    text = (ROOT / "plugins/shared/text.py").read_text("utf-8")
    sections = re.findall(r"^    # plugins/(\w+)[^\n]*\n(.*?)^$", text, re.M | re.S)
    return {
        name
        for section, lines in sections
        if section == plugin
        for name in re.findall(r"^    (\w+):", lines, re.MULTILINE)
    }


def rows():
    """For each plugin of the table, the names in code of its last three cells."""
    return {
        row["name"]: [
            set(re.findall(r"`(\w+)`", cell)) for cell in row["cells"].split("|")[1:]
        ]
        for row in ROW.finditer(PAPER)
    }


def test_the_table_has_every_plugin_in_the_order_of_the_settings():
    assert list(rows()) == PLUGINS


@pytest.mark.parametrize("plugin", PLUGINS)
def test_the_table_says_what_a_plugin_does(plugin):
    assert rows()[plugin] == [hooks(plugin), settings(plugin), values(plugin)]


def write(root, recipe):
    """Write a new file, add to one, or insert what a diff adds."""
    file, code = root / recipe["path"], recipe["code"]
    if recipe["kind"] != "diff":
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.write(code)
        return
    lines = code.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line.startswith(" "))
    after = "".join(line[1:] for line in lines)
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{recipe['path']} has not, or not once:\n{before}"
    file.write_text(text.replace(before, after), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small site, built by a copy of the engine after all recipes were followed."""
    root = tmp_path_factory.mktemp("recipes")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "plugins", root / "plugins", ignore=ignored)
    for name, template in THEME.items():
        file = root / "theme/templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(template, "utf-8")
    (root / "theme/static").mkdir()
    (root / "pelicanconf.py").write_text(FACTS, "utf-8")
    for recipe in RECIPE.finditer(PAPER):
        write(root, recipe)
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "--fatal", "errors"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": "", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return root / "output"


def page(built, path):
    return Path(built, path, "index.html").read_text("utf-8")


def test_a_plugin_with_a_setting_marks_long_texts(built):
    assert "long: True, 8 words" in page(built, "blog/recipes")


def test_a_front_matter_key_reaches_the_page(built):
    assert "mood: curious" in page(built, "blog/recipes")


def test_macros_of_the_site_and_of_the_engine_are_converted(built):
    html = page(built, "blog/recipes")
    assert "<mi>ℝ</mi>" in html
    assert "<mo>|</mo><mi>x</mi><mo>|</mo>" in html


def test_a_new_kind_has_pages_a_list_and_a_feed(built):
    assert "What was said." in page(built, "talks/first")
    assert "talks/first/" in page(built, "talks")
    assert "What was said." in (built / "feeds/talks.atom.xml").read_text("utf-8")


if __name__ == "__main__":  # what the table should say
    for name in PLUGINS:
        print(
            name,
            *(sorted(part(name)) for part in (hooks, settings, values)),
            sep="\n  ",
        )
