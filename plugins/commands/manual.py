"""The manual: a site of its own in docs/; some of its pages are made from the code."""

import ast
import io
import re
import runpy
import subprocess
import sys
import tokenize
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from plugins.commands.parity import cells, compared, counted
from plugins.commands.project import (
    ROOT,
    CommandError,
    pelican_arguments,
    run_pelican,
)
from plugins.commands.replacing import replacing
from plugins.commands.start.answers import Answers
from plugins.commands.start.words import SITE, fill, filled
from plugins.shared.environment import MARK

FOLDER = Path("docs")
MADE = "reference-%s.md"  # names of pages that are made; git does not keep them
LONGEST = 40  # characters of a default that a table shows
PAGE = """\
---
title: {title}
subtitle: {subtitle}
slug: {slug}
summary: {subtitle}.
---

{body}
"""
VALUES = {  # what a key of the front matter takes, by the name of what reads it
    "text": "words",
    "address": "part of an address",
    "names": "names: `[one, another]`",
    "flag": "`true` or `false`",
    "series": "a name",
    "number": "a number, from 1 on",
    "addresses": "addresses: `[/one/, /another/]`",
    "picture": "the path of a picture, or `demo:` and a figure",
    "moment": "a date, and perhaps a time",
    "<lambda>": "one word, or an address",
}
SAMPLE = "%s-a-figure-that-computes-itself.md"


def manual(output: Path, *, root: Path = ROOT) -> str:
    """How to see the manual, after it has been built."""
    with replacing(output) as fresh:
        write_manual(fresh, "", root=root)
        (fresh / MARK).touch()
    place = f"--directory {output} --bind 127.0.0.1"
    return f"To read it: python -m http.server {place}, then http://127.0.0.1:8000/"


def write_manual(output: Path, address: str, *, root: Path = ROOT) -> None:
    """Build the manual into an empty folder.

    Args:
        output: the folder.
        address: where it will be found, without a last slash; may be empty.
        root: the project.
    """
    for name, page in pages(root).items():
        path = root / FOLDER / "content/pages" / (MADE % name)
        if not path.exists() or path.read_text("utf-8") != page:
            path.write_text(page, "utf-8")
    arguments = pelican_arguments(
        output,
        settings=str(FOLDER / "pelicanconf.py"),
        overrides={"SITEURL": address, **({"FEED_DOMAIN": address} if address else {})},
    )
    code, _ = run_pelican(arguments, root)
    if code:
        raise CommandError(f"The manual was not built (exit code {code}).")


def pages(root: Path = ROOT) -> dict[str, str]:
    """The pages that are made from the code, by name."""
    defaults = (root / "plugins/defaults.py").read_text("utf-8")
    return {
        "settings": page("Settings", "Each with its default", settings(defaults)),
        "keys": page("Keys", "What the front matter of a text may say", keys()),
        "commands": page("Commands", "What an author can run", commands(root)),
        "demos": page("Demos", "Figures that can be put into a text", demos(root)),
        "markdown": page("Markdown", "What can be written, shown and used", markdown()),
        "parity": page(
            "Parity", "What became of what Beautiful Jekyll has", parity(root)
        ),
        "plugins": page("Plugins", "What they do, and how to add one", plugins(root)),
    }


def page(title: str, subtitle: str, body: str) -> str:
    """The text of a page."""
    values = {"title": title, "subtitle": subtitle, "slug": title.lower()}
    return PAGE.format(body=body.strip(), **values)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    escaped = [[cell.replace("|", r"\|") for cell in row] for row in rows]
    lines = [head, ("---",) * len(head), *escaped]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def settings(defaults: str) -> str:
    """A table for each block of plugins/defaults.py, from its comments."""
    blocks = re.split(r"\n\n(?=# )", defaults)[1:]
    parts = ["Set in `pelicanconf.py`, or in `publishconf.py` for the public alone."]
    for block in blocks:
        rows = table(("setting", "default", "what it means"), _rows(block))
        heading, _, _ = block.lstrip("# ").partition("\n")
        parts.append(f"## {heading}\n\n{rows}{{.wide}}")
    return "\n\n".join(parts)


