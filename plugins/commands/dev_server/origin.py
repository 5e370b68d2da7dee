"""Who asks: the author, or a page of another site that is open in the same browser.

Such a page could let its own name point to this machine and then read drafts, or show
what it cannot read.  It may link to ours, and no more.  Where the site is served to a
network, nobody is answered who does not know the token in the address.
"""

from collections.abc import Mapping
from contextlib import suppress
from email.message import Message
from http.cookies import CookieError, SimpleCookie
from secrets import compare_digest
from urllib.parse import parse_qs, urlsplit

LOCAL = {"127.0.0.1", "localhost", "::1"}  # how an author names this machine
TOKEN = "token"  # in an address, and the cookie that it becomes


def is_authors(headers: Mapping[str, str] | Message, token: str = "") -> bool:
    """Whether a request comes from the author and not from another site's page.

    Args:
        headers: of the request.
        token: what the author's cookie has; empty where only this machine can ask.
    """
    host, origin = headers.get("Host", ""), headers.get("Origin")
    if origin not in {None, f"http://{host}"}:
        return False
    if token and not is_equal(_cookie(headers), token):
        return False
    if not token and host_name(host) not in LOCAL:
        return False
    link = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    return headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"} or all(
        headers.get(name) == value for name, value in link.items()
    )


def token_in(address: str) -> str:
    """The token that an address ends with; empty if there is none."""
    return parse_qs(urlsplit(address).query).get(TOKEN, [""])[0]


def is_equal(one: str, other: str) -> bool:
    """Whether two tokens are equal, in a time that does not tell how alike they are."""
    return compare_digest(one.encode(), other.encode())


def host_name(host: str) -> str:
    """The name in a Host header, without a port; empty if there is none."""
    with suppress(ValueError):
        return urlsplit(f"//{host}").hostname or ""
    return ""


def _cookie(headers: Mapping[str, str] | Message) -> str:
    with suppress(CookieError):
        found = SimpleCookie(headers.get("Cookie", "")).get(TOKEN)
        return found.value if found else ""
    return ""
