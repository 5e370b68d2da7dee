"""Runs a module in a process that was forked, as ``python -m`` does in a new one."""

import atexit
import contextlib
import importlib
import os
import runpy
import sys
import threading
from pathlib import Path
from typing import Any

STREAMS = ((os.devnull, "rb"), ("stdout", "wb"), ("stderr", "wb"))


def do(run: dict[str, Any]) -> None:
    """Run a module, and end this process.

    Args:
        run: the folder to work in, which gets what it prints; the environment; bounds
            of memory and of files, in bytes; the module and its arguments.
    """
    atexit._clear()  # what was imported beforehand is not ours to tidy up
    os.environ.clear()
    os.environ.update(run["environment"])
    os.chdir(run["folder"])
    for number, (name, mode) in enumerate(STREAMS):
        with Path(name).open(mode) as file:
            os.dup2(file.fileno(), number)
    _limit("RLIMIT_AS", run["memory"])
    _limit("RLIMIT_FSIZE", run["file"])
    sys.path.insert(0, run["folder"])
    importlib.invalidate_caches()
    sys.argv = [run["module"], *run["arguments"]]
    os._exit(ended(run["module"]))


def _limit(what: str, most: int) -> None:
    """Bound what this process may take; what the system cannot bound it leaves."""
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(getattr(resource, what), (most, most))


def ended(module: str) -> int:
    """The exit code of a module that is run as a program."""
    code: object = 0
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code or 0
    except BaseException as error:
        traceback = error.__traceback__
        sys.excepthook(type(error), error, traceback and traceback.tb_next)
        code = 1
    if not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    for thread in set(threading.enumerate()) - {threading.current_thread()}:
        if not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code
