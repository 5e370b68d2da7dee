"""The manual says of each of Beautiful Jekyll's keys what it does here, truly."""

import re

import pytest
from sites import ROOT

from plugins.reader.fields import ELSEWHERE, KEYS

PAPER = (ROOT / "docs/content/pages/from-jekyll.md").read_text("utf-8")
ROW = re.compile(r"^\| (?P<keys>`.*?) \| (?P<verdict>.*?) \| (?P<test>\w+) \|$", re.M)
ROWS = [
    pytest.param(key, row["verdict"], row["test"], id=key)
    for row in ROW.finditer(PAPER)
    for key in re.findall(r"`([^`]+)`", row["keys"])
]


@pytest.mark.parametrize(("key", "verdict", "test"), ROWS)
def test_the_table_tells_what_becomes_of_a_key(key, verdict, test):
    name = key.replace("_", "-")
    known = "works" if name in KEYS else "refused" if name in ELSEWHERE else "needless"

    assert verdict.startswith(known)
    assert (ROOT / f"tests/engine/{test}.py").is_file()


def test_the_table_has_many_rows():
    assert len(ROWS) > 30
