"""What templates are given."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from pelican.settings import DEFAULT_CONFIG
from PIL import Image

from plugins.images.covers import pictures, use_variants
from plugins.images.variants import Variants
from plugins.page_context import dates, share_links, structured_data
from plugins.shared.settings import DEFAULTS
from plugins.shared.text import UNSET

SETTINGS = {**DEFAULT_CONFIG, **DEFAULTS}


def content(name, day=1, **more):
    date = datetime(2026, 1, day, tzinfo=UTC)
    values = {
        **UNSET,
        "title": name,
        "lang": "en",
        "title_html": f"<i>{name}</i>",
        "url": f"{name}/",
        "date": date,
        "locale_date": f"January {day}, 2026",
        "source_path": f"content/posts/{name}.md",
    }
    return SimpleNamespace(**values | more)


def tag(name):
    return SimpleNamespace(name=name, slug=name.lower(), url=f"tags/{name.lower()}/")


def test_dates_are_for_machines_and_for_people():
    post = content(
        "a",
        day=2,
        modified=datetime(2026, 3, 4, tzinfo=UTC),
        locale_modified="March 4, 2026",
    )

    assert dates(post, SETTINGS) == {
        "date_iso": "2026-01-02T00:00:00+00:00",
        "date_text": "January 2, 2026",
        "day_text": "January 2",
        "updated_iso": "2026-03-04T00:00:00+00:00",
        "updated_text": "March 4, 2026",
    }


@pytest.mark.parametrize(
    ("lang", "settings", "shown"),
    [
        ("vi", {}, "2 tháng 1, 2026"),
        ("en-gb", {}, "January 2, 2026"),
        ("vi", {"DEFAULT_DATE_FORMAT": "%d"}, "as Pelican has it"),
        ("vi", {"DATE_FORMATS": {"vi": "%d"}}, "as Pelican has it"),
        ("vi", {"DATE_FORMATS": {"en": "%d"}}, "2 tháng 1, 2026"),
    ],
)
def test_dates_are_as_the_language_has_them_unless_the_site_says(lang, settings, shown):
    post = content("a", day=2, lang=lang, locale_date="as Pelican has it")

    assert dates(post, SETTINGS | settings)["date_text"] == shown


def test_a_page_without_a_date_has_none():
    assert dates(SimpleNamespace(title="About"), SETTINGS) == {}


def test_share_links_escape_what_they_carry():
    links = share_links(
        [("Mail", "mailto:?subject={title}&body={url}")],
        "https://example.org/a/?b=c",
        "Q&A: 100 %?",
    )

    assert links == [
        {
            "name": "Mail",
            "url": "mailto:?subject=Q%26A%3A%20100%20%25%3F"
            "&body=https%3A%2F%2Fexample.org%2Fa%2F%3Fb%3Dc",
        }
    ]


@pytest.fixture
def find(tmp_path):
    (tmp_path / "images").mkdir()
    Image.new("RGB", (40, 30)).save(tmp_path / "images" / "photo.png")
    Image.new("RGB", (64, 32)).save(tmp_path / "cached.png")
    drawn = {"figures/abc/figure.png": tmp_path / "cached.png"}
    return lambda path: drawn.get(path, tmp_path / path)


def test_a_cover_stands_in_for_the_other_pictures(find):
    found = pictures(content("a", cover_img="/images/photo.png", cover_alt="Me"), find)

    cover = {"src": "images/photo.png", "width": 40, "height": 30, "alt": "Me"}
    assert found == {"cover": cover, "thumbnail": cover, "share": cover}


def test_a_dark_cover_is_the_twin_of_the_cover_and_of_what_it_stands_in_for(find):
    names = {"cover_img": "images/photo.png", "cover_dark_img": "/images/photo.png"}

    found = pictures(content("a", **names), find)

    twin = {"src": "images/photo.png", "width": 40, "height": 30, "alt": ""}
    assert found["cover"]["dark"] == found["thumbnail"]["dark"] == twin
    assert found["share"] == twin
    own = pictures(content("a", **names, thumbnail_img="images/photo.png"), find)
    assert own["thumbnail"] == twin


def test_a_thumbnail_may_have_a_twin_of_its_own(find):
    names = {"thumbnail_img": "images/photo.png", "thumbnail_dark_img": "cached.png"}

    found = pictures(content("a", **names), find)

    assert found["thumbnail"]["dark"]["width"] == 64
    assert "dark" not in found["share"]


def test_a_thumbnail_is_no_cover_but_can_be_shared(find):
    found = pictures(content("a", thumbnail_img="{static}/images/photo.png"), find)

    assert found["cover"] is None
    assert found["share"] == found["thumbnail"]


def test_a_picture_that_is_only_shared_has_words_of_its_own(find):
    words = {"cover_alt": "Me", "share_alt": "A curve"}

    found = pictures(content("a", share_img="images/photo.png", **words), find)

    assert found["share"]["alt"] == "A curve"


def test_a_figure_of_a_demo_is_found_where_it_was_computed(find):
    found = pictures(content("a", share_img="figures/abc/figure.png"), find)

    assert (found["share"]["width"], found["share"]["height"]) == (64, 32)


def test_pages_get_copies_and_networks_the_picture_itself(find, tmp_path):
    Image.effect_noise((640, 320), 50).save(tmp_path / "images" / "photo.png")
    found = pictures(content("a", cover_img="/images/photo.png"), find)

    use_variants(
        found,
        find,
        Variants({"CACHE_FOLDER": tmp_path / "c", "SITEURL": "/sub"}),
        pytest.fail,
    )

    assert found["cover"]["src"] == found["share"]["src"] == "images/photo.png"
    assert re.fullmatch(
        r"/sub/pictures/\w+/480\.webp 480w, /sub/pictures/\w+/640\.webp 640w",
        found["cover"]["srcset"],
    )
    assert re.fullmatch(r"pictures/\w+/480\.webp", found["thumbnail"]["src"])
    assert (found["thumbnail"]["width"], found["thumbnail"]["height"]) == (480, 240)


def test_a_missing_picture_is_named_with_its_line(find, caplog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    post = content("a", cover_img="/images/gone.png", source_path="a.md")
    (tmp_path / "a.md").write_text("---\ntitle: A\ncover-img: /images/gone.png\n---\n")

    found = pictures(post, find)

    assert found == {"cover": None, "thumbnail": None, "share": None}
    assert caplog.messages == [
        "a.md:3: cover-img names '/images/gone.png', which is not a picture "
        "in the content folder; correct the path or put the file there."
    ]


def test_structured_data_has_full_addresses():
    post = content(
        "a",
        description="About a.",
        author="Someone",
        date_iso="2026-01-01",
        updated_iso="2026-02-01",
        share={"src": "figures/abc/figure.png"},
        tags=[tag("Physics")],
    )

    data = structured_data(post, "https://example.org")

    assert data["@type"] == "BlogPosting"
    assert data["url"] == "https://example.org/a/"
    assert data["image"] == "https://example.org/figures/abc/figure.png"
    assert (data["datePublished"], data["dateModified"]) == ("2026-01-01", "2026-02-01")
    assert data["keywords"] == ["Physics"]
