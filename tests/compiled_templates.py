"""Templates that many processes compile once between them.

Of a small site that is built in our theme two thirds of the time went into compiling.
"""

import hashlib
import marshal
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment

PLAIN = str | int | None  # of such kinds are all options that change what is compiled
Compile = Callable[..., Any]


def share(folder: Path) -> None:
    """Have Jinja look into the folder first, here and in what is forked."""
    original = Environment.compile
    Environment.compile = lambda env, *what, **how: compiled(  # type: ignore[method-assign]
        folder, partial(original, env), env, *what, **how
    )


def compiled(
    folder: Path,
    original: Compile,
    env: Environment,
    source: Any,
    name: str | None = None,
    filename: str | None = None,
    *rest: Any,
    **more: Any,
) -> Any:
    """What Jinja's own function makes of a template, or has made of the same."""
    if rest or more or not isinstance(source, str):
        return original(source, name, filename, *rest, **more)
    words = repr([source, name, options(env)])
    path = folder / hashlib.sha256(words.encode()).hexdigest()
    if path.exists():
        return placed(marshal.loads(path.read_bytes()), filename or "<template>")
    code = original(source, name, filename)
    whole = path.with_suffix(f".{os.getpid()}")  # nobody reads half of it
    whole.write_bytes(marshal.dumps(code))
    whole.replace(path)
    return code


def options(env: Environment) -> list[Any]:
    """What else decides how a template is compiled: constants are filtered then."""
    plain = sorted((k, v) for k, v in vars(env).items() if isinstance(v, PLAIN))
    called = [functions(env.filters), functions(env.tests)]
    return [plain, sorted(env.extensions), called, callable(env.autoescape)]


def functions(named: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Functions by their names there, and at home."""
    return sorted(
        (name, getattr(f, "__module__", ""), getattr(f, "__qualname__", repr(type(f))))
        for name, f in named.items()
    )


def placed(code: CodeType, filename: str) -> CodeType:
    """Code as if it were compiled from a file of this name."""
    parts = (
        placed(part, filename) if isinstance(part, CodeType) else part
        for part in code.co_consts
    )
    return code.replace(co_filename=filename, co_consts=tuple(parts))
