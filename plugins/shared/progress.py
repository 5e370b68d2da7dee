"""Signs of life, for who waits at a terminal."""

import logging
import sys

log = logging.getLogger(__name__)


def log_progress(line: str) -> None:
    """Print one line about long work on a terminal; without a terminal, log it."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)
    else:
        log.info("%s", line)
