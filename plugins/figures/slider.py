"""The slider under a figure that can be stepped through.

steps.json says what it needs, and theme/static/js/stepper.js moves the marks:

    {"label": "noise step t", "values": ["0", "20", …], "descriptions": […],
     "start": 12, "curves": {"density": [[…], …]},
     "x": {…}, "texts": {"name": ["ε = 0", …]}, "breaks": {"name": [12]}}

``values`` and ``descriptions`` have one entry for each frame, ``start`` is the frame
drawn. A curve has one list for each of its points, and that list one whole number for
each frame; zeros at its end are left out. The height of point i in frame t is the sum
of the numbers of all points up to i and all frames up to t: 0 at the bottom of the box,
1023 at its top. ``x`` says the same of places across the box; where it says nothing, a
smooth curve goes through points that are evenly spaced from left to right. A line
begins anew at the points in ``breaks``. ``texts`` are words, one for each frame; the
curve of a text has one point, which says how far to move it.
"""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

FILE = "steps.json"
NEEDED = {"label", "values", "descriptions", "start", "curves"}
MOVED = ("curves", "x")


def read(path: Path) -> dict[str, Any]:
    """The content of steps.json; ValueError where the slider could not use it."""
    steps = dict(json.loads(path.read_text(encoding="utf-8")))
    if missing := sorted(NEEDED - steps.keys()):
        raise ValueError(f"{path.name} says nothing of {', '.join(missing)}")
    frames = len(steps["values"])
    told = {len(steps["descriptions"]), *map(len, steps.get("texts", {}).values())}
    moves = [c for part in MOVED for c in steps.get(part, {}).values()]
    longest = max((len(point) for curve in moves for point in curve), default=0)
    if told != {frames} or longest > frames or steps["start"] not in range(frames):
        raise ValueError(f"{path.name} must tell all of its {frames} frames")
    return steps


PLAY = (
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path class="play" d="M8 5v14l11-7z"/>'
    '<path class="pause" d="M7 5h3v14H7zm7 0h3v14h-3z"/></svg>'
)


def element(steps: Mapping[str, Any], play: str, english: str = "") -> str:
    """The controls as they stand at first, hidden until a script serves them.

    Args:
        steps: the content of steps.json.
        play: what the button says, such as ``Play Figure 1``.
        english: what marks words of a demo, which are English.
    """
    start = steps["start"]
    description = escape(steps["descriptions"][start])
    value = escape(steps["values"][start], quote=False)
    return (
        '<div class="figure-steps" hidden>'
        f'<button type="button" aria-label="{escape(play)}">{PLAY}</button>'
        f"<label{english}>{escape(steps['label'], quote=False)}"
        f'<input type="range" max="{len(steps["values"]) - 1}" value="{start}" '
        f'aria-valuetext="{description}" autocomplete="off"></label>'
        f'<output{english} aria-live="off">{value}</output></div>\n'
    )
