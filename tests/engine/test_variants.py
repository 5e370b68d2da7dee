"""Smaller copies of pictures: which there are, what is in them, where they are kept."""

import io
import subprocess
import sys

import pytest
from PIL import Image, ImageDraw
from sites import ROOT

from plugins.images import variants
from plugins.images.variants import (
    THUMBNAIL,
    WIDE,
    Variants,
    make_variants,
    sizes,
)

NARROW = (40, 80)


def photo(size):
    """Something that no format can write in few bytes."""
    return Image.merge("RGB", [Image.effect_noise(size, 60) for _ in "RGB"])


def data(image, form="PNG", **options):
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def opened(webp):
    image = Image.open(io.BytesIO(webp))
    assert image.format == "WEBP"
    return image


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(data(photo((120, 60))))
    return path


@pytest.fixture
def said():
    return []


@pytest.fixture
def kept(tmp_path):
    return Variants({"CACHE_FOLDER": tmp_path / "cache", "SITEURL": "https://a.org"})


@pytest.mark.parametrize(
    ("picture", "spec", "expected"),
    [
        ((2000, 1000), WIDE, [(1600, 800), (960, 480), (480, 240)]),
        ((1200, 300), WIDE, [(1200, 300), (960, 240), (480, 120)]),
        ((300, 200), WIDE, [(300, 200)]),
        ((1600, 640), THUMBNAIL, [(480, 192), (240, 96)]),
        ((400, 1000), THUMBNAIL, [(400, 1000), (240, 600)]),
        ((1600, 1), WIDE, [(1600, 1), (960, 1), (480, 1)]),
    ],
)
def test_copies_have_the_wanted_widths_and_are_never_enlarged(picture, spec, expected):
    assert sizes(picture, spec) == expected


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_copies_show_what_the_picture_shows(form):
    image = Image.new("RGB", (200, 100), "#c03020")
    image.paste("#2040c0", (100, 0, 200, 100))
    image.paste(photo((20, 20)), (90, 40))  # else the picture is lightest

    made = dict(make_variants(data(image, form, quality=95), NARROW))

    assert made.keys() == {40, 80}
    small = opened(made[40]).convert("RGB")
    assert small.size == (40, 20)
    for place, colour in (((5, 5), (192, 48, 32)), ((35, 15), (32, 64, 192))):
        near = small.getpixel(place)
        assert max(abs(a - b) for a, b in zip(near, colour, strict=True)) < 12


def test_drawings_are_copied_exactly():
    image = Image.new("RGB", (90, 90), "white")
    ImageDraw.Draw(image).ellipse((10, 10, 80, 80), fill="navy")

    made = dict(make_variants(data(image), (90,)))

    assert opened(made[90]).convert("RGB").tobytes() == image.tobytes()


def test_what_can_be_seen_through_stays_so():
    image = photo((80, 80)).convert("RGBA")
    image.putalpha(128)

    made = dict(make_variants(data(image), NARROW))

    assert opened(made[40]).getpixel((20, 20))[3] == 128


def test_a_photo_stands_as_the_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter

    made = dict(
        make_variants(data(photo((200, 100)), "JPEG", exif=exif, quality=95), NARROW)
    )

    assert opened(made[40]).size == (40, 80)


def test_where_a_copy_would_weigh_more_there_is_none(monkeypatch):
    monkeypatch.setattr("plugins.images.variants.QUALITY", 100)
    rough = data(photo((90, 90)), "JPEG", quality=20)

    assert list(make_variants(rough, (90,))) == []


def test_narrower_copies_weigh_less():
    weights = [len(webp) for _, webp in make_variants(data(photo((200, 200))), NARROW)]

    assert weights == sorted(weights, reverse=True)


def test_an_animation_stays_one():
    frames = [photo((90, 90)) for _ in range(3)]
    moving = data(frames[0], save_all=True, append_images=frames[1:])

    assert list(make_variants(moving, NARROW)) == []


@pytest.mark.parametrize("words", ["<svg/>", "GIF89a"])
def test_other_files_have_no_copies(kept, tmp_path, words):
    path = tmp_path / "a.svg"
    path.write_bytes(words.encode("latin-1"))

    assert kept.find(path, NARROW, pytest.fail) == {}


