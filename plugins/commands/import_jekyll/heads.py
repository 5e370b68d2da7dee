"""Front matter: the author's own lines, with those changed that mean another thing."""

import json
import re
from collections.abc import Mapping
from typing import Any

from plugins.reader.fields import KEYS

PARTS = ("head-extra", "before-content", "after-content", "footer-extra")
PLAIN = re.compile(r"[\w/.(),+~@!-][\w /.(),+~@!-]*")
NUMBER = re.compile(r"[\d.+-]*|true|false|yes|no|on|off|null|~", re.IGNORECASE)
LINE = "^{}[ ]*:.*(?:\n(?:[ \t]+.*|-[ ].*|[ \t]*(?=\n[ \t]+\\S)))*"


def quoted(value: Any) -> str:
    """A value as YAML, in one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    is_plain = PLAIN.fullmatch(text) and text == text.strip() and ", " not in text
    if is_plain or text in {"true", "false"}:
        return text
    return json.dumps(text, ensure_ascii=False)


def with_values(head: str, values: Mapping[str, Any]) -> str:
    """The front matter with these values in the place of the author's, or below.

    What is None is taken out.
    """
    for key, value in values.items():
        line = "" if value is None else f"{key}: {quoted(value)}"
        pattern = re.compile(LINE.format(re.escape(key)) + r"\n?", re.MULTILINE)
        new = f"{line}\n" if line else ""
        head, found = pattern.subn(new.replace("\\", r"\\"), f"{head}\n", count=1)
        head = head.rstrip("\n")
        if not found and line:
            head = f"{head}\n{line}" if head else line
    return head


def added(own: dict[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    """What the configuration says of a text and means something here."""
    return {
        key: value
        for key, value in whole.items()
        if key not in own | dict.fromkeys(PARTS)
        and key.replace("_", "-") in KEYS
        and value not in ("", None)
    }
