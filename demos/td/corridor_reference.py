"""Numbers of another program, tests/plain_reinforce.py, for the checks.

Median over RUNS learners of their mean return from one episode to another,
where 1000 episodes begin with 5 % to the right.  Not the mean: now and then
one gets too sure of itself, and its returns outweigh those of all others.
"""

RUNS = 2000
RETURNS = {
    "α = 2⁻¹²": {
        (1, 20): -60.875,
        (101, 200): -17.36,
        (401, 500): -12.3,
        (901, 1000): -11.725,
    },
    "α = 2⁻¹³": {
        (1, 20): -69.45,
        (101, 200): -25.825,
        (401, 500): -14.955,
        (901, 1000): -12.33,
    },
    "α = 2⁻¹⁴": {
        (1, 20): -74.45,
        (101, 200): -38.09,
        (401, 500): -21.005,
        (901, 1000): -14.81,
    },
    "baseline": {
        (1, 20): -38.55,
        (101, 200): -12.02,
        (401, 500): -11.91,
        (901, 1000): -11.96,
    },
}
