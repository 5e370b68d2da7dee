"""MathJax's or KaTeX's macros in the scripts and templates of a site."""

import re

BEGINS = re.compile(r"""["']?[mM]acros["']?\s*:\s*\{""")
NAME = re.compile(r"""\s*["']?(?P<name>\\{0,2}[A-Za-z]+)["']?\s*:\s*""")
STRING = re.compile(
    r"""(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote))[^\\\n])*)(?P=quote)"""
)
LIST = re.compile(rf"\[\s*{STRING.pattern}\s*(?:,\s*(?P<count>\d+)\s*)?\]")
BETWEEN = re.compile(r"\s*(?:,|//[^\n]*\n|/\*.*?\*/)", re.DOTALL)


def macros_in(text: str) -> dict[str, str]:
    r"""``\name`` and what it stands for; ones with a default argument are left out."""
    found = {}
    for begin in BEGINS.finditer(text):
        place = begin.end()
        while True:
            while between := BETWEEN.match(text, place):
                place = between.end()
            name = NAME.match(text, place)
            value = name and (
                LIST.match(text, name.end()) or STRING.match(text, name.end())
            )
            if not name or not value:
                break
            tex = re.sub(r"\\(.)", r"\1", value["text"])
            found["\\" + name["name"].lstrip("\\")] = tex
            place = value.end()
    return found
