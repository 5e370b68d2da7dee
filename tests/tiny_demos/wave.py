"""A curve that can be stepped through."""

OPTIONS = {"height": 1, "seed": 1}


def run(height: int, seed: int) -> dict:
    return {
        "path": f"M0 0L50 {height}L100 0",
        "data": [(0, 0), (1, height), (2, seed)],
        "steps": {
            "label": "step t",
            "values": ["0", "1", "2"],
            "descriptions": ["t = 0: flat", "t = 1: half", "t = 2: full"],
            "start": 1,
            "curves": {"curve": [[0, 0, 0], [0, 500, 523], [0, -500, -523]]},
        },
    }
