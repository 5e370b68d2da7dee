"""Style sheets and scripts of the theme as browsers get them, and one of settings.

They go without comments and needless blanks.  A style sheet says each colour once, for
light and for dark, by ``light-dark()``.  A browser from before May 2024 does not know
that and would show no colours at all, and figures without their curves: behind the
tokens the same values are repeated for it.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rjsmin import jsmin

from plugins.shared.hooks import Order, when_complete, while_writing
from plugins.shared.looks import SHEET, looks
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context
from plugins.shared.text import Settings
from plugins.shared.theme_files import theme_files

TOKENS = re.compile(r"^:root \{.*?^\}\n", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
BLANKS = re.compile(
    r"""("[^"\n]*"|'[^'\n]*')|[\s;]*(\})\s*|\s*([{;>])\s*|([:,])\s+|\s+"""
)
COLOUR = r"((?:[^,()]|\([^()]*\))+)"
PAIR = re.compile(rf"(--[\w-]+): light-dark\({COLOUR}, {COLOUR}\)")
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


def sent_style(css: str) -> str:
    """The style sheet as it is sent, in one line."""
    return BLANKS.sub(_short, with_fallback(COMMENT.sub("", css)))


def _short(part: re.Match[str]) -> str:
    return next(filter(None, part.groups()), " ")


SENT = {".css": sent_style, ".js": jsmin}


def name_looks(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Tell templates of the style sheet of settings, if there is one."""
    is_there = looks(settings)
    context["looks"] = f"{settings['THEME_STATIC_DIR']}/{SHEET}" if is_there else ""


def send(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Send each of them in the place of the theme's own file."""
    for path, file in theme_files(settings).items():
        if sent := SENT.get(file.suffix):
            outputs.put(path, partial(_sent, file, sent))
    if path := context["looks"]:
        outputs.put(path, partial(sent_style, looks(settings)))


def _sent(file: Path, sent: Callable[[str], str]) -> str:
    return sent(file.read_text("utf-8"))


def register() -> None:
    """Connect to Pelican."""
    when_complete(name_looks, Order.DESCRIBE)
    while_writing(send)
