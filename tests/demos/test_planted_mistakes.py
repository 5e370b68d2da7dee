"""Checks have power: a planted mistake makes ``--check`` fail.

Here with fewer and shorter runs than by default; as a script, with the defaults, and
the table of what was caught: ``python tests/demos/test_planted_mistakes.py``.
"""

import sys

import numpy as np
import planted_chance  # noqa: F401, plants its own
import planted_diffusion  # noqa: F401, too
import planted_learning  # noqa: F401, too
import pytest
from planted import MISTAKES

from demos import figures
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
    "reinforce": {"runs": "20", "episodes": "100", "halvings": "12"},
    "forward-diffusion": {"T": "100", "beta-end": "0.2"},
    "there-and-back": {},
    "arrow-of-time": {"T": "100", "beta-end": "0.2"},
    "symmetry-breaking": {"T": "100", "beta-end": "0.2"},
    "samplers": {"most": "16"},
    "diffusion-policy": {},
    "ink-drop": {"walkers": "20000", "steps": "40"},
    "learned-score": {"updates": "300", "batches": "2"},
}
CASES = [(demo, name) for demo, planted in MISTAKES.items() for name in planted]


def missed(demo, options):
    """Names of the checks that a run misses; what crashes is missed too."""
    module = figures.load(demo)
    try:
        with np.errstate(all="ignore"):  # what is not a number misses its check
            checks = module.checks(module.run(parse(module.Parameters, options)))
    except (ValueError, IndexError) as error:
        return [repr(error)]
    return [check.what for check in checks if not check.passed]


@pytest.mark.parametrize("demo", SMALL)
def test_nothing_is_missed_without_a_mistake(demo):
    assert missed(demo, SMALL[demo]) == []


@pytest.mark.parametrize(("demo", "name"), CASES)
def test_a_planted_mistake_is_noticed(demo, name, monkeypatch):
    MISTAKES[demo][name](monkeypatch)

    found = missed(demo, SMALL[demo])

    assert found


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
