"""Every way to fail that a build has to survive."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def crash() -> None:
    raise RuntimeError("the experiment fell over")


def leave() -> None:
    raise SystemExit(3)


def hang() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    (Path(__file__).parent.parent / "child.pid").write_text(str(child.pid))
    time.sleep(3600)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def mourned() -> dict:
    """The first time, the end of whoever runs it."""
    first = Path(__file__).parent.parent / "first"
    if not first.exists():
        first.touch()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(3600)
    return {"path": "M0 0", "data": [(0, 0)]}


def ping() -> dict:
    return meet("ping", "pong")


def pong() -> dict:
    return meet("pong", "ping")


def meet(own: str, other: str) -> dict:
    """End well only if the other is running at the same time."""
    here = Path(__file__).parent.parent
    (here / own).touch()
    for _ in range(60_000):
        if (here / other).exists():
            return {"path": "M0 0", "data": [(0, 0)]}
        time.sleep(0.01)
    raise TimeoutError(f"{other} has not begun")


def unproven() -> dict:
    """Its figure is whole, but a check misses."""
    missed = {"measured": 3.25, "passed": False}
    return {"path": "M0 0", "data": [(0, 0)], "check": missed}


def silent() -> None:
    raise SystemExit(0)


def vague() -> dict:
    return {"path": "M0 0", "data": [(0, 0)], "forget": ["modules"]}


def partial() -> dict:
    return {"path": "M0 0", "data": [(0, 0)], "lose": ["figure.png"]}


def hungry() -> None:
    bytearray(5 << 30)  # more than a run may have, less than a machine has


def flood() -> None:
    with Path("sea").open("wb") as file:
        file.truncate(2 << 30)


def gap() -> dict:
    return {"path": "M0 0", "data": [(0, float("nan"))]}


def peek() -> dict:
    """The world that a demo sees."""
    seen = sorted(os.environ)
    return {"path": "M0 0", "data": [(0, 0)], "findings": seen, "forget": ["module"]}


def edited() -> dict:
    """Its author saves it while it runs."""
    with Path(__file__).open("a") as file:
        file.write("# saved\n")
    return {"path": "M0 0", "data": [(0, 0)]}


def edited_unproven() -> dict:
    return edited() | {"check": {"measured": 3.25, "passed": False}}
