"""Files of a Jekyll site as text and as YAML, of which every value is a text."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import Any

import yaml

from plugins.commands.project import CommandError
from plugins.reader.nodes import Unusable, compose, plain

FRONT = re.compile(r"\A---[ \t]*\n(?P<head>(?s:.*?)\n?)^(?:---|\.\.\.)[ \t]*$\n?", re.M)


def load_yaml(data: bytes, name: str) -> Any:
    """What a YAML file says, as texts; raises CommandError with its line."""
    try:
        node = compose(data.decode("utf-8-sig"))
        return None if node is None else plain(node)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CommandError(f"{name}:{line}: is not UTF-8; save it so.") from None
    except Unusable as error:
        raise CommandError(f"{name}:{error.line + 1}: {error.message}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or "it cannot be read"
        raise CommandError(f"{name}:{line}: is not YAML: {what}; correct it.") from None


def decoded(data: bytes) -> tuple[str, bool]:
    """A text with plain line ends, and whether its encoding is known."""
    try:
        usual = (
            "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
        )
        text, is_utf8 = data.decode(usual), True
    except UnicodeDecodeError:
        text, is_utf8 = data.decode("cp1252", errors="replace"), False
    return text.replace("\r\n", "\n").replace("\r", "\n"), is_utf8


def values_of(head: str) -> dict[str, Any]:
    """What a front matter says; nothing where it is broken: the reader tells of it."""
    try:
        node = compose(head)
        value = plain(node) if node else {}
    except (Unusable, yaml.YAMLError):
        return {}
    return value if isinstance(value, dict) else {}
