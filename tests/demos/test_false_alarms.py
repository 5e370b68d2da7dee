"""A correct program misses no check, whatever it is asked for.

Each check of these demos misses by chance with a probability of 10⁻⁷ (Freedman,
Laurent and Massart) to 6 × 10⁻⁷ (five sigma); with at most 50 checks a run, a thousand
runs miss once with a probability below 0.03.  Here a few; as a script, as many as are
asked for: ``python tests/demos/test_false_alarms.py 1000``.
"""

import random
import sys
from dataclasses import fields

import numpy as np
import pytest

from demos import figures
from demos.framework import output
from demos.framework.options import UsageError, options, parse

MOST_BY_CHANCE = 6e-7  # that a check misses: five sigma of a normal, on both sides
FEW = 3  # option sets of each demo, in the suite
COST = 3e6  # arms pulled, or so
GREATEST = {"runs": 300, "steps": 600, "episodes": 200, "arms": 60, "shown": 20}
GREATEST |= {"states": 29, "seed": 10**6}
LISTS = {
    "epsilons": (1, 4, lambda rng: rng.choice([0.0, 1.0, 0.003, rng.random()])),
    "taus": (2, 4, lambda rng: round(10 ** rng.uniform(-2, 2), 4)),
    "halvings": (1, 4, lambda rng: rng.randint(7, 20)),
    "means": (2, 5, lambda rng: rng.choice([0.0, 1.0, round(rng.random(), 3)])),
    "ns": (1, 4, lambda rng: rng.randint(1, 64)),
}
DEMOS = (
    "epsilon-greedy",
    "bandit-study",
    "nonstationary-bandit",
    "temperature",
    "push-pull",
    "cliff-walking",
    "credit-assignment",
    "reinforce",
    "regret",
)


def some_number(option, rng):
    """A number in the option's range, more often a small one, or one of its words."""
    if option.choices:
        return rng.choice(option.choices)
    low = option.minimum if option.minimum is not None else option.above
    high = min(option.maximum or 1e9, GREATEST.get(option.name, 1e9))
    if option.type == "int":
        return str(round(low + (high - low) * rng.random() ** 3))
    value = low + (high - low) * rng.random() ** 3
    return f"{max(value, 1e-3 if option.above is not None else low):.6g}"


def some_list(name, rng):
    least, most, draw = LISTS[name]
    values = {draw(rng) for _ in range(rng.randint(least, most))}
    return ",".join(f"{value:g}" for value in sorted(values))


def some_options(demo, rng):
    """Options that the demo accepts, and that do not take long."""
    parameters = figures.load(demo).Parameters
    while True:
        texts = {
            option.name: some_list(option.name, rng)
            if option.name in LISTS
            else some_number(option, rng)
            for option in options(parameters)
        }
        try:
            given = parse(parameters, texts)
        except UsageError:
            continue
        sizes = [getattr(given, f.name) for f in fields(given) if f.name in GREATEST]
        if cost(given) < COST and sizes:
            return texts


def cost(given):
    """What a run takes, in arms pulled."""
    runs = given.runs * getattr(given, "arms", 10)
    return runs * getattr(given, "steps", getattr(given, "episodes", 1) * 30)


def alarms(demo, texts):
    """The checks that a run misses, and what its drawing shows wrongly."""
    checks, mistakes = found(demo, texts)
    return [check for check in checks if not check.passed] + mistakes


def found(demo, texts):
    """All checks of a run, and what its drawing shows wrongly."""
    module = figures.load(demo)
    result = module.run(parse(module.Parameters, texts))
    return module.checks(result), mistakes_of_drawing(module, result)


def mistakes_of_drawing(module, result):
    """What a look at the drawing finds, as a list of at most one."""
    data = {name: np.asarray(column) for name, column in module.data(result).items()}
    try:
        output.look(output.drawing(module, result), data)
    except ValueError as error:
        return [str(error)]
    return []


@pytest.mark.parametrize("demo", DEMOS)
def test_no_check_misses_by_chance(demo):
    rng = random.Random(demo)
    for _ in range(FEW):
        texts = some_options(demo, rng)
        assert alarms(demo, texts) == [], texts


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("arms", "runs"), [(50, 50), (1000, 50)])
def test_a_rare_event_is_no_false_alarm(arms, runs, seed):
    texts = {"arms": str(arms), "runs": str(runs), "seed": str(seed)}
    assert alarms("push-pull", texts | {"steps": "10", "shown": "1"}) == []


@pytest.mark.parametrize(
    ("demo", "texts"),
    [
        ("bandit-study", "arms=2 steps=179 runs=39 seed=115337"),  # rounding grows
        ("bandit-study", "arms=2 steps=596 runs=86 seed=793101"),
        ("symmetry-breaking", "std=0.013 mean=0.02"),  # needles
    ],
)
def test_what_once_was_a_false_alarm_is_none(demo, texts):
    assert alarms(demo, dict(text.split("=") for text in texts.split())) == []


def main(count):
    """Print what misses, how many runs it was of, and how many may by chance."""
    rng, missed, checked = random.Random(1), 0, 0
    for n in range(count):
        demo = DEMOS[n % len(DEMOS)]
        texts = some_options(demo, rng)
        checks, mistakes = found(demo, texts)
        for mistake in mistakes:
            missed += 1
            print(demo, texts, mistake, flush=True)
        for check in checks:
            checked += 1
            if not check.passed:
                missed += 1
                print(demo, texts, check, flush=True)
    print(f"{missed} of {checked} checks missed in {count} runs")
    print(f"expected by chance: at most {checked * MOST_BY_CHANCE:.2g}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
