"""Do the links to other sites still lead somewhere?  Their servers are asked, politely.

Each server is asked one thing at a time, with a pause.  One that refuses a program, or
is busy, says nothing of what a reader would see: only what is gone, and servers that
cannot be reached, are mistakes.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import Request, urlopen

from plugins.shared.links import BuiltSite
from plugins.shared.locations import display_path
from plugins.shared.page_links import WEB

AGENT = "Mozilla/5.0 (compatible; a check of the links of a static site)"
PAUSE = 1.0  # seconds between two questions to one server
PATIENCE = 20.0  # seconds for an answer
SERVERS = 8  # asked side by side
GONE = {404, 410}
RESERVED = "!#$%&'()*+,/:;=?@[]~"  # what stands in an address as it is


def problems(site: Path, address: str, content: Path) -> Iterator[str]:
    """One line for each link to another site that leads nowhere.

    Args:
        site: the built site.
        address: where it will live.
        content: the texts that it was built of.
    """
    links = foreign_links(site, address)
    servers = defaultdict(list)
    for link in links:
        servers[urlsplit(link).netloc].append(link)
    with ThreadPoolExecutor(SERVERS) as threads:
        asked = list(threads.map(_ask_server, servers.values()))
    wrong = {link: why for answers in asked for link, why in answers.items() if why}
    for link, why in sorted(wrong.items(), key=lambda each: links[each[0]]):
        place = _place(link, content) or links[link]
        yield f"{place}: the link to {link} {why}; correct it, or leave it out."


def foreign_links(site: Path, address: str) -> dict[str, str]:
    """Each address on another site, and the first page that has it.

    Those for sharing a page, which name the page, are none of the author's.
    """
    own, built = (address, quote(address, safe="")), BuiltSite(site, address)
    return {
        urldefrag(link).url: name
        for name in reversed(built.pages)
        for link in sorted(built.page(name).addresses)
        if link.startswith(WEB) and not any(mine in link for mine in own if mine)
    }


def _ask_server(links: list[str]) -> dict[str, str]:
    """What is wrong with each of these links, which one server has."""
    answers = {}
    for link in links:
        answers[link] = _why(link)
        time.sleep(PAUSE)
    return answers


def _why(link: str) -> str:
    """What is wrong with a link; nothing if it leads somewhere."""
    why = ""
    for method in ("HEAD", "GET"):  # not every server answers the first
        try:
            headers = {"User-Agent": AGENT}
            asked = Request(quote(link, safe=RESERVED), headers=headers, method=method)
            with urlopen(asked, timeout=PATIENCE):
                return ""
        except HTTPError as error:
            error.close()
            gone = f"is answered with {error.code} {error.reason}"
            why = gone if error.code in GONE else ""
        except (OSError, ValueError, HTTPException) as error:
            why = f"is not answered ({getattr(error, 'reason', error)})"
    return why


def _place(link: str, content: Path) -> str:
    """The file and the line of the text that has the link; empty if none has."""
    for file in sorted(content.rglob("*.md")):
        with suppress(UnicodeDecodeError):
            for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
                if link in line:
                    return f"{display_path(file)}:{number}"
    return ""
