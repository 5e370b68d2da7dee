"""Push the built site to the branch that a host such as GitHub Pages shows."""

import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from plugins.commands.build import build_for_public, public_address
from plugins.commands.project import ROOT, CommandError

HOSTED = ".github.io"  # addresses that need no domain of their own
NO_SUCH_BRANCH = 2  # what git ls-remote --exit-code answers


def publish(
    remote: str, branch: str, *, siteurl: str | None = None, root: Path = ROOT
) -> str:
    """The address under which the site that was built and pushed will be seen.

    Args:
        remote: a git remote's name or address.
        branch: the branch of ``remote`` that is shown; each publication adds a commit.
        siteurl: where the site will live, if not where ``publishconf.py`` says.
        root: the project, in a git repository.
    """
    siteurl = siteurl.rstrip("/") if siteurl else public_address(root)
    fetch(remote, branch, root)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build_for_public(site, siteurl, root=root)
        if domain := own_domain(siteurl) or published_domain(branch, root):
            (site / "CNAME").write_text(domain + "\n", "utf-8")
        push(site, remote, branch, root)
    return siteurl + "/"


def own_domain(siteurl: str) -> str:
    """The domain that belongs to the site and not to its host, if it has one."""
    host = urlsplit(siteurl).hostname or ""
    return "" if host.endswith(HOSTED) else host


def published_domain(branch: str, root: Path) -> str:
    """The domain that the last publication carried, so that it is not lost."""
    shown = git(root, "show", f"refs/heads/{branch}:CNAME")
    return shown.stdout.strip() if shown.returncode == 0 else ""


def fetch(remote: str, branch: str, root: Path) -> None:
    """Bring our copy of ``branch`` to where the remote's is, so that we add to it."""
    asked = git(root, "ls-remote", "--exit-code", remote, f"refs/heads/{branch}")
    if asked.returncode == NO_SUCH_BRANCH:
        return
    if asked.returncode == 0:
        asked = git(root, "fetch", "--quiet", remote, f"+{branch}:{branch}")
    if asked.returncode:
        raise CommandError(f"{remote}: {branch} not reached: {asked.stderr.strip()}")


def push(site: Path, remote: str, branch: str, root: Path) -> None:
    """Commit the files of ``site`` to ``branch`` and push it."""
    command = [sys.executable, "-m", "ghp_import", "--push"]
    where = ["--remote", remote, "--branch", branch, "--message", "Publish the site"]
    if subprocess.run([*command, *where, str(site)], cwd=root).returncode:
        raise CommandError(f"{remote}: the push to {branch} was refused, see above.")


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """How a git command ended in the project's repository."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)
