"""Slides of a demo: the drawing of one value, and how it becomes any other."""

import csv
import io
import json
import re
from itertools import accumulate
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from demos import figures
from demos.drawing import marks, style
from demos.framework import cli, slides

SMALL = ["epsilon-greedy", "--runs", "20", "--steps", "40"]
VALUES = "0,0.1,0.5"


def run(folder: Path, *arguments: str) -> Path:
    assert cli.main([*arguments, "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def slid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slides") / "slid"
    return run(folder, *SMALL, "--slide", f"epsilons:{VALUES}")


def heights(points: list[list[int]], frame: int) -> list[float]:
    """As the slider adds up."""
    return [at / 1023 for at in accumulate(sum(p[: frame + 1]) for p in points)]


def test_it_says_of_every_value_what_a_run_at_that_value_says(slid, tmp_path):
    steps = json.loads((slid / "steps.json").read_text())
    alone = run(tmp_path / "alone", *SMALL, "--epsilons", "0.5")
    record = json.loads((alone / "result.json").read_text())

    assert steps["label"] == "epsilon"
    assert steps["values"] == ["0", "0.1", "0.5"]
    assert steps["start"] == 1
    assert steps["descriptions"][2] == " ".join(record["findings"])


def test_its_numbers_are_those_of_the_runs_at_each_value(slid, tmp_path):
    alone = run(tmp_path / "alone", *SMALL, "--epsilons", "0.5")
    own = list(csv.reader(io.StringIO((alone / "data.csv").read_text())))
    rows = list(csv.reader(io.StringIO((slid / "data.csv").read_text())))

    assert rows[0] == ["epsilons", "column", "row", "value"]
    reward = [float(row[3]) for row in rows if row[:2] == ["0.5", "reward ε=0.5"]]
    assert reward == pytest.approx([float(row[1]) for row in own[1:]], rel=1e-9)


def test_a_curve_moves_to_where_the_other_value_has_it(slid):
    """Where the share of best arms stands on its axis from 0 to 104 %."""
    steps = json.loads((slid / "steps.json").read_text())
    rows = list(csv.reader(io.StringIO((slid / "data.csv").read_text())))
    curves = [heights(c, 2) for c in steps["curves"].values() if len(c) > 2]
    optimal = [float(row[3]) for row in rows if row[:2] == ["0.5", "optimal ε=0.5"]]

    ends = [optimal[0] / 1.04, optimal[-1] / 1.04]
    assert any(
        [curve[0], curve[-1]] == pytest.approx(ends, abs=2 / 1023) for curve in curves
    )


def test_what_moves_has_a_name_in_both_drawings_and_thin_lines_beside_it(slid):
    steps = json.loads((slid / "steps.json").read_text())
    for name in ("figure.svg", "figure-narrow.svg"):
        text = (slid / name).read_text()
        assert text.count('data-step="box"') == 2
        assert text.count('data-step="m') >= 6
        assert "thin lines: epsilon 0, 0.5" in text
    assert ["ε = 0", "ε = 0.1", "ε = 0.5"] in steps["texts"].values()


def test_a_text_that_one_value_lacks_is_empty_there(slid):
    steps = json.loads((slid / "steps.json").read_text())

    assert any("" in texts and any(texts) for texts in steps["texts"].values())


def test_labels_stand_beside_their_curves_from_the_start(slid):
    """A slider moves them from where they are drawn: at the start, by nothing."""
    steps = json.loads((slid / "steps.json").read_text())
    start = steps["start"]
    moves = [steps[axis][name] for name in steps["texts"] for axis in ("x", "curves")]

    assert all(sum(point[: start + 1]) == 0 for (point,) in moves if point)
    label = next(n for n, t in steps["texts"].items() if t[0] == "ε = 0")
    curve = next(iter(steps["curves"]))
    ends = [heights(steps["curves"][curve], frame)[-1] for frame in range(3)]
    (point,) = steps["curves"][label]
    beside = [sum(point[: n + 1]) / 1023 for n in range(3)]
    assert beside == pytest.approx([end - ends[start] for end in ends], abs=0.03)


def test_a_panel_is_asked_once_for_what_measures_its_texts(monkeypatch):
    asked = []
    renderer = Figure._get_renderer
    monkeypatch.setattr(
        Figure, "_get_renderer", lambda fig: asked.append(1) or renderer(fig)
    )
    fig = style.figure(style.WIDE)
    for ax in style.panels(fig, 2):
        for name in "abc":
            ax.annotate(name, (0.5, 0.5), (3, 3), textcoords="offset points")

    found = marks.panels(fig)

    assert [len(panel.marks) for panel in found] == [3, 3]
    assert len(asked) == 2


def test_the_layout_leaves_room_for_the_widest_text_of_a_label(tmp_path):
    """The drawing at 0.1 is as narrow for 0.0625 as for a start there."""
    places = []
    for values in ("0.1,0.5", "0.1,0.0625"):
        slid = run(tmp_path / values, *SMALL, "--slide", f"epsilons:{values}")
        text = (slid / "figure-narrow.svg").read_text()
        places += [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>ε = ', text)]

    assert places[0] - places[2] > 10
    assert places[0] == pytest.approx(places[1], abs=1)


def test_parts_that_were_computed_before_give_the_same_bytes(slid, tmp_path):
    parts = tmp_path / "parts"
    parts.mkdir()
    for n, value in enumerate(VALUES.split(",")):
        made = run(tmp_path / value, *SMALL, "--epsilons", value, "--part")
        assert sorted(p.name for p in made.iterdir()) == [
            "data.csv",
            "part.json",
            "result.json",
        ]
        (made / "part.json").rename(parts / f"{n}.json")

    words = ["--slide", f"epsilons:{VALUES}", "--parts", str(parts)]
    again = run(tmp_path / "again", *SMALL, *words)

    for file in ("steps.json", "data.csv", "figure.svg", "figure.png"):
        assert (again / file).read_bytes() == (slid / file).read_bytes()


def test_parts_of_one_run_are_those_of_runs_of_their_own(tmp_path):
    words = ["--slide", f"epsilons:{VALUES}", "--part"]
    together = run(tmp_path / "together", *SMALL, *words)
    for n, value in enumerate(VALUES.split(",")):
        alone = run(tmp_path / value, *SMALL, "--epsilons", value, "--part")

        assert files_of(together / str(n)) == files_of(alone)


def files_of(folder: Path) -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    seconds = rb'"seconds": [\d.]+'
    return files | {"result.json": re.sub(seconds, b"", files["result.json"])}


def test_the_command_in_its_record_makes_it_again(slid):
    record = json.loads((slid / "result.json").read_text())

    assert record["command"] == (
        "python -m demos epsilon-greedy --epsilons 0.1 --steps 40 --runs 20 "
        "--slide epsilons:0,0.1,0.5"
    )
    assert record["checks"][-1]["what"] == "checks missed at 2 other values"


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("epsilons:0..0.5:3", ["0", "0.25", "0.5"]),
        ("epsilons:0.01..1:3:log", ["0.01", "0.1", "1"]),
    ],
)
def test_values_may_be_a_range_as_in_a_text(written, values):
    demo = figures.load("epsilon-greedy")

    assert slides.of(demo, {}, written).values == values


