"""Values that a build leaves to the next, where commands/build keeps notes.

The next one gets them where nothing but texts has changed since.
"""

import os
import pickle
from contextlib import suppress
from pathlib import Path
from typing import Any

from plugins.shared.environment import LAST_PAGES_NOTE, PAGES_NOTE


def last_value(name: str) -> Any:
    """What the last build has left under this name; None if there is nothing."""
    with suppress(Exception):  # whatever may be wrong in a damaged file
        return pickle.loads(_file(LAST_PAGES_NOTE, name).read_bytes())
    return None


def leave(name: str, value: object) -> None:
    """Leave a value to the next build."""
    with suppress(KeyError, OSError):  # nobody asks for it, or it costs time only
        file = _file(PAGES_NOTE, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(value))


def _file(variable: str, name: str) -> Path:
    return Path(f"{os.environ[variable]}.{name}")
