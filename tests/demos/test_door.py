"""Demos in a notebook: the same options, messages, numbers and files."""

import json
import subprocess
import sys

import numpy as np
import pytest

import demos
from demos.framework import cli

SMALL = {"runs": 20, "steps": 30, "epsilons": (0.0, 0.1)}


@pytest.fixture(scope="module")
def found():
    return demos.run("epsilon-greedy", **SMALL)


def test_it_finds_what_the_command_line_finds_and_saves_the_same_bytes(found, tmp_path):
    words = ["--runs", "20", "--steps", "30", "--epsilons", "0,0.1"]
    assert cli.main(["epsilon-greedy", *words, "--out", str(tmp_path / "line")]) == 0

    saved = found.save(tmp_path / "door")

    for name in ("data.csv", "figure.svg", "figure-narrow.svg", "figure.png"):
        assert (saved / name).read_bytes() == (tmp_path / "line" / name).read_bytes()
    record = json.loads((saved / "result.json").read_text())
    assert found.findings == record["findings"]
    assert [check.what for check in found.checks] == [
        check["what"] for check in record["checks"]
    ]


def test_its_arrays_have_names(found):
    assert found.data["reward ε=0.1"].shape == found.data["step"].shape
    assert found.result.learning[0].reward.value.shape == found.data["step"].shape
    assert found.parameters.runs == 20


def test_a_notebook_shows_the_drawing_in_the_size_of_a_page(found):
    png, size = found.figure._repr_png_()

    assert png.startswith(b"\x89PNG")
    assert size["width"] == 640
    assert "ε = 0.1" in found.figure.svg
    assert found.findings[0] in repr(found)


def test_lists_and_arrays_are_taken_as_well():
    options = SMALL | {"epsilons": np.array([0.1]), "runs": np.int64(20)}

    assert demos.run("epsilon-greedy", **options).parameters.epsilons == (0.1,)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"epsilons": (2.0,)}, "--epsilons must be at least 0 and at most 1; got 2"),
        ({"epsilons": (0.1, 0.1)}, "--epsilons must be 1 to 6 different numbers"),
        ({"run": 5}, "there is no option --run; the nearest is --runs"),
        ({"runs": 1.5}, "--runs must be a whole number; got '1.5'"),
        ({"runs": "many"}, "--runs must be a whole number; got 'many'"),
    ],
)
def test_options_have_the_ranges_of_the_command_line(options, complaint):
    with pytest.raises(ValueError, match=complaint):
        demos.run("epsilon-greedy", **options)


def test_a_name_that_is_no_demo_is_refused_with_the_nearest():
    with pytest.raises(
        ValueError, match="there is no demo 'epsilon-gredy'; the nearest"
    ):
        demos.run("epsilon-gredy")


def test_the_import_loads_nothing_that_is_large():
    large = "{'numpy', 'matplotlib', 'gymnasium'}"
    code = f"import sys, demos; print({large} & {{*sys.modules}})"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "set()\n"


def test_every_demo_is_listed_with_its_line():
    code = "import demos, json; print(json.dumps(demos.list()))"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    listed = json.loads(ran.stdout)
    assert {"epsilon-greedy", "samplers"} <= listed.keys()
    assert listed["epsilon-greedy"].startswith("A little exploration beats none")
