"""kramdown, which makes HTML of Markdown for Jekyll."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "kramdown.rb"
REQUIRES = ("-rjson", "-rkramdown", "-rkramdown-parser-gfm")


def kramdown(texts: list[str]) -> list[str]:
    """The HTML of each text; where there is no kramdown, CI fails and others skip."""
    ruby = shutil.which("ruby") or "false"
    if subprocess.run([ruby, *REQUIRES, "-e", ""], capture_output=True).returncode:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs ruby-kramdown and ruby-kramdown-parser-gfm")
        pytest.skip("there is no kramdown")
    command = [ruby, "-EUTF-8:UTF-8", str(SCRIPT)]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    pages: list[str] = json.loads(done.stdout)
    return pages
