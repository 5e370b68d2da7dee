"""Patterns that the rules for TeX have in common."""


def _nested(depth: int) -> str:
    """Pattern of what may stand in a group whose groups are ``depth`` deep."""
    inner = rf"|\{{{_nested(depth - 1)}\}}" if depth else ""
    return rf"(?:[^{{}}\\]|\\.{inner})*"


GROUP = rf"\{{({_nested(4)})\}}"
ARGUMENT = rf"(?:{GROUP}|(\\[A-Za-z]+|[^\s{{}}]))"
END = r"(?![A-Za-z])"  # of the name of a command
