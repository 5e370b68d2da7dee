"""Which tests are slow: those that use what takes long, or call what does.

A test uses whatever is named in the code of its function, of its fixtures, and of the
functions of our tests that these call.
"""

from collections.abc import Callable, Iterator
from inspect import isclass, isfunction, ismodule
from pathlib import Path
from types import CodeType
from typing import Any

TESTS = Path(__file__).parent
SLOW = {
    "playwright": "a browser",
    "subprocess": "processes",
    "repositories": "repositories of git",
    "plugins.commands.bench": "measurements",
    "plugins.commands.build": "builds by a process of its own",
    "plugins.commands.check": "builds by a process of its own",
    "plugins.commands.project": "processes",
    "tests.site.engines": "browsers",
    "tiny": "demos in processes",
    "demos.figures": "whole experiments",
    "plain_bandit": "experiments in plain Python",
    "plain_control": "experiments in plain Python",
    "plain_testbed": "experiments in plain Python",
    "demos.diffusion.denoiser": "training",
}
QUICK = {"run_pelican"}  # many builds share one process


def reason(functions: list[Callable[..., Any]]) -> str | None:
    """What makes a test slow that runs these functions; None if nothing does."""
    for name in used(functions):
        for slow, what in SLOW.items():
            if f"{name}.".startswith(f"{slow}."):
                return what
    return None


def used(functions: list[Callable[..., Any]]) -> Iterator[str]:
    """The modules of everything that the functions use."""
    waiting, seen = list(functions), set()
    while waiting:
        function = waiting.pop()
        if function in seen or function.__name__ in QUICK:
            continue
        seen.add(function)
        names = set(names_in(function.__code__))
        for value in (function.__globals__.get(name) for name in sorted(names)):
            yield (
                getattr(value, "__name__" if ismodule(value) else "__module__", "")
                or ""
            )
            waiting += ours(value, names)


def module_of(value: Any) -> str:
    """Where a value comes from."""
    return str(getattr(value, "__name__" if ismodule(value) else "__module__", ""))


def ours(value: Any, names: set[str]) -> Iterator[Callable[..., Any]]:
    """The functions of our tests that are called if a value is used."""
    value = getattr(value, "__wrapped__", value)
    if isfunction(value) and Path(value.__code__.co_filename).is_relative_to(TESTS):
        yield value
    elif isclass(value) or ismodule(value):
        for name, part in vars(value).items():
            if isclass(value) or name in names:
                yield from (ours(part, names) if isfunction(part) else ())


def names_in(code: CodeType) -> Iterator[str]:
    """The names in a function's code and in the functions inside it."""
    yield from code.co_names
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from names_in(part)