def _rows(block: str) -> list[tuple[str, ...]]:
    """Name, default and meaning of each setting in a block below its heading."""
    lines, said = block.splitlines(), _comments(block)
    rows: list[tuple[str, ...]] = []
    for node in ast.parse(block).body:
        assert isinstance(node, ast.Assign | ast.AnnAssign)
        assert node.value
        name = node.targets[0] if isinstance(node, ast.Assign) else node.target
        above = node.lineno
        while above > 2 and lines[above - 2].startswith("#"):
            above -= 1
        words = [said[line] for line in range(above, node.lineno + 1) if line in said]
        value = ast.get_source_segment(block, node.value) or ""
        short = value if len(value) <= LONGEST and "\n" not in value else "…"
        rows.append((f"`{ast.unparse(name)}`", f"`{short}`", " ".join(words)))
    return rows


def _comments(code: str) -> dict[int, str]:
    """The words of each comment by its line."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return {
        t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT
    }


def keys() -> str:
    """The keys of the front matter, and what keys of other systems are here."""
    fields = import_module("plugins.reader.fields")  # described, not needed
    ours: dict[str, list[str]] = {}
    for key, (name, _) in fields.KEYS.items():
        ours.setdefault(name, []).append(f"`{key}`")
    rows: list[tuple[str, ...]] = [
        (first, ", ".join(others), _takes(fields.KEYS[first.strip("`")][1]))
        for first, *others in ours.values()
    ]
    foreign: list[tuple[str, ...]] = [
        (f"`{k}`", what) for k, what in fields.ELSEWHERE.items()
    ]
    return (
        table(("key", "or", "its value"), rows)
        + "\n## Keys of other systems\n\nThey do nothing here, and a build says so.\n\n"
        + table(("key", "instead"), foreign)
    )


def _takes(convert: Callable[[object], object]) -> str:
    """What a key takes, or what is said of the function that reads it."""
    said = (convert.__doc__ or "words").partition("\n")[0]
    return VALUES.get(convert.__name__, said)


def commands(root: Path) -> str:
    """Every command with its options, from tasks.py."""
    from invoke.tasks import Task

    # Read anew: the tasks that run give the help of their options only once.
    values = runpy.run_path(str(root / "tasks.py")).values()
    parts = []
    for task in sorted((v for v in values if isinstance(v, Task)), key=str):
        options = [
            f"`--{_dashed(str(option.name))}`\n:   {option.help}\n"
            for option in task.get_arguments()
            if option.help
        ]
        parts += [f"## `invoke {_dashed(task.name)}`\n\n{task.__doc__}\n", *options]
    return "\n".join(parts)


def _dashed(name: str) -> str:
    """The name of a function or an argument as it is typed."""
    return name.strip("_").replace("_", "-")


def demos(root: Path) -> str:
    """Every demo with the options of its address, as its own command says."""
    command = [sys.executable, "-m", "demos", "list"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if listed.returncode:
        raise CommandError(f"python -m demos list failed:\n{listed.stderr.strip()}")
    return (
        "Put `demo:NAME?option=value` where the address of a picture would be; "
        "`python -m demos NAME --help` explains the options.\n\n"
        + "\n".join(_demo(line.split()) for line in listed.stdout.splitlines())
    )


def _demo(words: list[str]) -> str:
    """A line of the list: a demo and what it shows, or an option and its default."""
    if words[0].startswith("--"):
        return f"    `{words[0].removeprefix('--')}={words[1]}`"
    return f"\n`demo:{words[0]}`\n:   {' '.join(words[1:])}.\n"


def markdown() -> str:
    """What the first post of every new site shows, after its first words."""
    nobody = Answers("Manual", "Manual", "", "", "https://example.org", "UTC", "en")
    day = date(2027, 1, 1)
    text = (SITE / "content/posts/DAY-how-to-write-here.md").read_text("utf-8")
    text = fill(text, filled(nobody, ("", ""), day)).split("\n\n", 2)[2]
    return text.replace(SAMPLE % day, "figures.md")


def parity(root: Path) -> str:
    """Each key, setting and network of Beautiful Jekyll, and what it is here."""
    head = ("there", "", "here", "shown by")
    return "\n".join(
        f"## {title}\n\n{counted(rows)}\n\n{table(head, [cells(r) for r in rows])}"
        for title, rows in compared(root / FOLDER).items()
    )


def plugins(root: Path) -> str:
    """The paper beside the plugins, without its title."""
    return (root / "plugins/README.md").read_text("utf-8").partition("\n")[2]
