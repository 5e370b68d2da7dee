"""Tags of jekyll-scholar, by which texts cite works."""

import re
import shlex
from itertools import pairwise

from plugins.commands.import_jekyll.liquid.values import Unsupported

KEY = re.compile(r"\w(?:[\w:.+?/-]*[^\W_])?")
VALUES = {"-l": "locator", "--locator": "locator", "-p": "prefix", "--prefix": "prefix"}
CITED = {"--cited", "-c", "--cited_in_order", "-C"}
WITH_A_NAME = {"--file", "-f", "--group_by", "--template", "-T", "--style", "-s"}
ALL_WORKS = "the list of all works; texts end with those that they cite"


def cited(words: str) -> str:
    """``[@key, p. 3; @another]`` for what follows ``cite``."""
    keys, options = [], {"locator": "", "prefix": ""}
    pieces = iter(_split(words))
    for piece in pieces:
        name, _, value = piece.partition("=")
        if name in VALUES:
            options[VALUES[name]] = value or next(pieces, "")
        elif KEY.fullmatch(piece):
            keys.append(f"@{piece}")
        else:
            raise Unsupported(f"{piece!r} in a citation")
    if not keys:
        raise Unsupported("a citation of nothing")
    before = f"{options['prefix']} " if options["prefix"] else ""
    after = f", p. {options['locator']}" if options["locator"] else ""
    return f"[{before}{'; '.join(keys)}{after}]"


def listed(words: str) -> str:
    """Nothing for the works that the text cites: it ends with them by itself."""
    pieces = _split(words)
    named = {piece for one, piece in pairwise(pieces) if one in WITH_A_NAME}
    if not CITED & set(pieces) or set(pieces) - CITED - WITH_A_NAME - named:
        raise Unsupported(ALL_WORKS)
    return ""


def _split(words: str) -> list[str]:
    try:
        return shlex.split(words)
    except ValueError as error:
        raise Unsupported(str(error)) from None
