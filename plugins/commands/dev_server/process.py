"""A build in a process of its own, which can be made ready before it is wanted."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from plugins.commands.project import PELICAN, pelican_arguments

PATIENCE = 3.0  # seconds that an abandoned build has to end its own processes
# Imports what is slow to import and never changes, then waits for a word; if none
# comes, because we have ended, it ends too.  Our own plugins and settings are imported
# after the word, so that edits of them count.
WAIT = (
    """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import pelican, markdown, math_core, typogrify.filters, yaml
if not sys.stdin.readline():
    sys.exit()
"""
    + PELICAN
)


class BuildProcess:
    """One build, which says when it has ended.

    Args:
        folder: where the site is to be built; what is there is removed.
        root: the project.
        overrides: settings that differ from the file.
        ended: called with this object, on another thread, when the build has ended.
    """

    def __init__(
        self,
        folder: Path,
        root: Path,
        overrides: dict[str, Any],
        ended: Callable[["BuildProcess"], None],
    ) -> None:
        self.folder = folder
        self.said: list[str] = []
        self._ended = ended
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                WAIT,
                os.devnull,  # its warnings are read from what it says
                *pelican_arguments(folder, overrides=overrides),
            ],
            cwd=root,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # so that all it starts can be ended with it
        )

    def begin(self) -> None:
        """Build now."""
        shutil.rmtree(self.folder, ignore_errors=True)
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        process = self._process
        assert process.stdin
        assert process.stdout
        with suppress(BrokenPipeError):
            process.stdin.write("build\n")
            process.stdin.flush()
        with process.stdout as said:
            for line in said:
                print(line, end="", flush=True)
                self.said.append(line.rstrip())
        process.wait()
        with suppress(BrokenPipeError):
            process.stdin.close()  # not before: it would end with it
        self._ended(self)

    @property
    def failed(self) -> bool:
        """Whether it ended without a site."""
        return self._process.returncode != 0

    def stop(self) -> None:
        """End it and all that it has started; harmless when it has ended."""
        if self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGINT)  # lets it end its figures
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
