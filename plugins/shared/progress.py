"""Signs of life, for who waits at a terminal, or for a page in a browser."""

import logging
import os
import sys

RELAYED = "PROGRESS"  # in the environment: somebody reads what we say, line by line
SIGN = "\x1e"  # with which such a line begins
log = logging.getLogger(__name__)


def log_progress(line: str) -> None:
    """Print one line about long work on a terminal; without a terminal, log it."""
    if RELAYED in os.environ:
        print(f"{SIGN}{line}", file=sys.stderr, flush=True)
    elif sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)
    else:
        log.info("%s", line)
