"""Limits of what a demo may use of the machine, checked before it runs."""

LIMIT = 2 * 2**30  # bytes


def check_memory(needed: float, options: str) -> None:
    """ValueError, with the estimate, for a size that would not fit in memory.

    Args:
        needed: bytes.
        options: what the user asked for, "--runs 10 with --arms 5".
    """
    if needed > LIMIT:
        raise ValueError(
            f"{options} needs about {needed / 2**30:.1f} GiB of memory; at most "
            f"{LIMIT / 2**30:.0f} GiB may be used, so lower either"
        )
