"""Mistakes with figures: all of them told, with their lines, and nothing lost."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from figure_sites import (
    ALT,
    OURS,
    SETTINGS,
    errors,
    figure,
    output,
    post,
    site_of,
    write,
    yaml_post,
)
from sites import ROOT, build, site_files
from tiny import PACKAGE, PATIENCE, running, started

LINE_5 = figure("demo:line?height=-1")  # the head has three lines, then an empty one
MISTAKES = {
    "posts/a.md": post(
        "\n\n".join(
            [
                figure("demo:lime", "{#fig-a}"),
                LINE_5,
                figure("demo:line?out=/etc"),
                f"Here ![{ALT}](demo:line) too.",
                f"{figure('demo:line')}\n{figure('demo:crash')}",
                '![Short.](demo:wave "Caption.")',
                "See [Figure](#fig-b).",
            ]
        ),
        Slug="a",
    ),
    "posts/b.md": post("Words.", Slug="b", Cover_img="demo:lime"),
    "posts/twice.md": post(
        "\n\n".join(
            [
                figure("demo:line?height=2&amp;width=no"),
                figure("demo:line?height=2", "{#fig-a}"),
                figure("demo:line?height=3", "{#fig-a}"),
            ]
        ),
        Slug="twice",
    ),
    "posts/c.md": post(
        f"```markdown\n{LINE_5}\n```\n\nor `{LINE_5}`\n\n{LINE_5}", Slug="c"
    ),
}


@pytest.fixture(scope="module", autouse=True)
def wide_log() -> Iterator[None]:
    """Pelican's log breaks lines where the terminal ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "500")
        yield


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A site with mistakes, and what its build said of each, in order."""
    folder = tmp_path_factory.mktemp("mistaken")
    return folder, errors(folder, MISTAKES)


def places(found: list[str], post: str) -> list[tuple[int, str]]:
    """Line, and the first words of what was said of it."""
    starts = (re.match(rf"content/{post}:(\d+): (.{{12}})", line) for line in found)
    return [(int(start[1]), start[2]) for start in starts if start]


def test_every_mistake_is_told_with_its_line(mistaken):
    folder, found = mistaken

    assert places(found, "posts/a.md") == [
        (5, "there is no "),
        (7, "--height mus"),
        (9, "a figure can"),
        (11, "a figure sta"),
        (14, "the demo fai"),
        (16, "the alt text"),
        (18, "no figure ha"),
    ]
    of_a = [line for line in found if line.startswith("content/posts/a.md")]
    assert "use one of line, wave" in of_a[0]
    assert "did you mean 'fig-a'?" in of_a[6]
    assert not (folder / "figures.lock").exists()


def test_a_mistaken_cover_is_told_with_its_line(mistaken):
    assert places(mistaken[1], "posts/b.md") == [(4, "there is no ")]


def test_a_label_that_is_there_twice_is_told_with_its_line(mistaken):
    assert places(mistaken[1], "posts/twice.md")[1:] == [(7, "the label 'f")]


def test_an_address_is_found_as_html_has_it(mistaken):
    assert places(mistaken[1], "posts/twice.md")[0][0] == 5


def test_each_of_equal_figures_is_told_with_its_own_line(tmp_path):
    short = '![Short.](demo:wave "Caption.")'
    posts = {"posts/a.md": post(f"{short}\n\nx\n\n{short}\n\n{short}", Slug="a")}

    lines = [said.split(":")[1] for said in errors(tmp_path, posts)]

    assert lines == ["5", "9", "11"]


def test_a_lock_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "figures.lock").mkdir()

    ended = build(tmp_path, site_of({"posts/a.md": post(figure("demo:line"))}), OURS)

    assert ended.returncode == 0
    assert "figures.lock: cannot be written (Is a directory);" in ended.stderr


def test_a_line_of_code_that_looks_like_the_figure_is_not_blamed(mistaken):
    assert places(mistaken[1], "posts/c.md") == [(11, "--height mus")]


def test_a_figure_that_never_was_shows_what_is_wrong(mistaken):
    page = (mistaken[0] / "output/blog/a/index.html").read_text()

    assert "there is no demo &#x27;lime&#x27;; use one of line, wave" in page


def test_a_failed_build_shows_the_last_good_figures_and_keeps_the_lock(tmp_path):
    """One demo breaks; in another place, an option is mistyped."""
    posts = {
        "posts/a.md": post(figure("demo:wave", "{#fig-a}"), Slug="a"),
        "posts/b.md": post(figure("demo:line?height=2", "{#fig-b}"), Slug="b"),
    }
    build(tmp_path, site_of(posts), SETTINGS)
    lock = (tmp_path / "figures.lock").read_bytes()
    wave = (PACKAGE / "wave.py").read_text()
    bad = {
        "tiny_demos/wave.py": wave.replace("(2, seed)", "(2, seed / 0)"),
        "content/posts/b.md": posts["posts/b.md"].replace("height=2", "hight=2"),
    }

    ended = build(tmp_path, site_of(posts) | bad, SETTINGS)

    broken = (tmp_path / "output/blog/a/index.html").read_text()
    assert '<figure class="figure stale" id="fig-a"' in broken
    assert "ZeroDivisionError" in broken
    assert "<svg" in broken
    assert "ZeroDivisionError" in ended.stdout
    mistyped = (tmp_path / "output/blog/b/index.html").read_text()
    assert '<figure class="figure stale" id="fig-b"' in mistyped
    assert "there is no option --hight" in mistyped
    assert "<code>python -m tiny_demos line --height 2 --out figure</code>" in mistyped
    assert (tmp_path / "figures.lock").read_bytes() == lock


def test_a_site_without_demos_is_told_so(tmp_path):
    posts = {"posts/a.md": post(figure("demo:line"), Slug="a")}
    missing = {"DEMOS_MODULE": "no_such_demos", "SHARE_IMG": "demo:line"}

    said = build(tmp_path, site_of(posts), SETTINGS | missing).stdout

    words = "there is no package 'no_such_demos' to draw it (DEMOS_MODULE); install it"
    assert f"content/posts/a.md:5: {words}" in said
    assert f"SHARE_IMG: {words}" in said


def test_a_site_without_figures_needs_no_demos(tmp_path):
    posts = {"posts/a.md": post("Words.", Slug="a")}

    assert errors(tmp_path, posts, DEMOS_MODULE="no_such_demos") == []
    assert not (tmp_path / "figures.lock").exists()
    assert not (tmp_path / ".cache").exists()


def test_ctrl_c_ends_the_build_and_its_runs_at_once_and_keeps_nothing(tmp_path):
    posts = {"posts/a.md": post(figure("demo:hang"), Slug="a")}
    write(tmp_path, site_files(site_of(posts), SETTINGS))
    write(tmp_path, {"output/blog/a/index.html": "as it was"})
    before = output(tmp_path)
    building = subprocess.Popen(
        [sys.executable, "-m", "pelican", "-s", "site_settings.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Whoever runs the tests in the background has told them to ignore it.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    child = started(tmp_path)

    building.send_signal(signal.SIGINT)

    assert building.wait(PATIENCE) != 0, "the run itself would go on for an hour"
    assert not running(child)
    assert output(tmp_path) == before
    assert [p.name for p in (tmp_path / ".cache/figures").iterdir()] == ["work"]
    assert list((tmp_path / ".cache/figures/work").iterdir()) == []


GOOD = site_of({"posts/a.md": yaml_post(figure("demo:line", "{#fig-a}"))})
LIME = {"content/posts/a.md": yaml_post(figure("demo:lime", "{#fig-a}"))}
UNREADABLE = {"content/posts/b.md": "---\ntitle: [\n---\n\nWords.\n"}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of ours with a figure."""
    folder = tmp_path_factory.mktemp("ours")
    ended = build(folder, GOOD, OURS)
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (LIME, "content/posts/a.md:7: there is no demo 'lime'"),
        (UNREADABLE, "content/posts/b.md:"),
    ],
)
def test_a_mistake_ends_our_build_before_anything_is_written(
    tmp_path, good, bad, words
):
    shutil.copytree(good, tmp_path, dirs_exist_ok=True)

    ended = build(tmp_path, GOOD | bad, OURS)

    assert ended.returncode == 1
    assert words in ended.stderr
    assert output(tmp_path) == output(good)
    assert (tmp_path / "figures.lock").read_bytes() == (
        good / "figures.lock"
    ).read_bytes()


