"""Brackets of an expression that are open at once.

For each one more, math-core takes twice as long, if a subscript comes behind it.
"""

import re

MOST = 10
TOO_MANY = f"more than {MOST} brackets are open at once"
TOKEN = re.compile(
    r"[_^]\s*[()\[\]]"  # a subscript, not a bracket
    r"|(?P<opens>[(\[]|\\\{|\\(?:l(?:brace|brack|paren|vert|Vert|floor|ceil|group)"
    r"|langle|llbracket)(?![a-zA-Z]))"
    r"|(?P<closes>[)\]]|\\\}|\\(?:r(?:brace|brack|paren|vert|Vert|floor|ceil|group)"
    r"|rangle|rrbracket)(?![a-zA-Z]))"
    r"|\\.|(?P<group>\{)|(?P<end>\})",
    re.DOTALL,
)


def too_many_open(tex: str) -> bool:
    """Whether more are open anywhere than a reader could follow.

    A bracket in a {group} closes none that was opened before the group.
    """
    groups = [0]  # brackets that are open in each group that is open
    for token in TOKEN.finditer(tex):
        if token["opens"]:
            groups[-1] += 1
        elif token["closes"]:
            groups[-1] = max(0, groups[-1] - 1)
        elif token["group"]:
            groups.append(0)
        elif token["end"] and len(groups) > 1:
            groups.pop()
        if token["opens"] and sum(groups) > MOST:
            return True
    return False
