"""Figures that are computed while the site is built, and only when they must be.

Markdown leaves a placeholder for every ``![alt](demo:NAME?options "caption")``.  When
all is read, the figures that are not in the cache are computed side by side, each by
the command that the page prints under it; then they take their places, get their
numbers, and feeds get pictures instead.  Mistakes are logged, all of them.

The settings are in plugins/figures/defaults.py.
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
from plugins.figures.completion import Place, complete
from plugins.figures.compute import Answers, Failure, workshop
from plugins.figures.computed import Computed
from plugins.figures.defaults import DEFAULTS
from plugins.figures.pages import (
    Content,
    Page,
    answer_to,
    labels,
    page_of,
    problems,
    requests,
)
from plugins.figures.problems import Problem
from plugins.figures.request import SCHEME, Request, parse
from plugins.figures.runner import root_of
from plugins.figures.source import source
from plugins.shared.locations import named

log = logging.getLogger(__name__)

INTERRUPTED = 130  # Pelican itself would end with 0, as if all were well
SHOWN = "shown_figures"  # in the context: the figures of the site
LOCKED = "locked_figures"  # in the context: those of them that readers see
WHOLE = "figures_are_whole"  # in the context: that none of them is missing or old


def _on_all_read(generators: list[Any]) -> None:
    context, settings = generators[0].context, DEFAULTS | generators[0].settings
    found = list(_pages(context["generated_content"].values()))
    place, answers = _place(settings), _answers(found, settings)
    site = labels(found)
    mistakes: list[Problem] = []
    for page in found:
        with named(log, page.content.source_path):
            mistakes += problems(page, site, answers)
            complete(page, site, answers, place)
    said = [*map(str, sorted(mistakes)), *_about_shared(place.share, answers)]
    for mistake in said:
        log.error("%s", mistake)
    for story in sorted({a.story for a in answers.values() if isinstance(a, Failure)}):
        print(story, file=sys.stderr)
    context[SHOWN] = _shown(answers.values())
    seen = _places((page for page in found if not page.is_draft), settings)
    context[LOCKED] = _shown(answers[request] for request in seen.values())
    context[WHOLE] = not said and not settings.get("KEEP_GOING")


def _pages(contents: Iterable[Content | None]) -> Iterator[Page]:
    """Everything that has text."""
    for content in contents:
        if content is not None and content._content is not None:
            with named(log, content.source_path):
                yield page_of(content)


def _place(settings: dict[str, Any]) -> Place:
    module, site = settings["DEMOS_MODULE"], settings["SITEURL"]
    root, template = root_of(module), settings["DEMOS_SOURCE"]
    return Place(
        here=site,
        public=site or settings["FEED_DOMAIN"],
        source=source(template, root, module) if root else None,
        share=settings["SHARE_IMG"],
    )


def _about_shared(share: str, answers: Answers) -> list[str]:
    """What is wrong with the picture that pages without another are shared with."""
    answer = answer_to(share, answers) if share.startswith(SCHEME) else None
    return [f"SHARE_IMG: {answer.words}"] if isinstance(answer, Failure) else []


def _places(found: Iterable[Page], settings: dict[str, Any]) -> dict[str, Request]:
    """What the pages and the settings ask demos for, by where they do."""
    places = {k: v for page in found for k, v in requests(page).items()}
    if settings["SHARE_IMG"].startswith(SCHEME):
        with contextlib.suppress(ValueError):  # _about_shared tells what is wrong
            places["SHARE_IMG"] = parse(settings["SHARE_IMG"])
    return places


def _answers(found: list[Page], settings: dict[str, Any]) -> Answers:
    places = _places(found, settings)
    wanted = set(places.values())
    module = settings["DEMOS_MODULE"]
    root = root_of(module)
    if root is None:
        words = f"there is no package {module!r} to draw it (DEMOS_MODULE); install it"
        return {request: Failure(words) for request in wanted}
    shop = workshop(
        module,
        root,
        Path(settings["CACHE_FOLDER"]) / "figures",
        seconds=settings["DEMOS_TIMEOUT"],
        workers=settings["DEMOS_WORKERS"],
        report=report,
    )
    try:
        return shop.remember(places, shop.answer(wanted))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _shown(answers: Iterable[Computed | Failure]) -> list[Computed]:
    """The figures that the pages show, earlier ones where a new one failed."""
    found = [a if isinstance(a, Computed) else a.last for a in answers]
    return list({computed.key: computed for computed in found if computed}.values())


def report(line: str) -> None:
    """One line for a figure: to whoever is watching, else to the log."""
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
        for computed in self.context[SHOWN]:
            for name in computed.files:
                _copy(computed.folder / name, self.output / computed.path(name))
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
