"""Figures in a whole site: from Markdown to pages, feeds, files and the lock."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import feedparser
import pytest
from sites import ROOT, build
from tiny import PACKAGE, running

ALT = "The curve rises at first and falls again before the end."
SETTINGS: dict[str, Any] = {
    "PLUGINS": ["plugins.figures"],  # and no other: it has to work in any site
    "MARKDOWN": {
        "extensions": ["markdown.extensions.extra", "plugins.figures.markdown"],
        "output_format": "html5",
    },
    "DEMOS_MODULE": "tiny_demos",
    "DIRECT_TEMPLATES": ["index"],
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "SITEURL": "https://example.org/sub",
    "FEED_DOMAIN": "https://example.org/sub",
}
ITEM = "<h1>{{ it.title }}</h1>{{ it.summary|safe }}{{ it.content|safe }}"
THEME = {
    f"theme/templates/{name}.html": f"{{% set it = {name} %}}{ITEM}\n"
    "cover {{ it.cover_img }} share {{ it.share_img }}"
    for name in ("article", "page")
}


def post(body: str, **metadata: str) -> str:
    lines = {"Title": "A post", "Date": "2026-01-02", **metadata}
    head = "\n".join(f"{name}: {value}" for name, value in lines.items())
    return f"{head}\n\n{body}\n"


def figure(address: str, label: str = "", caption: str = "Caption.") -> str:
    return f'![{ALT}]({address} "{caption}"){label}'


def site_of(posts: dict[str, str]) -> dict[str, str]:
    """Files of a site with the tiny demos and these posts."""
    demos = {
        f"tiny_demos/{path.name}": path.read_text() for path in PACKAGE.glob("*.*")
    }
    named = {f"content/{path}": text for path, text in posts.items()}
    return {**demos, **THEME, **named}


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
POSTS = {"posts/a.md": FIRST, "posts/b.md": SECOND, "pages/about.md": PAGE}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    ended = build(folder, site_of(POSTS), SETTINGS)
    assert ended.returncode == 0, ended.stderr
    assert "ERROR" not in ended.stderr + ended.stdout, ended.stderr
    assert "WARNING" not in ended.stderr + ended.stdout, ended.stderr
    return folder


@pytest.fixture(scope="module")
def first(site: Path) -> str:
    return (site / "output/blog/a/index.html").read_text()


@pytest.fixture(autouse=True)
def wide_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pelican's log breaks lines where the terminal ends."""
    monkeypatch.setenv("COLUMNS", "500")


def errors(folder: Path, posts: dict[str, str], **settings: Any) -> list[str]:
    """What a build has to say, one mistake each, with the lines that belong to it."""
    said = build(folder, site_of(posts), SETTINGS | settings)
    return re.findall(r"(content/\S+:\d+: .*)", said.stdout)


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
    assert re.search(r"cover figures/\w{32}/figure.png share $", second)
    assert re.search(r"cover  share figures/\w{32}/figure.png", first)


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
        "python -m tiny_demos wave",
    ]


