"""A text as it will be written, and what was done to it."""

from dataclasses import dataclass, field

from plugins.commands.import_jekyll.blog import Text
from plugins.commands.import_jekyll.liquid.render import Change

Hand = tuple[int, str]  # a line, and what is to be done there


@dataclass
class Imported:
    """A text as it will be written, and what was done to it."""

    source: Text
    path: str  # in the content folder
    content: str = ""
    changes: list[Change] = field(default_factory=list)
    hand: list[Hand] = field(default_factory=list)
    is_list: bool = False  # and nothing else: the site has its own
    is_whole: bool = False  # an HTML document, not a text
