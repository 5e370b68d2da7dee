"""How much memory playing bandits takes."""

from demos.memory import must_fit

BYTES = 60  # for each machine of each problem, at the peak; measured


def problems_must_fit(runs: int, arms: int) -> None:
    """ValueError for more problems than fit."""
    must_fit(runs * arms * BYTES, f"--runs {runs} with --arms {arms}")
