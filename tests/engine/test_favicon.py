"""The icon of the site for browsers that look for one at its root."""

import io

import pytest
import sites
from PIL import Image

from plugins.images.favicon import favicon


def test_an_icon_shows_the_picture(tmp_path):
    png = tmp_path / "a.png"
    Image.new("RGB", (180, 90), "#c03020").save(png)

    with Image.open(io.BytesIO(favicon(png))) as icon:
        assert (icon.format, icon.size) == ("ICO", (180, 90))
        assert icon.convert("RGB").getpixel((9, 9)) == (192, 48, 32)


@pytest.mark.parametrize(("name", "side"), [("a.jpg", 64), ("a.png", 257)])
def test_what_cannot_be_one_is_none(tmp_path, name, side):
    Image.new("RGB", (side, side)).save(tmp_path / name)

    assert favicon(tmp_path / name) is None


def test_a_site_with_a_touch_icon_has_it(tmp_path):
    sites.build(tmp_path, sites.AVATARS, {"TOUCH_ICON": "images/avatar.png"})

    made = (tmp_path / "output/favicon.ico").read_bytes()
    assert made == favicon(tmp_path / "content/images/avatar.png")


def test_an_icon_of_the_author_stays(tmp_path):
    own = {"images/own.ico": {"path": "favicon.ico"}}
    settings = {"TOUCH_ICON": "images/avatar.png", "EXTRA_PATH_METADATA": own}

    done = sites.build(
        tmp_path, sites.AVATARS | {"content/images/own.ico": b"own"}, settings
    )

    assert done.stderr == ""
    assert (tmp_path / "output/favicon.ico").read_bytes() == b"own"
