"""Other plugins that would read Markdown in the place of ours: only one of them can.

Which would, Pelican leaves to chance.
"""

import logging
from contextlib import suppress
from typing import Any

from pelican import Pelican, signals

from plugins.shared.settings_file import where

log = logging.getLogger(__name__)

EXTENSIONS = ("md", "markdown", "mkd", "mdown")
OURS = "plugins.reader."
RIVAL = "%s: %s reads Markdown files too, as plugins.reader does; take one of them out."


class _Readers:
    """What a plugin gets to put its readers into."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.reader_classes: dict[str, type] = {}


def refuse_rivals(pelican: Pelican) -> None:
    """Name each plugin that would read Markdown, and do without it."""
    for receiver in list(signals.readers_init.receivers_for(None)):
        module = f"{receiver.__module__}."
        ours = module.startswith(OURS)
        if not ours and _reads_markdown(receiver, pelican.settings):
            signals.readers_init.disconnect(receiver)
            named = list(filter(module.startswith, pelican.settings["PLUGINS"]))
            log.error(RIVAL, where("PLUGINS"), named[0] if named else module)


def _reads_markdown(receiver: Any, settings: dict[str, Any]) -> bool:
    readers = _Readers(settings)
    with suppress(Exception):  # it may ask for more than we have
        receiver(readers)
    return not readers.reader_classes.keys().isdisjoint(EXTENSIONS)
