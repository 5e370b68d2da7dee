"""Where the project is, what its settings say, and how Pelican is run on it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]

# A project without plugins of its own is built, and its settings are read, by ours.
WITH_OUR_PLUGINS = f"""
import sys
sys.path.append({str(ROOT)!r})
"""
READ_SETTINGS = (
    WITH_OUR_PLUGINS
    + """
import json, pathlib
from plugins.settings.reading import SettingsError, read
try:
    _, values = read(pathlib.Path(sys.argv[1]))
except SettingsError as error:
    sys.exit(str(error))
print(json.dumps(values, default=str))
"""
)
# Begins a program that ends with the one that started it, however that ends: its input
# is a pipe to which nothing is written, and which the system closes for the dead.  It
# obeys Ctrl-C even if that one was told to ignore it, as in the background of a shell,
# and says that it was interrupted: Pelican would end as if the site were whole.
ENDS_WITH_US = """
import os, signal, sys, threading
def end_with_parent():
    os.read(0, 1)
    os._exit(130)
signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
threading.Thread(target=end_with_parent, daemon=True).start()
"""
PELICAN = (
    ENDS_WITH_US
    + WITH_OUR_PLUGINS
    + """
from plugins.commands.checked_pelican import main_with_report
main_with_report(sys.argv[1], sys.argv[2:])
"""
)
NOTHING: Mapping[str, str] = {}


class CommandError(Exception):
    """What an author can mend: said in one line, and the command ends with 1."""


def read_settings(root: Path, name: str = "pelicanconf.py") -> dict[str, Any]:
    """The settings that the file ``name`` makes, without Pelican's own defaults."""
    done = subprocess.run(
        [sys.executable, "-c", READ_SETTINGS, name],
        cwd=root,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandError(done.stderr.strip())
    return dict(json.loads(done.stdout))


def pelican_arguments(
    output: Path,
    *,
    settings: str = "pelicanconf.py",
    overrides: Mapping[str, Any] | None = None,
) -> list[str]:
    """What to tell Pelican, in the root, so that it builds the site into ``output``.

    Args:
        output: an empty folder, or one that is not there yet.
        settings: the settings file.
        overrides: settings that differ from the file, as plain data.
    """
    extra = [f"{key}={json.dumps(value)}" for key, value in (overrides or {}).items()]
    return [
        *("--settings", settings, "--output", str(output)),
        *(["--extra-settings", *extra] if extra else []),
    ]


def run_pelican(
    arguments: list[str],
    root: Path,
    environment: Mapping[str, str] = NOTHING,
    said: IO[str] | None = None,
) -> tuple[int, list[str]]:
    """The exit code of Pelican, which ends when we do, and what it warned of.

    Args:
        arguments: what it is told.
        root: the project.
        environment: what is added to ours.
        said: takes what it says; by default the terminal does.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "warnings.json")
        command = [sys.executable, "-c", PELICAN, str(report), *arguments]
        process = subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
        )
        try:
            code = process.wait()
        finally:
            process.communicate()  # closes the pipe, which ends it if it still runs
        return code, json.loads(report.read_text("utf-8")) if report.exists() else []
