"""Colours for browsers that do not know ``light-dark()``: before May 2024.

A style sheet says each colour once, for light and for dark.  A browser that does not
know how would show none at all, and figures without their curves: behind the tokens of
each sheet of the theme the same values are repeated for it while the site is built.
"""

import re
from pathlib import Path

from pelican import Pelican, signals

from plugins.shared import files
from plugins.shared.settings import merged

TOKENS = re.compile(r"^:root \{.*?^\}\n", re.MULTILINE | re.DOTALL)
PAIR = re.compile(r"(--[\w-]+): light-dark\(([^,()]+), ([^()]+)\)")
RULES = """\
@supports not (color: light-dark(#000, #fff)) {{
  :root {{ {light} }}
  @media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}
  [data-scheme="light"] {{ {light} }}
  @media screen {{ [data-scheme="dark"] {{ {dark} }} }}
}}
"""


def with_fallback(css: str) -> str:
    """The style sheet with each colour of its tokens in the old way too."""
    tokens = TOKENS.search(css)
    if not tokens or not (pairs := PAIR.findall(tokens[0])):
        return css
    light = " ".join(f"{name}: {value};" for name, value, _ in pairs)
    dark = " ".join(f"{name}: {value};" for name, _, value in pairs)
    end = tokens.end()
    return css[:end] + RULES.format(light=light, dark=dark) + css[end:]


def _rewrite(pelican: Pelican) -> None:
    settings = merged(pelican.settings)
    folder = Path(settings["OUTPUT_PATH"], settings["THEME_STATIC_DIR"])
    for sheet in sorted(folder.rglob("*.css")):
        css = sheet.read_text("utf-8")
        if "light-dark(" in css:
            files.write(sheet, with_fallback(css))


def register() -> None:
    """Connect to Pelican."""
    signals.finalized.connect(_rewrite)
