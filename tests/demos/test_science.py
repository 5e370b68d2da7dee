"""What a demo computed is used again when only its drawing changes, and not else."""

import ast
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from demos import figures
from demos.diffusion.mixture import Mixture
from demos.framework import kept, sources
from demos.framework.science import OUTCOME, RUN, Science
from plugins.figures.builder import Built, FigureBuilder
from plugins.figures.entry import Entry
from plugins.figures.request import parse

ROOT = Path(__file__).parents[2]
FALL = '''"""How far a stone falls."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import panels
from demos.framework.demo import Check, option
from demos.laws.gravity import g

HALF = 0.5
WIDTH = 2
AIR = Path(__file__).parents[2] / "data" / "air.csv"
LOG = Path(__file__).parents[2] / "log"


@dataclass(frozen=True)
class Parameters:
    steps: int = option(5, "moments", minimum=2, maximum=9)
    tone: int = option(0, "colour", minimum=0, maximum=2, drawing=True)

    def __post_init__(self):
        assert self.tone < len(SERIES), "too many"


@dataclass(frozen=True)
class Result:
    parameters: Parameters
    depth: np.ndarray


def run(parameters):
    note("run")
    time = np.arange(parameters.steps)
    return Result(parameters, fallen(time) * float(AIR.read_text()))


def fallen(time):
    return HALF * g() * time**2


def draw(result, fig):
    (ax,) = panels(fig, 1, height=200)
    ax.plot(result.depth, color=SERIES[result.parameters.tone], lw=WIDTH)
    ax.set_title("A fall", color=MUTED)


def findings(result):
    note("findings")
    return [f"It fell {result.depth[-1]:.1f} m."]


def checks(result):
    return [Check("start", 0, float(result.depth[0]), 0)]


def data(result):
    return {"depth": result.depth}


def note(what):
    with LOG.open("a") as file:
        file.write(what + "\\n")
'''
ASK = """
from demos import figures
from demos.framework.cli import opened
from demos.framework.science import Science
from pathlib import Path
import sys
opened.watch()
demo = figures.load("fall")
options = {k: int(v) for k, v in (word.split("=") for word in sys.argv[1:])}
science = Science("fall", demo, demo.Parameters(**options), Path("kept"))
print(science.outcome(science.result()).findings[0])
"""
FIGURE = "demos/figures/fall.py"


class Fall:
    """A package of its own, with one demo."""

    def __init__(self, root: Path):
        self.root = root
        for part in ("framework", "drawing"):
            shutil.copytree(
                ROOT / "demos" / part,
                root / "demos" / part,
                ignore=shutil.ignore_patterns("__pycache__"),
            )
        files = {
            FIGURE: FALL,
            "demos/laws/__init__.py": "",
            "demos/laws/gravity.py": "from demos.laws import size\n\n"
            "def g():\n    return size.G\n",
            "demos/laws/size.py": "G = 10.0\n",
            "data/air.csv": "1\n",
        }
        for name in ("demos/__init__.py", "demos/__main__.py"):
            files[name] = (ROOT / name).read_text()
        files["demos/figures/__init__.py"] = Path(figures.__file__).read_text()
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)

    def ask(self, *words: str) -> tuple[str, list[str]]:
        """What it finds, and what it had to do for that."""
        ran = subprocess.run(
            [sys.executable, "-c", ASK, *words],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.root)},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip(), self.log()

    def log(self) -> list[str]:
        """What was done since the last time."""
        path = self.root / "log"
        lines = path.read_text().split() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fall = Fall(tmp_path_factory.mktemp("fall"))
    assert fall.ask() == ("It fell 80.0 m.", ["run", "findings"])
    return fall.root


@pytest.fixture
def fall(tmp_path: Path, asked: Path) -> Fall:
    """What has been asked once."""
    made = object.__new__(Fall)
    made.root = tmp_path / "fall"
    shutil.copytree(asked, made.root)
    return made


