"""Figures in a whole site: from Markdown to pages, feeds, files and the lock."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from figure_sites import (
    ALT,
    OURS,
    SETTINGS,
    figure,
    output,
    post,
    site_of,
    yaml_post,
)
from sites import ROOT, build

SHARED = SETTINGS | {"SHARE_IMG": "demo:line?height=5"}
FIRST = post(
    "As [Figure](#fig-line) shows, and [Figure](../pages/about.md#fig-page).\n\n"
    + figure(
        "demo:line?height=2", "{#fig-line}", "See [the page]({filename}/posts/b.md)."
    )
    + "\n\n"
    + figure("demo:wave", "{#fig-wave}")
    + "\n\n[Figure](#fig-wave) steps.",
    Slug="a",
    Summary='As <a href="#fig-line">Figure</a> shows.',
)
SECOND = post(
    f"{figure('demo:wave', '{#fig-wave}')}\n\n[Figure](a.md#fig-wave)",
    Slug="b",
    Cover_img="demo:line?height=2",
    Status="hidden",
)
PAGE = post(figure("demo:line", "{#fig-page}"), Title="About", Slug="about")
PLAIN = post("Words.", Title="Plain", Slug="plain")
POSTS = {
    "posts/a.md": FIRST,
    "posts/b.md": SECOND,
    "pages/about.md": PAGE,
    "pages/plain.md": PLAIN,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    ended = build(folder, site_of(POSTS), SHARED)
    assert ended.returncode == 0, ended.stderr
    assert "ERROR" not in ended.stderr + ended.stdout, ended.stderr
    assert "WARNING" not in ended.stderr + ended.stdout, ended.stderr
    return folder


@pytest.fixture(scope="module")
def first(site: Path) -> str:
    return (site / "output/blog/a/index.html").read_text()


def test_figures_take_their_places_with_number_caption_and_drawing(first):
    assert "demo:" not in first
    assert first.count('<figure class="figure" id="fig-') == 2
    assert '<span class="figure-number">Figure 2.</span> Caption.' in first
    assert 'See <a href="https://example.org/sub/blog/b/">the page</a>.' in first


def test_references_are_numbered_here_and_across_pages(site, first):
    there = "https://example.org/sub/about/#fig-page"
    assert '<a href="#fig-line">Figure&nbsp;1</a> shows' in first
    assert f'<a href="{there}">Figure&nbsp;1</a>' in first
    assert '<a href="#fig-wave">Figure&nbsp;2</a> steps' in first
    second = (site / "output/blog/b/index.html").read_text()
    assert '/sub/blog/a/#fig-wave">Figure&nbsp;2</a>' in second


def test_a_summary_refers_to_the_page(first):
    assert (
        'As <a href="https://example.org/sub/blog/a/#fig-line">Figure&nbsp;1</a> shows.'
    ) in first


def test_no_id_is_there_twice(first):
    ids = re.findall(r'\sid="([^"]+)"', first)

    assert len(ids) == len(set(ids))


def test_every_file_that_a_page_names_is_there(site, first):
    named = re.findall(r'https://example.org/sub/(figures/[^"]+)"', first)

    assert len(named) == 5  # data and drawing of two, steps of one
    for path in named:
        assert (site / "output" / path).is_file()


def test_a_cover_is_drawn_and_a_first_figure_is_shared(site, first):
    second = (site / "output/blog/b/index.html").read_text()
    assert re.search(r"cover figures/\w{32}/figure.png share  $", second)
    assert re.search(rf"cover  share figures/\w{{32}}/figure.png {ALT}", first)


def test_what_has_no_picture_is_shared_with_that_of_the_site(site):
    plain = (site / "output/plain/index.html").read_text()

    shared = re.search(r"share (figures/\w{32}/figure.png)", plain)

    assert shared
    assert (site / "output" / shared[1]).is_file()
    locked = (site / "figures.lock").read_text()
    assert "line --height 5" in locked


def test_feeds_carry_pictures_and_nothing_that_readers_strip(site):
    feed = feedparser.parse((site / "output/feeds/all.atom.xml").read_text())

    assert not feed.bozo
    (entry,) = feed.entries
    content = entry.content[0].value
    pictures = re.findall(r"<img [^>]+>", content)
    assert len(pictures) == 2
    for picture in pictures:
        assert 'src="https://example.org/sub/figures/' in picture
        assert f'alt="{ALT}"' in picture
        assert 'width="1280"' in picture
    for foreign in ("<svg", "<script", "<details", "data-steps", 'href="#', 'src="/'):
        assert foreign not in (site / "output/feeds/all.atom.xml").read_text()


def test_the_lock_has_one_sorted_line_for_each_figure(site):
    lines = (site / "figures.lock").read_text().splitlines()

    assert [json.loads(line)["command"] for line in lines] == [
        "python -m tiny_demos line",
        "python -m tiny_demos line --height 2",
        "python -m tiny_demos line --height 5",
        "python -m tiny_demos wave",
    ]


REFUSE = """\
import subprocess, sys
def refuse(*_, **__): raise AssertionError("a process was started")
subprocess.Popen.__init__ = refuse
from pelican import main
main(["-s", "site_settings.py", "--fatal", "warnings"])
print({"numpy", "matplotlib", "gymnasium", "demos"} & set(sys.modules))
"""


def build_without_processes(folder: Path) -> subprocess.CompletedProcess[str]:
    """A build in which no demo can run."""
    return subprocess.run(
        [sys.executable, "-c", REFUSE],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )


def test_a_second_build_runs_nothing_and_imports_nothing_heavy(site):
    before = output(site)

    ended = build_without_processes(site)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "set()"
    assert output(site) == before


def test_words_order_and_looks_can_change_and_no_figure_is_computed(tmp_path, site):
    """Prose, alt text, caption, label, theme, and which figure comes first."""
    shutil.copytree(site, tmp_path, dirs_exist_ok=True)
    first = post(
        "Other prose.\n\n"
        + figure("demo:wave", "{#fig-wave}")
        + "\n\n"
        + figure("demo:line?height=2", "{#fig-renamed}", "Another caption.")
        + "\n\nSee [Figure](../pages/about.md#fig-page).",
        Slug="a",
    ).replace(ALT, "Seen with other eyes, the curve goes up and comes down.")
    (tmp_path / "content/posts/a.md").write_text(first)
    (tmp_path / "theme/static/style.css").write_text(":root { --fig-1: teal }")

    ended = build_without_processes(tmp_path)

    assert ended.returncode == 0, ended.stderr
    page = (tmp_path / "output/blog/a/index.html").read_text()
    assert "Figure 2.</span> Another caption." in page
    assert "Seen with other eyes" in page
    assert (
        tmp_path / "output/theme/style.css"
    ).read_text() == ":root { --fig-1: teal }"


@pytest.mark.parametrize(("workers", "hash_seed"), [(1, "0"), (4, "77")])
def test_output_is_the_same_bytes_however_it_was_made(
    tmp_path, monkeypatch, site, workers, hash_seed
):
    monkeypatch.setenv("PYTHONHASHSEED", hash_seed)

    build(tmp_path, site_of(POSTS), SHARED | {"DEMOS_WORKERS": workers})

    assert output(tmp_path) == output(site)
    assert (tmp_path / "figures.lock").read_text() == (
        site / "figures.lock"
    ).read_text()


def test_figures_live_with_our_reader(tmp_path):
    body = "As [Figure](#fig-a) shows, $x < y$.\n\n" + figure(
        "demo:wave?height=2", "{#fig-a}", "With $\\varepsilon$ -- 'so'."
    )
    note = yaml_post("See [Figure](../posts/a.md#fig-a).").replace("slug: a", "slug: n")
    posts = site_of({"posts/a.md": yaml_post(body), "notes/n.md": note})

    for _ in range(2):  # read, then from the cache of readings
        ended = build(tmp_path, posts, OURS)

        assert ended.returncode == 0, ended.stderr
        page = (tmp_path / "output/blog/a/index.html").read_text()
        caption = re.search(r"<figcaption>(.*)", page)
        assert caption
        assert "<math>" in caption[1]
        assert "‘so’" in caption[1]
        assert '<a href="#fig-a">Figure&nbsp;1</a> shows' in page
        assert "<svg" not in (tmp_path / "output/index.html").read_text()
        noted = (tmp_path / "output/notes/n/index.html").read_text()
        assert '/blog/a/#fig-a">Figure&nbsp;1</a>.' in noted
