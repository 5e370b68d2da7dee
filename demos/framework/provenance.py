"""What a run was made of: local files by content, distributions by version.

Read after the run, from the modules that Python has imported.
"""

import hashlib
import os
import sys
from importlib import metadata
from pathlib import Path

from demos.framework import opened

PACKAGE = Path(__file__).parents[1]
ROOT = PACKAGE.parent


def modules() -> dict[str, str]:
    """Every local file that the run imported or read, to its sha256."""
    files = {path for source in _sources() for path in (source, *_beside(source))}
    files |= opened.files(ROOT)
    return {
        path.relative_to(ROOT).as_posix(): content_hash(path) for path in sorted(files)
    }


def distributions() -> dict[str, str]:
    """Installed distributions that the run imported, to their versions."""
    tops = {name.partition(".")[0] for name in list(sys.modules)}
    owners = [_owner(name) for name in tops if _is_installed(name)]
    facts = [owner.metadata for owner in owners if owner]
    return dict(sorted((fact["Name"], fact["Version"]) for fact in facts))


def content_hash(path: Path) -> str:
    """sha256 of a text file, the same for every kind of line ending."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _sources() -> list[Path]:
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return [
        Path(file) for file in files if file and file.startswith(f"{PACKAGE}{os.sep}")
    ]


def _beside(source: Path) -> list[Path]:
    """Style sheets in the folder of a module: it may have read them."""
    return list(source.parent.glob("*.mplstyle"))


def _is_installed(name: str) -> bool:
    """True for a module that neither Python nor this project brings."""
    if name in sys.stdlib_module_names or name == "_distutils_hack":
        return False
    file = getattr(sys.modules.get(name), "__file__", None)
    return bool(file and {"site-packages", "dist-packages"} & set(Path(file).parts))


def _owner(name: str) -> metadata.Distribution | None:
    """The distribution that a top-level module belongs to."""
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:  # PIL belongs to pillow
        file = Path(sys.modules[name].__file__ or "")
    line = f"{file.parent.name}/{file.name},"  # metadata's own search takes far longer
    candidates = metadata.distributions()
    return next((d for d in candidates if line in (d.read_text("RECORD") or "")), None)
