"""A settings file read, or the reason why it cannot be, with its line."""

import re
import sys
import traceback
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from plugins.settings.foreign import OURS
from plugins.shared.compiled import count_by_content
from plugins.shared.locations import display_path
from plugins.shared.settings_file import SettingsFile

NO_FILE = "%s:1: there is no such file; make it, or name another by --settings."
NO_PYTHON = "%s:%d: cannot be read as Python: %s; %s."
MEND = "correct it"
FAILS = "%s:%d: cannot be read: %s: %s; correct it."


class SettingsError(Exception):
    """Why a settings file cannot be read, in one line."""


def read(path: Path) -> tuple[SettingsFile, dict[str, Any]]:
    """A settings file and what it sets.

    Raises SettingsError where that cannot be known.
    """
    if not path.is_file():
        raise SettingsError(NO_FILE % display_path(path))
    count_by_content(path.parent.glob("*.py"))  # which it may import
    try:
        return SettingsFile(path), _run(path)
    except SyntaxError as error:
        raise SettingsError(_no_python(path, error)) from None
    except Exception as error:
        raise SettingsError(_fails(path, error)) from None


def _run(path: Path) -> dict[str, Any]:
    """What a file sets, run as Pelican runs it."""
    spec = spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = sys.modules[path.stem] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: value for name, value in vars(module).items() if name.isupper()}


def _no_python(path: Path, error: SyntaxError) -> str:
    """Where a file is not Python; a name of another system may be why."""
    file = Path(error.filename or path)
    line = (error.text or "").strip()
    name = re.split(r"\s*[:=]", line)[0]
    ours = OURS.get(name.lower().replace("-", "_"))
    remedy = f"{name} is called {ours} here, and written {ours} = …" if ours else MEND
    why = error.msg.split(". ")[0]  # what follows is a guess
    return NO_PYTHON % (display_path(file), error.lineno or 1, why, remedy)


def _fails(path: Path, error: Exception) -> str:
    """Where a file stops while it is run."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if Path(f.filename).parent == path.absolute().parent]
    own += [f for f in frames if Path(f.filename) == path]
    place = own[-1] if own else None
    file, line = (place.filename, place.lineno) if place else (path, 1)
    words = " ".join(str(error).split())
    return FAILS % (display_path(file), line or 1, type(error).__name__, words)
