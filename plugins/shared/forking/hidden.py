"""Modules that were imported beforehand, and hidden until something imports them.

So a process can import once what many runs need, while each run sees as imported only
what it imports itself: its record of what it is made of stays that of a new process.
Code of the project must not be among them: between two runs it may change.

Python's own modules alone are used here, and nothing of the project.
"""

import builtins
import contextlib
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import resolve_name
from types import ModuleType
from typing import Any

Needs = dict[str, set[str]]  # module to the names that it imports


class Hidden:
    """Finds these modules as Python would find them, but loaded; and their loader."""

    def __init__(self, names: Iterable[str]):
        """Import these modules, as far as they are installed."""
        before = set(sys.modules)
        with _imports() as self.needs:
            for name in names:
                with contextlib.suppress(ImportError):
                    importlib.import_module(name)
        new = sorted(sys.modules.keys() - before)
        own = sys.stdlib_module_names
        self.modules = {n: sys.modules[n] for n in new if _top(n) not in own}
        self.specs = {name: module.__spec__ for name, module in self.modules.items()}

    def hide(self) -> None:
        """Let nothing be imported that a new process would not have imported."""
        for name in self.modules:
            del sys.modules[name]
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        """The module that is hidden under this name."""
        return ModuleSpec(name, _Loader(self)) if name in self.modules else None

    def bring(self, name: str) -> None:
        """Let a module and all that it imported be seen again."""
        waiting, seen = [name], set(sys.modules) - {name}
        while waiting:
            each = waiting.pop()
            if each in self.modules and each not in seen:
                seen.add(each)
                sys.modules[each] = self.modules[each]
                self.modules[each].__spec__ = self.specs[each]
                waiting += [each.rpartition(".")[0], *self.needs.get(each, ())]


class _Loader(Loader):
    """Loads nothing: what it is asked for is there."""

    def __init__(self, hidden: Hidden):
        self.hidden = hidden

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self.hidden.modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        self.hidden.bring(module.__spec__.name)  # type: ignore[union-attr]


@contextlib.contextmanager
def _imports() -> Iterator[Needs]:
    """Which module imports which, noted while this lasts."""
    needs: Needs = {}
    load, load_named = builtins.__import__, importlib.import_module

    def watched(
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        known = globals or {}
        own, package = known.get("__name__", ""), known.get("__package__")
        _note(needs, own, package, "." * level + name, fromlist or ())
        return load(name, globals, locals, fromlist or (), level)

    def watched_named(name: str, package: str | None = None) -> ModuleType:
        own = sys._getframe(1).f_globals.get("__name__", "")
        _note(needs, own, package, name, ())
        return load_named(name, package)

    builtins.__import__, importlib.import_module = watched, watched_named
    try:
        yield needs
    finally:
        builtins.__import__, importlib.import_module = load, load_named


def _note(
    needs: Needs, own: str, package: str | None, name: str, parts: Iterable[str]
) -> None:
    with contextlib.suppress(ImportError):  # a way up that leads nowhere
        full = resolve_name(name, package)
        needs.setdefault(own, set()).update(
            [full, *(f"{full}.{part}" for part in parts)]
        )


def _top(name: str) -> str:
    return name.partition(".")[0]
