"""Plays videos in the page, where ``VIDEO_PLAYERS`` has their host.

A paragraph that is nothing but a link to a video, with words or with a picture in it,
gets its player when it is clicked; until then, and without a script, it is that link.
"""

import re
from functools import partial
from html import unescape
from urllib.parse import parse_qs, urlsplit

from plugins.shared.hooks import Order, for_each_text
from plugins.shared.html import Element, rewrite
from plugins.shared.services import VIMEO, YOUTUBE, video
from plugins.shared.site import Context
from plugins.shared.text import Settings, Text, complete_texts

LINK = re.compile(r'<a href="(https://[^"]+)"([^>]*)>((?:(?!</?a\b).)+)</a>', re.DOTALL)
HOSTS = {
    **dict.fromkeys(("www.youtube.com", "youtube.com", "m.youtube.com"), "youtube"),
    **dict.fromkeys(("youtu.be", "www.youtube-nocookie.com"), "youtube"),
    **dict.fromkeys(("vimeo.com", "www.vimeo.com", "player.vimeo.com"), "vimeo"),
}
ANY = re.compile(r'href="https://(?:[\w-]+\.)*(?:youtu|vimeo)')
NAME = re.compile(r"(?:/(?:embed|shorts|live|video))?/([\w-]+)/?")
SECONDS = re.compile(r"(\d+)s?")


def find_videos(text: Text, context: Context, settings: Settings) -> None:
    """Mark the links of a text that have a player."""
    players = settings["VIDEO_PLAYERS"]
    if not players or not ANY.search(text._content):
        return
    used: dict[str, None] = {}
    mark = partial(_marked, players=players, used=used)
    text._content = rewrite(text._content, {"p": mark})
    text.services = [*text.services, *map(video, used)]


def _marked(paragraph: Element, players: list[str], used: dict[str, None]) -> str:
    link = LINK.fullmatch(paragraph.inside.strip())
    name, player = player_of(unescape(link[1])) if link else ("", "")
    if link is None or name not in players:
        return paragraph.html
    used[name] = None
    return (
        f'<p class="video"><a href="{link[1]}" data-player="{player}"{link[2]}>'
        f"{link[3]}</a></p>"
    )


def player_of(address: str) -> tuple[str, str]:
    """The name of the player of a video, and its address there; empty if it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:  # urllib's, for such as https://[
        return "", ""
    name, query = HOSTS.get(parts.netloc, ""), parse_qs(parts.query)
    is_watch = parts.path == "/watch"
    path = f"/{query.get('v', [''])[0]}" if is_watch else parts.path
    number = NAME.fullmatch(path)
    if not name or number is None or (name == "vimeo" and not number[1].isdigit()):
        return "", ""
    if name == "vimeo":
        return name, f"{VIMEO}/video/{number[1]}?dnt=1"
    start = SECONDS.fullmatch((query.get("t") or query.get("start") or [""])[0])
    return name, f"{YOUTUBE}/embed/{number[1]}?start={start[1] if start else 0}"


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(find_videos, Order.LINK)
