"""When a figure is computed again, and when it is not: the whole matrix."""

import io
import json
import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tiny import Tiny

from plugins.figures import svg
from plugins.figures.entry import Entry
from plugins.figures.key import CurrentInputs, changes, key
from plugins.figures.request import parse

LINE, TALL, WAVE = "demo:line", "demo:line?height=3", "demo:wave"
ALL = {"line", "wave"}


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with two figures."""
    tiny = Tiny(tmp_path_factory.mktemp("computed"))
    tiny.build(LINE, WAVE)
    assert tiny.names_ran() == ALL
    return tiny.cache


@pytest.fixture
def tiny(tmp_path: Path, computed: Path) -> Tiny:
    """Demos whose figures are in the cache."""
    tiny = Tiny(tmp_path)
    shutil.copytree(computed, tiny.cache)
    return tiny


def touch(tiny: Tiny) -> None:
    for path in tiny.package.rglob("*"):
        os.utime(path, (1, 1))


def clone(tiny: Tiny) -> None:
    """Leave and come back: other inodes, other times, no compiled files."""
    away = tiny.root / "away"
    shutil.copytree(tiny.package, away, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(tiny.package)
    away.rename(tiny.package)


def crlf(tiny: Tiny) -> None:
    for path in tiny.package.rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def restore(tiny: Tiny) -> None:
    """What a cache action does: the same files, elsewhere and at another time."""
    shutil.copytree(tiny.cache, tiny.root / "saved", copy_function=shutil.copyfile)
    shutil.rmtree(tiny.cache)
    (tiny.root / "saved").rename(tiny.cache)


def other_demo(tiny: Tiny) -> None:
    (tiny.package / "third.py").write_text("OPTIONS = {}\n")


def default(tiny: Tiny) -> None:
    tiny.edit("line.py", '"height": 1', '"height": 2')


def code(tiny: Tiny) -> None:
    tiny.edit("wave.py", "(2, seed)", "(2, 2 * seed)")


def helper(tiny: Tiny) -> None:
    tiny.edit("shape.py", "M0 0", "M1 1")


def helper_of_helper(tiny: Tiny) -> None:
    tiny.edit("scale.py", "10 * value", "11 * value")


def style(tiny: Tiny) -> None:
    tiny.edit("look.mplstyle", "40", "41")


def shared_code(tiny: Tiny) -> None:
    tiny.edit("record.py", "0.01", "0.02")


def distribution(tiny: Tiny) -> None:
    tiny.install("1.1")


def damage(tiny: Tiny) -> None:
    for drawing in tiny.cache.glob("*/figure.svg"):
        drawing.write_text("<svg")


def damaged_entry(tiny: Tiny) -> None:
    for entry in tiny.cache.glob("*/entry.json"):
        entry.write_text('{"renderer": ')


def older_schema(tiny: Tiny) -> None:
    """An entry as the first schema had it, when findings were called ``says``."""
    for file in tiny.cache.glob("*/entry.json"):
        entry = json.loads(file.read_text())
        result = entry["result"]
        entry["result"] = {**result, "schema": 1, "says": result.pop("findings")}
        file.write_text(json.dumps(entry))


@pytest.mark.parametrize(
    ("change", "dependants"),
    [
        (touch, set()),
        (clone, set()),
        (crlf, set()),
        (restore, set()),
        (other_demo, set()),
        (default, {"line"}),
        (code, {"wave"}),
        (helper, {"line"}),
        (helper_of_helper, {"line"}),
        (style, {"line"}),
        (shared_code, ALL),
        (distribution, ALL),
        (damage, ALL),
        (damaged_entry, ALL),
        (older_schema, ALL),
    ],
)
def test_a_change_computes_exactly_what_depends_on_it(tiny, change, dependants):
    change(tiny)

    tiny.build(LINE, WAVE)

    assert tiny.names_ran() == dependants
    tiny.build(LINE, WAVE)
    assert tiny.names_ran() == set(), "once is enough"


@pytest.mark.parametrize(
    ("addresses", "commands"),
    [
        ([LINE, LINE, WAVE], 0),  # used twice
        ([WAVE, LINE], 0),  # in another order
        ([LINE, TALL], 1),  # an option
        (["demo:line?seed=2", LINE], 1),  # a seed
        ([TALL, "demo:line?height=2"], 2),
    ],
)
def test_only_what_has_not_been_asked_for_runs(tiny, addresses, commands):
    tiny.build(*addresses)

    assert len(tiny.ran) == commands


def test_another_renderer_makes_every_figure_again(tiny, monkeypatch):
    monkeypatch.setattr(svg, "RENDERER", "another")

    tiny.build(LINE, WAVE)

    assert tiny.names_ran() == ALL


def test_a_clone_elsewhere_with_the_same_cache_runs_nothing(tiny):
    elsewhere = Tiny(tiny.root / "elsewhere")
    shutil.copytree(tiny.cache, elsewhere.cache)

    elsewhere.build(LINE, WAVE)

    assert elsewhere.ran == []


def test_what_no_build_used_for_a_month_goes_when_a_figure_comes(tiny):
    month_ago = time.time() - 31 * 24 * 3600
    line = tiny.entry(LINE)
    tiny.builder().cache.remember("posts/a.md#fig-a", line)
    for folder in [*tiny.cache.glob("?" * 32), tiny.cache / "requests"]:
        os.utime(folder, (month_ago, month_ago))
    tiny.build(WAVE)  # uses one of the two

    tiny.build(LINE, WAVE)
    assert tiny.ran == [], "while nothing new comes, nothing goes"
    os.utime(line.folder, (month_ago, month_ago))
    tiny.build(TALL)

    assert not line.folder.exists()
    assert [*(tiny.cache / "slots").iterdir()] == []
    tiny.build(LINE, TALL, WAVE)
    assert len(tiny.ran) == 1
    assert tiny.ran[0].startswith("figure 1 of 1: line (not computed before)")


def test_a_build_that_fails_removes_nothing(tiny):
    month_ago = time.time() - 31 * 24 * 3600
    for folder in tiny.cache.glob("?" * 32):
        os.utime(folder, (month_ago, month_ago))

    tiny.build("demo:crash", TALL)

    tiny.build(LINE, WAVE)
    assert tiny.ran == []


def test_going_back_to_earlier_code_runs_nothing(tiny):
    code(tiny)
    tiny.build(WAVE)
    tiny.edit("wave.py", "(2, 2 * seed)", "(2, seed)")

    tiny.build(WAVE)

    assert tiny.ran == []


def test_a_default_that_becomes_what_another_figure_asked_for_is_no_false_hit(tiny):
    tiny.build(TALL)
    tiny.edit("line.py", '"height": 1', '"height": 3')

    height = tiny.entry(LINE).record["parameters"]["height"]

    assert height == 3


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (code, "tiny_demos/wave.py changed"),
        (distribution, "tinylib 1.0 → 1.1"),
        (damage, "its files in the cache are damaged"),
    ],
)
def test_a_miss_says_why(tiny, change, why):
    change(tiny)

    tiny.build(WAVE)

    assert tiny.ran[0].startswith(f"figure 1 of 1: wave ({why}): ")


def test_the_first_time_says_so_and_the_next_how_long_it_took(tmp_path):
    tiny = Tiny(tmp_path)
    tiny.build(WAVE)
    assert "(not computed before): 0.0 s" in tiny.ran[0]
    assert "the last time" not in tiny.ran[0]

    code(tiny)
    tiny.build(WAVE)

    assert tiny.ran[0].endswith("0.0 s, 0.0 s the last time")


def test_another_python_is_a_reason(tiny):
    entry = tiny.entry(WAVE)
    record = {**entry.record, "python": "3.99"}
    current = CurrentInputs(tiny.root, svg.RENDERER, [str(tiny.root)])

    assert changes(record, svg.RENDERER, current) == [f"Python 3.99 → {current.python}"]
    assert key(record, svg.RENDERER) != key(entry.record, svg.RENDERER)


def test_a_removed_module_or_distribution_is_a_reason(tiny):
    entry = tiny.entry(LINE)
    (tiny.package / "scale.py").unlink()
    current = CurrentInputs(tiny.root, svg.RENDERER, [])

    assert changes(entry.record, svg.RENDERER, current) == [
        "tiny_demos/scale.py is gone",
        "tinylib 1.0 → none",
    ]


@pytest.mark.parametrize("folder", ["Tiny_Lib-2.0.dist-info", "tiny.lib-2.0.dist-info"])
def test_versions_are_read_however_the_name_is_spelled(tmp_path, folder):
    (tmp_path / folder).mkdir()

    assert CurrentInputs(tmp_path, "", [str(tmp_path)]).distributions == {
        "tiny-lib": "2.0"
    }


def test_of_two_versions_the_one_that_python_would_import_counts(tmp_path):
    for place in ("first", "second"):
        (tmp_path / place / f"lib-{place}.dist-info").mkdir(parents=True)
    places = [str(tmp_path / "first"), str(tmp_path / "second")]

    assert CurrentInputs(tmp_path, "", places).distributions == {"lib": "first"}


def test_two_builds_may_compute_into_one_cache_at_once(tmp_path):
    tiny = Tiny(tmp_path)
    with tiny.on_path(), ThreadPoolExecutor(4) as pool:
        builds = list(pool.map(lambda _: tiny.builder().build([parse(WAVE)]), range(4)))

    keys = {build[parse(WAVE)].key for build in builds}
    assert len(keys) == 1
    assert list((tiny.cache / "work").iterdir()) == []
    tiny.build(WAVE)
    assert tiny.ran == []


def test_one_worker_and_many_leave_the_same_bytes(tmp_path):
    addresses = [LINE, TALL, WAVE, "demo:wave?height=4"]
    kept = []
    for workers in (1, 4):
        tiny = Tiny(tmp_path / str(workers), workers=workers)
        tiny.build(*addresses)
        kept.append(
            {
                path.relative_to(tiny.cache): path.read_bytes()
                for path in tiny.cache.rglob("*")
                if path.is_file()
            }
        )

    assert kept[0] == kept[1]


def test_a_cached_figure_costs_few_files_and_no_process(tiny, monkeypatch):
    """Five files for each, its entry among them, beside those that all have."""
    addresses = [f"demo:line?height={height}" for height in range(20)]
    tiny.build(*addresses)
    opened, really_open = [], io.open

    def count(*args, **options):
        opened.append(args[0])
        return really_open(*args, **options)

    monkeypatch.setattr(io, "open", count)
    monkeypatch.delattr(subprocess, "Popen")

    tiny.build(addresses[0])
    for_one = len(opened)
    tiny.build(*addresses)

    assert (len(opened) - 2 * for_one) / (len(addresses) - 1) <= 5


def test_an_entry_holds_what_a_page_needs(tiny):
    entry = tiny.entry(WAVE)

    assert isinstance(entry, Entry)
    assert entry.sizes["figure.png"] == (1280, 100)
    assert entry.files == [
        "figure.svg",
        "figure-narrow.svg",
        "figure.png",
        "data.csv",
        "steps.json",
    ]
    saved = json.loads((entry.folder / "entry.json").read_text())
    assert saved["result"]["demo"] == "wave"
