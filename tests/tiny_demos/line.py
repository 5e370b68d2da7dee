"""A straight line."""

from tiny_demos.shape import path

OPTIONS = {"height": 1, "seed": 1}


def run(height: int, seed: int) -> dict:
    return {"path": path(height), "data": [(0, 0), (1, height + seed)]}
