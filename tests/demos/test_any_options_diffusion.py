"""Demos of diffusion, whatever they are asked for: no false alarm, no cut axis.

Tolerances are rounding, or hold but for a chance of 10⁻⁷ (Freedman, Laurent and
Massart, Hoeffding, Bousquet); with at most 30 checks a run, a thousand runs miss once
with a probability below 0.003.  Here a few; as a script, as many as are asked for:
``python tests/demos/test_any_options_diffusion.py 1000``.
"""

import random
import re
import sys

import numpy as np
import pytest
from test_false_alarms import mistakes_of_drawing

from demos import figures
from demos.drawing import style
from demos.framework.options import UsageError, options, parse

FEW = 2  # option sets of each demo, in the suite
GARBAGE = re.compile(r"\d{10}|\de[-+]?\d|\d,\d{3}|[ (]-\d|nan|inf\b|\b1 steps")
MOST = {"T": 300, "walkers": 2000, "particles": 2000, "updates": 60, "batches": 3}
MOST |= {"steps": 40, "drivers": 200, "samples": 1e5, "most": 16, "hidden": 32}
MOST |= {"seed": 1e6}
LAW = {"weights", "means", "stds"}
DEMOS = (
    "forward-diffusion",
    "there-and-back",
    "arrow-of-time",
    "symmetry-breaking",
    "diffusion-policy",
    "ink-drop",
    "learned-score",
)
TOLD = "not drawn"


def some_law(rng):
    """Modes anywhere, of any width."""
    k = rng.randint(1, 4)
    parts = [rng.random() + 0.05 for _ in range(k)]
    weights = [round(part / sum(parts), 3) for part in parts]
    weights[-1] = round(1 - sum(weights[:-1]), 3)
    return {
        "weights": ",".join(map(str, weights)),
        "means": ",".join(f"{rng.uniform(-4, 4):.2f}" for _ in range(k)),
        "stds": ",".join(f"{10 ** rng.uniform(-2, 0.5):.3f}" for _ in range(k)),
    }


def some_option(option, rng):
    if option.choices:
        return rng.choice(option.choices)
    low = next(x for x in (option.minimum, option.above, 0) if x is not None)
    high = min(option.maximum or option.below or 1e6, MOST.get(option.name, 1e9))
    value = low + (high - low) * rng.random() ** 2
    return str(round(value)) if option.type == "int" else f"{value:.5g}"


def some_options(demo, rng):
    """Options that the demo accepts, and that do not take long."""
    known = options(figures.load(demo).Parameters)
    while True:
        texts = {o.name: some_option(o, rng) for o in known if o.name not in LAW}
        texts |= some_law(rng) if LAW & {o.name for o in known} else {}
        try:
            return texts, parse(figures.load(demo).Parameters, texts)
        except UsageError:
            continue


def alarms(demo, given):
    module = figures.load(demo)
    result = module.run(given)
    missed = [check for check in module.checks(result) if not check.passed]
    return [*missed, *mistakes_of_drawing(module, result)]


@pytest.mark.parametrize("demo", DEMOS)
def test_no_check_misses_by_chance(demo):
    rng = random.Random(demo)
    for _ in range(FEW):
        texts, given = some_options(demo, rng)
        assert alarms(demo, given) == [], texts


@pytest.mark.parametrize("demo", DEMOS)
def test_words_are_clean_and_no_point_is_left_out_in_silence(demo):
    module = figures.load(demo)
    texts, given = some_options(demo, random.Random(demo + "!"))
    result = module.run(given)
    with style.style("test"):
        fig = style.figure(style.WIDE)
        module.draw(result, fig)
        fig.draw_without_rendering()

    text = " ".join(module.findings(result))
    assert not GARBAGE.search(text), (text, texts)
    for ax in fig.axes:
        low, high = sorted(ax.get_ylim())
        room = 1e-9 * (high - low)
        left, right = sorted(ax.get_xlim())
        told = any(TOLD in words.get_text() for words in ax.texts)
        for line in ax.lines:
            if line.get_transform() != ax.transData:
                continue  # a line across the panel
            x, y = (np.asarray(v, dtype=float) for v in line.get_data())
            y = y[(x >= left) & (x <= right) & np.isfinite(y)]
            assert told or ((y >= low - room) & (y <= high + room)).all(), texts


def main(count):
    """Print what misses, and how many runs it was of."""
    rng, missed = random.Random(1), 0
    for n in range(count):
        demo = DEMOS[n % len(DEMOS)]
        texts, given = some_options(demo, rng)
        for check in alarms(demo, given):
            missed += 1
            print(demo, texts, check, flush=True)
    print(f"{missed} checks missed in {count} runs")


if __name__ == "__main__":
    main(int(sys.argv[1]))
