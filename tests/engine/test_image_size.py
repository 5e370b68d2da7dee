"""Sizes of pictures, compared with what an imaging library writes."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from plugins.images.size import image_size


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("PNG", {}),
        ("GIF", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True, "comment": b"long " * 2000}),
        ("AVIF", {}),
        ("WEBP", {"lossless": False}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}),
    ],
)
def test_the_size_is_the_one_the_picture_was_made_with(tmp_path, form, options):
    bytes_ = io.BytesIO()
    Image.new("RGB", (321, 123), "navy").save(bytes_, form, **options)
    path = tmp_path / "picture"
    path.write_bytes(bytes_.getvalue())

    assert image_size(path) == (321, 123)


@pytest.mark.parametrize(("orientation", "turned"), [(1, 0), (3, 0), (6, 1), (8, 1)])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_has_the_size_in_which_it_is_shown(
    tmp_path, orientation, turned, order
):
    exif = Image.Exif()
    exif.endian = order
    exif[0x010F] = "A camera"
    exif[0x0112] = orientation
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (300, 200)).save(path, exif=exif)

    assert image_size(path) == ((200, 300) if turned else (300, 200))


@pytest.mark.parametrize(("orientation", "turned"), [(1, 0), (3, 0), (6, 1), (8, 1)])
@pytest.mark.parametrize("form", ["PNG", "AVIF"])
def test_other_formats_may_be_turned_too(tmp_path, form, orientation, turned):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "photo"
    Image.new("RGB", (300, 200)).save(path, form, exif=exif)

    assert image_size(path) == ((200, 300) if turned else (300, 200))


def test_webp_is_never_turned(tmp_path):
    """Browsers do not look."""
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "photo"
    Image.new("RGB", (300, 200)).save(path, "WEBP", exif=exif)

    assert image_size(path) == (300, 200)


STARTS = [
    *(b"", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8"),
    *(b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\0\x20Exif\0\0II*\0", b"<svg width='"),
    b"\0\0\0\x20ftypavif",
]


@given(st.sampled_from(STARTS), st.binary(max_size=99))
def test_no_bytes_are_an_error(tmp_path_factory, start, rest):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(start + rest)

    size = image_size(path)

    assert size is None or min(size) >= 0


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg xmlns="x" width="640" height="300.4" viewBox="0 0 1 1">', (640, 300)),
        ("<?xml version='1.0'?><svg width='10px' height='20px'>", (10, 20)),
        ('<svg\n viewBox="-5 -5 128 64">', (128, 64)),
        ('<svg width="100%" height="100%" viewBox="0,0,12,8">', (12, 8)),
        ('<!-- a --> <svg viewBox="0 0 9 6"><rect width="1" height="1"/>', (9, 6)),
        ("<svg>", None),
        ("<svg width='1.2.3' height='1'>", None),
        (f"<svg width='{'9' * 400}' height='1'>", None),
    ],
)
def test_a_drawing_has_the_size_it_declares(tmp_path, svg, size):
    path = tmp_path / "drawing.svg"
    path.write_text(svg + "</svg>", "utf-8")

    assert image_size(path) == size


@pytest.mark.parametrize(
    "data", [b"", b"text", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xc0"]
)
def test_what_is_not_a_picture_has_no_size(tmp_path, data):
    path = tmp_path / "broken"
    path.write_bytes(data)

    assert image_size(path) is None
