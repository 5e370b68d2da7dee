"""Lists of texts that know what is in them.

Pelican looks for every text of the site in the list of every tag.
"""

from collections import defaultdict
from typing import Any

LISTS = ("tags", "categories", "authors")  # of Pelican's generator of articles


class Listed(list[Any]):
    """A list in which texts are found without looking at each."""

    known: frozenset[int] = frozenset()  # the numbers of its texts, when last asked

    def __contains__(self, text: object) -> bool:
        """Whether a text is in it, by which text it is."""
        if len(self.known) != len(self):
            self.known = frozenset(map(id, self))
        return id(text) in self.known

    def __getstate__(self) -> None:
        """What it knows is not what it says."""


def give_lists(generator: Any) -> None:
    """Let a generator gather its articles in such lists."""
    for name in LISTS:
        setattr(generator, name, defaultdict(Listed))
