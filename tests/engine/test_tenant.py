"""The tests know no owner of the site: neither his settings nor his words."""

import ast
import re
from pathlib import Path

import tenant
from sites import ROOT

TESTS = sorted(
    path
    for path in (ROOT / "tests").rglob("*.py")
    # These look at the site as it is, and ask what must hold for any.
    if {"site", "benchmarks", "drill"}.isdisjoint(
        path.relative_to(ROOT / "tests").parts
    )
)
FACTS = {"pelicanconf", "publishconf"}
HIS = re.compile(r"\bROOT\b[^\n]{0,9}[\"'/ ](?<!docs/)(content|p\w+conf)\b")


def names(path: Path) -> set[str]:
    """The modules that a test imports."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    return plain | {str(n.module) for n in nodes if isinstance(n, ast.ImportFrom)}


def test_no_test_reads_settings_or_words_of_the_owner():
    assert [path for path in TESTS if names(path) & FACTS] == []
    assert [path for path in TESTS if HIS.search(path.read_text("utf-8"))] == []


def test_what_it_would_find_is_found():
    for name in ("content", "pelicanconf.py"):
        assert HIS.search(f"ROOT / {name!r}")


def test_a_fork_has_nothing_of_the_owner(tmp_path):
    root = tenant.fork(tmp_path / "fork")

    words = {p.relative_to(root).as_posix() for p in (root / "content").rglob("*.*")}
    assert words == {name for name in tenant.FILES if name.startswith("content/")}
    assert (root / "tests/engine/golden/content").is_dir()
