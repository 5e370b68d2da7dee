"""What a run was made of: local files by content, distributions by version.

Read after the run, from the modules that Python has imported.
"""

import contextlib
import hashlib
import os
import platform
import re
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from demos.framework import opened

PACKAGE = Path(__file__).parents[1]
ROOT = PACKAGE.parent
PYTHON = ".".join(platform.python_version_tuple()[:2])
FACTS = re.compile(r"^(Name|Version): *(.+?) *$", re.MULTILINE)
Inputs = dict[str, Any]
_recalled: tuple[set[Path], set[str]] = (set(), set())  # of earlier runs that are used


def modules() -> dict[str, str]:
    """Every local file that the run imported or read, to its sha256."""
    return _hashes(files() | _recalled[0])


def files() -> set[Path]:
    """Every local file that this process imported or read."""
    found = {path for source in _sources() for path in (source, *_beside(source))}
    return found | opened.files(ROOT)


def distributions() -> dict[str, str]:
    """Installed distributions that the run imported, to their versions."""
    tops = {name.partition(".")[0] for name in list(sys.modules)}
    owners = [_owner(name) for name in tops if _is_installed(name)]
    owners += [metadata.distribution(name) for name in _recalled[1]]
    return dict(sorted(_name_and_version(owner) for owner in owners if owner))


def met(before: set[Path]) -> Inputs:
    """What was met since there were these ``files``, and what was read at all."""
    late = (files() - before) | opened.files(ROOT)
    found = {"modules": _hashes(late), "distributions": distributions()}
    return found | {"python": PYTHON}


def recall(record: Inputs) -> None:
    """Count among what this run is made of what an earlier one met.

    ValueError where something has changed since.
    """
    if others := apart(record):
        raise ValueError(f"it was computed from something else: {others}")
    _recalled[0].update(ROOT / path for path in record["modules"])
    _recalled[1].update(record["distributions"])


def apart(record: Inputs) -> list[str]:
    """In what a record differs from this machine: ``numpy 2.0 there, 1.0 here``."""
    met = record["modules"] | record["distributions"] | {"Python": record["python"]}
    here = {path: _digest(ROOT / path) for path in record["modules"]}
    here |= {name: version(name) for name in record["distributions"]}
    here["Python"] = PYTHON
    return [
        f"{what} {there[:8]} there, {here[what][:8]} here"
        for what, there in met.items()
        if there != here[what]
    ]


def _digest(path: Path) -> str:
    return content_hash(path) if path.is_file() else "none"


def version(name: str) -> str:
    """That of an installed distribution, else none."""
    with contextlib.suppress(metadata.PackageNotFoundError):
        return _name_and_version(metadata.distribution(name))[1]
    return "none"


def content_hash(path: Path) -> str:
    """sha256 of a text file, the same for every kind of line ending."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _hashes(paths: set[Path]) -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): content_hash(path) for path in sorted(paths)
    }


def _sources() -> list[Path]:
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return [
        Path(file) for file in files if file and file.startswith(f"{PACKAGE}{os.sep}")
    ]


def _beside(source: Path) -> list[Path]:
    """Style sheets in the folder of a module: it may have read them."""
    return list(source.parent.glob("*.mplstyle"))


def _name_and_version(owner: metadata.Distribution) -> tuple[str, str]:
    """Read from its first lines: to parse all of them takes far longer."""
    head, _, _ = (owner.read_text("METADATA") or "").partition("\n\n")
    facts = dict(FACTS.findall(head))
    return facts["Name"], facts["Version"]


def _is_installed(name: str) -> bool:
    """True for a module that neither Python nor this project brings."""
    if name in sys.stdlib_module_names or name == "_distutils_hack":
        return False
    file = getattr(sys.modules.get(name), "__file__", None)
    return bool(file and {"site-packages", "dist-packages"} & set(Path(file).parts))


@cache
def _owner(name: str) -> metadata.Distribution | None:
    """The distribution that a top-level module belongs to."""
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:  # PIL belongs to pillow
        file = Path(sys.modules[name].__file__ or "")
    line = f"{file.parent.name}/{file.name},"  # metadata's own search takes far longer
    candidates = metadata.distributions()
    return next((d for d in candidates if line in (d.read_text("RECORD") or "")), None)
