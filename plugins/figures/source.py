"""Where readers find the code of a demo: in its repository, at one commit."""

import contextlib
import logging
import subprocess
from dataclasses import dataclass
from pathlib import Path

from plugins.figures.entry import Entry

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Source:
    """A repository that the public sees."""

    template: str  # an address with {commit} and {path}
    commit: str
    prefix: str  # from the repository's root to the demos': empty, or ends in /

    def address(self, entry: Entry) -> str:
        """Where the demo's own module is; empty if its run does not say which."""
        path = entry.record.get("module", "")
        if not path:
            return ""
        return self.template.format(commit=self.commit, path=self.prefix + path)


def source(template: str, root: Path, module: str) -> Source | None:
    """The repository around the demos, None if the public cannot see their code there.

    Args:
        template: an address with {commit} and {path}; empty if there is none.
        root: the folder that the package of demos lies in.
        module: the package.
    """
    if not template:
        return None
    here = _git(root, "rev-parse", "HEAD", "--show-prefix").splitlines()
    changed = _git(root, "status", "--porcelain", "--", module.replace(".", "/"))
    if not here or changed:
        log.info("No figure links to its code: it is in no commit.\n%s", changed)
        return None
    return Source(template, commit=here[0], prefix=here[1] if here[1:] else "")


def _git(folder: Path, *arguments: str) -> str:
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        return subprocess.run(
            ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
        ).stdout
    return ""
