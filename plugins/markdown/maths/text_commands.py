r"""Commands whose argument is text, not mathematics: ``\text{…}``, ``\verb`` …"""

import re
from collections.abc import Callable

from plugins.markdown.maths.patterns import GROUP

WORDS = re.compile(rf"\\(text(?:rm|bf|it|sf|tt)?|emph)\s*{GROUP}", re.DOTALL)
NAMES = r"text[a-z]*|[mh]box|emph|math(?:rm|tt|sf|it|bf)|operatorname\*?|tag\*?|label"
LITERAL = re.compile(rf"\\(?:{NAMES}|(?:eq)?ref)\s*{GROUP}", re.DOTALL)
MATHS_IN_TEXT = re.compile(r"(?<!\\)\$([^$]*)\$|\\\((.*?)\\\)", re.DOTALL)
SPECIAL = re.compile(r"\\?([_&#%$])")  # in words they are what they look like
QUOTED = re.compile('"([^"]*)"')
VERBATIM = re.compile(r"\\verb\*?([^\sA-Za-z*])(.*?)\1")
CHARACTER = re.compile(r"\\unicode\s*\{\s*(?:x([0-9A-Fa-f]{1,5})|(\d{1,6}))\s*\}")


def outside_text(tex: str, change: Callable[[str], str]) -> str:
    """The expression, changed everywhere but in its texts and names."""
    words: list[str] = []

    def hide(match: re.Match[str]) -> str:
        words.append(match[0])
        return "\0"

    changed = change(LITERAL.sub(hide, tex))
    hidden = iter(words)
    return re.sub("\0", lambda _: next(hidden, ""), changed)


def spell_out(tex: str) -> str:
    r"""``\verb`` and ``\unicode`` as ``\text``."""
    return CHARACTER.sub(_character, VERBATIM.sub(_verbatim, tex))


def split_text(tex: str) -> str:
    r"""``\text{a $b$ c}`` as ``\text{a }b\text{ c}``."""
    return WORDS.sub(_split, tex)


def _split(match: re.Match[str]) -> str:
    command, words = match.groups()
    parts = MATHS_IN_TEXT.split(words)  # words, $formula$ or None, \(formula\) or None
    texts = [_plain(part) for part in parts[::3]]
    done = [rf"\{command}{{{texts[0]}}}"]
    for dollars, round_, text in zip(parts[1::3], parts[2::3], texts[1:], strict=True):
        done.append(f"{{{dollars or round_}}}" + rf"\{command}{{{text}}}")
    return "".join(done) if len(done) == 1 else f"{{{''.join(done)}}}"


def _plain(words: str) -> str:
    return SPECIAL.sub(r"\\\1{}", QUOTED.sub(r"“\1”", words))


def _verbatim(match: re.Match[str]) -> str:
    """``\\verb|a_b|``, whose characters all stand for themselves."""
    words = re.sub(r"[{}$]", r"\\\g<0>", match[2].replace("\\", r"\textbackslash "))
    return rf"\texttt{{{words}}}"


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    character = chr(code) if code <= 0x10FFFF else ""
    plain = character.isprintable() and character not in r"\{}$&#%_^~"
    return rf"\text{{{character}}}" if plain else match[0]
