"""A browser is found, or installed, or missed with the reasons."""

import sys
from pathlib import Path

import pytest

from tests.site import browser

HERE = Path("chromium")


@pytest.fixture
def machine(monkeypatch):
    """A machine on which the way of installing that is told works, if any."""

    def make(*, works):
        there, tried = [HERE] * (works == "nothing"), []

        def install(way):
            tried.append(way)
            there.extend([HERE] * (way == works))
            return "" if way == works else f"no {way}"

        for way in ("package", "download"):
            monkeypatch.setattr(browser, f"install_{way}", lambda way=way: install(way))
        monkeypatch.setattr(browser, "installed", lambda _: next(iter(there), None))
        return tried

    return make


@pytest.mark.parametrize(
    ("works", "ways"),
    [
        ("nothing", []),
        ("package", ["package"]),
        ("download", ["package", "download"]),
    ],
)
def test_nothing_is_installed_that_is_not_needed(machine, works, ways):
    tried = machine(works=works)

    assert browser.executable(None) == HERE
    assert tried == ways


def test_without_any_the_reasons_are_told(machine):
    machine(works=None)

    with pytest.raises(browser.NoBrowserError, match="no package; no download"):
        browser.executable(None)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["no-such-program"], "no-such-program: "),
        ([sys.executable, "-c", "import sys; sys.exit('why not')"], "why not"),
        ([sys.executable, "-c", ""], ""),
    ],
)
def test_a_command_that_fails_says_why(command, said):
    assert said in browser.run(command)
    assert bool(browser.run(command)) == bool(said)
