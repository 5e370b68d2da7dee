"""The small site in our theme that the golden pages are of."""

import subprocess
from pathlib import Path
from typing import Any

from sites import ALL, AVATARS, ROOT, build
from tiny import PACKAGE

FILES = sorted(PACKAGE.glob("*.*"))
FOLDER = ROOT / "tests" / "engine" / "golden"


def build_golden(folder: Path, **settings: Any) -> subprocess.CompletedProcess[str]:
    """How a build of the site ended, in ``folder``."""
    content = {
        f"content/{path.relative_to(FOLDER / 'content').as_posix()}": path.read_bytes()
        for path in sorted((FOLDER / "content").rglob("*.*"))
    }
    demos = {f"tiny_demos/{path.name}": path.read_bytes() for path in FILES}
    own = {
        "SITENAME": "Golden",
        "THEME": str(ROOT / "theme"),
        "DEMOS_MODULE": "tiny_demos",
    }
    return build(folder, AVATARS | content | demos, ALL | own | settings)
