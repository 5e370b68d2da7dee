"""Pictures in texts: their size, their copies, and what feeds get."""

import pytest
import sites
from PIL import Image

from plugins.images.responsive import responsive
from plugins.images.variants import Variants


@pytest.fixture
def content(tmp_path):
    (tmp_path / "images").mkdir()
    Image.new("RGB", (30, 20)).save(tmp_path / "images" / "a b.gif")
    (tmp_path / "posts").mkdir()
    return tmp_path


@pytest.fixture
def finish(content):
    variants = Variants({"CACHE_FOLDER": content / "cache", "SITEURL": ""})
    return lambda image: responsive(
        image, content / "posts", content, variants, complain=pytest.fail
    )


@pytest.mark.parametrize(
    "address",
    ["{static}/images/a%20b.gif", "/images/a b.gif", "{static}../images/a b.gif"],
)
def test_a_picture_of_ours_gets_its_size_and_waits(finish, address):
    assert finish(f'<img alt="x" src="{address}">') == (
        f'<img width="30" height="20" loading="lazy" alt="x" src="{address}">'
    )


def test_a_picture_wider_than_a_phone_is_a_link_to_its_file(content, finish):
    Image.new("RGB", (481, 20)).save(content / "images" / "wide.gif")
    address = "{static}/images/wide.gif"
    image = f'<img alt="x" src="{address}">'
    whole = f'<img width="481" height="20" loading="lazy" alt="x" src="{address}">'

    linked = f'<a class="picture" href="{address}" title="Enlarge">{whole}</a>'
    assert finish(f"<p>{image}</p>") == f"<p>{linked}</p>"
    assert finish(f'<a href="b">{image}</a>') == f'<a href="b">{whole}</a>'


def test_pictures_have_no_copies_where_none_are_wanted(content):
    Image.effect_noise((900, 600), 80).save(content / "images/a.png")
    settings = {"CACHE_FOLDER": content / "cache", "SITEURL": ""}

    def copies(**more):
        return Variants(settings | more).find(content / "images/a.png", (480,), print)

    assert copies(PICTURE_COPIES=False) == {}
    assert list(copies()) == [480]


def test_a_picture_among_sources_is_no_link(content, finish):
    Image.new("RGB", (481, 20)).save(content / "images" / "wide.gif")

    page = finish('<picture><source><img src="/images/wide.gif"></picture>')

    assert page.startswith('<picture><source><img width="481"')


@pytest.mark.parametrize(
    "image",
    [
        '<img alt="" src="https://example.org/a.png">',
        '<img alt="" src="/images/missing.png">',
        '<img alt="" src="/images/a b.gif" width="3" height="2">',
        '<img alt="">',
    ],
)
def test_other_pictures_stay_as_they_are(finish, image):
    assert finish(image) == image


def test_a_page_has_copies_and_its_feed_has_the_picture(tmp_path):
    Image.effect_noise((700, 300), 50).save(tmp_path / "plot.png")
    files = {
        "content/posts/2026-01-02-a.md": sites.post("![A plot](../images/plot.png)"),
        "content/images/plot.png": (tmp_path / "plot.png").read_bytes(),
    }

    done = sites.build(tmp_path, files, {"SITEURL": "https://example.org"})

    output = tmp_path / "output"
    page = (output / "blog/a/index.html").read_text("utf-8")
    feed = (output / "feeds/posts.atom.xml").read_text("utf-8")
    copies = sorted(output.glob("pictures/*/*.webp"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in copies] == ["480.webp", "700.webp"]
    for path in copies:
        assert f"https://example.org/{path.relative_to(output).as_posix()} " in page
    assert 'href="https://example.org/images/plot.png"' in page
    assert 'src="https://example.org/images/plot.png"' in page
    assert "https://example.org/images/plot.png" in feed
    assert "webp" not in feed
    assert "Enlarge" not in feed


def test_a_damaged_picture_is_named_with_the_line_that_shows_it(tmp_path):
    Image.effect_noise((700, 300), 50).save(tmp_path / "plot.png")
    part = (tmp_path / "plot.png").read_bytes()[:300]
    text = sites.post("a\n\n![a plot](../images/part.png)")
    files = {
        "content/images/part.png": part,
        "content/posts/a.md": text.replace(
            "date:", "cover-img: /images/part.png\ndate:"
        ),
    }

    done = sites.build(tmp_path, files)

    why = "is cut off; save it again."
    assert done.stderr.splitlines() == [
        f"content/posts/a.md:3: cover-img names '/images/part.png', which {why}",
        f"content/posts/a.md:9: warning: the picture ../images/part.png {why}",
        "1 mistake. Nothing was written.",
    ]


def test_a_cover_is_published_wherever_it_is(tmp_path):
    files = {
        "content/assets/a b.png": sites.png(9, 9),
        "content/posts/a.md": sites.post("x").replace(
            "date:", "cover-img: /assets/a%20b.png\ndate:"
        ),
        "theme/templates/article.html": "<img src='/{{ article.cover.src }}'>",
    }

    done = sites.build(tmp_path, files, {"STRICT": True})

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "output/assets/a b.png").is_file()
