"""Services of others: off unless settings name one, asked on a click, said openly."""

import html
import json
import re

import pytest
from sites import ALL, ROOT, WHOLE, build, post

from plugins.shared.services import statistics
from plugins.videos import player_of

GISCUS = {
    "service": "giscus",
    "repo": "ada/site",
    "repo-id": "R_1",
    "category": "Comments & more",
    "category-id": "D_1",
}
UTTERANCES = {"service": "utterances", "repo": "ada/site"}
MAIL = {"service": "mail", "address": "ada@example.org"}
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s"
COLOPHON = "---\ntitle: Colophon\ntemplate: colophon\n---\n"
TEXTS = {
    **WHOLE,
    "content/pages/colophon.md": COLOPHON,
    "content/posts/plain.md": post("Words.", "Q & A"),
    "content/posts/quiet.md": post("Words.").replace("date:", "comments: false\ndate:"),
    "content/posts/video.md": post(f"[Watch it]({VIDEO})\n\nSee [this]({VIDEO})."),
    "content/pages/open.md": "---\ntitle: Open\ncomments: true\n---\n\nWords.\n",
}
POLICY = re.compile('http-equiv="Content-Security-Policy" content="([^"]*)"')
HOST = re.compile(r"([\w-]+)-src[^;]*?(https://[^\s;]+)")


def pages(folder, **settings):
    """The pages of a site with these settings, by place."""
    done = build(folder, TEXTS, {**ALL, "THEME": str(ROOT / "theme"), **settings})
    assert done.returncode == 0, done.stderr
    files = (folder / "output").rglob("*.html")
    return {
        path.parent.relative_to(folder / "output").as_posix(): path.read_text("utf-8")
        for path in files
        if path.name == "index.html"
    }


def hosts(page):
    """What the policy of a page allows beside its own site."""
    rules = POLICY.search(page)[1].split(";")
    return {
        rule.split()[0]: found
        for rule in rules
        if (found := re.findall(r"https://\S+", rule))
    }


def plain_policies(found, *but):
    return [hosts(page) for place, page in found.items() if place not in but]


def test_without_settings_nothing_is_asked(tmp_path):
    found = pages(tmp_path)

    assert not any(plain_policies(found))
    assert "Nothing: no fonts" in found["colophon"]
    assert not any(
        "embeds." in page or "Comments</h2>" in page for page in found.values()
    )


@pytest.mark.parametrize(
    ("setting", "kinds", "host"),
    [
        (GISCUS, ["frame-src", "script-src", "style-src"], "https://giscus.app"),
        (UTTERANCES, ["frame-src", "script-src"], "https://utteranc.es"),
    ],
)
def test_comments_open_the_pages_that_have_them(tmp_path, setting, kinds, host):
    found = pages(tmp_path, COMMENTS=setting)

    for place in ("blog/plain", "blog/video", "open"):
        assert hosts(found[place]) == {kind: [host] for kind in kinds}
        assert found[place].count("embeds.js") == 1
    assert not any(plain_policies(found, "blog/plain", "blog/video", "open"))
    name = host.removeprefix("https://")
    assert f"Comments from {name}:" in found["colophon"]
    said = found["colophon"].partition(name)[2].partition("</li>")[0]
    assert re.findall(r"b/(\w+)/|/(open)/", said.replace("blog/", "b/"))


def test_comments_are_a_link_until_they_are_asked_for(tmp_path):
    page = pages(tmp_path, COMMENTS=GISCUS)["blog/plain"]

    link = re.search('<a href="([^"]*)" data-comments="([^"]*)">', page)
    assert link[1] == "https://github.com/ada/site/discussions"
    script = json.loads(html.unescape(link[2]))
    assert script["src"] == "https://giscus.app/client.js"
    assert script["data-category"] == "Comments & more"
    assert "<script src=https://giscus" not in page.replace('"', "")


def test_a_mail_needs_no_script(tmp_path):
    found = pages(tmp_path, COMMENTS=MAIL)

    assert (
        'href="mailto:ada@example.org?subject=Re%3A%20Q%20%26%20A"'
        in found["blog/plain"]
    )
    assert "mailto:ada@" not in found["blog/quiet"]
    assert not any(plain_policies(found))
    assert "embeds" not in found["blog/plain"]


