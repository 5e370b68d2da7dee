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
NONE = "none"  # the version of what is not there
PYTHON = ".".join(platform.python_version_tuple()[:2])
FACTS = re.compile(r"^(Name|Version): *(.+?) *$", re.MULTILINE)
IMPORTS = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
Inputs = dict[str, Any]
_recalled: tuple[set[Path], set[str]] = (set(), set())  # of earlier runs that are used


def modules() -> dict[str, str]:
    """Every local file that the run imported or read, to its sha256."""
    return _hashes(files() | _recalled[0])


def files() -> set[Path]:
    """Every local file that this process imported or read."""
    found = set(_sources())
    folders = {source.parent for source in found}
    return found.union(opened.files(ROOT), *map(_styles, folders))


def distributions() -> dict[str, str]:
    """Installed distributions that the run imported, to their versions."""
    tops = {name.partition(".")[0] for name in list(sys.modules)}
    owners = {_owner(name) for name in tops if _is_installed(name)} | _recalled[1]
    return {name: version(name) for name in sorted(filter(None, owners))}


def met(before: set[Path]) -> Inputs:
    """What was met since there were these ``files``, and what was read at all."""
    late = (files() - before) | opened.files(ROOT)
    found = {"modules": _hashes(late), "distributions": distributions()}
    return found | {"python": PYTHON}


def any_run() -> Inputs:
    """What runs may be made of: all code of this package, and what it imports."""
    files = sorted(PACKAGE.rglob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    names = {name for text in texts for name in IMPORTS.findall(text)}
    asked = {"modules": [path.relative_to(ROOT).as_posix() for path in files]}
    found = now(asked | {"distributions": sorted(names)})
    have = {n: v for n, v in found["distributions"].items() if v != NONE}
    return found | {"distributions": have}


def recall(record: Inputs) -> None:
    """Count among what this run is made of what an earlier one met.

    ValueError where something has changed since.
    """
    if others := apart(record, now(record)):
        raise ValueError(f"it was computed from something else: {others}")
    _recalled[0].update(ROOT / path for path in record["modules"])
    _recalled[1].update(record["distributions"])


def now(record: Inputs) -> Inputs:
    """What a record says of files, distributions and Python, as it is here."""
    return {
        "modules": {path: _digest(ROOT / path) for path in record["modules"]},
        "distributions": {name: version(name) for name in record["distributions"]},
        "python": PYTHON,
    }


def apart(there: Inputs, here: Inputs) -> list[str]:
    """In what two records of the same differ: ``numpy 2.0 there, 1.0 here``."""
    pairs = [
        (what, value, here[part][what])
        for part in ("modules", "distributions")
        for what, value in there[part].items()
    ]
    pairs.append(("Python", there["python"], here["python"]))
    return [f"{what} {a[:8]} there, {b[:8]} here" for what, a, b in pairs if a != b]


def _digest(path: Path) -> str:
    return content_hash(path) if path.is_file() else NONE


@cache
def version(name: str) -> str:
    """That of an installed distribution, else none."""
    with contextlib.suppress(metadata.PackageNotFoundError):
        return _fact("Version", metadata.distribution(name))
    return NONE


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


def _styles(folder: Path) -> list[Path]:
    """Style sheets in a folder of modules: these may have read them."""
    return list(folder.glob("*.mplstyle"))


def _fact(name: str, owner: metadata.Distribution) -> str:
    """Read from its first lines: to parse all of them takes far longer."""
    head, _, _ = (owner.read_text("METADATA") or "").partition("\n\n")
    return dict(FACTS.findall(head))[name]


def _is_installed(name: str) -> bool:
    """True for a module that neither Python nor this project brings."""
    if name in sys.stdlib_module_names or name == "_distutils_hack":
        return False
    file = getattr(sys.modules.get(name), "__file__", None)
    return bool(file and {"site-packages", "dist-packages"} & set(Path(file).parts))


@cache
def _owner(name: str) -> str | None:
    """The distribution that a top-level module belongs to."""
    try:
        return _fact("Name", metadata.distribution(name))
    except metadata.PackageNotFoundError:  # PIL belongs to pillow
        file = Path(sys.modules[name].__file__ or "")
    line = f"{file.parent.name}/{file.name},"  # metadata's own search takes far longer
    candidates = metadata.distributions()
    owners = (d for d in candidates if line in (d.read_text("RECORD") or ""))
    return next((_fact("Name", owner) for owner in owners), None)
