"""Build the site beside its folder and swap it in when all went well."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.commands.project import (
    ROOT,
    CommandError,
    pelican_arguments,
    read_settings,
    run_pelican,
)
from plugins.commands.replacing import MARK, replacing

PUBLIC = "publishconf.py"


def build(
    output: Path,
    *,
    settings: str = "pelicanconf.py",
    overrides: Mapping[str, Any] | None = None,
    root: Path = ROOT,
) -> None:
    """Build the site into ``output``, whole or not at all.

    A build that fails leaves ``output`` as it was.

    Args:
        output: the folder that will hold the site.
        settings: the settings file, in the root.
        overrides: settings that differ from the file.
        root: the project.
    """
    with replacing(output) as fresh:
        arguments = pelican_arguments(fresh, settings=settings, overrides=overrides)
        if code := run_pelican(arguments, root):
            raise CommandError(f"The site was not built (exit code {code}).")
        (fresh / MARK).touch()


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
    build(output, settings=PUBLIC, overrides={**public, **(overrides or {})}, root=root)


def public_address(root: Path = ROOT) -> str:
    """Where the settings say that the site will live, without a last slash."""
    return str(read_settings(root, PUBLIC)["SITEURL"]).rstrip("/")