STATISTICS = [
    (
        {"service": "goatcounter", "address": "https://ada.goatcounter.com"},
        'src="https://gc.zgo.at/count.js" async '
        'data-goatcounter="https://ada.goatcounter.com/count"',
        {
            "script-src": ["https://gc.zgo.at"],
            "img-src": ["https://ada.goatcounter.com"],
            "connect-src": ["https://ada.goatcounter.com"],
        },
    ),
    (
        {"service": "plausible", "domain": "ada.test"},
        'src="https://plausible.io/js/script.js" async data-domain="ada.test"',
        {
            "script-src": ["https://plausible.io"],
            "connect-src": ["https://plausible.io"],
        },
    ),
    (
        {"service": "matomo", "address": "https://m.test/a/", "site": "1"},
        'src="/theme/js/matomo.js" async data-address="https://m.test/a" data-site="1"',
        {kind: ["https://m.test"] for kind in ("script-src", "img-src", "connect-src")},
    ),
]


@pytest.mark.parametrize(("setting", "script", "opened"), STATISTICS)
def test_statistics_open_every_page(tmp_path, setting, script, opened):
    found = pages(tmp_path, STATISTICS=setting)

    for page in found.values():
        assert f"<script {script}></script>" in page
        assert hosts(page) == opened
    names = ", ".join(statistics(setting).hosts)
    (told,) = re.findall(
        r"Every page tells (\w+) that it is read \(([^)]*)\)", found["colophon"]
    )
    assert (told[0].lower(), told[0].islower()) == (setting["service"], False)
    assert told[1] == names


def test_a_video_has_a_player_where_it_is_alone_in_a_paragraph(tmp_path):
    found = pages(tmp_path, VIDEO_PLAYERS=["youtube"])

    page = found["blog/video"]
    player = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42"
    assert page.count("data-player=") == 1
    assert (
        f'<p class="video"><a href="{html.escape(VIDEO)}" data-player="{player}">'
        in page
    )
    assert hosts(page) == {"frame-src": ["https://www.youtube-nocookie.com"]}
    assert not any(plain_policies(found, "blog/video"))
    assert "Videos from www.youtube-nocookie.com:" in found["colophon"]


def test_hosts_of_one_page_are_added_up(tmp_path):
    page = pages(tmp_path, VIDEO_PLAYERS=["youtube"], COMMENTS=UTTERANCES)["blog/video"]

    frames = {"https://utteranc.es", "https://www.youtube-nocookie.com"}
    assert set(hosts(page)["frame-src"]) == frames


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (
            "https://youtu.be/a-b_c",
            "https://www.youtube-nocookie.com/embed/a-b_c?start=0",
        ),
        (
            "https://www.youtube.com/shorts/ab?start=7",
            "https://www.youtube-nocookie.com/embed/ab?start=7",
        ),
        ("https://vimeo.com/123", "https://player.vimeo.com/video/123?dnt=1"),
        ("https://www.youtube.com/@3blue1brown", ""),
        ("https://www.youtube.com/watch?list=1", ""),
        ("https://vimeo.com/channels/staffpicks", ""),
        ("https://example.org/watch?v=a", ""),
    ],
)
def test_addresses_of_videos_are_known(address, player):
    assert player_of(address)[1] == player


MATOMO = {"service": "matomo", "address": "https://m.test", "site": "1"}
MISTAKES = [
    (
        "STATISTICS",
        {"service": "google"},
        "has the service 'google'; choose from goatcounter, plausible, matomo.",
    ),
    (
        "COMMENTS",
        {"service": "disqus"},
        "has the service 'disqus'; choose from giscus, utterances, mail.",
    ),
    ("COMMENTS", {"repo": "a/b"}, "has the service None; choose"),
    (
        "COMMENTS",
        {"service": "utterances"},
        "has no 'repo', which utterances needs; write such as 'ada/site'.",
    ),
    (
        "COMMENTS",
        {**UTTERANCES, "repos": "a"},
        "has 'repos', which utterances does not know; did you mean 'repo'?",
    ),
    ("COMMENTS", {**MAIL, "address": "a"}, "['address'] is 'a'; write such as 'ada@"),
    ("STATISTICS", {**MATOMO, "address": "http://m.test"}, "['address'] is 'http://m."),
    ("STATISTICS", {**MATOMO, "site": 1}, "write names and values, each in quotes."),
    (
        "VIDEO_PLAYERS",
        ["dailymotion"],
        "has 'dailymotion'; choose from youtube, vimeo.",
    ),
]


@pytest.mark.parametrize(("name", "value", "said"), MISTAKES)
def test_what_is_not_known_is_refused_with_its_line(tmp_path, name, value, said):
    done = build(tmp_path, {"content/posts/a.md": post("Words.")}, {name: value})

    lines = (tmp_path / "site_settings.py").read_text("utf-8").split("\n")
    line = 1 + next(n for n, text in enumerate(lines) if text.startswith(f"{name} ="))
    told = done.stdout + done.stderr
    assert f"site_settings.py:{line}: {name}" in told
    assert said in told
