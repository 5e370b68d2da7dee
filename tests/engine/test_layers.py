"""Who may know whom: the rules of the house, checked on every module."""

import ast
import itertools
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from pelican.settings import DEFAULT_CONFIG

ROOT = Path(__file__).resolve().parents[2]
EXPERIMENTS = {"bandits", "diffusion", "td"}
COMMANDS = "plugins.commands"  # no plugin, but what authors run
# A command that must read texts as the site will: by the plugin that does it.
READS_AS = {"plugins.commands.import_jekyll": "plugins.reader"}
PELICANS = {*DEFAULT_CONFIG, "TIMEZONE", "TAG_REGEX_SUBSTITUTIONS"}
SELF_EXPLAINING = ("_URL", "_SAVE_AS", "_ATOM")  # addresses
ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod)
SURGERY = {"replace", "truncate", "striptags", "split", "strip", "strftime", "format"}
DEFAULTS = ROOT / "plugins/defaults.py"
TEMPLATES = sorted((ROOT / "theme/templates").rglob("*.html"))


def modules(folder: str) -> dict[str, Path]:
    """Every module under ``folder`` by its dotted name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
            ".__init__"
        ): path
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


@cache
def imports(path: Path) -> set[str]:
    """Dotted names of all that ``path`` imports, wherever in the file it does so."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say from where, in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def taken(path: Path, *packages: str) -> set[str]:
    """What ``path`` imports from these packages."""
    return {
        name
        for name in imports(path)
        if any(f"{name}.".startswith(f"{package}.") for package in packages)
    }


def registers(path: Path) -> bool:
    """Whether a module is a Pelican plugin."""
    return bool(re.search(r"^def register\(", path.read_text("utf-8"), re.MULTILINE))


DEMOS, PLUGINS = modules("demos"), modules("plugins")
REGISTERED = {name for name, path in PLUGINS.items() if registers(path)}
DRAWING = {n: p for n, p in DEMOS.items() if n.startswith("demos.drawing")}
SCIENCE = {
    n: p
    for n, p in DEMOS.items()
    if n.split(".")[1:2] and n.split(".")[1] in EXPERIMENTS
}


def knowing(modules: dict[str, Path], *packages: str) -> list[str]:
    """Those of the modules that import something from these packages."""
    return [name for name, path in modules.items() if taken(path, *packages)]


def test_demos_know_nothing_of_the_site():
    assert knowing(DEMOS, "pelican", "plugins") == []


def test_plugins_never_import_demos():
    assert knowing(PLUGINS, "demos") == []


def test_plugins_do_not_import_each_other():
    """A plugin is a module or package that registers; what two need does not."""
    found = {name: others(name) for name in PLUGINS}

    assert {name: taken for name, taken in found.items() if taken} == {}


def others(name: str) -> set[str]:
    """What a module imports of plugins that it is no part of."""
    own = {r for r in REGISTERED if f"{name}.".startswith(f"{r}.")}
    own |= {r for command, r in READS_AS.items() if name.startswith(command)}
    found = taken(PLUGINS[name], *REGISTERED - own)
    return found - own_modules(own) if found else found


def own_modules(own: set[str]) -> set[str]:
    """All names within the plugins that a module is part of."""
    return {n for n in PLUGINS if any(f"{n}.".startswith(f"{o}.") for o in own)}


def test_no_plugin_needs_the_commands():
    plugins = {n: p for n, p in PLUGINS.items() if not n.startswith(COMMANDS)}

    assert knowing(plugins, COMMANDS) == []


def test_the_commands_are_not_a_plugin():
    assert not {name for name in REGISTERED if name.startswith(COMMANDS)}


def test_experiments_know_nothing_of_drawing():
    assert knowing(SCIENCE, "demos.drawing", "demos.figures", "matplotlib") == []


def test_drawing_knows_nothing_of_experiments():
    packages = {f"demos.{part}" for part in EXPERIMENTS} | {"demos.figures"}

    assert knowing(DRAWING, *packages, "gymnasium") == []


def test_what_breaks_a_rule_is_found(tmp_path):
    module = tmp_path / "a.py"
    module.write_text("def f():\n    from plugins.notes import Note\n")

    assert knowing({"a": module}, "pelican", "plugins") == ["a"]


def test_the_settings_are_data():
    """Assignments of literals and nothing else, so that anything may read them."""
    _docstring, *body = ast.parse(DEFAULTS.read_text("utf-8")).body

    for node in body:
        assert isinstance(node, ast.Assign | ast.AnnAssign), ast.unparse(node)
        ast.literal_eval(node.value)


def test_every_setting_of_ours_is_explained_where_its_default_is():
    """A key that Pelican does not know has a comment, on its line or above it."""
    lines = DEFAULTS.read_text("utf-8").splitlines()
    unexplained = [
        line
        for above, line in itertools.pairwise(lines)
        if (key := re.match(r"([A-Z_]+)(?:: .+?)? = ", line))
        and key[1] not in PELICANS
        and not key[1].endswith(SELF_EXPLAINING)
        and "#" not in line
        and not above.startswith("#")
    ]

    assert unexplained == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_show_values_and_compute_nothing(path):
    """No arithmetic, no string surgery, no work on dates: a plugin does these."""
    tree = Environment().parse(path.read_text("utf-8"))

    assert not list(tree.find_all(ARITHMETIC))
    assert not {node.name for node in tree.find_all(nodes.Filter)} & SURGERY
    called = {call.node for call in tree.find_all(nodes.Call)}
    assert not {n.attr for n in called if isinstance(n, nodes.Getattr)} & SURGERY
