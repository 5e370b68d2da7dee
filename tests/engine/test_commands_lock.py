"""The pins are complete, exact, hashed and free of addresses."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from plugins.commands.lock import FILES, lock

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([a-z0-9-]+)==\S+( ; .*)? \\$", re.MULTILINE)


def pins(name):
    """The lines that pin something."""
    return [m[0] for m in PIN.finditer((ROOT / name).read_text())]


def names(file):
    return {PIN.match(pin)[1] for pin in pins(file)}


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_an_exact_pin_a_hash_or_a_comment(file):
    known = re.compile(
        r"\S+==\S+( ; .*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|\s+#.*"
    )

    strange = [
        line
        for line in (ROOT / file).read_text().splitlines()
        if not known.fullmatch(line)
    ]

    assert strange == []


@pytest.mark.parametrize("file", FILES)
def test_no_address_is_written_down(file):
    assert "://" not in (ROOT / file).read_text()


def test_all_that_the_project_names_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extra = project["optional-dependencies"]["dev"]

    for wanted, file in (
        (project["dependencies"], "requirements.txt"),
        (extra, "requirements-dev.txt"),
    ):
        versions = dict(pin.split()[0].split("==") for pin in pins(file))
        for requirement in map(Requirement, wanted):
            assert versions[requirement.name] in requirement.specifier


def test_tests_run_on_the_versions_of_the_site():
    assert set(pins("requirements.txt")) <= set(pins("requirements-dev.txt"))


# What `invoke check` and `lock` run is for those who develop.
FOR_DEVELOPERS = {"plugins.commands.check", "plugins.commands.lock"}


# What whoever lacks it is told to install: the extra 'cluster'.
ON_WISH = {"distributed"}


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def code_of_the_site():
    """Every module that a build or another command of the author may run."""
    paths = [p for name in ("demos", "plugins") for p in (ROOT / name).rglob("*.py")]
    assert FOR_DEVELOPERS <= {module_name(path) for path in paths}
    return [path for path in paths if module_name(path) not in FOR_DEVELOPERS]


def test_a_build_needs_nothing_that_only_the_tests_install():
    """Every import of the site's own code is of a distribution in requirements.txt."""
    owners = packages_distributions()
    own = {"demos", "plugins", "pelicanconf"}
    paths = [*code_of_the_site(), ROOT / "tasks.py"]
    imported = {name for path in paths for name in roots(path)}

    needed = {
        owner.lower().replace("_", "-")
        for name in imported - own - ON_WISH - sys.stdlib_module_names
        for owner in owners[name]
    }

    assert needed <= names("requirements.txt")


def test_the_site_runs_nothing_that_is_for_developers():
    for path in code_of_the_site():
        text = path.read_text("utf-8")
        assert not [name for name in FOR_DEVELOPERS if re.search(rf"{name}\b", text)], (
            path
        )


def roots(path):
    """The top-level names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def test_the_command_writes_both_files(tmp_path):
    """With nothing to pin, so that no index is asked."""
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "empty"\nversion = "0"\nrequires-python = ">=3.11"\n'
        "[project.optional-dependencies]\ndev = []\n"
    )

    lock(tmp_path)

    assert {path.name for path in tmp_path.glob("*.txt")} == set(FILES)
