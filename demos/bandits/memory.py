"""What an experiment may take."""

BYTES = 60  # for each machine of each problem, at the peak
LIMIT = 2 * 2**30


def must_fit(runs: int, arms: int) -> None:
    """ValueError, with the estimate, for a size that would not fit in memory."""
    if (needed := runs * arms * BYTES) > LIMIT:
        raise ValueError(
            f"--runs {runs} with --arms {arms} needs about {needed / 2**30:.0f} GiB "
            f"of memory; at most {LIMIT / 2**30:.0f} GiB may be used, so lower either"
        )
