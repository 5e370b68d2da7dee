"""Files that browsers cannot show as a picture, and those that they can."""

import io

import pytest
from PIL import Image
from sites import build, post

from plugins.images.formats import format_problem

LONG = b"<?xml version='1.0'?><!--" + b"made by a program " * 999 + b"-->"
NONE = {
    "zero.png": (b"", "is empty; save it again."),
    "text.png": (b"hello", "is not a picture; save it as PNG,"),
    "photo.heic": (
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "is HEIC, which browsers do not show; save it as PNG,",
    ),
    "plain.tiff": (b"II*\0\x08\0\0\0", "is TIFF, which browsers do not show; save"),
    "paper.pdf": (b"%PDF-1.7", "is PDF, which browsers do not show; save"),
}


def saved(form, **options):
    file = io.BytesIO()
    Image.effect_noise((90, 60), 50).save(file, form, **options)
    return file.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "ICO"])
def test_what_browsers_show_has_no_problem(tmp_path, form):
    (tmp_path / "a").write_bytes(saved(form))

    assert format_problem(tmp_path / "a") == ""


@pytest.mark.parametrize("svg", [b"<svg/>", LONG + b"<svg width='9'></svg>"])
def test_a_drawing_has_none_either(tmp_path, svg):
    (tmp_path / "a.svg").write_bytes(svg)

    assert format_problem(tmp_path / "a.svg") == ""


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP"])
@pytest.mark.parametrize("left", [0.1, 0.5, 0.99])
def test_a_part_of_a_picture_is_cut_off(tmp_path, form, left):
    data = saved(form)
    (tmp_path / "a").write_bytes(data[: int(len(data) * left)])

    assert format_problem(tmp_path / "a") == "is cut off; save it again."


def test_a_camera_may_add_a_little_to_a_picture(tmp_path):
    (tmp_path / "a").write_bytes(saved("JPEG") + b"\0" * 100)

    assert format_problem(tmp_path / "a") == ""


def test_a_text_that_shows_none_is_named_with_its_line(tmp_path):
    files = {f"content/images/{name}": data for name, (data, _) in NONE.items()}
    shown = "\n\n".join(f"![A thing](../images/{name})" for name in NONE)
    files["content/posts/a.md"] = post(shown)

    done = build(tmp_path, files, {"STRICT": True})

    assert done.returncode == 1
    lines = done.stderr.splitlines()
    for step, (name, (_, words)) in enumerate(NONE.items()):
        place = f"content/posts/a.md:{6 + 2 * step}: warning: the picture ../images/"
        assert any(line.startswith(f"{place}{name} {words}") for line in lines), name
