"""Numbers of another program, tests/plain_regret.py, for the checks.

Median over RUNS players of their regret after PULLS, of two machines that
pay with the probabilities MEANS.
"""

RUNS = 1000
MEANS = (0.9, 0.6)
PULLS = (100, 1000, 10000)
REGRET = {
    "ε = 0.1": [2.4, 16.5, 152.7],
    "UCB1": [6.9, 22.8, 46.2],
    "Thompson": [1.8, 3.0, 4.5],
}
