"""A style sheet of what settings say of looks: colours, pictures behind, the avatar."""

import os
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from plugins.shared.text import Settings

SHEET = "css/looks.css"
COLOURS = {  # what has a colour of its own: where it is said, {} being the colour
    "page": ":root {{ --paper: {}; }}",
    "text": ":root {{ --text: {}; }}",
    "muted": ":root {{ --muted: {}; }}",
    "link": ":root {{ --link: {}; }}",
    "hover": "a:hover {{ color: {}; }}",
    "bar": ".bar {{ --surface: {}; }}",
    "bar-text": ".bar {{ --text: {0}; --link: {0}; color: {0}; }}",
    "bar-line": ".bar {{ --hair: {}; }}",
    "footer": ".foot {{ background: {}; }}",
    "footer-text": ".foot {{ color: {}; }}",
    "footer-link": ".foot a {{ color: {}; }}",
    "footer-hover": ".foot a:hover {{ color: {}; }}",
}
BEHIND = {"page": "html", "bar": ".bar", "footer": ".foot"}
PICTURE = '%s { background-image: url("%s"); background-attachment: fixed; }'
TITLE = ".brand img { width: auto; max-height: calc(var(--bar) - .5rem); }"
SQUARE = ".avatar { border-radius: 0; }"


def looks(settings: Settings) -> str:
    """The style sheet; empty if settings say nothing of looks."""
    rules = [*_colours(settings["COLOURS"]), *_pictures(settings)]
    rules += [TITLE] if settings["TITLE_IMG"] else []
    rules += [] if settings["ROUND_AVATAR"] else [SQUARE]
    return "".join(f"{rule}\n" for rule in rules)


def _colours(colours: Mapping[str, Any]) -> Iterator[str]:
    """Tokens first, which older browsers get in another way; then their uses."""
    if colours:
        yield ":root {"
        for name, colour in colours.items():
            both = [colour, colour] if isinstance(colour, str) else colour
            yield f"  --own-{name}: light-dark({', '.join(both)});"
        yield "}"
    for name in COLOURS:
        if name in colours:
            token = f"var(--own-{name})"
            yield COLOURS[name].format(token)


def _pictures(settings: Settings) -> Iterator[str]:
    folder = PurePosixPath(settings["THEME_STATIC_DIR"], SHEET).parent
    for name, path in settings["BACKGROUNDS"].items():
        address = os.path.relpath(f"/{path.lstrip('/')}", f"/{folder}")
        yield PICTURE % (BEHIND[name], quote(address))
