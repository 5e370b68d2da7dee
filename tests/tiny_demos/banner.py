"""A picture without axes, which may also be a card."""

OPTIONS = {"shape": "banner", "seed": 1}


def run(shape: str, seed: int) -> dict:
    return {"path": "M0 0L100 0", "data": [(0, 0), (1, seed)]}
