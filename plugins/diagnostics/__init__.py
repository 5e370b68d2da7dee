"""A site with mistakes is not written: every mistake is named, and the build exits 1.

With STRICT a warning is a mistake.  With KEEP_GOING, for whoever is writing, the site
is written all the same.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pelican import Pelican, signals

from plugins.diagnostics.checks import (
    contents,
    folders_to_come,
    lost_links,
    own_files,
    same_addresses,
)
from plugins.diagnostics.dead_links import dead_links
from plugins.diagnostics.outputs import Outputs
from plugins.diagnostics.settings import settings_mistakes
from plugins.diagnostics.templates import lost_templates
from plugins.diagnostics.unread import unread_files
from plugins.shared.links import BuiltSite
from plugins.shared.locations import log_at
from plugins.shared.messages import Messages, take_over
from plugins.shared.settings import merged
from plugins.shared.theme_files import theme_files

log = logging.getLogger(__name__)


class Diagnostics:
    """Collects the mistakes of one build, and stops it where there are any."""

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self.context: dict[str, Any] = {}
        self.outputs = Outputs()
        self.generators: list[Any] = []
        self.others: list[Callable[[Pelican], Any]] = []

    def begin(self, pelican: Pelican) -> None:
        """Take from the settings what counts as a mistake."""
        settings = merged(pelican.settings)
        self.messages.contents = Path(settings["PATH"])
        if settings["STRICT"]:
            self.messages.counts_from = logging.WARNING
        for mistake in settings_mistakes(pelican):
            log.error("%s", mistake)
        self._stop(pelican, "Nothing was read.")
        self.messages.hold_back()
        self.outputs.hear(pelican.output_path)

    def keep_context(self, generators: list[Any]) -> None:
        """Keep the context, in which everything is that has been read."""
        self.context = generators[0].context
        self.generators = generators

    def before_writing(self, pelican: Pelican) -> None:
        """Look at the whole; Pelican asks for a writer when all else is done."""
        found = contents(self.context)
        files = [file.save_as for file in self.context["staticfiles"]]
        files += [*theme_files(pelican.settings), *folders_to_come(self.context)]
        taken = own_files(self.context)
        for content, line, message in same_addresses(found, taken, files):
            log_at(log, logging.ERROR, content.source_path, line, message)
            content.override_save_as = ""  # it is left out
        for content in found:
            for _, line, message in lost_links(content, self.context):
                log_at(log, logging.ERROR, content.source_path, line, message)
        for text, line, message in lost_templates(found, self.generators[0]):
            log_at(log, logging.ERROR, text.source_path, line, message)
            text.template = text.default_template
        for path, message in unread_files(self.context, merged(pelican.settings)):
            log_at(log, logging.WARNING, path, 1, message)
        self.messages.print_held()
        self._stop(pelican, "Nothing was written.")
        self._be_last(pelican)

    def at_end(self, pelican: Pelican) -> None:
        """Let others end their work, then look at what was written."""
        for other in self.others:
            other(pelican)
        self.after_writing(pelican)

    def after_writing(self, pelican: Pelican) -> None:
        """Look at what was written, and fail for what is wrong with it."""
        outputs, settings = self.outputs, pelican.settings
        outputs.copied(self.context)
        for content, line, words in outputs.conflicts():
            log_at(log, logging.ERROR, content.source_path, line, words)
        site = BuiltSite(outputs.folder, settings["SITEURL"])
        names = outputs.names()
        found = dead_links(site, names, outputs.texts(), outputs.sources(), settings)
        for link in found:
            if link.text:
                log_at(log, link.level, link.path, link.line, link.message)
            else:
                log.log(link.level, "%s", link.message)
        self._stop(pelican, "The site is not as it should be.")

    def _be_last(self, pelican: Pelican) -> None:
        """Call those who write at the end ourselves: signals keep no order."""
        for other in list(signals.finalized.receivers_for(pelican)):
            if other != self.at_end:
                signals.finalized.disconnect(other)
                self.others.append(other)

    def _stop(self, pelican: Pelican, consequence: str) -> None:
        count = len(self.messages.mistakes)
        if count and not merged(pelican.settings)["KEEP_GOING"]:
            noun = "mistake" if count == 1 else "mistakes"
            self.messages.stream.write(f"{count} {noun}. {consequence}\n")
            raise SystemExit(1)


def register() -> None:
    """Connect to Pelican."""
    diagnostics = Diagnostics(take_over(sys.stderr))
    signals.initialized.connect(diagnostics.begin, weak=False)
    signals.all_generators_finalized.connect(diagnostics.keep_context, weak=False)
    signals.get_writer.connect(diagnostics.before_writing, weak=False)
    signals.finalized.connect(diagnostics.at_end, weak=False)
