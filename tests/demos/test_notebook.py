"""Demos in a real kernel of Jupyter, as a notebook asks it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds that a cell may take
RUN = "found = demos.run('epsilon-greedy', runs=20, steps=30, epsilons=(0, 0.1))"


@pytest.fixture(scope="module")
def kernel() -> Iterator[Any]:
    from jupyter_client import KernelManager  # not while tests are collected

    manager = KernelManager()
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    manager.start_kernel(env={**os.environ, "PYTHONPATH": path})
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def cell(kernel: Any, code: str) -> list[dict[str, Any]]:
    """What a notebook shows below a cell."""
    shown: list[dict[str, Any]] = []

    def keep(message: dict[str, Any]) -> None:
        if message["msg_type"] in ("execute_result", "display_data", "error"):
            shown.append(message["content"])

    kernel.execute_interactive(code, timeout=PATIENCE, output_hook=keep)
    return shown


def test_a_notebook_runs_a_demo_and_shows_its_figure(kernel, tmp_path):
    assert cell(kernel, f"import demos\n{RUN}") == []

    (words,) = cell(kernel, "found")
    assert "At step 30" in words["data"]["text/plain"]
    (figure,) = cell(kernel, "found.figure")
    assert figure["data"]["image/png"].startswith("iVBORw0KGgo")
    assert figure["metadata"]["image/png"]["width"] == 640
    (column,) = cell(kernel, "found.data['step'].shape")
    assert column["data"]["text/plain"].endswith(",)")
    assert cell(kernel, f"_ = found.save({str(tmp_path / 'figure')!r})") == []
    assert (tmp_path / "figure" / "figure.svg").exists()


def test_a_notebook_shows_what_is_wrong_with_an_option(kernel):
    (error,) = cell(kernel, "import demos\ndemos.run('epsilon-greedy', epsilons=2)")

    assert error["ename"] == "UsageError"
    assert "--epsilons must be at least 0 and at most 1; got 2" in error["evalue"]
