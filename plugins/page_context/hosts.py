"""What pages load from other hosts, where the author allows it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from plugins.shared.loads import INLINE, Hosts, loads, sources
from plugins.shared.site import Text


def other_hosts(texts: Iterable[Text], hosts: Hosts) -> dict[str, Any]:
    """For templates: what opens the policy of a page, and what the texts load.

    ``opens`` gives the sources that the policy of a page must have, by kind;
    ``other_hosts`` are the hosts, the kind of what they give, and the texts with it.
    """
    if not hosts:
        return {"opens": None, "other_hosts": []}
    found: dict[tuple[str, str], list[Text]] = {}
    for text in texts:
        for load in loads(text._content + (getattr(text, "_summary", "") or "")):
            if load.is_allowed(hosts) and load.host != INLINE:
                shown = found.setdefault((load.host, load.kind), [])
                shown += [text] if text not in shown else []
    rows = [{"host": h, "kind": k, "texts": t} for (h, k), t in sorted(found.items())]
    return {"opens": partial(sources, hosts=hosts), "other_hosts": rows}
