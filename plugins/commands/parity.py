"""What Beautiful Jekyll has, and what it is here: docs/parity.toml as tables."""

import tomllib
from collections import Counter
from pathlib import Path

from plugins.shared.networks import NETWORKS
from plugins.shared.site import in_words

SAID = {  # of one row, and of several
    "works": ("works", "work"),
    "another way": ("works in another way", "work in another way"),
    "needless": ("is needless", "are needless"),
    "refused": ("is refused", "are refused"),
}
Row = dict[str, str]  # as the head of the file says

FILE = "parity.toml"
TRIED = "test_parity::test_each_row_is_true"  # where a row names no test
OF_NETWORKS = {
    "is": "works",
    "here": "the same name in `SOCIAL`",
    "test": "test_social::test_a_network_has_its_link_its_name_and_its_icon",
}


def compared(docs: Path) -> dict[str, list[Row]]:
    """The rows of each table, by its title.

    Args:
        docs: the folder that the file is in.
    """
    data = tomllib.loads((docs / FILE).read_text("utf-8"))
    return {
        "Keys": data["keys"],
        "Settings": data["settings"],
        "Social links": [{"old": name, **OF_NETWORKS} for name in NETWORKS],
    }


def cells(row: Row) -> tuple[str, ...]:
    """A row of the table."""
    module, _, _ = row.get("test", TRIED).partition("::")
    return f"`{row['old']}`", row["is"], row["here"] or "the same", f"{module}"


def counted(rows: list[Row]) -> str:
    """How many rows there are of each verdict, in words."""
    counts = Counter(row["is"] for row in rows).items()
    said = in_words(f"{number} {SAID[what][number > 1]}" for what, number in counts)
    return f"Of {len(rows)}, {said}."
