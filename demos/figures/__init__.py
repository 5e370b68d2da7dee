"""The registry: one line for each demo, its name and its module.

Modules are imported when they are asked for, so that a demo costs the others
nothing.
"""

from importlib import import_module
from typing import cast

from demos.framework.demo import Demo
from demos.framework.options import UsageError, unknown

DEMOS = {
    "arrow-of-time": "demos.figures.arrow_of_time",
    "bandit-study": "demos.figures.bandit_study",
    "cliff-walking": "demos.figures.cliff_walking",
    "credit-assignment": "demos.figures.credit_assignment",
    "diffusion-policy": "demos.figures.diffusion_policy",
    "epsilon-greedy": "demos.figures.epsilon_greedy",
    "forward-diffusion": "demos.figures.forward_diffusion",
    "ink-drop": "demos.figures.ink_drop",
    "nonstationary-bandit": "demos.figures.nonstationary_bandit",
    "push-pull": "demos.figures.push_pull",
    "learned-score": "demos.figures.learned_score",
    "samplers": "demos.figures.samplers",
    "symmetry-breaking": "demos.figures.symmetry_breaking",
    "temperature": "demos.figures.temperature",
    "there-and-back": "demos.figures.there_and_back",
}


def load(name: str) -> Demo:
    """The demo of that name."""
    if name not in DEMOS:
        raise UsageError(unknown(f"demo {name!r}", name, DEMOS))
    return cast(Demo, import_module(DEMOS[name]))
