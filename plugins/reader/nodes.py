"""YAML as texts in lists and mappings, if it is of a size that people write.

Every value is text: ``2024``, ``yes`` and ``3.10`` stay what they are.  Lines are
counted from 0, where the YAML begins.
"""

from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# YAML ends a line at these three, no editor does: they stay out of its sight.
UNSEEN = {"\x85": "\U0010fffb", "\u2028": "\U0010fffc", "\u2029": "\U0010fffd"}
HIDE = str.maketrans(UNSEEN)
SHOW = str.maketrans({stand_in: sign for sign, stand_in in UNSEEN.items()})
DEEPEST = 50  # lists in lists: libyaml ends the program at some thousands
MOST = 10_000  # values, those of an alias counted each time

TOO_DEEP = "the values are nested too deep; write them flat."
TOO_MANY = f"there are more than {MOST} values; leave some out."
IN_ITSELF = "the value is a part of itself; write it out."
NO_KEY = "the key is not a single word; write key: value."


class Unusable(Exception):
    """What is wrong with YAML, and in which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message


def compose(text: str) -> yaml.Node | None:
    """The outermost node; raises Unusable or, where it is not YAML, yaml.YAMLError."""
    depth, text = 0, text.translate(HIDE)
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Unusable(_line(event), TOO_DEEP)
    node = yaml.compose(text, Loader=LOADER)
    if node is not None:
        _count(node, {})
    return node


def _count(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values there are in ``node``."""
    if id(node) not in known:
        known[id(node)] = 0  # until it is known
        known[id(node)] = 1 + sum(_count(part, known) for part in _parts(node))
    if known[id(node)] == 0:
        raise Unusable(_line(node), IN_ITSELF)
    if known[id(node)] > MOST:
        raise Unusable(_line(node), TOO_MANY)
    return known[id(node)]


def _line(part: yaml.Event | yaml.Node) -> int:
    return part.start_mark.line if part.start_mark else 0


def _parts(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def key(node: yaml.Node) -> str:
    """The word that a key is."""
    if not isinstance(node, yaml.ScalarNode):
        raise Unusable(_line(node), NO_KEY)
    return str(node.value).translate(SHOW)


def plain(node: yaml.Node) -> Any:
    """The value of a node."""
    if isinstance(node, yaml.MappingNode):
        return {key(name): plain(value) for name, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return node.value.translate(SHOW)
