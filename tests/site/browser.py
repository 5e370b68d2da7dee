"""A browser for tests and checks: one that is installed, or one that can be.

Looked for in this order: the names below on the PATH, Playwright's own Chromium, the
system's package (Debian and Ubuntu, where we may install), Playwright's download.
The first of them is the same engine without the windows around it, which took two
thirds of the time.
``python -m tests.site.browser`` says where it is.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from plugins.commands.project import CommandError

NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ARGUMENTS = [
    "--no-sandbox",  # the pages are our own, and containers have no sandbox
    "--disable-gpu",
    "--font-render-hinting=slight",  # as in windows; without them letters differ
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MINUTES = 10  # time limit of an installation
PATIENCE = 300_000  # milliseconds that a page may take, on a machine that is busy


class NoBrowserError(CommandError):
    """There is none, and none could be installed; says what was tried."""


def launch(playwright: Playwright) -> Browser:
    """A running browser without a window."""
    path = executable(playwright)
    running = playwright.chromium.launch(
        executable_path=str(path), args=ARGUMENTS, timeout=PATIENCE
    )
    running.on("context", lambda context: context.set_default_timeout(PATIENCE))
    return running


def executable(playwright: Playwright) -> Path:
    """Where the browser is, after installing it if there was none."""
    if found := installed(playwright):
        return found
    failures = []
    for install in (install_package, install_download):
        failures.append(install())
        if found := installed(playwright):
            return found
    tried = "; ".join(filter(None, failures))
    raise NoBrowserError(f"There is no browser to look with: {tried}")


def installed(playwright: Playwright) -> Path | None:
    """A browser that is there already."""
    paths = [shutil.which(name) for name in NAMES]
    own = Path(playwright.chromium.executable_path)
    return next((Path(p) for p in paths if p), own if own.exists() else None)


def install_package() -> str:
    """Install the system's Chromium; what went wrong, or nothing."""
    if not shutil.which("apt-get"):
        return "there is no apt-get"
    rights = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    apt_get = [*rights, "apt-get", "--quiet", "--yes"]
    install = [*apt_get, "install", "--no-install-recommends"]
    if said := run([*apt_get, "update"]):
        return said
    return run([*install, NAMES[0]]) and run([*install, "chromium"])


def install_download() -> str:
    """Install Playwright's Chromium; what went wrong, or nothing."""
    return run([sys.executable, "-m", "playwright", "install", "chromium"])


def run(command: list[str]) -> str:
    """The end of what a command said if it failed, or nothing."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=quiet, capture_output=True, text=True, timeout=60 * MINUTES
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command[0]}: {error}"
    return f"{' '.join(command)}: {done.stderr[-300:]}" if done.returncode else ""


if __name__ == "__main__":
    with sync_playwright() as started:
        print(executable(started))
