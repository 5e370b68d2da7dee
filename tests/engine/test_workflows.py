"""What GitHub runs for us: nothing that can change under us, with no right to spare."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


@every_workflow
def test_every_action_is_pinned_by_commit_and_says_its_version(path):
    uses = [line for line in path.read_text().splitlines() if "uses:" in line]

    assert uses
    assert [line for line in uses if not PINNED.search(line)] == []


@every_workflow
def test_only_publishing_may_write_and_only_to_pages(path):
    workflow = yaml.safe_load(path.read_text())

    writes = {
        (name, right)
        for name, job in workflow["jobs"].items()
        for right, level in job["permissions"].items()
        if level == "write"
    }
    assert workflow["permissions"] == {}
    assert writes == {("deploy", "pages"), ("deploy", "id-token")}


@every_workflow
def test_a_pull_request_is_tested_and_not_published(path):
    jobs = yaml.safe_load(path.read_text())["jobs"]

    conditions = {step.get("run"): step.get("if") for step in jobs["build"]["steps"]}
    assert conditions[".ci/run"] is None
    assert "github.event_name != 'pull_request'" in jobs["deploy"]["if"]


@every_workflow
def test_no_pickle_is_read_that_another_machine_wrote(path):
    steps = yaml.safe_load(path.read_text())["jobs"]["build"]["steps"]
    kept = [step["with"]["path"] for step in steps if "/cache@" in step.get("uses", "")]

    assert all("!.cache/built" in paths.split() for paths in kept)
