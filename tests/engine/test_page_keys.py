"""What Beautiful Jekyll's keys ask of a page, asked of the page that is built."""

import re

import pytest
import sites

THEME = {"THEME": str(sites.ROOT / "theme"), "SITEURL": "https://example.org/sub"}
TEXT = "---\ntitle: {title}\ndate: 2026-01-0{day}\n{head}\n---\n\n{body}\n"
HEADINGS = "## One\n\na\n\n## Two\n\nb\n\n## Three\n\nc\n"
OWN = "content/theme/templates/parts/"


def build(tmp_path, head, more=None, body=HEADINGS, **settings):
    """How the build of a post with these keys ended."""
    post = TEXT.format(title="Wells", day=2, head=head, body=body)
    files = sites.WHOLE | {"content/posts/wells.md": post} | (more or {})
    return sites.build(tmp_path, files, sites.SETTINGS | THEME | settings)


def page(tmp_path, name="blog/wells/index.html"):
    return (tmp_path / "output" / name).read_text("utf-8")


KEYS = [
    ("share-title: Deep", 'og:title" content="Deep"', 'og:title" content="Wells"'),
    ("share-description: Wet", 'og:description" content="Wet"', ""),
    ("social-share: false", "", 'class="share"'),
    ("toc: false", "<h2", 'class="toc'),
    ("author: [Ada, Bob]", '>Ada</a> and <a href="', ""),
    ("author: [Ada, Bob]", '{"@type": "Person", "name": "Bob"}', ""),
    ("author: [Ada, Bob]", 'name="author" content="Ada and Bob"', ""),
    ("full-width: true", '<body class="full-width">', ""),
    ("nav-short: true", '<header class="bar short">', ""),
    ("layout: minimal", "<h1>Wells</h1>", '<header class="bar'),
    ("layout: minimal", "<h2", '<footer class="foot'),
    ("layout: post", '<header class="bar', ""),
    ("gh-repo: ada/wells", 'href="https://github.com/ada/wells"', ""),
    (
        "gh-repo: ada/wells\ngh-badge: [star, follow]",
        'href="https://github.com/ada">Follow ada<',
        "<iframe",
    ),
    ("subtitle: In the ground", "In the ground", ""),
    ("last-updated: 2026-02-03", 'datetime="2026-02-03', ""),
]


@pytest.fixture(scope="module")
def posts(tmp_path_factory):
    """The page of a post for each of the keys, and what was said of them."""
    folder = tmp_path_factory.mktemp("keys")
    heads = {head: f"p{n}" for n, (head, *_) in enumerate(KEYS)}
    more = {
        f"content/posts/{name}.md": TEXT.format(
            title="Wells", day=2, head=head, body=HEADINGS
        )
        for head, name in heads.items()
    }
    done = build(folder, "", more)
    assert done.returncode == 0, done.stderr
    return {h: page(folder, f"blog/{name}/index.html") for h, name in heads.items()}


@pytest.mark.parametrize(("head", "shown", "gone"), KEYS)
def test_a_key_does_what_it_does_in_beautiful_jekyll(posts, head, shown, gone):
    assert shown in posts[head]
    assert not gone or gone not in posts[head]


@pytest.mark.parametrize("value", ['""', "''"])
def test_an_empty_thumbnail_is_none_though_there_is_a_cover(tmp_path, value):
    pictures = {"content/images/c.png": sites.png(1200, 600)}
    build(tmp_path, f"cover-img: /images/c.png\nthumbnail-img: {value}", pictures)
    without = page(tmp_path, "blog/index.html")
    build(tmp_path, "cover-img: /images/c.png\nthumbnail-img:", pictures)

    assert "c.png" not in without
    assert "c.png" in page(tmp_path, "blog/index.html") + page(tmp_path, "index.html")
    assert 'class="cover' in page(tmp_path)


def test_a_text_may_stay_out_of_the_sitemap(tmp_path):
    build(tmp_path, "sitemap: false")

    assert "blog/wells/" not in page(tmp_path, "sitemap.xml")
    assert "blog/wells/" in page(tmp_path, "blog/index.html")


def test_a_pinned_text_comes_first_on_the_front_page(tmp_path):
    newer = TEXT.format(title="Newer", day=5, head="", body="a")
    build(tmp_path, "pin: true", {"content/posts/newer.md": newer})

    home = page(tmp_path, "index.html")
    assert home.index("Wells") < home.index("Newer")


def test_own_styles_and_scripts_are_published_and_loaded(tmp_path):
    files = {"content/lab/a.css": "p {}", "content/lab/a.js": "1"}
    done = build(tmp_path, "css: /lab/a.css\njs: [lab/a.js]", files)

    assert done.returncode == 0, done.stderr
    assert 'href="https://example.org/sub/lab/a.css"' in page(tmp_path)
    assert 'src="https://example.org/sub/lab/a.js"' in page(tmp_path)
    assert (tmp_path / "output/lab/a.css").exists()


def test_styles_of_another_host_are_loaded_where_the_author_allows_it(tmp_path):
    head = "ext-css: {href: 'https://cdn.example.com/a.css', sri: sha256-aB3+/x=}"
    done = build(tmp_path, head, ALLOWED_HOSTS={"style": ["cdn.example.com"]})

    assert done.returncode == 0, done.stderr
    digest = 'integrity="sha256-aB3+/x=" crossorigin'
    assert f'href="https://cdn.example.com/a.css" {digest}>' in page(tmp_path)
    assert re.search(r"style-src [^;]*cdn\.example\.com", page(tmp_path))


def test_parts_of_the_authors_own_stand_where_they_are_named(tmp_path):
    parts = {
        f"{OWN}before.html": "<p>before {{ item.title }}</p>",
        f"{OWN}after.html": "<p>after</p>",
        f"{OWN}foot.html": "<p>foot</p>",
        f"{OWN}meta.html": '<meta name="mine" content="yes">',
        f"{OWN}own_comments.html": "<section>comments</section>",
    }
    head = (
        "before-content: before.html\nafter-content: [after.html]\n"
        "footer-extra: foot.html\nhead-extra: meta.html\ncomments: true"
    )
    done = build(tmp_path, head, parts)

    assert done.returncode == 0, done.stderr
    html = page(tmp_path)
    places = ("mine", "before Wells", "<h2", "after", ">comments<", ">foot<")
    assert sorted(places, key=html.index) == list(places)


MISTAKES = {
    "css: /no.css": ":4: css names '/no.css', which is not in",
    "after-content: no.html": ":4: after-content names 'no.html'",
    "ext-js: https://e.org/a.js": "set ALLOWED_HOSTS = {'script': ['e.org']}",
    "full-width: maybe": "full-width: 'maybe' is neither true nor false",
    "comments: 3": "comments: '3' is neither true nor false",
}


def test_what_cannot_be_done_is_said_with_the_line(tmp_path):
    more = {
        f"content/posts/p{n}.md": TEXT.format(title="W", day=2, head=head, body="a")
        for n, head in enumerate(MISTAKES)
    }
    done = build(tmp_path, "", more)

    for said in MISTAKES.values():
        assert said in done.stderr


def test_a_page_of_the_layout_home_lists_the_latest_texts(tmp_path):
    pages = {"content/pages/front.md": "---\ntitle: Front\nlayout: home\n---\nHello.\n"}
    build(tmp_path, "", pages)

    assert "Latest posts" in page(tmp_path, "front/index.html")
