"""What helps contributors: hooks and templates that are right for this project."""

import shlex
import subprocess
import sys

import pytest
import yaml
from sites import ROOT

HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]


def test_the_hooks_are_fetched_from_nowhere():
    assert [source["repo"] for source in HOOKS] == ["local"]


@pytest.mark.parametrize("hook", HOOKS[0]["hooks"], ids=lambda hook: hook["id"])
def test_a_hook_lets_a_tidy_file_pass_as_it_is(hook, tmp_path):
    file = tmp_path / "tidy.py"
    file.write_text('"""Nothing."""\n')

    command = [sys.executable, *shlex.split(hook["entry"])[1:], str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    assert file.read_text() == '"""Nothing."""\n'


@pytest.mark.parametrize("name", ["bug", "idea"])
def test_templates_of_issues_have_what_github_asks_for(name):
    text = (ROOT / f".github/ISSUE_TEMPLATE/{name}.md").read_text("utf-8")
    _, front, body = text.split("---\n", 2)

    assert yaml.safe_load(front).keys() >= {"name", "about"}
    assert body.strip()
