"""Names under each text a few others that share what is rare: tags, and words.

Which words a text says often, the reader finds out (plugins/reader/frequent_words).  A
tag or a word counts the more the fewer texts have it, and not at all if many have it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from heapq import nsmallest
from math import log
from typing import Any

from plugins.shared.hooks import Order, when_complete
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context, dated, listed_in
from plugins.shared.text import Settings, Text, complete_texts, tags_of

TAG = 3.0  # as much as so many words
COMMON = 3  # what one in so many texts has is not rare
MANY = 50  # nor is what so many texts have
LEAST = 2.0  # that two texts must share

# What texts may share, to the numbers of those with it.
Shared = Mapping[str, list[int]]
Find = Callable[[int], list[Text]]  # those that are near to one, by its number


def traits(text: Text) -> set[str]:
    """What a text may share with others: its tags, each after a #, and its words."""
    return {*(f"#{tag.slug}" for tag in tags_of(text)), *text.frequent_words}


def shared_by(found: Iterable[set[str]]) -> dict[str, list[int]]:
    """What several texts have, but not too many."""
    having: dict[str, list[int]] = {}
    count = 0
    for number, each in enumerate(found):
        count += 1
        for trait in each:
            having.setdefault(trait, []).append(number)
    most = max(2, min(count // COMMON, MANY))
    return {trait: n for trait, n in having.items() if 2 <= len(n) <= most}


def nearest(
    number: int, traits: set[str], shared: Shared, count: int, most: int
) -> list[int]:
    """The numbers of the texts, ``most`` at most, that share most with one of them."""
    scores: dict[int, float] = {}
    for trait in sorted(traits & shared.keys()):
        worth = log(count / len(shared[trait])) * (TAG if trait[0] == "#" else 1)
        for other in shared[trait]:
            scores[other] = scores.get(other, 0) + worth
    scores.pop(number, None)
    enough = [other for other, score in scores.items() if score >= LEAST]
    best = nsmallest(most, ((-round(scores[other], 9), other) for other in enough))
    return [other for _, other in best]


class Near(Sequence[Text]):
    """Those that are nearest to one of several texts, found when they are wanted.

    So a site that is kept looks for them anew when a text has other words, for the
    pages that are looked at.
    """

    def __init__(self, number: int, find: Callable[[], Find]) -> None:
        self.number, self.find = number, find

    def __getitem__(self, place: Any) -> Any:
        return self.find()(self.number)[place]

    def __len__(self) -> int:
        return len(self.find()(self.number))

    def __reduce__(self) -> Any:
        """What plugins.shared.digests has of it: the texts that it names now."""
        return list, (list(self),)


def finder(texts: Sequence[Text], most: int) -> Find:
    """What finds the texts, ``most`` at most, that are nearest to one of them."""
    found = [traits(text) for text in texts]
    shared = shared_by(found)

    @cache
    def find(number: int) -> list[Text]:
        near = nearest(number, found[number], shared, len(texts), most)
        return [texts[other] for other in near]

    return find


def relate(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Give every text those of its language that are nearest to it."""
    most = settings["RELATED_TEXTS"]
    by_language: dict[str, list[Text]] = {}
    for text in dated(context) if most else ():
        for each in (text, *text.translations):
            language = listed_in(each, settings["DEFAULT_LANG"])
            by_language.setdefault(language, []).append(each)
    for texts in by_language.values():
        find = outputs.once(partial(finder, texts, most))
        for number, text in enumerate(texts):
            text.related = Near(number, find)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    when_complete(relate, Order.DESCRIBE)
