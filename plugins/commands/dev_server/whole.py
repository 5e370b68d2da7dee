"""What can be wrong with pages that nobody has looked at yet."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from pelican import signals
from pelican.utils import sanitised_join

from plugins.commands.dev_server.mistakes import Mistake
from plugins.commands.dev_server.site import Site
from plugins.commands.unchanged import Build
from plugins.shared.messages import explained
from plugins.shared.outputs import write

LAST = 19  # of the system's priorities


def note_and_look_over(
    site: Site, build: Build
) -> tuple[dict[str, str], list[Mistake]]:
    """Note texts for the next time, then look the site over."""
    _, texts = build.notes()
    site.texts.note(texts)
    build.remember(None, warned=False)
    return look_over(site)


def look_over(site: Site) -> tuple[dict[str, str], list[Mistake]]:
    """Why files cannot be made; if all can, what a build would say of them.

    It writes every file, as a build does, and is therefore for a copy of our process.
    """
    with suppress(AttributeError):
        os.nice(LAST)
    folder = Path(site.writer.output_path)
    shutil.rmtree(folder, ignore_errors=True)
    site.mistakes.heard()
    broken = {}
    for path, make in site.writer.outputs.items():
        try:
            write(folder / path, make())
        except Exception as error:  # of a template or a plugin, whatever it is
            broken[path] = explained(error)
    if broken:
        return broken, []
    for path, tell in site.writer.tells:
        tell(sanitised_join(site.writer.output_path, path))
    signals.finalized.send(site.pelican)
    return {}, site.mistakes.heard()
