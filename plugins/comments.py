"""Lets readers comment on posts and notes, where ``COMMENTS`` says by what.

The page has a plain link; a script loads the service when it is clicked, so that nobody
else hears of a reader who does not ask.  A text says ``comments: false`` for none, a
page ``comments: true`` for some.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from plugins.shared.hooks import Order, for_each_text
from plugins.shared.services import COMMENTS, GISCUS, UTTERANCES, comments
from plugins.shared.site import PAGE, Context
from plugins.shared.text import Settings, Text, complete_texts

GITHUB = "https://github.com"


@dataclass(frozen=True)
class Link:
    """What leads to the comments of a text.

    Attributes:
        address: where it leads without a script.
        script: what a script puts into its place, as JSON; empty for mail.
    """

    address: str
    script: str = ""


def describe(text: Text, context: Context, settings: Settings) -> None:
    """Give a text its link, and the service that it leads to."""
    setting = settings["COMMENTS"]
    wanted = text.metadata.get("comments", text.kind != PAGE.name)
    if setting.get("service") not in COMMENTS or not wanted or text.status == "draft":
        return
    text.comments_link = link(setting, text.title)
    if service := comments(setting):
        text.services = [*text.services, service]


def link(setting: Mapping[str, str], title: str) -> Link:
    """What leads to the comments of the text with this title."""
    values = {**COMMENTS[setting["service"]], **setting}
    if setting["service"] == "mail":
        subject = quote(f"Re: {title}", safe="")
        address = f"mailto:{values['address']}?subject={subject}"
        return Link(address)
    home = f"{GITHUB}/{values['repo']}"
    if setting["service"] == "giscus":
        return Link(f"{home}/discussions", _script(giscus(values)))
    return Link(f"{home}/issues", _script(utterances(values)))


def giscus(values: Mapping[str, str]) -> dict[str, str]:
    """The attributes of its script, as giscus.app makes it."""
    names = ("repo", "repo-id", "category", "category-id")
    return {
        "src": f"{GISCUS}/client.js",
        **{f"data-{name}": values[name] for name in names},
        "data-mapping": "pathname",
        "data-theme": "preferred_color_scheme",
        "crossorigin": "anonymous",
    }


def utterances(values: Mapping[str, str]) -> dict[str, str]:
    """The attributes of its script, as utteranc.es makes it."""
    return {
        "src": f"{UTTERANCES}/client.js",
        "repo": values["repo"],
        "label": values["label"],
        "issue-term": "pathname",
        "theme": "preferred-color-scheme",
        "crossorigin": "anonymous",
    }


def _script(attributes: Mapping[str, str]) -> str:
    return json.dumps(attributes)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(describe, Order.LINK)
