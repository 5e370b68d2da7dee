"""Who asks: the author, or a page of another site that is open in the same browser.

Such a page could let its own name point to this machine and then read drafts, or show
what it cannot read.  It may link to ours, and no more.
"""

from collections.abc import Mapping
from contextlib import suppress
from email.message import Message
from urllib.parse import urlsplit

LOCAL = {"127.0.0.1", "localhost", "::1"}  # how an author names this machine


def is_authors(headers: Mapping[str, str] | Message) -> bool:
    """Whether a request comes from the author and not from another site's page."""
    host, origin = headers.get("Host", ""), headers.get("Origin")
    if host_name(host) not in LOCAL or origin not in {None, f"http://{host}"}:
        return False
    link = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    return headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"} or all(
        headers.get(name) == value for name, value in link.items()
    )


def host_name(host: str) -> str:
    """The name in a Host header, without a port; empty if there is none."""
    with suppress(ValueError):
        return urlsplit(f"//{host}").hostname or ""
    return ""