def test_whoever_is_writing_sees_the_mistake_in_the_page(tmp_path, good):
    shutil.copytree(good, tmp_path, dirs_exist_ok=True)

    ended = build(tmp_path, GOOD | LIME | UNREADABLE, OURS | {"KEEP_GOING": True})

    assert ended.returncode == 0
    page = (tmp_path / "output/blog/a/index.html").read_text()
    assert '<div class="figure-error" role="alert"><p>Out of date: there is no' in page
    assert (tmp_path / "figures.lock").read_bytes() == (
        good / "figures.lock"
    ).read_bytes()


@pytest.mark.parametrize("writing", [True, False])
def test_a_figure_that_missed_a_check_is_seen_only_while_one_writes(tmp_path, writing):
    posts = {"posts/a.md": post(figure("demo:unproven"), Slug="a")}

    ended = build(tmp_path, site_of(posts), SETTINGS | {"KEEP_GOING": writing})

    page = (tmp_path / "output/blog/a/index.html").read_text()
    assert ("<svg" in page) == writing
    assert (
        "<p>Not proven: a check missed: end: 3.25, expected 2 ± 0.5" in page
    ) == writing
    assert (
        "✗ end: 3.25, expected 2\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}0.5" in page
    ) == (writing)
    assert "a check missed: end: 3.25, expected 2 ± 0.5" in ended.stdout + ended.stderr
    assert not (tmp_path / "figures.lock").exists()