def test_a_damaged_picture_is_named(kept, picture, said):
    picture.write_bytes(picture.read_bytes()[:200])

    assert kept.srcset(picture, NARROW, said.append) == ""
    assert said == ["cannot be made smaller (image file is truncated); save it again."]


def test_no_picture_takes_all_memory(kept, picture, said, monkeypatch):
    monkeypatch.setattr(variants, "MAX_MEGAPIXELS", 0)
    picture.write_bytes(data(Image.new("L", (1000, 2000))))

    assert kept.find(picture, NARROW, said.append) == {}
    assert said == [
        "cannot be made smaller (it has 2 megapixels); save it with 0 or fewer."
    ]


@pytest.mark.parametrize("limit", [5000, 1000])
def test_a_large_picture_is_no_line_of_python(
    kept, picture, recwarn, monkeypatch, limit
):
    """Pillow warns of bombs of more pixels than its limit, and raises from twice it."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)

    kept.find(picture, (8,), pytest.fail)

    assert not recwarn.list


@pytest.mark.parametrize("mode", ["I;16", "1", "LA", "P", "CMYK"])
def test_pictures_of_every_depth_have_copies(mode):
    ramp = Image.linear_gradient("L").resize((256, 256)).convert("I")
    deep = ramp.point(lambda grey: grey * 257)
    picture = deep if mode == "I;16" else ramp.convert("L")
    form = "JPEG" if mode == "CMYK" else "PNG"

    made = dict(variants.make_variants(data(picture.convert(mode), form), (64,)))

    if 64 in made:
        shown = opened(made[64]).convert("L").getextrema()
        assert shown[0] < 30
        assert shown[1] > 225
    assert mode in {"1", "P"} or 64 in made


def test_html_gets_full_addresses_from_small_to_large(kept, picture):
    found = kept.find(picture, NARROW, pytest.fail)
    (key,) = {path.split("/")[1] for path in found.values()}

    assert kept.srcset(picture, NARROW, pytest.fail) == (
        f"https://a.org/pictures/{key}/40.webp 40w, "
        f"https://a.org/pictures/{key}/80.webp 80w"
    )


def test_what_was_asked_for_is_known_by_its_path_in_the_site(kept, picture):
    path = kept.find(picture, NARROW, pytest.fail)[40]

    assert opened(kept.used[path].read_bytes()).size == (40, 20)


def test_another_picture_or_width_has_other_copies(kept, picture):
    first = kept.find(picture, NARROW, pytest.fail)
    others = kept.find(picture, (40, 90), pytest.fail)
    picture.write_bytes(data(photo((120, 60))))

    paths = {c[40] for c in (first, others, kept.find(picture, NARROW, pytest.fail))}

    assert len(paths) == 3


def test_the_same_picture_gives_the_same_bytes(picture):
    first, second = (
        list(make_variants(picture.read_bytes(), NARROW)) for _ in range(2)
    )

    assert first == second


def test_nothing_is_loaded_to_make_what_is_kept(kept, picture, tmp_path):
    kept.find(picture, WIDE, pytest.fail)
    settings = {"CACHE_FOLDER": str(tmp_path / "cache"), "SITEURL": ""}
    program = (
        "import sys; from plugins.images.variants import *\n"
        f"variants = Variants({settings!r})\n"
        f"assert len(variants.find(Path({str(picture)!r}), WIDE, print)) == 1\n"
        "assert 'PIL.ImageOps' not in sys.modules"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT)

    assert done.returncode == 0


def test_without_a_place_to_keep_them_there_are_none_and_it_is_said(tmp_path):
    (tmp_path / "images").write_text("in the way")
    picture = tmp_path / "photo.png"
    photo((900, 600)).save(picture)
    said = []
    variants = Variants({"CACHE_FOLDER": tmp_path, "SITEURL": ""})

    assert variants.find(picture, WIDE, said.append) == {}
    assert said[0].startswith("has no smaller copies, as they cannot be kept (")