@pytest.mark.parametrize(
    ("slide", "complaint"),
    [
        ("foo:1,2", "there is no option --foo to slide"),
        ("epsilons:0,2", "--epsilons must be at least 0 and at most 1; got 2"),
        ("epsilons:0,0", "takes different values; got 0,0"),
        ("epsilons:0", "the slide 'epsilons:0' has 1 value; take 2 to 40"),
        ("epsilons", "names no values; write option:value,value"),
        ("epsilons:0..1", "the slide 'epsilons:0..1' is not a range"),
        ("epsilons:0..1:50", "has 50 values; take 2 to 40"),
        ("epsilons:0,x", "--epsilons must be finite numbers"),
    ],
)
def test_a_slide_that_cannot_be_is_refused(slide, complaint, tmp_path, capsys):
    arguments = [*SMALL, "--slide", slide, "--out", str(tmp_path / "x")]

    assert cli.main(arguments) == 2
    assert complaint in capsys.readouterr().err


def test_a_start_that_is_none_of_the_values_is_refused(capsys):
    arguments = [*SMALL, "--epsilons", "0.2", "--slide", "epsilons:0,1", "--check"]

    assert cli.main(arguments) == 2
    assert "--epsilons 0.2 is none of the values" in capsys.readouterr().err


def test_words_do_not_slide(capsys):
    arguments = ["ink-drop", "--slide", "palette:tide,sumi", "--check"]

    assert cli.main(arguments) == 2
    assert "--slide palette is a word" in capsys.readouterr().err


def test_a_drawing_that_gets_other_symbols_is_refused(capsys):
    arguments = ["credit-assignment", "--runs", "20", "--slide", "states:5,9"]

    assert cli.main([*arguments, "--check"]) == 2
    assert "a line has more symbols" in capsys.readouterr().err
