"""A site in memory, for tests: told of changes, it leaves all its files in a folder.

For each order on its input, a JSON list of the files that have changed, it says on its
output in one line what it has done.  Another that begins later has its texts.
"""

import json
import os
import sys
from pathlib import Path

from plugins.commands.dev_server.start import started


def main(folder: str) -> None:
    """Follow the orders until there are no more."""
    orders, answers = sys.stdin, os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what plugins print is not for the one who asks
    options = ["-s", "site_settings.py", "-o", folder + "-drafts"]
    last = Path(folder + "-texts")
    known = last if last.is_file() else None
    site = started([*options, "--extra-settings", "KEEP_GOING=true"], known)
    for order in orders:
        said = site.change([Path(path) for path in json.loads(order)])
        while later := site.later:  # a card is asked for when its cover is there
            later.take(later.work())
            site.build()
        pages = {path: site.page(path) for path in site.writer.outputs}
        for path, page in pages.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(page.data)
        mistakes = [mistake.text for mistake in site.mistakes.all()]
        old = [path for path, page in pages.items() if page.is_old]
        print(json.dumps([said, mistakes, old]), file=answers, flush=True)
    site.texts.note(last)


if __name__ == "__main__":
    main(sys.argv[1])
