"""Runs that are forked: they see, do and leave what runs in new processes do."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sites import ROOT
from tiny import Tiny

from plugins.figures.runner import DemoFailed, DemoRunner, preloaded
from plugins.shared.forking import client

pytestmark = pytest.mark.skipif(not client.POSSIBLE, reason="nothing is forked here")
SEES = """
import sys
from plugins.shared.forking.hidden import Hidden
hidden = Hidden(["outer.part", "alone", "missing"])
hidden.hide()
tops = {"outer", "inner", "alone"}
def seen(): return sorted(n for n in sys.modules if n.partition(".")[0] in tops)
print(seen())
import outer.part, outer
print(seen(), outer.part.__spec__.origin == outer.part.__file__, outer.part.LOADED)
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Packages of which one imports another."""
    files = {
        "outer/__init__.py": "",
        "outer/part.py": "from . import near\nLOADED = [1]\n",
        "outer/near.py": "import importlib\nimportlib.import_module('inner')\n",
        "outer/other.py": "",
        "inner.py": "from outer import near\n",
        "alone.py": "import outer.other\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_run_sees_what_it_imports_with_all_that_this_imports(installed):
    path = os.pathsep.join([str(installed), str(ROOT)])
    ran = subprocess.run(
        [sys.executable, "-c", SEES],
        env={"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.splitlines() == [
        "[]",
        "['inner', 'outer', 'outer.near', 'outer.part'] True [1]",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["epsilon-greedy", "--runs", "20", "--steps", "30"],
        ["there-and-back", "--paths", "4"],
    ],
    ids=lambda words: words[0],
)
def test_a_forked_run_leaves_the_bytes_of_a_new_process(tmp_path, arguments):
    runner = DemoRunner("demos", ROOT, 120, tmp_path / "matplotlib")
    for name in ("new", "forked"):
        (tmp_path / name).mkdir()
    new = runner.run(arguments, tmp_path / "new")
    with runner.many():
        forked = runner.run(arguments, tmp_path / "forked")
        assert runner._forks is not None
        assert runner._forks._control, "it was forked"

    records = [json.loads((x / "result.json").read_text()) for x in (new, forked)]
    for record in records:
        del record["seconds"]
    assert records[0] == records[1]
    for file in records[0]["files"]:
        assert (new / file).read_bytes() == (forked / file).read_bytes()
    printed = [(x.parent / "stdout").read_text().splitlines() for x in (new, forked)]
    assert printed[0][:-1] == printed[1][:-1]


def test_what_a_run_does_to_its_world_no_other_run_sees(tmp_path):
    tiny = Tiny(tmp_path, workers=1)
    tiny.edit("trouble.py", '"""The world that a demo sees."""', MEDDLE)

    built = tiny.build("demo:peek", "demo:line", "demo:wave")

    assert [getattr(result, "message", "") for result in built.values()] == [""] * 3


MEDDLE = """import json, sys
    os.environ["PATH"] = "/nowhere"
    json.loads = sys.path = None
"""


def test_code_that_changes_between_two_runs_is_what_runs(tmp_path):
    tiny = Tiny(tmp_path)
    runner = tiny.builder().runner
    tables = []
    with runner.many():
        for name in "ab":
            (tmp_path / name).mkdir()
            out = runner.run(["line"], tmp_path / name)
            tables.append((out / "data.csv").read_text())
            tiny.edit("line.py", "height + seed", "100 + height + seed")

    assert tables == ["x,y\n0,0\n1,2\n", "x,y\n0,0\n1,102\n"]


def test_when_the_process_that_forks_is_gone_new_ones_run(tmp_path):
    tiny = Tiny(tmp_path)
    runner = tiny.builder().runner
    with runner.many():
        for name in "ab":
            (tmp_path / name).mkdir()
        runner.run(["line"], tmp_path / "a")
        assert runner._forks is not None
        server = runner._forks._server
        assert server is not None
        server.kill()
        server.wait()

        assert (runner.run(["wave"], tmp_path / "b") / "data.csv").exists()


def test_a_run_ends_with_the_process_that_forked_it(tmp_path):
    tiny = Tiny(tmp_path)
    tiny.edit("trouble.py", "os.kill(os.getpid(),", "os.kill(os.getppid(),")
    runner = tiny.builder().runner
    (tmp_path / "a").mkdir()

    with runner.many(), pytest.raises(DemoFailed, match=signal.SIGKILL.name):
        runner.run(["killed"], tmp_path / "a")


def test_a_package_says_in_its_first_file_what_its_runs_import(tmp_path):
    package = tmp_path / "pack"
    package.mkdir()
    first = package / "__init__.py"
    assert preloaded(tmp_path, "pack") == []
    for text in ("1 +", "PRELOAD = names()", ""):
        first.write_text(text)
        assert preloaded(tmp_path, "pack") == []
    first.write_text('"""Demos."""\nPRELOAD = ("numpy",)\n')
    assert preloaded(tmp_path, "pack") == ["numpy"]