def damage(fall: Fall) -> None:
    for file in (fall.root / "kept").glob("*.zip"):
        file.write_bytes(file.read_bytes()[:-200])


ALL = ["run", "findings"]


@pytest.mark.parametrize(
    ("change", "done"),
    [
        (None, []),
        ((FIGURE, '"A fall"', '"Down"'), []),  # a label
        ((FIGURE, "height=200", "height=300"), []),  # a size
        ((FIGURE, "WIDTH = 2", "WIDTH = 3"), []),
        ((FIGURE, '"moments"', '"times"'), []),  # what --help says
        ((FIGURE, "too many", "more than there are"), []),
        (("demos/drawing/palette.py", "SERIES = ", "SERIES = 2 * "), []),
        (("demos/drawing/style.mplstyle", "axes.", "# axes."), []),
        (("demos/framework/every.py", "INTERRUPTED = 130", "INTERRUPTED = 131"), []),
        ((FIGURE, "It fell", "The stone fell"), ["findings"]),
        ((FIGURE, "HALF * g()", "g() * HALF"), ALL),
        ((FIGURE, "HALF = 0.5", "HALF = 0.25"), ALL),
        (("demos/laws/gravity.py", "size.G", "2 * size.G"), ALL),
        (("demos/laws/size.py", "10.0", "9.81"), ALL),
        (("data/air.csv", "1", "0.5"), ALL),
    ],
)
def test_a_change_computes_exactly_what_depends_on_it(fall, change, done):
    if change:
        fall.edit(*change)

    assert fall.ask()[1] == done
    assert fall.ask()[1] == [], "once is enough"


def test_a_damaged_file_is_computed_again(fall):
    damage(fall)

    assert fall.ask() == ("It fell 80.0 m.", ALL)


def test_an_option_that_only_draws_computes_no_run(fall):
    assert fall.ask("tone=1")[1] == ["findings"], "which may name the colour"
    assert fall.ask("steps=3")[1] == ALL
    assert fall.ask()[1] == []


def test_another_version_or_python_is_a_reason(fall):
    """As the record in each file has it."""
    for change in (("numpy", "0.1"), ("python", "3.1")):
        for path in (fall.root / "kept").glob("*.zip"):
            with zipfile.ZipFile(path) as file:
                members = {name: file.read(name) for name in file.namelist()}
            told = json.loads(members[kept.CONTENT])
            members[kept.CONTENT] = json.dumps(replaced(told, *change)).encode()
            with zipfile.ZipFile(path, "w") as file:
                for name, content in members.items():
                    file.writestr(name, content)

        assert fall.ask()[1] == ALL


def replaced(told, name, new):
    """The record with another value for a name; dicts are told as keys and values."""
    if not isinstance(told, list):
        return told
    if told[:1] == ["dict"]:
        keys, values = told[1]
        values = [
            new if key == name else replaced(value, name, new)
            for key, value in zip(keys, values, strict=True)
        ]
        return ["dict", [keys, values]]
    return [replaced(item, name, new) for item in told]


def test_figures_of_one_run_compute_it_once_and_another_palette_never_again(tmp_path):
    fall = Fall(tmp_path)
    plain, toned = parse("demo:fall"), parse("demo:fall?tone=1")
    lines: list[str] = []

    def build() -> Built:
        builder = FigureBuilder.of(
            "demos",
            tmp_path,
            tmp_path / "cache",
            seconds=3600,
            workers=2,
            log=lines.append,
        )
        return builder.build([plain, toned])

    before = build()
    assert fall.log().count("run") == 1
    fall.edit("demos/drawing/style.py", "UNIT_HEIGHT = 20", "UNIT_HEIGHT = 30")
    lines.clear()
    after = build()

    drawn = [line for line in lines if "style.py changed" in line]  # else progress
    assert len(drawn) == 2
    assert fall.log() == []
    for request in (plain, toned):
        was, now = before[request], after[request]
        assert isinstance(was, Entry)
        assert isinstance(now, Entry)
        assert was.data_hash == now.data_hash
        assert was.record["science"] == now.record["science"]
        assert was.key != now.key
    assert before[plain].record["science"] == before[toned].record["science"]


