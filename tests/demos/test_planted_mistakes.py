"""Checks have power: a planted mistake makes ``--check`` fail.

Here with fewer and shorter runs than by default; as a script, with the defaults, and
the table of what was caught: ``python tests/demos/test_planted_mistakes.py``.
"""

import sys
from functools import cache

import numpy as np
import planted_chance  # noqa: F401, plants its own
import planted_diffusion  # noqa: F401, too
import planted_learning  # noqa: F401, too
import pytest
from planted import MISTAKES
from planted_text import PLANTED, plant
from test_false_alarms import mistakes_of_drawing

from demos import figures
from demos.drawing import style
from demos.drawing.named import columns_of
from demos.drawing.palette import PAPER
from demos.framework.options import parse

SMALL = {
    "epsilon-greedy": {"runs": "1000", "steps": "400"},
    "bandit-study": {"runs": "200", "steps": "200"},
    "nonstationary-bandit": {"runs": "400", "steps": "1000", "drift": "0.1"},
    "temperature": {"runs": "400", "steps": "200", "taus": "0.05,0.1,0.2,0.4,1"},
    "push-pull": {"runs": "400", "steps": "200"},
    "cliff-walking": {"runs": "20", "episodes": "200"},
    "credit-assignment": {"runs": "50", "ns": "1,4,8"},
    "regret": {"runs": "200", "steps": "500"},
    "reinforce": {"runs": "20", "episodes": "150", "halvings": "12"},
    "forward-diffusion": {"T": "100", "beta-end": "0.2"},
    "there-and-back": {},
    "arrow-of-time": {"T": "300", "beta-end": "0.06"},
    "symmetry-breaking": {"T": "100", "beta-end": "0.2"},
    "samplers": {"most": "16"},
    "diffusion-policy": {},
    "ink-drop": {"walkers": "20000", "steps": "40"},
    "learned-score": {"updates": "300", "batches": "2"},
}
TEXTS = [(*where, *mistake) for where, of in PLANTED.items() for mistake in of]
CASES = [(demo, name) for demo, planted in MISTAKES.items() for name in planted]


@cache
def result_of(demo):
    """A run without a mistake."""
    module = figures.load(demo)
    return module.run(parse(module.Parameters, SMALL[demo]))


def missed(demo, options, result=None):
    """Names of the checks that a run misses; what crashes is missed too."""
    module = figures.load(demo)
    try:
        with np.errstate(all="ignore"):  # what is not a number misses its check
            if result is None:
                result = module.run(parse(module.Parameters, options))
            checks = module.checks(result)
    except (ValueError, IndexError) as error:
        return [repr(error)]
    found = [check.what for check in checks if not check.passed]
    return found or mistakes_of_drawing(module, result)


@pytest.mark.parametrize("demo", SMALL)
def test_nothing_is_missed_without_a_mistake(demo):
    assert missed(demo, SMALL[demo], result_of(demo)) == []


@pytest.mark.parametrize("demo", SMALL)
def test_every_curve_is_named_as_a_column_or_a_mark(demo):
    """But for what parts walkers from the ground, and what says that a way is lost."""
    module, result = figures.load(demo), result_of(demo)
    data = {name: np.asarray(column) for name, column in module.data(result).items()}
    known = module.marks(result) if hasattr(module, "marks") else {}
    with style.style(""):
        fig = style.figure(style.WIDE)
        module.draw(result, fig)

    lines = [line for ax in fig.axes for line in ax.lines]
    seen = [n for n in lines if n.get_color() != PAPER and n.get_marker() != "x"]
    names = {str(line.get_label()) for line in seen}
    assert {n for n in names - known.keys() if not any(columns_of(n, data))} == set()


@pytest.mark.parametrize(("demo", "name"), CASES)
def test_a_planted_mistake_is_noticed(demo, name, monkeypatch):
    MISTAKES[demo][name](monkeypatch)

    found = missed(demo, SMALL[demo])

    assert found


@pytest.mark.parametrize(
    ("demo", "path", "how", "name", "right", "wrong"),
    TEXTS,
    ids=[f"{demo}-{name}" for demo, _, _, name, *_ in TEXTS],
)
def test_a_mistake_in_the_text_is_noticed(
    demo, path, how, name, right, wrong, monkeypatch
):
    result = None if how == "run" else result_of(demo)
    plant(monkeypatch, path, right, wrong)

    if how == "drawn":
        assert mistakes_of_drawing(figures.load(demo), result)
    else:
        assert missed(demo, SMALL[demo], result)


def main(chosen=()):
    """With the defaults of every demo: what notices which mistake."""
    caught = 0
    for demo, name in CASES:
        if chosen and demo not in chosen:
            continue
        with pytest.MonkeyPatch.context() as patch:
            MISTAKES[demo][name](patch)
            found = missed(demo, {})
        caught += bool(found)
        print(f"{demo:21} {name:40} {len(found)}: {', '.join(found)[:90]}", flush=True)
    print(f"{caught} of {len(CASES)}")


if __name__ == "__main__":
    main(sys.argv[1:])
