"""The command line: the only door between the demos and everything else.

Exit code 0: done; 1: it failed or a check missed; 2: bad usage; 130: interrupted.
An error is one line on stderr that says what to do; a demo that crashes shows
its traceback before it, and in the line where in the demo it was.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demos import figures
from demos.framework import console, every, opened, progress
from demos.framework import files as folders
from demos.framework.demo import Check, Demo
from demos.framework.every import EXECUTOR, FIGURES, INTERRUPTED
from demos.framework.options import UsageError, parse

if TYPE_CHECKING:
    from demos.framework.runs import Run

FLAGS = {"check", "help", "part"}
OURS = FLAGS | {"executor", "out", "parts", "slide"}
Texts = Mapping[str, str]
FILES = {
    "figure.svg",
    "figure-narrow.svg",
    "figure.png",
    "data.csv",
    "steps.json",
    "part.json",
    "result.json",
}


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say, and return the exit code."""
    try:
        every.interruptions(wait=False)
        return _dispatch(list(arguments))
    except UsageError as error:
        return _fail(error, code=2)
    except KeyboardInterrupt:
        return _fail("interrupted; nothing was left half-written", code=INTERRUPTED)
    except BrokenPipeError:  # whoever read the output, head say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _fail(f"{error}; give another folder with --out", code=1)
    except Exception as error:
        place = failing_line(error)
        if place or not isinstance(error, ValueError):
            traceback.print_exc()
            error = CrashedDemo(f"{place or 'the demo crashed'}: {error!r}")
        return _fail(error, code=1)


class CrashedDemo(Exception):
    """An error in the code of a demo; the message says in which line."""


def failing_line(error: BaseException) -> str:
    """The last line of a demo that was run: ``demos/figures/ink.py:12: x = y``.

    Empty where the error comes from no demo, but from what was asked for.
    """
    folder = Path(figures.__file__).parent
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.parent == folder:
            shown = f"{figures.__name__.replace('.', '/')}/{path.name}"
            return f"{shown}:{frame.lineno}: {frame.line}"
    return ""


def run_one(name: str, texts: Texts) -> int:
    """One demo with the options that were given; 1 if a check missed."""
    if {"part", "slide"} <= texts.keys():
        return run_parts(name, texts)
    opened.watch()
    demo = figures.load(name)
    if "help" in texts:
        print(console.help_text(name, demo, str(FIGURES / name)))
        return 0
    target = Path(texts.get("out", FIGURES / name)).resolve()
    own = {key: text for key, text in texts.items() if key not in OURS}
    draws = "out" in texts or "check" not in texts
    if draws:
        folders.check(target, FILES)
    run = _run(name, demo, own, texts, target)
    found = run.outcome
    print(console.outcome_text(found.findings, found.checks))
    if draws:
        run.write(target)
        print(f"Written to {target}")
    else:
        run.look()
    return _checked(found.checks)


def run_parts(name: str, texts: Texts) -> int:
    """The part of each value of a slide, in folders 0, 1 and so on; 1 if one missed."""
    from demos.framework import slide_runs, slides

    opened.watch()
    demo = figures.load(name)
    target = Path(texts.get("out", FIGURES / name)).resolve()
    own = {key: text for key, text in texts.items() if key not in OURS}
    slide = slides.of(demo, own, texts["slide"])
    folders.check(target, map(str, range(len(slide.values))))
    return _checked(slide_runs.write_parts(name, demo, slide, target))


def run_handed(name: str, texts: Texts) -> int:
    """The same by an executor; of a slide its values, which are joined here."""
    from demos.framework import handed, slides

    own = {key: text for key, text in texts.items() if key not in OURS - FLAGS}
    make = handed.maker(texts["executor"])
    if "slide" not in texts:
        draws = "out" in texts or not own.keys() & {"check", "help"}
        target = Path(texts.get("out", FIGURES / name)).resolve()
        if draws:
            folders.check(target, FILES)
        return handed.one([name, *_words(own)], make, target if draws else None)
    values = {key: text for key, text in own.items() if key not in FLAGS}
    slide = slides.of(figures.load(name), values, texts["slide"])
    values.pop(slide.option.name, None)
    with tempfile.TemporaryDirectory() as folder:
        code = handed.parts([name, *_words(values)], slide, make, Path(folder))
        return code or run_one(name, {**texts, "parts": folder})


def _words(texts: Texts) -> list[str]:
    """The options as the command line reads them."""
    return [
        f"--{key}" if key in FLAGS else f"--{key}={text}" for key, text in texts.items()
    ]


def _dispatch(arguments: list[str]) -> int:
    match arguments:
        case [] | ["all", *_]:
            return every.run(every.workers(_with_executor(_read(arguments[1:]))))
        case ["--help" | "-h"]:
            print(console.USAGE)
        case ["list"]:
            print(console.list_text(_all()))
        case ["list", "--json"]:
            print(console.list_json(_all()))
        case ["list", *_]:
            raise UsageError("list takes --json and nothing else")
        case [name, *rest]:
            texts = _with_executor(_read(rest))
            return (run_handed if "executor" in texts else run_one)(name, texts)
    return 0


def _with_executor(texts: Texts) -> Texts:
    """The options, with the executor that the environment names for what runs."""
    named = os.environ.pop(EXECUTOR, "")  # for this process, and none that it starts
    if not named or {"executor", "help", "jobs", "part", "parts"} & texts.keys():
        return texts
    return {**texts, "executor": named}


def _all() -> dict[str, Demo]:
    return {name: figures.load(name) for name in figures.names()}


def _read(arguments: list[str]) -> dict[str, str]:
    """Option name to text, from ``--name text`` and ``--name=text``."""
    texts: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if argument == "-h":
            argument = "--help"
        if not argument.startswith("--"):
            raise UsageError(f"{argument!r} is not an option; options start with --")
        name, equals, text = argument[2:].partition("=")
        if name in texts:
            raise UsageError(f"--{name} is given twice")
        if equals and name in FLAGS:
            raise UsageError(f"--{name} takes no value; got {text!r}")
        if not equals and name not in FLAGS:
            text = _next(rest, name)
        texts[name] = text
    return texts


def _next(rest: Any, name: str) -> str:
    """The text after an option that takes one."""
    text = str(next(rest, "--"))
    if text.startswith("--"):
        raise UsageError(f"--{name} needs a value after it")
    return text


def _run(name: str, demo: Demo, own: Texts, texts: Texts, target: Path) -> "Run":
    """What the arguments ask of one demo.

    What it does not need is not imported: it would count among what it depends on.
    """
    from demos.framework import runs
    from demos.framework.science import Science, kept_folder

    if "slide" in texts:
        from demos.framework import slide_runs, slides

        slide = slides.of(demo, own, texts["slide"])
        parts = Path(texts["parts"]) if "parts" in texts else None
        science = Science(name, demo, slide.drawn, kept_folder())
        return slide_runs.run_slide(science, slide, parts)
    science = Science(name, demo, parse(demo.Parameters, own), kept_folder())
    of_one = runs.of_one
    if "part" in texts:
        from demos.framework import slide_runs

        of_one = slide_runs.run_part
    with progress.awaited(partial(runs.usual, science, target)):
        return of_one(science)


def _checked(checks: Sequence[Check]) -> int:
    """The exit code: 1, with the numbers, if one missed."""
    missed = [console.missed_text(check) for check in checks if not check.passed]
    return _fail(f"a check missed: {'; '.join(missed)}", code=1) if missed else 0


def _fail(message: object, *, code: int) -> int:
    print(f"demos: {message}.", file=sys.stderr)
    return code
