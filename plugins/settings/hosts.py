"""Hosts of others from which pages may load what they show."""

import re
from collections.abc import Iterator
from typing import Any

from plugins.settings.finding import Finding, Settings
from plugins.settings.values import shown_value
from plugins.shared.loads import INLINE, KINDS

NAME = "ALLOWED_HOSTS"
HOST = re.compile(r"(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d+)?")
KIND = f"{NAME} has %s for a kind; choose from {', '.join(KINDS)}."
LIST = f"{NAME}[%r] is %s; write a list of hosts in [brackets]."
NO_HOST = f"{NAME}[%r] has %s; write the name of a host only, 'www.example.org'."


def hosts(settings: Settings) -> Iterator[Finding]:
    """Kinds that there are not, and what is not the name of a host."""
    for kind, names in settings.values[NAME].items():
        if kind not in KINDS:
            yield Finding(KIND % shown_value(kind), NAME, (kind,))
        elif not isinstance(names, list | tuple):
            yield Finding(LIST % (kind, shown_value(names)), NAME, (kind,))
        else:
            wrong = [name for name in names if not _is_host(kind, name)]
            for name in wrong:
                yield Finding(NO_HOST % (kind, shown_value(name)), NAME, (kind,))


def _is_host(kind: str, name: Any) -> bool:
    if name == INLINE:
        return kind in {"script", "style"}
    return isinstance(name, str) and name == name.lower() and bool(HOST.fullmatch(name))
