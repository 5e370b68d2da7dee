"""Front matter: the author's own lines, with those changed that mean another thing."""

import json
import re
from collections.abc import Mapping
from typing import Any

from plugins.reader.fields import KEYS

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
    """The front matter with these values in the place of the author's, or below."""
    for key, value in values.items():
        line = f"{key}: {quoted(value)}"
        pattern = re.compile(LINE.format(re.escape(key)), re.MULTILINE)
        head, found = pattern.subn(line.replace("\\", r"\\"), head, count=1)
        if not found:
            head = f"{head}\n{line}" if head else line
    return head


def added(own: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    """What the configuration says of a text and means something here."""
    return {
        key: value
        for key, value in whole.items()
        if key not in own and key.replace("_", "-") in KEYS and value not in ("", None)
    }
