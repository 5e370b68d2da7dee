"""The drill of a cluster: a scheduler and two workers as processes of this machine."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sites import ROOT
from tiny import Tiny, started

LINES = [f"demo:line?height={height}" for height in range(10)]


class Cluster:
    """A scheduler at a port of its own, and workers that come and go."""

    def __init__(self, root: Path):
        self.root = root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        here = ["--host", "127.0.0.1", "--no-dashboard"]
        self.scheduler = self.begin("scheduler", *here, "--port", port)
        while not self._answers(int(port)) and self.scheduler.poll() is None:
            time.sleep(0.05)
        self.workers = [self.worker(), self.worker()]

    def _answers(self, port: int) -> bool:
        """True once the scheduler listens; to begin takes it long on a busy machine."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def worker(self) -> subprocess.Popen[bytes]:
        """One that does one thing at a time, and that nobody brings back to life."""
        few = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        place = ["--local-directory", str(self.root / "dask")]
        return self.begin("worker", self.address, *few, *place)

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(self.root), str(ROOT)]),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny(tmp_path)


@pytest.fixture
def cluster(tiny: Tiny) -> Iterator[Cluster]:
    cluster = Cluster(tiny.root)
    tiny.executor = cluster.address
    try:
        yield cluster
    finally:
        cluster.end()


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().split()[3])


def told(tiny: Tiny) -> list[str]:
    return [line for line in tiny.ran if "DEMOS_EXECUTOR" in line]


def test_two_workers_leave_what_this_machine_would(tiny, cluster, tmp_path):
    here = Tiny(tmp_path / "here")
    keys = [
        {request: getattr(entry, "key", entry) for request, entry in each.items()}
        for each in (here.build(*LINES), tiny.build(*LINES))
    ]

    assert keys[0] == keys[1]
    assert told(tiny) == []


def while_one_hangs(tiny: Tiny, then: Callable[[], None]) -> None:
    """Do something while a run is going on that ends when there is a file."""
    tiny.edit("trouble.py", "time.sleep(3600)\n\n\ndef killed", WAIT)
    with ThreadPoolExecutor(1) as pool:
        built = pool.submit(tiny.build, "demo:hang", *LINES[:3])
        started(tiny.root)
        then()
        (tiny.root / "go").touch()
        built.result()


WAIT = """for _ in range(60_000):
        if (Path(__file__).parent.parent / "go").exists():
            return {"path": "M0 0", "data": [(0, 0)]}
        time.sleep(0.01)


def killed"""


def test_a_worker_that_is_killed_in_the_middle_is_replaced_by_the_other(tiny, cluster):
    def kill_one() -> None:
        """The one that does the run whose child hangs."""
        busy = parent(parent(started(tiny.root)))
        (worker,) = [each for each in cluster.workers if each.pid == busy]
        worker.kill()
        worker.wait()

    while_one_hangs(tiny, kill_one)

    assert not [line for line in tiny.ran if line.endswith("failed")]
    assert len(tiny.ran) == 4
    assert told(tiny) == []


def test_when_the_scheduler_is_gone_one_line_says_so_and_nothing_is_lost(tiny, cluster):
    def end() -> None:
        (tiny.root / "go").touch()  # for the run that is done here
        cluster.scheduler.kill()
        cluster.scheduler.wait()

    while_one_hangs(tiny, end)

    assert len(told(tiny)) == 1
    assert cluster.address in told(tiny)[0]
    assert len([line for line in tiny.ran if line.startswith("figure")]) == 4
    assert not [line for line in tiny.ran if line.endswith("failed")]


def test_where_no_scheduler_is_one_line_says_so(tiny, monkeypatch):
    monkeypatch.setattr("plugins.shared.forking.executors.CONNECT", "1s")
    tiny.executor = "tcp://127.0.0.1:9"

    tiny.build("demo:line")

    assert len(told(tiny)) == 1
    assert threading.active_count() < 50
