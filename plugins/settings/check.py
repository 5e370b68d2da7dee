"""Everything that can be wrong with settings before the content is read.

What needs the content, such as whether an address of the menu leads somewhere, is seen
when the site is written: plugins/diagnostics.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pelican import get_config, parse_arguments
from pelican.settings import DEFAULT_CONFIG

from plugins.settings import (
    addresses,
    hosts,
    links,
    looks,
    names,
    places,
    services,
    switches,
    values,
)
from plugins.settings.finding import Check, Finding, Settings
from plugins.settings.reading import SettingsError, read
from plugins.shared.locations import display_path
from plugins.shared.settings import merged
from plugins.shared.settings_file import PELICANCONF, SettingsFile

CHECKS: tuple[Check, ...] = (
    *(names.names, values.possible, values.missing, switches.switches),
    *(switches.relative_urls, switches.pages, switches.default_metadata),
    *(switches.output, switches.tags),
    *(places.folders, places.pictures, places.bibliography, places.extra_files),
    *(places.plugins, places.templates, places.world, looks.looks, looks.edit_link),
    *(links.links, addresses.site, addresses.pages, addresses.examples),
    *(hosts.hosts, services.services),
)


@cache
def mistakes_of(*arguments: str) -> list[str]:
    """What is wrong with the settings of a run of Pelican, a line each.

    Args:
        arguments: those of its command line.
    """
    try:
        file, own = settings_of(*arguments)
    except SettingsError as error:
        return [str(error)]
    return check(file, own, get_config(parse_arguments(list(arguments))))


@cache
def settings_of(*arguments: str) -> tuple[SettingsFile, dict[str, Any]]:
    """The settings file of a run of Pelican and what it sets; it is read once.

    Raises SettingsError where that cannot be known.
    """
    told = parse_arguments(list(arguments)).settings
    return read(Path(told or PELICANCONF))


def check(
    file: SettingsFile, own: Mapping[str, Any], overrides: Mapping[str, Any]
) -> list[str]:
    """What is wrong with settings, in the order of files and lines.

    Args:
        file: where they are written.
        own: what it sets.
        overrides: what the command line sets beside.
    """
    everything = merged({**DEFAULT_CONFIG, **own, **overrides})
    settings = Settings(everything, file, file.path.absolute().parent, overrides)
    mistakes = _findings(settings)
    found = sorted((*file.place(m.name, *m.steps), m.message) for m in mistakes)
    return [f"{display_path(path)}:{line}: {said}" for path, line, said in found]


def _findings(settings: Settings) -> Iterator[Finding]:
    """Everything that is wrong; a value of a wrong kind is looked at no further."""
    wrong = list(values.kinds(settings))
    yield from wrong
    usual = {finding.name: values.usual(finding.name) for finding in wrong}
    settings = replace(settings, values={**settings.values, **usual})
    for look in CHECKS:
        yield from look(settings)
