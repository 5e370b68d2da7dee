"""What of this package a part of a demo is made of: the science apart from the drawing.

A demo's module has both.  Of it counts what its ``run``, say, leads to: the functions,
classes and constants that it names, and those that these name.  Of a module that such a
name comes from everything counts, with all that it imports.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import CodeType

from demos.framework import provenance

OURS = f"{provenance.PACKAGE.name}."
PARAMETERS = "Parameters"  # whose values count, and not their rules
Sources = dict[str, str]  # path, with # and names for a part of that file, to sha256


@cache
def of(module: str, *names: str) -> Sources:
    """The sources of these functions of a module of ours."""
    path = _path(module)
    if path is None:
        return {}
    nodes = _reached(path, names)
    needed = _closure({name for node in nodes for name in _imported(node)}) - {module}
    files = sorted(filter(None, map(_path, needed)))
    own = "\n".join(map(_text, nodes))
    return {_shown(file): provenance.content_hash(file) for file in files} | {
        f"{_shown(path)}#{','.join(names)}": hashlib.sha256(own.encode()).hexdigest()
    }


def _reached(path: Path, names: Iterable[str]) -> list[ast.stmt]:
    """The statements of a module that these names lead to, in order."""
    known, always = _statements(path)
    defined, reached = dict(known), list(always)
    waiting = [*names, *(name for node in reached for name in _named(node))]
    while waiting:
        if (name := waiting.pop()) in defined:
            reached.append(defined.pop(name))
            waiting += _named(reached[-1])
    return sorted(reached, key=lambda node: (node.lineno, _text(node)))


@cache
def _statements(path: Path) -> tuple[dict[str, ast.stmt], list[ast.stmt]]:
    """What gives each name of a module its meaning, and what does more than that."""
    defined: dict[str, ast.stmt] = {}
    always: list[ast.stmt] = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        found = {name: _without_rules(how) for name, how in _defined(node)}
        defined |= found
        if not found and not _says_nothing(node):
            always.append(node)
    return defined, always


@cache
def _text(node: ast.stmt) -> str:
    """A statement without its comments and blanks."""
    return ast.unparse(node)


def _defined(node: ast.stmt) -> Iterator[tuple[str, ast.stmt]]:
    """The names that a statement of a module gives a meaning, each with how."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, node
        case ast.Import():
            for alias in node.names:
                alone: ast.stmt = ast.Import([alias])
                name = alias.asname or alias.name.partition(".")[0]
                yield name, ast.copy_location(alone, node)
        case ast.ImportFrom():
            for alias in node.names:
                alone = ast.ImportFrom(node.module, [alias], node.level)
                yield alias.asname or alias.name, ast.copy_location(alone, node)
        case ast.Assign(targets=targets):
            for target in targets:
                yield from ((name, node) for name in _named(target))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name, node


def _says_nothing(node: ast.stmt) -> bool:
    """True for words, and for what only those who check types read."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _without_rules(node: ast.stmt) -> ast.stmt:
    """The class of parameters without options and their rules; others as they are."""
    if not isinstance(node, ast.ClassDef) or node.name != PARAMETERS:
        return node
    kept: list[ast.stmt] = [
        each
        for each in node.body
        if isinstance(each, ast.FunctionDef) and each.name != "__post_init__"
    ]
    found = ast.ClassDef(node.name, node.bases, [], kept or [ast.Pass()], [])
    return ast.copy_location(found, node)


def _named(node: ast.AST) -> list[str]:
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]


def _imported(node: ast.AST) -> Iterator[str]:
    """What may be modules of ours among the names of what a statement imports."""
    for each in ast.walk(node):
        if isinstance(each, ast.Import):
            yield from (alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom) and each.module:
            yield each.module
            yield from (f"{each.module}.{alias.name}" for alias in each.names)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value.partition(":")[0]


def _closure(names: set[str]) -> set[str]:
    """Modules of ours with all that they import, those of packages among them."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name.startswith(OURS) and name not in found and _path(name):
            found.add(name)
            waiting += [name.rpartition(".")[0], *_imports(name)]
    return found


@cache
def _path(name: str) -> Path | None:
    """The file of a module of ours; None where there is no such module."""
    if not all(part.isidentifier() for part in name.split(".")):
        return None
    base = provenance.ROOT.joinpath(*name.split("."))
    files = (base.with_suffix(".py"), base / "__init__.py")
    return next((file for file in files if file.is_file()), None)


@cache
def _imports(name: str) -> frozenset[str]:
    """What may be modules of ours among what a module names anywhere."""
    spec = find_spec(name)
    load = getattr(spec and spec.loader, "get_code", None)
    return frozenset(_names(load(name))) if load else frozenset()


def _names(code: CodeType) -> Iterator[str]:
    """Of imports, and of words that name a place: ``demos.bandits.arms:Arms``."""
    modules = [name for name in code.co_names if f"{name}.".startswith(OURS)]
    yield from modules
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
        elif isinstance(constant, str) and constant.startswith(OURS):
            yield constant.partition(":")[0]
        elif isinstance(constant, tuple):
            yield from (f"{module}.{part}" for module in modules for part in constant)


def _shown(path: Path) -> str:
    return path.relative_to(provenance.ROOT).as_posix()
