"""Which values of a Jekyll site a build here would refuse, before they are written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from plugins.settings import links, places, values
from plugins.settings.finding import Settings
from plugins.shared.settings import DEFAULTS, merged
from plugins.shared.settings_file import SettingsFile

CHECKS = (places.world, links.links)  # which need every setting


def unusable(wanted: Mapping[str, Any], file: Path) -> dict[str, str]:
    """The names of settings with what is wrong with them.

    Args:
        wanted: settings that are to be set.
        file: the settings file that they will be in.
    """
    found: dict[str, str] = {}
    for name, value in wanted.items():
        if why := values.wrong_kind(name, value) or values.impossible(name, value):
            found[name] = why
    for look in CHECKS if file.is_file() else ():
        usable = {name: value for name, value in wanted.items() if name not in found}
        everything = merged({**DEFAULT_CONFIG, **DEFAULTS, **usable})
        settings = Settings(everything, SettingsFile(file), file.parent, told={})
        found |= {f.name: f.message for f in look(settings) if f.name in wanted}
    return found
