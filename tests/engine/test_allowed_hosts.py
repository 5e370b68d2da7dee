"""What the author allows pages to load from other hosts, and how far."""

import re

import pytest
from sites import ALL, AVATARS, ROOT, build, post

from plugins.shared.loads import sources

ALLOWED = {
    "img": ["a.example", "*.b.example"],
    "frame": ["video.example"],
    "style": ["inline"],
    "script": ["inline"],
}
FRAME = '<iframe title="a" src="https://video.example/1"></iframe>'
LISTED = "summary: '![a](https://c.b.example/b.png)'\ntitle:"
COLOPHON = post("e").replace("title:", "template: colophon\ntitle:", 1)
TEXTS = {
    "content/posts/2026-01-01-picture.md": post("![a](https://a.example/b.png)\n\nb"),
    "content/posts/2026-01-02-frame.md": post(FRAME),
    "content/posts/2026-01-03-plain.md": post("c"),
    "content/posts/2026-01-04-own.md": post('<p style="color: red">d</p>'),
    "content/posts/2026-01-05-lists.md": post("b").replace("title:", LISTED, 1),
    "content/pages/colophon.md": COLOPHON,
    **AVATARS,
}
SETTINGS = ALL | {
    "THEME": str(ROOT / "theme"),
    "STRICT": True,
    "MENU": [],
    "FOOTER_LINKS": [],
    "DIRECT_TEMPLATES": ["index", *ALL["DIRECT_TEMPLATES"]],
}
POLICY = re.compile('http-equiv="Content-Security-Policy" content="([^"]*)"')
BESIDE = re.compile(r"https://\S*?example|'unsafe-inline'|&#39;unsafe-inline&#39;")
SHA = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"  # of alert(1)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="https://a.example/b">', {"img": " https://a.example"}),
        ("<IMG SRC=//a.example/b>", {"img": " a.example"}),
        ("<img srcset='b.png, //c.b.example/b 2x'>", {"img": " c.b.example"}),
        ('<img src="https://b.example/c">', {}),
        ('<img src="https://evil.example/a.example">', {}),
        ('<img src="https://[a.example">', {}),
        ('<iframe src="https://a.example/b"></iframe>', {}),
        ("<script>alert(1)</script>", {"script": f" {SHA}"}),
        ('<script>"<img src=//a.example>"</script>', None),
        ("<i style='color:red'>b</i><style></style>", {"style": " 'unsafe-inline'"}),
        ('<i onclick="b()">c</i>', {}),
        ('<!-- <img src="//a.example/b"> --><a href="//a.example">b</a>', {}),
    ],
)
def test_a_page_is_opened_for_what_it_loads_and_is_allowed(html, expected):
    opened = sources(html, ALLOWED)

    assert opened == expected if expected is not None else "img" not in opened
    assert sources(html, {}) == {}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hosts")
    done = build(folder, TEXTS, {**SETTINGS, "ALLOWED_HOSTS": ALLOWED})
    assert done.returncode == 0, done.stderr
    return folder / "output"


def test_exactly_the_pages_that_use_them_are_opened(output):
    opened = {}
    for path in output.rglob("*.html"):
        (policy,) = POLICY.findall(path.read_text("utf-8"))
        if hosts := BESIDE.findall(policy):
            opened[path.parent.name] = hosts

    style = opened.pop("own")
    assert [hosts.strip("&#39;'") for hosts in style] == ["unsafe-inline"]
    assert opened.pop("frame") == ["https://video.example"]
    assert opened.pop("picture") == ["https://a.example"]
    assert opened.pop("blog") == ["https://c.b.example"]  # which shows the summary
    assert "lists" not in opened
    assert all(hosts == ["https://c.b.example"] for hosts in opened.values()), opened


def test_the_colophon_says_which_pages_load_what(output):
    page = (output / "colophon/index.html").read_text("utf-8")
    told = re.findall(r"<li>(\w[\w ]*) from (\S+): (.*)</li>", page)

    assert [(what, host) for what, host, _ in told] == [
        ("Pictures", "a.example"),
        ("Pictures", "c.b.example"),
        ("Pages in frames", "video.example"),
    ]
    assert 'href="/blog/frame/"' in told[2][2]


def test_what_is_not_allowed_is_named_and_not_opened(tmp_path):
    done = build(tmp_path, TEXTS, SETTINGS)

    for name in ("picture", "frame", "own", "lists"):
        assert re.search(rf"-{name}\.md:\d+: .*ALLOWED_HOSTS", done.stderr), name
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"image": ["a.example"]}, "has 'image' for a kind; choose from img, media"),
        ({"img": "a.example"}, "is 'a.example'; write a list of hosts"),
        ({"img": ["https://a.example/"]}, "has 'https://a.example/'; write the name"),
        ({"img": ["inline"]}, None),
    ],
)
def test_a_value_that_allows_nothing_is_named(tmp_path, value, words):
    files = {"content/posts/2026-01-03-plain.md": post("c"), **AVATARS}
    done = build(tmp_path, files, {**SETTINGS, "ALLOWED_HOSTS": value})

    assert "ALLOWED_HOSTS" in done.stderr
    assert words is None or words in done.stderr
    assert done.returncode == 1
