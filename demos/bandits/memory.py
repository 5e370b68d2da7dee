"""How much memory playing bandits takes, in bytes, at the peak; measured."""

from demos.framework.limits import must_fit

MACHINE = 76  # for each machine of each problem
PROBLEM = 240  # for each problem, whatever its machines
LEARNING = 24  # for each problem in each ``Learning`` that is kept


def problems_must_fit(runs: int, arms: int, *, kept: int) -> None:
    """ValueError for more problems than fit.

    Args:
        runs: problems.
        arms: machines of each.
        kept: bytes that stay of each problem when all have been played.
    """
    needed = runs * (arms * MACHINE + PROBLEM + kept)
    must_fit(needed, f"--runs {runs} with --arms {arms}")
