"""Settings in Python: what a file assigns, and how a value is written."""

import ast
import pprint
from typing import Any

WIDTH = 88


def assigned(source: str) -> dict[str, tuple[int, int, Any]]:
    """First and last line of each assignment, and its value if it is plain data."""
    found: dict[str, tuple[int, int, Any]] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        try:
            data = ast.literal_eval(value)
        except ValueError:
            data = ast.unparse(value)
        found[name] = (node.lineno, node.end_lineno or node.lineno, data)
    return found


def assignment(name: str, value: Any) -> str:
    """A setting as Python, laid out as our formatter does."""
    if isinstance(value, list | dict) and value:
        items = value.items() if isinstance(value, dict) else value
        is_dict = isinstance(value, dict)
        inside = [f"{_py(i[0])}: {_py(i[1])}" if is_dict else _py(i) for i in items]
        opening, closing = "{}" if is_dict else "[]"
        one = f"{name} = {opening}{', '.join(inside)}{closing}\n"
        if len(one) <= WIDTH:
            return one
        below = "".join(f"    {item},\n" for item in inside)
        return f"{name} = {opening}\n{below}{closing}\n"
    return f"{name} = {_py(value)}\n"


def _py(value: Any) -> str:
    """A value with double quotes."""
    if isinstance(value, str):
        text = pprint.pformat(value, width=10_000)
        if text.startswith("'") and '"' not in text:
            return f'"{text[1:-1]}"'
        return text
    if isinstance(value, tuple | list):
        inside = ", ".join(map(_py, value))
        return f"({inside})" if isinstance(value, tuple) else f"[{inside}]"
    return repr(value)
