"""The registry: one line for each demo, its name and its module.

Modules are imported when they are asked for, so that a demo costs the others
nothing.
"""

from importlib import import_module
from typing import cast

from demos.demo import Demo
from demos.options import UsageError, unknown

DEMOS = {
    "arrow-of-time": "demos.catalogue.arrow_of_time",
    "bandit-study": "demos.catalogue.bandit_study",
    "cliff-walking": "demos.catalogue.cliff_walking",
    "credit-assignment": "demos.catalogue.credit_assignment",
    "diffusion-policy": "demos.catalogue.diffusion_policy",
    "epsilon-greedy": "demos.catalogue.epsilon_greedy",
    "forward-diffusion": "demos.catalogue.forward_diffusion",
    "ink-drop": "demos.catalogue.ink_drop",
    "nonstationary-bandit": "demos.catalogue.nonstationary_bandit",
    "push-pull": "demos.catalogue.push_pull",
    "learned-score": "demos.catalogue.learned_score",
    "samplers": "demos.catalogue.samplers",
    "symmetry-breaking": "demos.catalogue.symmetry_breaking",
    "temperature": "demos.catalogue.temperature",
    "there-and-back": "demos.catalogue.there_and_back",
}


def load(name: str) -> Demo:
    """The demo of that name."""
    if name not in DEMOS:
        raise UsageError(unknown(f"demo {name!r}", name, DEMOS))
    return cast(Demo, import_module(DEMOS[name]))
