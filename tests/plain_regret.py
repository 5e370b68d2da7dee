"""Bernoulli bandits as the papers write them, one pull after the other.

An independent reference: standard library only, nothing taken from demos.  As a
script it writes ``demos/bandits/regret_reference.py``, in minutes; a test repeats some.
"""

import math
import random
import statistics
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "demos" / "bandits" / "regret_reference.py"
MEANS = (0.9, 0.6)
MARKS = (100, 1000, 10_000)  # pulls


def epsilon_greedy(pulls, wins, t, rng):
    """Explores one time in ten."""
    if rng.random() < 0.1:
        return rng.randrange(len(pulls))
    means = [w / n if n else 0.0 for n, w in zip(pulls, wins, strict=True)]
    return rng.choice([arm for arm, mean in enumerate(means) if mean == max(means)])


def ucb1(pulls, wins, t, rng):
    """Each arm once, then the highest mean + sqrt(2 ln t / n)."""
    unseen = [arm for arm, n in enumerate(pulls) if n == 0]
    if unseen:
        return rng.choice(unseen)
    index = [
        w / n + math.sqrt(2 * math.log(t) / n) for n, w in zip(pulls, wins, strict=True)
    ]
    return rng.choice([arm for arm, value in enumerate(index) if value == max(index)])


def thompson(pulls, wins, t, rng):
    """The best of draws from the beliefs, uniform at first."""
    draws = [
        rng.betavariate(1 + w, 1 + n - w) for n, w in zip(pulls, wins, strict=True)
    ]
    return draws.index(max(draws))


KINDS = {"ε = 0.1": epsilon_greedy, "UCB1": ucb1, "Thompson": thompson}


def player(choose, rng, marks=MARKS, means=MEANS):
    """Regret of one player after each mark."""
    pulls, wins, regret, found = [0] * len(means), [0] * len(means), 0.0, []
    for t in range(1, marks[-1] + 1):
        arm = choose(pulls, wins, t, rng)
        pulls[arm] += 1
        wins[arm] += rng.random() < means[arm]
        regret += max(means) - means[arm]
        if t in marks:
            found.append(regret)
    return found


def medians(kind, runs, rng, marks=MARKS):
    """Median regret after each mark."""
    played = [player(KINDS[kind], rng, marks) for _ in range(runs)]
    return [round(statistics.median(column), 4) for column in zip(*played, strict=True)]


def main(runs):
    """Write the reference."""
    rng = random.Random(1)
    lines = [
        '"""Numbers of another program, tests/plain_regret.py, for the checks.',
        "",
        "Median over RUNS players of their regret after PULLS, of two machines that",
        "pay with the probabilities MEANS.",
        '"""',
        "",
        f"RUNS = {runs}",
        f"MEANS = {MEANS}",
        f"PULLS = {MARKS}",
        "REGRET = {",
        *(f'    "{kind}": {medians(kind, runs, rng)},' for kind in KINDS),
        "}",
        "",
    ]
    TARGET.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]))
