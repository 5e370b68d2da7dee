"""Figures that are computed while the site is built, and only when they must be.

Markdown leaves a placeholder for every ``![alt](demo:NAME?options "caption")``.  When
all is read, the figures that are not in the cache are computed side by side, each by
the command that the page prints under it; then they take their places, get their
numbers, and feeds get pictures instead.  Mistakes are logged, all of them.

The settings are explained in plugins/defaults.py.
"""

import contextlib
import logging
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.figures import feeds, lock
from plugins.figures.builder import Failure, FigureBuilder, Results
from plugins.figures.completion import SiteAddresses, complete
from plugins.figures.entry import Entry
from plugins.figures.pages import (
    Content,
    Page,
    labels,
    page_of,
    problems,
    requests,
    result_for,
)
from plugins.figures.problems import Problem
from plugins.figures.request import SCHEME, Request, parse
from plugins.figures.runner import root_of
from plugins.figures.source import source
from plugins.shared.locations import named
from plugins.shared.settings import merged

log = logging.getLogger(__name__)

INTERRUPTED = 130  # Pelican itself would end with 0, as if all were well
SHOWN = "shown_figures"  # in the context: the figures of the site
LOCKED = "locked_figures"  # in the context: those of them that readers see
WHOLE = "figures_are_whole"  # in the context: that none of them is missing or old


def _on_all_read(generators: list[Any]) -> None:
    context, settings = generators[0].context, merged(generators[0].settings)
    found = list(_pages(context["generated_content"].values()))
    addresses, results = _addresses(settings), _results(found, settings)
    site = labels(found)
    mistakes: list[Problem] = []
    for page in found:
        with named(log, page.content.source_path):
            mistakes += problems(page, site, results)
            complete(page, site, results, addresses)
    said = [*map(str, sorted(mistakes)), *_about_shared(addresses.share, results)]
    for mistake in said:
        log.error("%s", mistake)
    for details in sorted(
        {r.details for r in results.values() if isinstance(r, Failure)}
    ):
        print(details, file=sys.stderr)
    context[SHOWN] = _shown(results.values())
    seen = _slots((page for page in found if not page.is_draft), settings)
    context[LOCKED] = _shown(results[request] for request in seen.values())
    context[WHOLE] = not said and not settings.get("KEEP_GOING")


def _pages(contents: Iterable[Content | None]) -> Iterator[Page]:
    """Everything that has text."""
    for content in contents:
        if content is not None and content._content is not None:
            with named(log, content.source_path):
                yield page_of(content)


def _addresses(settings: dict[str, Any]) -> SiteAddresses:
    module, site = settings["DEMOS_MODULE"], settings["SITEURL"]
    root, template = root_of(module), settings["DEMOS_SOURCE"]
    return SiteAddresses(
        here=site,
        public=site or settings["FEED_DOMAIN"],
        source=source(template, root, module) if root else None,
        share=settings["SHARE_IMG"],
    )


def _about_shared(share: str, results: Results) -> list[str]:
    """What is wrong with the picture that pages without another are shared with."""
    result = result_for(share, results) if share.startswith(SCHEME) else None
    return [f"SHARE_IMG: {result.message}"] if isinstance(result, Failure) else []


def _slots(found: Iterable[Page], settings: dict[str, Any]) -> dict[str, Request]:
    """What the pages and the settings ask demos for: the slot that asks to the request.

    A slot is a page's figure (``posts/a.md#fig-a``), its picture, or ``SHARE_IMG``.
    """
    slots = {k: v for page in found for k, v in requests(page).items()}
    if settings["SHARE_IMG"].startswith(SCHEME):
        with contextlib.suppress(ValueError):  # _about_shared tells what is wrong
            slots["SHARE_IMG"] = parse(settings["SHARE_IMG"])
    return slots


def _results(found: list[Page], settings: dict[str, Any]) -> Results:
    slots = _slots(found, settings)
    wanted = set(slots.values())
    module = settings["DEMOS_MODULE"]
    root = root_of(module)
    if root is None:
        message = (
            f"there is no package {module!r} to draw it (DEMOS_MODULE); install it"
        )
        return {request: Failure(message) for request in wanted}
    builder = FigureBuilder.of(
        module,
        root,
        Path(settings["CACHE_FOLDER"]) / "figures",
        seconds=settings["DEMOS_TIMEOUT"],
        workers=settings["DEMOS_WORKERS"],
        log=log_progress,
    )
    try:
        return builder.remember_last_good(slots, builder.build(wanted))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _shown(results: Iterable[Entry | Failure]) -> list[Entry]:
    """The figures that the pages show, earlier ones where a new one failed."""
    found = [r if isinstance(r, Entry) else r.last for r in results]
    return list({entry.key: entry for entry in found if entry}.values())


def log_progress(line: str) -> None:
    """Print one line about a figure on a terminal; without a terminal, log it."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)
    else:
        log.info("%s", line)


def _on_feed(context: dict[str, Any], feed: Any) -> None:
    if "feed_bodies" not in context:
        contents = context["generated_content"].values()
        context["feed_bodies"] = feeds.bodies(contents, context["SITEURL"])
    feeds.replace(feed, context["feed_bodies"])


class FiguresGenerator:
    """Copies the files of the figures that are shown, and writes the lock.

    It is called when the build has come so far that pages are written.
    """

    def __init__(self, context: dict[str, Any], output_path: str, **_: Any) -> None:
        self.context = context
        self.output = Path(output_path)
        self.lock = Path(context["PATH"]).parent / lock.NAME

    def generate_output(self, writer: Any) -> None:
        """Write ``figures/<key>/…`` and ``figures.lock``."""
        for entry in self.context[SHOWN]:
            for name in entry.files:
                _copy(entry.folder / name, self.output / entry.path(name))
        if self.context[WHOLE]:
            lock.write(self.lock, lock.locked(self.context[LOCKED]))


def _copy(source: Path, target: Path) -> None:
    """Copy a file whose path names its content: what is there need not be written."""
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _generators(_: Any) -> type[FiguresGenerator]:
    return FiguresGenerator


def register() -> None:
    """Connect to Pelican; called once, by name, at start-up."""
    signals.get_generators.connect(_generators)
    signals.all_generators_finalized.connect(_on_all_read)
    signals.feed_generated.connect(_on_feed)
