"""Counts readers, where ``STATISTICS`` says by what: on every page, by one script."""

from collections.abc import Mapping
from typing import Any

from plugins.shared.hooks import Order, when_complete
from plugins.shared.outputs import Outputs
from plugins.shared.services import GOATCOUNTER, STATISTICS, statistics
from plugins.shared.site import Context
from plugins.shared.text import Settings

OWN = "js/matomo.js"  # in the theme: Matomo wants its commands before its script


def describe(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Give templates the script, and every page the service."""
    setting = settings["STATISTICS"]
    if service := statistics(setting):
        context["counter"] = counter(setting, settings)
        context["services"] = [*context.get("services", ()), service]


def counter(setting: Mapping[str, str], settings: Settings) -> dict[str, Any]:
    """The script, with the data that each of these services wants with it."""
    values = {**STATISTICS[setting["service"]], **setting}
    address = values["address"].removesuffix("/")
    if setting["service"] == "goatcounter":
        count = f"{address.removesuffix('/count')}/count"
        return _script(f"{GOATCOUNTER}/count.js", goatcounter=count)
    if setting["service"] == "plausible":
        return _script(f"{address}/js/script.js", domain=values["domain"])
    own = f"{settings['SITEURL']}/{settings['THEME_STATIC_DIR']}/{OWN}"
    return _script(own, address=address, site=values["site"])


def _script(src: str, **data: str) -> dict[str, Any]:
    return {"src": src, "data": {f"data-{name}": v for name, v in data.items()}}


def register() -> None:
    """Connect to Pelican."""
    when_complete(describe, Order.LINK)
