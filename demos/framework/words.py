"""Whether findings say what the drawn numbers say, each of the row that it names."""

import re
from collections.abc import Sequence

from demos.framework.demo import Check

WHAT = "words, against the table"  # names and numbers that are missing there


def told(said: Sequence[str], *expected: str) -> Check:
    """These parts stand in the sentences, one after the other, as whole numbers.

    Args:
        said: findings, and titles that find something.
        expected: numbers as the words write them, made of the table by the check; each
            after the name that it belongs to.
    """
    text, at, missing = " ".join(said), 0, 0
    for part in expected:
        whole = re.compile(rf"(?<![\w.−]){re.escape(part)}(?!\.?\w)")
        if found := whole.search(text, at):
            at = found.end()
        else:
            missing += 1
    return Check(WHAT, 0, missing, 0)