def test_a_second_build_runs_nothing_and_imports_nothing_heavy(site):
    check = (
        "import subprocess, sys\n"
        "def refuse(*_, **__): raise AssertionError('a process was started')\n"
        "subprocess.Popen.__init__ = refuse\n"
        "from pelican import main\n"
        "main(['-s', 'site_settings.py', '--fatal', 'warnings'])\n"
        "print({'numpy', 'matplotlib', 'gymnasium', 'demos'} & set(sys.modules))\n"
    )
    before = output(site)

    ended = subprocess.run(
        [sys.executable, "-c", check],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "set()"
    assert output(site) == before


@pytest.mark.parametrize(("workers", "hash_seed"), [(1, "0"), (4, "77")])
def test_output_is_the_same_bytes_however_it_was_made(
    tmp_path, monkeypatch, site, workers, hash_seed
):
    monkeypatch.setenv("PYTHONHASHSEED", hash_seed)

    build(tmp_path, site_of(POSTS), SETTINGS | {"DEMOS_WORKERS": workers})

    assert output(tmp_path) == output(site)
    assert (tmp_path / "figures.lock").read_text() == (
        site / "figures.lock"
    ).read_text()


def output(folder: Path) -> dict[str, bytes]:
    root = folder / "output"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_every_mistake_is_told_with_its_line(tmp_path):
    body = "\n\n".join(
        [
            figure("demo:lime", "{#fig-a}"),  # line 5: Title, Date, Slug, empty
            figure("demo:line?height=-1"),
            figure("demo:line?out=/etc"),
            f"Here ![{ALT}](demo:line) too.",
            f"{figure('demo:line')}\n{figure('demo:crash')}",
            '![Short.](demo:wave "Caption.")',
            "See [Figure](#fig-b).",
        ]
    )

    found = errors(tmp_path, {"posts/a.md": post(body, Slug="a")})

    starts = [re.match(r"content/posts/a.md:(\d+): (.{12})", line) for line in found]
    assert [(int(m[1]), m[2]) for m in starts if m] == [
        (5, "there is no "),
        (7, "--height mus"),
        (9, "a figure can"),
        (11, "a figure sta"),
        (14, "the demo fai"),
        (16, "the alt text"),
        (18, "no figure ha"),
    ]
    assert "use one of line, wave" in found[0]
    assert "did you mean 'fig-a'?" in found[6]
    assert not (tmp_path / "figures.lock").exists()


def test_a_failed_build_shows_the_last_good_figure_and_keeps_the_lock(tmp_path):
    good = site_of({"posts/a.md": post(figure("demo:line", "{#fig-a}"), Slug="a")})
    build(tmp_path, good, SETTINGS)
    lock = (tmp_path / "figures.lock").read_bytes()
    broken = good["tiny_demos/line.py"].replace("height + seed", "height / 0")

    ended = build(tmp_path, good | {"tiny_demos/line.py": broken}, SETTINGS)

    page = (tmp_path / "output/blog/a/index.html").read_text()
    assert '<figure class="figure stale" id="fig-a">' in page
    assert "ZeroDivisionError" in page
    assert "<svg" in page
    assert "ZeroDivisionError" in ended.stdout
    assert (tmp_path / "figures.lock").read_bytes() == lock


def test_an_option_that_is_mistyped_shows_what_the_place_showed_before(tmp_path):
    good = post(figure("demo:line?height=2", "{#fig-a}"), Slug="a")
    build(tmp_path, site_of({"posts/a.md": good}), SETTINGS)

    errors(tmp_path, {"posts/a.md": good.replace("height=2", "hight=2")})

    page = (tmp_path / "output/blog/a/index.html").read_text()
    assert '<figure class="figure stale" id="fig-a">' in page
    assert "there is no option --hight" in page
    assert "<code>python -m tiny_demos line --height 2 --out figure</code>" in page


def test_a_figure_that_never_was_shows_what_is_wrong(tmp_path):
    errors(tmp_path, {"posts/a.md": post(figure("demo:lime"), Slug="a")})

    page = (tmp_path / "output/blog/a/index.html").read_text()
    assert "there is no demo &#x27;lime&#x27;; use one of line, wave" in page


def test_a_site_without_demos_is_told_so(tmp_path):
    posts = {"posts/a.md": post(figure("demo:line"), Slug="a")}

    found = errors(tmp_path, posts, DEMOS_MODULE="no_such_demos")

    assert "there is no package 'no_such_demos'" in found[0]


def test_a_site_without_figures_needs_no_demos(tmp_path):
    posts = {"posts/a.md": post("Words.", Slug="a")}

    assert errors(tmp_path, posts, DEMOS_MODULE="no_such_demos") == []
    assert not (tmp_path / "figures.lock").exists()
    assert not (tmp_path / ".cache").exists()


def test_a_line_of_code_that_looks_like_the_figure_is_not_blamed(tmp_path):
    line = figure("demo:line?height=-1")
    body = f"```markdown\n{line}\n```\n\nor `{line}`\n\n{line}"

    found = errors(tmp_path, {"posts/a.md": post(body, Slug="a")})

    assert [text.split(": ")[0] for text in found] == ["content/posts/a.md:11"]


def test_a_mistaken_cover_is_told_with_its_line(tmp_path):
    posts = {"posts/a.md": post("Words.", Slug="a", Cover_img="demo:lime")}

    found = errors(tmp_path, posts)

    assert found[0].startswith("content/posts/a.md:4: there is no demo 'lime'; use one")


def test_ctrl_c_ends_the_build_and_its_runs_at_once_and_keeps_nothing(tmp_path):
    slow = {"posts/a.md": post(figure("demo:hang"), Slug="a")}
    build(tmp_path, site_of({"posts/a.md": post("Words.", Slug="a")}), SETTINGS)
    before = output(tmp_path)
    (tmp_path / "content/posts/a.md").write_text(slow["posts/a.md"])
    building = subprocess.Popen(
        [sys.executable, "-m", "pelican", "-s", "site_settings.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    started = tmp_path / "child.pid"
    while not started.exists() or not started.read_text():
        time.sleep(0.02)

    building.send_signal(signal.SIGINT)

    assert building.wait(timeout=1.5) != 0
    assert not running(int(started.read_text()))
    assert output(tmp_path) == before
    assert [p.name for p in (tmp_path / ".cache/figures").iterdir()] == ["work"]
    assert list((tmp_path / ".cache/figures/work").iterdir()) == []


def test_a_run_that_is_killed_from_outside_is_told(tmp_path):
    demos = {"tiny_demos/wave.py": "import os\nos.kill(os.getpid(), 9)\n"}
    posts = site_of({"posts/a.md": post(figure("demo:wave"), Slug="a")})

    ended = build(tmp_path, posts | demos, SETTINGS)

    assert "content/posts/a.md:5: the demo was ended by SIGKILL" in ended.stdout


@pytest.mark.parametrize("demo", ["epsilon-greedy?runs=10", "forward-diffusion"])
def test_the_real_demos_keep_the_contract(tmp_path, demo):
    posts = {"posts/a.md": post(figure(f"demo:{demo}", "{#fig-a}"), Slug="a")}

    assert errors(tmp_path, posts, DEMOS_MODULE="demos") == []

    page = (tmp_path / "output/blog/a/index.html").read_text()
    assert page.count('class="figure-wide"') == page.count('class="figure-narrow"') == 1
    assert '<p class="figure-check">' in page
    assert 'stroke="var(--fig-1, #' in page
    assert " style=" not in page
    assert "<style" not in page


OURS = {  # our own reader and its strictness, as this site uses them
    "PLUGINS": ["plugins.strict", "plugins.reader", "plugins.notes", "plugins.figures"],
    "DEMOS_MODULE": "tiny_demos",
    "DIRECT_TEMPLATES": ["index"],
}


def yaml_post(body: str) -> str:
    return f"---\ntitle: A post\ndate: 2026-01-02\nslug: a\n---\n\n{body}\n"


def test_a_mistake_ends_our_build_before_anything_is_written(tmp_path):
    good = site_of({"posts/a.md": yaml_post(figure("demo:line", "{#fig-a}"))})
    assert build(tmp_path, good, OURS).returncode == 0
    before = output(tmp_path), (tmp_path / "figures.lock").read_bytes()
    bad = {"content/posts/a.md": yaml_post(figure("demo:lime", "{#fig-a}"))}

    ended = build(tmp_path, good | bad, OURS)

    assert ended.returncode == 1
    assert "content/posts/a.md:7: there is no demo 'lime'" in ended.stderr
    assert before == (output(tmp_path), (tmp_path / "figures.lock").read_bytes())


def test_a_mistake_elsewhere_leaves_the_lock_as_it_was(tmp_path):
    good = site_of({"posts/a.md": yaml_post(figure("demo:line"))})
    build(tmp_path, good, OURS)
    before = (tmp_path / "figures.lock").read_bytes()
    bad = {"content/posts/a.md": "---\ntitle: [\n---\n\nWords.\n"}

    build(tmp_path, good | bad, OURS)
    build(tmp_path, good | bad, OURS | {"KEEP_GOING": True})

    assert (tmp_path / "figures.lock").read_bytes() == before


def test_whoever_is_writing_sees_the_mistake_in_the_page(tmp_path):
    posts = site_of({"posts/a.md": yaml_post(figure("demo:lime", "{#fig-a}"))})

    ended = build(tmp_path, posts, OURS | {"KEEP_GOING": True})

    assert ended.returncode == 0
    page = (tmp_path / "output/blog/a/index.html").read_text()
    assert '<div class="figure-error" role="alert"><p>there is no demo' in page


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