SMALL = {"runs": 20, "steps": 100, "walkers": 1000, "epsilons": (0.0, 0.1)}


@pytest.mark.parametrize("name", figures.names())
def test_every_result_can_be_kept_and_finds_the_same(name, tmp_path):
    demo = figures.load(name)
    fields = demo.Parameters.__dataclass_fields__
    parameters = demo.Parameters(**{k: v for k, v in SMALL.items() if k in fields})
    found = []
    for _ in range(2):
        science = Science(name, demo, parameters, tmp_path / "kept")
        result = science.result()
        found.append((demo.findings(result), demo.data(result)))

    assert len(list((tmp_path / "kept").glob("*.zip"))) == 1
    assert found[0][0] == found[1][0]
    for column, values in found[0][1].items():
        assert np.array_equal(values, found[1][1][column]), column


def back(value, parameters=None):
    made = kept.Kept.of(value, parameters)
    return kept.Kept(json.loads(json.dumps(made.told)), made.arrays).value(parameters)


def test_of_a_module_each_statement_is_read_once(monkeypatch):
    written = []
    unparse = ast.unparse
    monkeypatch.setattr(ast, "unparse", lambda n: written.append(n) or unparse(n))
    for kept_before in (sources.of, sources._statements, sources._text):
        kept_before.cache_clear()

    run = sources.of("demos.figures.samplers", *RUN)
    found = sources.of("demos.figures.samplers", *OUTCOME)

    assert len(found) > len(run) > 1
    assert len(written) == len(set(map(id, written))) > 20


def test_arrays_are_one_after_the_other_in_a_file(tmp_path):
    arrays = [np.arange(6.0).reshape(2, 3), np.array(7), np.array(["ε", "eps"])]
    kept.Kept.of([np.zeros(0), *arrays], None).write(tmp_path / "a.zip")

    empty, *found = kept.Kept.read(tmp_path / "a.zip").value(None)

    assert empty.shape == (0,)
    for was, now in zip(arrays, found, strict=True):
        np.testing.assert_array_equal(was, now)
        assert was.dtype == now.dtype
        assert now.flags.writeable
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        assert file.namelist() == [kept.CONTENT, kept.ARRAYS]


def test_values_come_back_with_their_kinds():
    value = {
        "a": (1, [2.5, None], True),
        3: {"x": np.float32(0.1), "y": float("inf")},
        "m": Mixture.of([1.0], [0.0], [1.0]) if hasattr(Mixture, "of") else None,
        "f": kept.tell,
    }
    found = back(value)

    assert found["a"] == (1, [2.5, None], True)
    assert type(found[3]["x"]) is np.float32
    assert found[3] == value[3]
    assert found["f"] is kept.tell
    rng = np.random.default_rng(3)
    again = back(rng)
    assert again.random() == rng.random()


def test_an_array_comes_back_as_it_lies_in_a_file():
    found = back(np.arange(6.0).reshape(2, 3).T)

    assert found.flags.c_contiguous
    assert found.tolist() == [[0, 3], [1, 4], [2, 5]]


@pytest.mark.parametrize(
    "value", [object(), np.array([object()]), lambda: 0, Path(), {1}, np.float64]
)
def test_what_cannot_be_kept_is_refused(value):
    with pytest.raises(kept.Unkeepable):
        back(value)


@pytest.mark.parametrize(
    "told",
    [
        ["os:system", [[], []]],
        ["function", "os:system"],
        ["function", "demos.framework.kept:os"],
        ["demos.framework.kept:Unkeepable", [[], []]],
        ["random", {"bit_generator": "seed"}],
        ["array", 0],
    ],
)
def test_a_file_from_elsewhere_makes_nothing_but_values_of_ours(told):
    with pytest.raises((ValueError, IndexError)):
        kept.understand(told, [], None)
