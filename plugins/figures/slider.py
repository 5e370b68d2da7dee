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


def element(steps: Mapping[str, Any]) -> str:
    """The controls as they stand at first, hidden until a script serves them."""
    start = steps["start"]
    description = escape(steps["descriptions"][start])
    return (
        '<div class="figure-steps" hidden>'
        '<button type="button" aria-label="Play">▶</button>'
        f"<label>{escape(steps['label'], quote=False)}"
        f'<input type="range" max="{len(steps["values"]) - 1}" value="{start}" '
        f'aria-valuetext="{description}" autocomplete="off"></label>'
        f"<output>{escape(steps['values'][start], quote=False)}</output></div>\n"
    )
