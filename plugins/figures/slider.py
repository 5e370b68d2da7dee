"""The slider under a figure that can be stepped through.

steps.json says what it needs, and theme/static/js/stepper.js moves the curves:

    {"label": "noise step t", "values": ["0", "20", …], "descriptions": […],
     "start": 12, "curves": {"density": [[…], …]}}

``values`` and ``descriptions`` have one entry for each frame, ``start`` is the frame
drawn. A curve has one list for each of its points, evenly spaced over the box from left
to right, and that list one whole number for each frame. The height of point i in frame
t is the sum of the numbers of all points up to i and all frames up to t: 0 at the
bottom of the box, 1023 at its top.
"""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

FILE = "steps.json"
NEEDED = {"label", "values", "descriptions", "start", "curves"}


def read(path: Path) -> dict[str, Any]:
    """The content of steps.json; ValueError where the slider could not use it."""
    steps = dict(json.loads(path.read_text(encoding="utf-8")))
    if missing := sorted(NEEDED - steps.keys()):
        raise ValueError(f"{path.name} says nothing of {', '.join(missing)}")
    frames = len(steps["values"])
    curves = dict(steps["curves"]).values()
    told = {
        len(steps["descriptions"]),
        *(len(point) for curve in curves for point in curve),
    }
    if told != {frames} or steps["start"] not in range(frames):
        raise ValueError(f"{path.name} must tell all of its {frames} frames")
    return steps


PLAY = (
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path class="play" d="M8 5v14l11-7z"/>'
    '<path class="pause" d="M7 5h3v14H7zm7 0h3v14h-3z"/></svg>'
)


def element(steps: Mapping[str, Any], name: str) -> str:
    """The controls as they stand at first, hidden until a script serves them.

    Args:
        steps: the content of steps.json.
        name: of the figure, such as ``Figure 1``.
    """
    start = steps["start"]
    description = escape(steps["descriptions"][start])
    value = escape(steps["values"][start], quote=False)
    return (
        '<div class="figure-steps" hidden>'
        f'<button type="button" aria-label="Play {escape(name)}">{PLAY}</button>'
        f"<label>{escape(steps['label'], quote=False)}"
        f'<input type="range" max="{len(steps["values"]) - 1}" value="{start}" '
        f'aria-valuetext="{description}" autocomplete="off"></label>'
        f'<output aria-live="off">{value}</output></div>\n'
    )
