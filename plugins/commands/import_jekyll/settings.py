"""The settings file with what the blog says, where the author has said nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.commands.import_jekyll.assignments import assigned, assignment
from plugins.commands.import_jekyll.blog import Blog
from plugins.commands.import_jekyll.plan import Plan
from plugins.commands.import_jekyll.usable import unusable
from plugins.commands.import_jekyll.wanted import wanted
from plugins.commands.project import CommandError
from plugins.shared.settings import DEFAULTS

FILE = "pelicanconf.py"
BEGUN = Path(__file__).parent.parent / "start/site/pelicanconf.py.txt"
HEADING = "\n# From the Jekyll site, by `invoke import-jekyll`\n"
ADDED_TO = ("STATIC_PATHS", "MATHS_MACROS", "REDIRECTS")  # lists and maps that grow
MARK = re.compile(r'"[^"\n]*<<[\w ]+>>[^"\n]*"|<<[\w ]+>>')


@dataclass
class Edited:
    """The settings file after the import: what is new in it, what the author has set
    otherwise, and what is wrong with values that are left out.
    """

    text: str = ""  # empty: nothing changes
    set: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, Any] = field(default_factory=dict)
    unusable: dict[str, str] = field(default_factory=dict)
    ours: dict[str, Any] = field(default_factory=dict)  # for the next import

    def all(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """All settings as they will be."""
        return {**settings, **self.set}


def edited(root: Path, blog: Blog, plan: Plan, earlier: Mapping[str, Any]) -> Edited:
    """The settings file with what the blog says, as far as the author says nothing.

    Args:
        root: the project.
        blog: the Jekyll site.
        plan: where its texts and files go.
        earlier: values that an earlier import has set.
    """
    path = root / FILE
    source = path.read_text("utf-8") if path.is_file() else ""
    try:
        his, usual = assigned(source), assigned(_begun())
    except SyntaxError as error:
        raise CommandError(f"{FILE}:{error.lineno}: {error.msg}; correct it.") from None
    result = Edited()
    for name, value in wanted(blog, plan).items():
        present = his.get(name, (None, None, DEFAULTS.get(name)))[2]
        is_open = name not in his or present in ("", [], {}, None)
        is_open |= repr(present) == repr(_untuple(earlier.get(name, present), present))
        is_open &= name in earlier or name not in his or present in ("", [], {}, None)
        is_open |= name in usual and usual[name][2] == present
        value = _joined(present, value) if name in ADDED_TO else value
        if value == present:
            result.ours |= {name: value} if name in earlier else {}
        elif is_open or name in ADDED_TO:
            result.set[name] = result.ours[name] = value
        else:
            result.refused[name] = value
    result.unusable = unusable(result.set, path)
    for name in result.unusable:
        del result.set[name], result.ours[name]
    result.text = _written(source, his, result.set) if result.set else ""
    return result


def _begun() -> str:
    """What `invoke start` writes: nobody's choice yet."""
    return MARK.sub('""', BEGUN.read_text("utf-8"))


def _untuple(value: Any, like: Any) -> Any:
    """A value that went through JSON, with tuples where they were."""
    if isinstance(value, list) and isinstance(like, list):
        return [tuple(v) if isinstance(v, list) else v for v in value]
    return value


def _joined(present: Any, value: Any) -> Any:
    if isinstance(value, dict):
        return {**value, **(present or {})}
    return [*(present or []), *(v for v in value if v not in (present or []))]


def _written(source: str, his: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """The file with these values; those that it has not are added at its end."""
    lines = source.splitlines(keepends=True)
    below = [name for name in values if name not in his]
    for name in sorted(values.keys() & his.keys(), key=lambda n: -his[n][0]):
        first, last, _ = his[name]
        lines[first - 1 : last] = [assignment(name, values[name])]
    text = "".join(lines)
    if not below:
        return text
    heading = "" if HEADING in text else HEADING
    text = text if text.endswith("\n") or not text else text + "\n"
    return text + heading + "".join(assignment(name, values[name]) for name in below)
