"""What holds where the settings of a site say nothing."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "DEMOS_MODULE": "demos",  # `python -m demos NAME …` draws a figure
    "DEMOS_TIMEOUT": 120,  # seconds that one figure may take
    "DEMOS_WORKERS": 0,  # figures computed at once; 0 means one per processor
    "DEMOS_SOURCE": "",  # where readers find code: an address with {commit}, {path}
    "SHARE_IMG": "",  # the picture of what has no other
    "CACHE_FOLDER": ".cache",
}
