"""Style sheets as browsers get them: without comments, with colours in the old way too.

A sheet says each colour once, for light and for dark, by ``light-dark()``.  A browser
from before May 2024 does not know that and would show no colours at all, and figures
without their curves: behind the tokens the same values are repeated for it.
"""

import re
from pathlib import Path

from pelican import Pelican, signals

from plugins.shared import files
from plugins.shared.settings import merged

TOKENS = re.compile(r"^:root \{.*?^\}\n", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
PAIR = re.compile(r"(--[\w-]+): light-dark\(([^,()]+), ([^()]+)\)")
RULES = """\
@supports not (color: light-dark(#000, #fff)) {{
  :root {{ {light} }}
  @media screen {{ [data-scheme="dark"] {{ {dark} }} }}
  @media screen and (prefers-color-scheme: dark) {{
    :root:not([data-scheme="light"]) {{ {dark} }}
  }}
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


def finished(css: str) -> str:
    """The style sheet as it is sent."""
    return with_fallback(COMMENT.sub("", css))


def _rewrite(pelican: Pelican) -> None:
    settings = merged(pelican.settings)
    folder = Path(settings["OUTPUT_PATH"], settings["THEME_STATIC_DIR"])
    for sheet in sorted(folder.rglob("*.css")):
        files.write(sheet, finished(sheet.read_text("utf-8")))


def register() -> None:
    """Connect to Pelican."""
    signals.finalized.connect(_rewrite)
