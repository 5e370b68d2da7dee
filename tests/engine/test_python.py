"""An old Python, which would misread texts in silence, is refused."""

import runpy
import sys

import pytest

import plugins


@pytest.mark.parametrize("version", [(3, 11, 4, "final", 0), (3, 10, 99, "final", 0)])
def test_a_python_that_misreads_texts_is_refused_by_its_number(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    number = ".".join(map(str, version[:3]))

    with pytest.raises(SystemExit, match=rf"^Python {number} .* take 3\.11\.5 or"):
        runpy.run_path(plugins.__file__)


@pytest.mark.parametrize("version", [(3, 11, 5, "final", 0), (3, 13, 0, "final", 0)])
def test_a_newer_one_is_taken(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)

    runpy.run_path(plugins.__file__)
