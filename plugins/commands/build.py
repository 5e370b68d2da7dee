"""Build the site beside its folder and swap it in when all went well."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from plugins.commands.project import (
    ROOT,
    CommandError,
    pelican_arguments,
    read_settings,
    run_pelican,
)
from plugins.commands.replacing import replacing
from plugins.commands.unchanged import Build
from plugins.shared.environment import MARK

PUBLIC = "publishconf.py"
NO_PLACE = (
    "MANUAL_URL is %r, which is not a free place in the site; write another, such as "
    "'manual/'."
)


def build(
    output: Path,
    *,
    settings: str = "pelicanconf.py",
    overrides: Mapping[str, Any] | None = None,
    root: Path = ROOT,
    beside: Callable[[Path], None] | None = None,
) -> None:
    """Build the site into ``output``, whole or not at all.

    A build that fails leaves ``output`` as it was, and so does one for which nothing
    has changed since the last.

    Args:
        output: the folder that will hold the site.
        settings: the settings file, in the root.
        overrides: settings that differ from the file.
        root: the project.
        beside: adds to the folder of a built site.
    """
    this = Build(root, output, json.dumps([settings, overrides]))
    if this.changes == set():
        print("Nothing has changed since the last build.")
        return
    this.begin()
    with replacing(output) as fresh:
        arguments = pelican_arguments(fresh, settings=settings, overrides=overrides)
        code, warnings = run_pelican(arguments, root, this.environment())
        if code:
            raise CommandError(f"The site was not built (exit code {code}).")
        if beside:
            beside(fresh)
        (fresh / MARK).touch()
        this.remember(fresh, warned=bool(warnings))


def build_for_public(
    output: Path,
    siteurl: str,
    *,
    overrides: Mapping[str, Any] | None = None,
    root: Path = ROOT,
) -> None:
    """Build the site as it will be seen at ``siteurl``; a warning is enough to fail."""
    address = {"SITEURL": siteurl, "FEED_DOMAIN": siteurl}
    public = {**address, "STRICT": True, "WITH_DRAFTS": False}

    def beside(fresh: Path) -> None:
        from plugins.commands.manual import write_manual  # which imports Pelican

        if where := str(read_settings(root, PUBLIC).get("MANUAL_URL", "")).strip("/"):
            if ":" in where or (fresh / where).exists():
                raise CommandError(NO_PLACE % where)
            write_manual(fresh / where, f"{siteurl}/{where}", root=root)

    more = {**public, **(overrides or {})}
    build(output, settings=PUBLIC, overrides=more, root=root, beside=beside)


def public_address(root: Path = ROOT) -> str:
    """Where the settings say that the site will live, without a last slash."""
    return str(read_settings(root, PUBLIC)["SITEURL"]).rstrip("/")
