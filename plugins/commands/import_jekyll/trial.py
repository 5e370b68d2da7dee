"""A build of the site with what came over, to say what a strict one would refuse."""

import re
import tempfile
from pathlib import Path

from plugins.commands.project import pelican_arguments, run_pelican
from plugins.shared.progress import log_progress

AS_PUBLIC = {"KEEP_GOING": True, "STRICT": False, "WITH_DRAFTS": False}
QUICKLY = {"PICTURE_COPIES": False}
PLACE = re.compile(r"\S.*?:\d+: ")
NO_PLACE = "pelicanconf.py:1: %s"
FAILED = "pelicanconf.py:1: the site cannot be built (exit code %d): %s"


def refused(root: Path) -> list[str]:
    """What a strict build names in a project, each with its file and line.

    Args:
        root: the project.
    """
    log_progress("building the site, to see what needs a hand")
    with tempfile.TemporaryDirectory() as folder:
        overrides = AS_PUBLIC | QUICKLY
        arguments = pelican_arguments(Path(folder, "output"), overrides=overrides)
        with tempfile.TemporaryFile("w+") as said:
            code, found = run_pelican(arguments, root, said=said)
            said.seek(0)
            lines = said.read().splitlines()
    if code:
        found += [*filter(PLACE.match, lines), FAILED % (code, (lines or [""])[-1])]
    return [text if PLACE.match(text) else NO_PLACE % text for text in found]
