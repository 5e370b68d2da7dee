"""Smaller copies of pictures: which there are, what is in them, where they are kept."""

import io
import subprocess
import sys
from fractions import Fraction

import pytest
from PIL import Image, ImageDraw
from sites import ROOT

from plugins.images.variants import THUMBNAIL, WIDE, Copies, Shape, copies, sizes

NARROW = Shape((40, 80))


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
def kept(tmp_path):
    return Copies({"CACHE_FOLDER": tmp_path / "cache", "SITEURL": "https://a.org"})


@pytest.mark.parametrize(
    ("picture", "shape", "expected"),
    [
        ((2000, 1000), WIDE, [(1600, 800), (960, 480), (480, 240)]),
        ((1200, 300), WIDE, [(1200, 300), (960, 240), (480, 120)]),
        ((300, 200), WIDE, [(300, 200)]),
        ((1600, 640), THUMBNAIL, [(480, 360), (240, 180)]),
        ((1600, 240), THUMBNAIL, [(320, 240), (240, 180)]),
        ((1600, 1), WIDE, [(1600, 1), (960, 1), (480, 1)]),
    ],
)
def test_copies_have_the_wanted_widths_and_are_never_enlarged(picture, shape, expected):
    assert sizes(picture, shape) == expected


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_copies_show_what_the_picture_shows(form):
    image = Image.new("RGB", (200, 100), "#c03020")
    image.paste("#2040c0", (100, 0, 200, 100))
    image.paste(photo((20, 20)), (90, 40))  # else the picture is lightest

    made = dict(copies(data(image, form, quality=95), NARROW))

    assert made.keys() == {40, 80}
    small = opened(made[40]).convert("RGB")
    assert small.size == (40, 20)
    for place, colour in (((5, 5), (192, 48, 32)), ((35, 15), (32, 64, 192))):
        near = small.getpixel(place)
        assert max(abs(a - b) for a, b in zip(near, colour, strict=True)) < 12


def test_a_thumbnail_is_cut_from_the_middle():
    image = Image.new("RGB", (300, 100), "white")
    image.paste(photo((100, 100)), (100, 0))

    ((_, webp),) = copies(data(image), Shape((100,), cut=Fraction(1)))

    assert opened(webp).size == (100, 100)
    assert opened(webp).convert("L").getpixel((0, 50)) < 255


def test_drawings_are_copied_exactly():
    image = Image.new("RGB", (90, 90), "white")
    ImageDraw.Draw(image).ellipse((10, 10, 80, 80), fill="navy")

    made = dict(copies(data(image), Shape((90,))))

    assert opened(made[90]).convert("RGB").tobytes() == image.tobytes()


def test_what_can_be_seen_through_stays_so():
    image = photo((80, 80)).convert("RGBA")
    image.putalpha(128)

    made = dict(copies(data(image), NARROW))

    assert opened(made[40]).getpixel((20, 20))[3] == 128


def test_a_photo_stands_as_the_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter

    made = dict(copies(data(photo((200, 100)), "JPEG", exif=exif, quality=95), NARROW))

    assert opened(made[40]).size == (40, 80)


def test_where_a_copy_would_weigh_more_there_is_none(monkeypatch):
    monkeypatch.setattr("plugins.images.variants.QUALITY", 100)
    rough = data(photo((90, 90)), "JPEG", quality=20)

    assert list(copies(rough, Shape((90,)))) == []


def test_narrower_copies_weigh_less():
    weights = [len(webp) for _, webp in copies(data(photo((200, 200))), NARROW)]

    assert weights == sorted(weights, reverse=True)


def test_an_animation_stays_one():
    frames = [photo((90, 90)) for _ in range(3)]
    moving = data(frames[0], save_all=True, append_images=frames[1:])

    assert list(copies(moving, NARROW)) == []


@pytest.mark.parametrize("words", ["<svg/>", "GIF89a", "\x89PNG\r\n\x1a\n"])
def test_other_files_have_no_copies(kept, tmp_path, words):
    path = tmp_path / "a.svg"
    path.write_bytes(words.encode("latin-1"))

    assert kept.find(path, NARROW) == {}


def test_a_damaged_picture_is_named(kept, picture, caplog):
    picture.write_bytes(picture.read_bytes()[:200])

    assert kept.srcset(picture, NARROW) == ""
    assert f"{picture}: cannot be made smaller" in caplog.text


def test_html_gets_full_addresses_from_small_to_large(kept, picture):
    (key,) = {path.split("/")[1] for path in kept.find(picture, NARROW).values()}

    assert kept.srcset(picture, NARROW) == (
        f"https://a.org/pictures/{key}/40.webp 40w, "
        f"https://a.org/pictures/{key}/80.webp 80w"
    )


def test_what_was_asked_for_is_published(kept, picture, tmp_path):
    path = kept.find(picture, NARROW)[40]

    kept.publish(tmp_path / "site")

    assert opened((tmp_path / "site" / path).read_bytes()).size == (40, 20)


def test_another_picture_or_shape_has_other_copies(kept, picture):
    first = kept.find(picture, NARROW)
    cut = kept.find(picture, Shape((40, 80), cut=Fraction(1)))
    picture.write_bytes(data(photo((120, 60))))

    paths = {c[40] for c in (first, cut, kept.find(picture, NARROW))}

    assert len(paths) == 3


def test_the_same_picture_gives_the_same_bytes(picture):
    first, second = (list(copies(picture.read_bytes(), NARROW)) for _ in range(2))

    assert first == second


def test_nothing_is_loaded_for_what_is_kept(kept, picture, tmp_path):
    kept.find(picture, NARROW)
    settings = {"CACHE_FOLDER": str(tmp_path / "cache"), "SITEURL": ""}
    program = (
        "import sys; from plugins.images.variants import *\n"
        f"copies = Copies({settings!r})\n"
        f"assert len(copies.find(Path({str(picture)!r}), Shape((40, 80)))) == 2\n"
        "assert 'PIL' not in sys.modules"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT)

    assert done.returncode == 0
