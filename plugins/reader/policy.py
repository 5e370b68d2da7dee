"""What the policy of our pages makes browsers refuse: readers would see a gap."""

import re
from collections import defaultdict
from collections.abc import Iterator

from plugins.reader.model import Problem
from plugins.shared.loads import INLINE, KINDS, Hosts, Load, loads
from plugins.shared.locations import CODE

IN_PLACE_OF = {  # a kind of what is loaded, to what needs no other host
    "img": "save the picture beside the text and name the file",
    "media": "save the file beside the text and name it, or write a link",
    "frame": "write a link to it",
    "object": "write a link to it",
    "script": "leave it out: pages run no script but the theme's",
    "style": "put the style into the theme",
    "font": "put the font into the theme",
    "form": "write a link to it",
}
REFUSED = "browsers will refuse %s, for the page allows its own site only; %s"
SCRIPT = "browsers will not run the script in %s; leave it out"
STYLE = "browsers will not use the style in %s; give it a class that the theme has"
ALLOW = ", or set ALLOWED_HOSTS = {%r: [%r]}."


def refused(html: str, body: str, first_line: int, hosts: Hosts) -> Iterator[Problem]:
    """One problem for each thing that browsers will not load or run.

    Args:
        html: what Markdown made of the body.
        body: the text below the front matter.
        first_line: the line of the file that the body begins in.
        hosts: those that the author allows, by kind.
    """
    source = CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), body)
    places: dict[str, int] = defaultdict(lambda: -1)
    for load in loads(html):
        place = source.find(load.sign, places[load.sign] + 1)
        places[load.sign] = max(place, places[load.sign])
        if not load.is_allowed(hosts):
            line = first_line + source.count("\n", 0, max(places[load.sign], 0))
            yield Problem("warning", line, _message(load))


def _message(load: Load) -> str:
    if load.address:
        message = REFUSED % (load.address, IN_PLACE_OF[load.kind])
    elif load.kind == "style":
        message = STYLE % _tag(load)
    else:
        message = SCRIPT % _tag(load)
    can_be = load.kind in KINDS and load.host
    return message + (ALLOW % (load.kind, load.host or INLINE) if can_be else ".")


def _tag(load: Load) -> str:
    """The tag that has it, in short."""
    own = load.sign if load.sign.startswith("<") else f"<{load.name} {load.sign}…"
    return f"{own}>"
