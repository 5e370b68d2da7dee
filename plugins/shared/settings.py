"""The settings of a site, completed: what it does not set is as in plugins/defaults."""

from collections.abc import Mapping
from typing import Any

from plugins import defaults

DEFAULTS = {name: value for name, value in vars(defaults).items() if name.isupper()}


def merged(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with our default for each that is missing."""
    return {**DEFAULTS, **settings}
