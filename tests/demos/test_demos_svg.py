"""What becomes of matplotlib's SVG."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from demos.drawing import palette, style
from demos.drawing.path import compact, short
from demos.drawing.svg import refine, size

SVG = "{http://www.w3.org/2000/svg}"


def drawing(draw, width=style.WIDE):
    with style.style("test"):
        fig = style.figure(width)
        draw(fig)
        return refine(style.as_svg(fig), "A title", "What it says & means")


def two_lines(fig: Figure):
    (ax,) = style.panels(fig, 1)
    ax.plot([0, 1, 2], [0.01, 0.1, 0.012345], label="ε = 0.01", color=palette.BLUE)
    ax.fill_between([0, 2], [0, 0], [0.05, 0.1], color=palette.ORANGE, alpha=0.2)
    ax.scatter([0, 1], [0.02, 0.03], color=palette.GREEN)
    ax.set_title("0.01 and 12.3456 in words", fontsize=15)
    ax.legend()


@pytest.fixture(scope="module")
def root():
    return ET.fromstring(drawing(two_lines))


def test_text_is_never_rounded(root):
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {"ε = 0.01", "0.01 and 12.3456 in words"} <= texts


def test_a_strict_policy_has_nothing_to_block(root):
    assert not [element for element in root.iter() if "style" in element.attrib]
    assert [child.tag for child in root].count(f"{SVG}style") == 1
    assert len(list(root.iter(f"{SVG}style"))) == 1


def test_every_colour_is_a_variable_with_the_light_value_behind_it(root):
    paints = {e.get(n) for e in root.iter() for n in ("fill", "stroke") if e.get(n)}
    assert "var(--fig-1, #0f6bdc)" in paints
    assert all(re.fullmatch(r"none|var\(--fig-\w+, #[0-9a-f]{6}\)", p) for p in paints)


def test_a_colour_outside_the_palette_is_refused():
    with pytest.raises(ValueError, match=r"#ff0000.*palette"):
        drawing(lambda fig: style.panels(fig, 1)[0].plot([0, 1], color="red"))


def test_the_root_says_what_it_is(root):
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "A title"
    assert root.find(f"{SVG}desc").text == "What it says & means"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_both_schemes_are_there_for_whoever_opens_the_file_alone(root):
    style = root.find(f"{SVG}style").text
    light, dark = style.split("@media(prefers-color-scheme:dark)")
    for colour, (name, in_the_dark) in palette.VARIABLES.items():
        assert f"{name}:{colour}" in light
        assert f"{name}:{in_the_dark}" in dark


def test_ids_are_there_only_to_be_pointed_at(root):
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    values = " ".join(value for e in root.iter() for value in e.attrib.values())
    pointed_at = set(re.findall(r"#(i\d+)", values))
    assert len(ids) == len(set(ids))
    assert set(ids) == pointed_at != set()


def test_nothing_is_left_of_the_tool_that_drew_it(root):
    assert not list(root.iter(f"{SVG}metadata"))
    assert "matplotlib" not in ET.tostring(root, encoding="unicode")


def test_geometry_has_one_decimal(root):
    for element in root.iter():
        for name in ("d", "x", "y", "points"):
            assert not re.search(r"\.\d\d", element.get(name, ""))


def test_what_moves_is_marked_and_has_no_id():
    def steps(fig):
        (ax,) = style.panels(fig, 1)
        ax.plot([0, 1], gid="step:density")
        ax.patch.set_gid("step:box")

    root = ET.fromstring(drawing(steps))
    assert {e.get("data-step") for e in root.iter()} == {None, "density", "box"}
    assert "step:" not in ET.tostring(root, encoding="unicode")


def test_pictures_and_markers_are_linked_as_html_does_it():
    def picture(fig):
        (ax,) = style.panels(fig, 1)
        ax.imshow([[[0.0, 0.5, 1.0], [1.0, 0.5, 0.0]]])

    text = drawing(picture)
    assert 'href="data:image/png;base64,' in text
    assert "xlink" not in text
    assert not re.search(r"\bns\d", text)


def test_two_drawings_are_the_same_bytes():
    assert drawing(two_lines) == drawing(two_lines)


def test_exponents_are_as_large_as_other_letters():
    def decades(fig: Figure):
        (ax,) = style.panels(fig, 1)
        ax.loglog([1e-3, 1, 10], [2, 3, 7])
        style.lay_out(fig)

    root = ET.fromstring(drawing(decades))

    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {"10⁻³", "3 × 10⁰"} <= texts
    assert {e.get("font-size") for e in root.iter(f"{SVG}text")} == {None}


@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
def test_a_drawing_has_its_width_in_pixels_and_no_letter_under_11(width):
    text = drawing(two_lines, width)
    assert size(text)[0] == width
    assert min(float(n) for n in re.findall(r'font-size="([\d.]+)px"', text)) >= 11


def test_a_users_own_matplotlibrc_changes_nothing():
    import matplotlib as mpl

    before = drawing(two_lines)
    with mpl.rc_context({"lines.linewidth": 9, "font.size": 30}):
        assert drawing(two_lines) == before


coordinates = st.floats(-2000, 2000).map(lambda value: round(value, 6))


def walked(d):
    """The points that a path of relative lines goes through."""
    here, points = [0.0, 0.0], []
    steps = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", d)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        here = [here[0] + dx, here[1] + dy]
        points.append(tuple(here))
    return points


def off_the_line(point, start, end):
    """How far a point is from the nearest of a line between two others."""
    (x, y), (x0, y0), (x1, y1) = point, start, end
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length if length else 0
    along = min(1, max(0, along))
    return math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))


@given(st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=60))
def test_a_compact_path_goes_past_no_point_that_a_screen_shows(points):
    """Rounding is half of the last decimal a coordinate, an idle point 0.2 away."""
    line = walked(compact("M" + "L".join(f"{x} {y}" for x, y in points) + "z"))

    assert line[0] == pytest.approx(points[0], abs=0.0501)
    assert line[-1] == pytest.approx(points[-1], abs=0.0501)
    line += line[:1] * (len(line) == 1)
    for point in points:
        assert min(off_the_line(point, *ends) for ends in pairwise(line)) < 0.28


def test_points_that_no_screen_shows_are_left_out():
    straight = "M 0 0" + "".join(f" L {x} {x % 2 * 0.1}" for x in range(1, 100))
    there_and_back = "M 0 0 L 50 0 L 20 0"

    assert compact(straight) == "m0 0l99 .1"
    assert compact(there_and_back) == "m0 0l50 0-30 0"


def test_curves_and_subpaths_keep_their_commands():
    d = "M 1 1 Q 2 2 3 1 C 4 0 5 0 6 1 z M 10 10 L 11 10 L 12 11"
    assert compact(d) == "m1 1q1 1 2 0c1-1 2-1 3 0zm9 9l1 0 1 1"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.04, "0"), (-0.04, "0"), (0.5, ".5"), (-0.5, "-.5"), (10.0, "10"), (100, "100")],
)
def test_short_numbers(value, text):
    assert short(value) == text


def test_the_style_sheet_takes_its_colours_from_the_palette():
    colours = re.findall(r"(?:\b|')([0-9a-f]{6})\b", style.STYLE.read_text())
    assert {f"#{colour}" for colour in colours} <= set(palette.VARIABLES)
    assert [f"#{colour}" for colour in colours if f"#{colour}" in palette.SERIES] == [
        *palette.SERIES
    ]


def contrast(a, b):
    """WCAG 2's ratio of relative luminances."""

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(a), luminance(b)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [palette.INK, palette.MUTED, *palette.SERIES])
def test_every_label_can_be_read_on_both_papers(colour):
    assert contrast(colour, palette.PAPER) >= 4.5
    dark, dark_paper = (palette.VARIABLES[c][1] for c in (colour, palette.PAPER))
    assert contrast(dark, dark_paper) >= 4.5
