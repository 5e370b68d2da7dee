"""Which tests are slow: those that use what takes long, or call what does.

A test uses whatever is named in the code of its function, of its fixtures, and of the
functions of our tests that these call.
"""

from collections.abc import Callable, Iterator
from functools import cache
from inspect import isclass, isfunction, ismodule
from pathlib import Path
from types import CodeType
from typing import Any

TESTS = Path(__file__).parent
COMMANDS = TESTS.parent / "plugins/commands"
SLOW = {
    "playwright": "a browser",
    "jupyter_client": "a kernel of Jupyter",
    "subprocess": "processes",
    "repositories": "repositories of git",
    "plugins.commands.bench": "measurements",
    "plugins.commands.build": "builds by a process of its own",
    "plugins.commands.check": "builds by a process of its own",
    "plugins.commands.manual": "builds by a process of its own",
    "plugins.commands.project": "processes",
    "plugins.figures.builder": "demos in processes",
    "plugins.figures.runner": "demos in processes",
    "tests.site.engines": "browsers",
    "tiny": "demos in processes",
    "demos.figures": "whole experiments",
    "demos.framework.cli": "whole experiments",
    "demos.framework.door": "whole experiments",
    "plain_bandit": "experiments in plain Python",
    "plain_control": "experiments in plain Python",
    "plain_testbed": "experiments in plain Python",
    "demos.diffusion.denoiser": "training",
}
Function = Callable[..., Any]
QUICK = {"run_pelican"}  # many builds share one process


@cache
def reason(function: Function) -> str | None:
    """What makes slow whatever runs a function; None if nothing does."""
    waiting, seen = [function], set()
    while waiting:
        function = waiting.pop()
        if function not in seen and function.__name__ not in QUICK:
            seen.add(function)
            what, called = used(function)
            if what:
                return what
            waiting += called
    return None


@cache
def used(function: Function) -> tuple[str | None, list[Function]]:
    """What is slow of that which a function names, and the functions of ours there."""
    names = set(names_in(function.__code__))
    values = [function.__globals__.get(name) for name in sorted(names)]
    modules = [*map(module_of, values), *(names - function.__globals__.keys())]
    slow = (what for module in modules if (what := reason_of_module(module)))
    return next(slow, None), [part for value in values for part in ours(value, names)]


@cache
def reason_of_module(name: str) -> str | None:
    """What makes slow whatever uses a module."""
    for slow, what in SLOW.items():
        if f"{name}.".startswith(f"{slow}."):
            return what
    return None


def module_of(value: Any) -> str:
    """Where a value comes from."""
    return str(getattr(value, "__name__" if ismodule(value) else "__module__", ""))


def ours(value: Any, names: set[str]) -> Iterator[Function]:
    """The functions of our tests that are called if a value is used."""
    value = getattr(value, "__wrapped__", value)
    if isfunction(value) and is_ours(value.__code__.co_filename):
        yield value
    elif isclass(value) or ismodule(value):
        parts = vars(value)
        for name in parts if isclass(value) else names & parts.keys():
            if isfunction(parts[name]):
                yield from ours(parts[name], names)


@cache
def is_ours(file: str) -> bool:
    """Whether a file is one of our tests."""
    return Path(file).is_relative_to(TESTS) or Path(file).is_relative_to(COMMANDS)


def names_in(code: CodeType) -> Iterator[str]:
    """The names in a function's code and in the functions inside it."""
    yield from code.co_names
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from names_in(part)
