"""The figure of each address that a site asks demos for, or why there is none."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from plugins.figures.builder import Built, Failure, FigureBuilder, Pending
from plugins.figures.entry import Entry
from plugins.figures.request import Request, parse
from plugins.shared.forking.elsewhere import root_of
from plugins.shared.hooks import LATER, Later
from plugins.shared.progress import log_progress

INTERRUPTED = 130  # Pelican itself would end with 0, as if all were well
NO_PACKAGE = "there is no package %r to draw it (DEMOS_MODULE); install it"

Results = Mapping[str, Entry | Failure]  # by address
KNOWN = "figures"  # in the memory of a kept site


def results_of(
    slots: Mapping[str, str],
    settings: Mapping[str, Any],
    memory: dict[str, Any] | None = None,
) -> Results:
    """The result of each address.

    Args:
        slots: where the site shows a figure, to its address.
        settings: those of the site, with our defaults.
        memory: of a site that is kept, where no page waits for a figure.
    """
    asked = {address: _asked(address) for address in slots.values()}
    requests = {
        slot: request
        for slot, address in slots.items()
        if isinstance(request := asked[address], Request)
    }
    built = _build(requests, settings, memory)
    if not settings["KEEP_GOING"]:  # what is not proven is not published
        built = {request: _withheld(result) for request, result in built.items()}
    return {
        address: built[found] if isinstance(found, Request) else found
        for address, found in asked.items()
    }


def _withheld(result: Entry | Failure) -> Entry | Failure:
    """The result, without a figure that did not pass its checks."""
    return replace(result, unproven=None) if isinstance(result, Failure) else result


def _asked(address: str) -> Request | Failure:
    try:
        return parse(address)
    except ValueError as error:
        return Failure(str(error))


def _build(
    requests: Mapping[str, Request],
    settings: Mapping[str, Any],
    memory: dict[str, Any] | None,
) -> Built:
    """The result of the request of each slot."""
    module = settings["DEMOS_MODULE"]
    builder = _builder(settings)
    if builder is None:
        return dict.fromkeys(requests.values(), Failure(NO_PACKAGE % module))
    try:
        if memory is None:
            built = builder.build(requests.values())
        else:
            known: Built = memory.setdefault(KNOWN, {})
            known |= builder.found(set(requests.values()) - known.keys())
            built = {request: known[request] for request in requests.values()}
            wanted = sorted(r for r, f in built.items() if isinstance(f, Pending))
            work = partial(builder.build, wanted)
            memory[LATER] = Later(work, known.update) if wanted else None
        return builder.remember_last_good(requests, built)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _builder(settings: Mapping[str, Any]) -> FigureBuilder | None:
    module = settings["DEMOS_MODULE"]
    root = root_of(module)
    if root is None:
        return None
    return FigureBuilder.of(
        module,
        root,
        Path(settings["CACHE_FOLDER"]) / "figures",
        seconds=settings["DEMOS_TIMEOUT"],
        workers=settings["DEMOS_WORKERS"],
        log=log_progress,
        executor=settings["DEMOS_EXECUTOR"],
    )


def shown(result: Entry | Failure) -> Entry | None:
    """The figure, also while it is not proven, or else that of an earlier build."""
    return result if isinstance(result, Entry) else result.unproven or result.last
