"""REINFORCE on the short corridor as the book's boxes write it, one step at a time.

An independent reference: standard library only, nothing taken from demos.  As a
script it writes ``demos/td/corridor_reference.py``, in minutes; a test repeats some.
"""

import math
import random
import statistics
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "demos" / "td" / "corridor_reference.py"
MOMENTS = [(1, 20), (101, 200), (401, 500), (901, 1000)]  # episodes
LIMIT = 256
KINDS = {  # halvings of 1 for the step sizes of the preferences, and of the baseline
    "α = 2⁻¹²": (12, None),
    "α = 2⁻¹³": (13, None),
    "α = 2⁻¹⁴": (14, None),
    "baseline": (9, 6),
}


def softmax(left, right):
    """Probability of right."""
    a, b = math.exp(left), math.exp(right)
    return b / (a + b)


def episode(p, rng):
    """Actions from the start to the goal, 1 for right."""
    place, actions = 0, []
    while place < 3 and len(actions) < LIMIT:
        action = int(rng.random() < p)
        actions.append(action)
        if place == 0:
            place = 1 if action else 0
        elif place == 1:
            place = 0 if action else 2
        else:
            place = 3 if action else 1
    return actions


def learner(of, of_w, rng, *, episodes=1000, start=0.05):
    """Returns of the episodes of one learner."""
    alpha, alpha_w = 0.5**of, 0.5**of_w if of_w else 0.0
    left, right, w, returns = 0.0, math.log(start / (1 - start)), 0.0, []
    for _ in range(episodes):
        actions = episode(softmax(left, right), rng)
        G = -len(actions)
        returns.append(G)
        for action in actions:
            delta = G - w
            w += alpha_w * delta
            p = softmax(left, right)
            if action:
                right += alpha * delta * (1 - p)
                left -= alpha * delta * (1 - p)
            else:
                left += alpha * delta * p
                right -= alpha * delta * p
            G += 1
    return returns


def medians(kind, runs, rng, spans=MOMENTS):
    """Median over learners of the mean return from one episode to another."""
    last, found = spans[-1][1], {}
    played = [learner(*KINDS[kind], rng, episodes=last) for _ in range(runs)]
    for first, last in spans:
        means = [statistics.fmean(run[first - 1 : last]) for run in played]
        found[first, last] = round(statistics.median(means), 4)
    return found


def main(runs):
    """Write the reference."""
    rng = random.Random(1)
    lines = [
        '"""Numbers of another program, tests/plain_reinforce.py, for the checks.',
        "",
        "Median over RUNS learners of their mean return from one episode to another,",
        "where 1000 episodes begin with 5 % to the right.  Not the mean: now and then",
        "one gets too sure of itself, and its returns outweigh those of all others.",
        '"""',
        "",
        f"RUNS = {runs}",
        "RETURNS = {",
    ]
    for kind in KINDS:
        lines.append(f'    "{kind}": {{')
        found = medians(kind, runs, rng)
        lines += [f"        {span}: {median}," for span, median in found.items()]
        lines.append("    },")
    TARGET.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]))
