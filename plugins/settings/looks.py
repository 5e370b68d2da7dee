"""Colours and pictures that settings give to parts of a page."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from plugins.settings.finding import Finding, Settings
from plugins.settings.links import wrong_template
from plugins.settings.places import lies_in
from plugins.settings.values import shown_value
from plugins.shared.looks import BEHIND, COLOURS
from plugins.shared.paths import is_own

HEX = r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"
SPACES = "rgb|hsl|hwb|lab|lch|oklab|oklch"
COLOUR = re.compile(rf"{HEX}|(?:{SPACES})a?\([\w ,.%/-]+\)", re.IGNORECASE)
NO_PART = "%s has %s for a part of the page; choose from %s."
NO_COLOUR = (
    "COLOURS[%r] is %s; write a colour such as '#0b5a37', or two: for light, for dark."
)
NO_FILE = "BACKGROUNDS[%r] is %s, which is not a file of a folder in STATIC_PATHS."
EDIT = "EDIT_LINK %s"


def looks(settings: Settings) -> Iterator[Finding]:
    """Parts that there are not, and what is not a colour or a picture of the site."""
    for name, parts in (("COLOURS", [*COLOURS]), ("BACKGROUNDS", [*BEHIND])):
        for part in settings.values[name]:
            if part not in parts:
                few = get_close_matches(str(part), parts, n=1) or parts
                message = NO_PART % (name, shown_value(part), ", ".join(few))
                yield Finding(message, name, (part,))
    for part, colour in settings.values["COLOURS"].items():
        if not _is_colour(colour):
            message = NO_COLOUR % (part, shown_value(colour))
            yield Finding(message, "COLOURS", (part,))
    for part, path in settings.values["BACKGROUNDS"].items():
        if not _is_there(path, settings):
            message = NO_FILE % (part, shown_value(path))
            yield Finding(message, "BACKGROUNDS", (part,))


def edit_link(settings: Settings) -> Iterator[Finding]:
    """The address at which a text can be changed, with {path} for its file."""
    template = settings.values["EDIT_LINK"]
    if template and (why := wrong_template(template, {"path"})):
        yield Finding(EDIT % why, "EDIT_LINK")


def _is_colour(value: Any) -> bool:
    colours = [value] if isinstance(value, str) else value
    return (
        isinstance(colours, list | tuple)
        and 0 < len(colours) < 3
        and all(isinstance(c, str) and _is_one_colour(c) for c in colours)
        and (isinstance(value, str) or len(colours) == 2)
    )


def _is_one_colour(text: str) -> bool:
    if not text.isalpha():
        return bool(COLOUR.fullmatch(text))
    from PIL import ImageColor  # takes longer than all else here

    return text.lower() in {*ImageColor.colormap, "transparent", "currentcolor"}


def _is_there(path: Any, settings: Settings) -> bool:
    folder = settings.content
    return (
        isinstance(path, str)
        and is_own(folder / path.lstrip("/"), folder)
        and lies_in(path, settings.values["STATIC_PATHS"])
    )
