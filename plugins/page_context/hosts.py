"""What pages load from other hosts, where the author allows it."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from plugins.shared.loads import INLINE, Hosts, loads, sources
from plugins.shared.services import Service
from plugins.shared.text import Text

Notes = dict[tuple[str, str], list[Text]]  # by host, and what it gives


def other_hosts(
    texts: Sequence[Text], hosts: Hosts, everywhere: Sequence[Service]
) -> dict[str, Any]:
    """For templates: what opens the policy of a page, and what the texts load.

    ``opens`` gives the sources that the policy of a page must have, by kind;
    ``other_hosts`` are the hosts, the kind of what they give, and the texts with it;
    ``asked_hosts`` those that are asked when a reader clicks.

    Args:
        texts: those that readers see.
        hosts: those that the settings allow, by kind.
        everywhere: services that every page has.
    """
    found: Notes = {}
    asked: Notes = {}
    for text in texts:
        for load in loads(_html(text)) if hosts else ():
            if load.is_allowed(hosts) and load.host != INLINE:
                _note(found, load.host, load.kind, text)
        for service in text.services:
            for host in service.hosts:
                _note(asked, host, service.what, text)
    opens = partial(opened, hosts=hosts, everywhere=everywhere)
    return {
        "opens": opens if hosts or asked or everywhere else None,
        "other_hosts": _rows(found),
        "asked_hosts": _rows(asked),
    }


def opened(
    html: str, services: Iterable[Service], hosts: Hosts, everywhere: Sequence[Service]
) -> dict[str, str]:
    """What the policy of a page must allow, by kind, with a space before each."""
    found = sources(html, hosts)
    for service in (*everywhere, *services):
        for kind, host in service.opens.items():
            known = found.get(kind, "")
            found[kind] = known if host in known.split() else f"{known} {host}"
    return found


def _html(text: Text) -> str:
    return text._content + (getattr(text, "_summary", "") or "")


def _note(found: Notes, host: str, what: str, text: Text) -> None:
    shown = found.setdefault((host, what), [])
    if text not in shown[-1:]:  # those of one text come together
        shown.append(text)


def _rows(found: Notes) -> list[dict[str, Any]]:
    return [{"host": h, "kind": k, "texts": t} for (h, k), t in sorted(found.items())]
