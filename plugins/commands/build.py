"""Build the site beside its folder and swap it in when all went well."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from plugins.commands.project import (
    ROOT,
    CommandError,
    pelican_arguments,
    read_settings,
)

PUBLIC = "publishconf.py"
# In every built site: tells GitHub Pages, and us, that a folder is a finished site.
MARK = ".nojekyll"


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
        command = [sys.executable, "-m", "pelican", *arguments]
        if code := subprocess.run(command, cwd=root).returncode:
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


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``folder`` if the block ends well."""
    refuse_to_lose_other_work(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        new.chmod(0o755)  # mkdtemp's folders are private; a site is for everyone
        yield new
        swap_in(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def swap_in(new: Path, folder: Path) -> None:
    """Put ``new`` in the place of ``folder``, which may not be there yet."""
    old = new.with_name(new.name + "-old")
    try:
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise unwritable(folder, error) from error
    shutil.rmtree(old, ignore_errors=True)


def refuse_to_lose_other_work(folder: Path) -> None:
    """Stop unless ``folder`` is new, empty, or a site that was built before."""
    if folder.is_dir():
        names = {path.name for path in folder.iterdir()}
        if not names or (MARK in names and ".git" not in names):
            return
        raise CommandError(
            f"{folder}: not replaced, because it holds something other than a built "
            "site; empty it or choose another folder."
        )
    if folder.exists():
        raise CommandError(f"{folder}: a file is in the way; choose another folder.")


def unwritable(folder: Path, error: OSError) -> CommandError:
    """What to say when the system does not let us write."""
    reason = error.strerror or error
    return CommandError(f"{folder}: cannot be written ({reason}); choose another.")
