"""The files that settings are written in, and the line of each.

``publishconf.py`` may begin with ``from pelicanconf import *``: both are looked at,
and what the later one sets counts.  The engine's own defaults are nobody's mistake.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from plugins.shared.locations import display_path

PELICANCONF = "pelicanconf.py"
DEFAULTS = "plugins.defaults"


@dataclass
class SettingsFile:
    """A settings file, with those that it takes everything from.

    Raises SyntaxError, with file and line, where one of them is not Python.

    Args:
        path: the file that Pelican is told to read.
    """

    path: Path
    files: list[Path] = field(default_factory=list)
    written: dict[str, tuple[Path, ast.stmt]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._read(self.path)

    def place(self, name: str, *steps: Any) -> tuple[Path, int]:
        """File and line where a setting is written, or a part of it.

        Args:
            name: of the setting.
            steps: the way to the part: an index of a list, a key of a dict.
        """
        if name not in self.written:
            return self.path, 1
        file, statement = self.written[name]
        node: ast.AST | None = getattr(statement, "value", None)
        line = statement.lineno
        for step in steps:
            node = _part(node, step)
            line = getattr(node, "lineno", line)
        return file, line

    def where(self, name: str, *steps: Any) -> str:
        """The same as ``pelicanconf.py:12``."""
        file, line = self.place(name, *steps)
        return f"{display_path(file)}:{line}"

    def _read(self, path: Path) -> None:
        if path in self.files:
            return
        self.files.append(path)
        tree = ast.parse(path.read_bytes(), filename=str(path))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                self._follow(path, node.module or "")
            for name in _assigned(node):
                self.written[name] = path, node  # type: ignore[assignment]

    def _follow(self, path: Path, module: str) -> None:
        file = path.parent / f"{module}.py"
        if not file.is_file():
            spec = find_spec(module)
            file = Path((spec and spec.origin) or "")
        if module != DEFAULTS and file.is_file():
            self._read(file)


def _part(node: ast.AST | None, step: Any) -> ast.AST | None:
    """A part of a literal, as far as one can see it."""
    if isinstance(node, ast.List | ast.Tuple) and isinstance(step, int):
        return node.elts[step] if step < len(node.elts) else None
    if isinstance(node, ast.Dict):
        keys = [getattr(key, "value", None) for key in node.keys]
        return node.keys[keys.index(step)] if step in keys else None
    return None


def _assigned(node: ast.AST) -> Iterator[str]:
    """The names that a statement gives a value."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    for target in targets:
        yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))


def file_in_use() -> Path | None:
    """The settings file that this run of Pelican was told to read, if it is one."""
    program = Path(sys.argv[0])
    if program.stem == "pelican" or program.parent.name == "pelican":
        return _told(tuple(sys.argv[1:]))
    return None


@cache
def _told(arguments: tuple[str, ...]) -> Path | None:
    from pelican import parse_arguments  # which imports much

    name = parse_arguments(list(arguments)).settings or PELICANCONF
    return Path(name) if Path(name).is_file() else None


def where(name: str, *steps: Any) -> str:
    """Where a setting of the site that is being built is written, if it is known."""
    file = file_in_use()
    return SettingsFile(file).where(name, *steps) if file else "settings"
