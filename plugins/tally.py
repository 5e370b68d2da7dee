"""Says what was built when a build has ended."""

from pathlib import Path
from typing import Any

from pelican import Pelican, signals

# What a reader calls each kind, and the list in which Pelican's context keeps it;
# those that are not listed anywhere are in another list.
KINDS = {"post": "articles", "note": "notes", "page": "pages"}


class Tally:
    """Counts when all is read, speaks when all is written."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def count(self, generators: list[Any]) -> None:
        """Remember how many there are of each kind."""
        context = generators[0].context
        for kind, name in KINDS.items():
            lists = (context.get(name, []), context.get(f"hidden_{name}", []))
            self.counts[kind] = sum(map(len, lists))

    def say(self, pelican: Pelican) -> None:
        """Print one line."""
        figures = sum(1 for _ in Path(pelican.output_path).glob("figures/*/"))
        print(sentence({**self.counts, "figure": figures}))


def sentence(counts: dict[str, int]) -> str:
    """The counts in words: ``Built 4 posts, 1 note, 3 pages and 9 figures.``"""
    *most, last = (f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in counts.items())
    return f"Built {', '.join(most)} and {last}."


def register() -> None:
    """Connect to Pelican; called once, by name, at start-up."""
    tally = Tally()
    signals.all_generators_finalized.connect(tally.count, weak=False)
    signals.finalized.connect(tally.say, weak=False)
