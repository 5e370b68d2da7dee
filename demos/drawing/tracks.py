"""What moves when one drawing becomes another, and from where to where.

The drawings of all values of an option are laid beside each other, within limits that
hold all of them.  Marks that are alike in kind, look and order are one mark that moves;
its way is written as whole numbers, as a slider adds them up.
"""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demos.drawing.marks import Mark, Panel, Slot

Floats = NDArray[np.float64]
Drawing = Sequence[Panel]
Ways = list[dict[Slot, "Track"]]  # for each panel its marks that move
POINTS = 24  # of a moving line at most; an area has twice as many
AWAY = -0.25  # where a mark waits that is not there: outside the panel, which cuts it
LEVELS = 1023  # places across a panel, and up


class Unlike(ValueError):
    """Drawings that cannot be laid beside each other; the message says why."""


@dataclass(frozen=True)
class Track:
    """One mark on its way over all values."""

    places: Floats  # x and y, values, points: shares of the panel; of a text, its moves
    example: Mark  # what it looks like
    texts: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    @property
    def is_still(self) -> bool:
        """True where the mark is the same all the time."""
        moves = float(np.ptp(self.places, axis=1).max())
        return len(set(self.texts)) < 2 and moves < 0.5 / LEVELS

    @property
    def code(self) -> str:
        """The way as text, by which equal ones are known."""
        levels = np.rint(self.places * LEVELS).astype(int)
        moves = np.diff(np.diff(levels, axis=1, prepend=0), axis=2, prepend=0)
        x, y = ([_short(point) for point in move.T.tolist()] for move in moves)
        way = {"x": x, "curves": y, "texts": self.texts, "breaks": self.breaks}
        return json.dumps({part: said for part, said in way.items() if said})


def limits(drawings: Sequence[Drawing]) -> Floats:
    """What holds every drawing: shape (panels, x and y, low and high)."""
    if len(counts := {len(drawing) for drawing in drawings}) > 1:
        raise Unlike(f"the drawing has {min(counts)} panels or {max(counts)}")
    for same in zip(*drawings, strict=True):
        if len({str(panel.scales) for panel in same}) > 1:
            raise Unlike("an axis of the drawing is logarithmic at some of the values")
    every = np.array([[panel.limits for panel in drawing] for drawing in drawings])
    ends = np.stack([every.min(axis=(0, 3)), every.max(axis=(0, 3))], axis=-1)
    falls = every[0, ..., 0] > every[0, ..., 1]
    return np.where(falls[..., None], ends[..., ::-1], ends)


def ways(drawings: Sequence[Drawing], start: int) -> Ways:
    """For each panel the marks that move, where the drawing at ``start`` is shown."""
    found = []
    for box, same in zip(limits(drawings), zip(*drawings, strict=True), strict=True):
        known = [{mark.slot: mark for mark in panel.marks} for panel in same]
        slots = dict.fromkeys(slot for each in known for slot in each)
        all_ways = {
            s: _track([each.get(s) for each in known], box, start) for s in slots
        }
        found.append({slot: w for slot, w in all_ways.items() if not w.is_still})
    return found


def names(figures: Sequence[Ways]) -> dict[str, str]:
    """The name of each way in these figures, by its code: equal ones have the same."""
    panels = [panel for figure in figures for panel in figure]
    codes = (way.code for panel in panels for way in panel.values())
    return {code: f"m{n}" for n, code in enumerate(dict.fromkeys(codes))}


def told(names: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What ``steps.json`` says of the ways: each part by name."""
    parts: dict[str, dict[str, Any]] = {
        part: {} for part in ("curves", "x", "texts", "breaks")
    }
    for code, name in names.items():
        for part, said in json.loads(code).items():
            parts[part][name] = said
    return parts


def _track(each: Sequence[Mark | None], box: Floats, start: int) -> Track:
    there = [mark for mark in each if mark]
    example = each[start] or there[0]
    if example.kind == "other":
        if len({mark.text if mark else "" for mark in each}) > 1:
            raise Unlike(
                f"its {example.look['type']} changes, which no slider can show"
            )
        return Track(np.zeros((2, len(each), 1)), example)
    if example.kind == "text":
        moves = [shares(mark, box) - shares(example, box) for mark in there]
        places = _spread(each, moves, 0.0)
        return Track(places, example, [mark.text if mark else "" for mark in each])
    if example.look.get("marker", "None") != "None":
        if len({len(mark.x) if mark else 0 for mark in each}) > 1:
            raise Unlike("a line has more symbols at some of the values than at others")
    elif not _is_small(there):
        there = [_thinned(mark, len(example.breaks)) for mark in there]
    placed = [np.clip(shares(mark, box), AWAY, 1 - AWAY) for mark in there]
    return Track(_spread(each, placed, AWAY), example, breaks=there[0].breaks)


def _spread(each: Sequence[Mark | None], there: list[Floats], away: float) -> Floats:
    """Shape (x and y, values, points); a mark that is not there waits elsewhere."""
    rest = iter(there)
    waiting = np.full_like(there[0], away)
    return np.stack([next(rest) if mark else waiting for mark in each], axis=1)


def shares(mark: Mark, box: Floats) -> Floats:
    """Where the points of a mark are within these limits, shape (x and y, points)."""
    places = np.array([mark.x, mark.y], float)
    for axis, (low, high) in enumerate(box):
        if mark.among_data[axis]:
            places[axis] = (places[axis] - low) / (high - low) + mark.offset[axis]
    return places


def _is_small(same: Sequence[Mark]) -> bool:
    """True where all have the same few points and breaks."""
    most = POINTS * (2 if same[0].kind == "area" else 1)
    return len(same[0].x) <= most and 1 == len(
        {(len(mark.x), tuple(mark.breaks)) for mark in same}
    )


def _thinned(mark: Mark, breaks: int) -> Mark:
    """The mark with fewer points, as many for every value."""
    if len(mark.breaks) != breaks:
        raise Unlike("a line has more pieces at some of the values than at others")
    wanted = POINTS * 2 + 1 if mark.kind == "area" else POINTS
    each = max(2, wanted // (breaks + 1))
    edges = [0, *mark.breaks, len(mark.x)]
    picks = np.concatenate(
        [np.linspace(a, b - 1, each) for a, b in itertools.pairwise(edges)]
    )
    own = np.arange(len(mark.x))
    x, y = (np.interp(picks, own, part).tolist() for part in (mark.x, mark.y))
    begins = [each * n for n in range(1, breaks + 1)]
    return Mark(mark.kind, mark.look, mark.nth, x, y, mark.among_data, begins)


def _short(changes: list[int]) -> list[int]:
    """Changes without those at the end that change nothing."""
    while changes and not changes[-1]:
        changes = changes[:-1]
    return changes
