"""Figures of diffusion: whatever law is asked for, they are drawn and agree."""

from functools import cache

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from test_palette import SCHEMES, contrast

from demos import figures
from demos.drawing import style
from demos.drawing.palette import GRID, PAPER, VARIABLES
from demos.framework.options import parse

LAWS = {
    "needles": ("0.2,0.2,0.2,0.2,0.2", "-10,-4,0,5,10", "0.01,0.01,0.01,0.01,0.01"),
    "one hump": ("0.5,0.5", "-0.1,0.1", "1,1.2"),
    "noise": ("1", "0", "1"),
    "wide": ("0.4,0.6", "-10,10", "5,5"),
}
QUICK = {
    "there-and-back": {"walkers": "400"},
    "forward-diffusion": {"particles": "400", "T": "100", "beta-end": "0.2"},
    "arrow-of-time": {"T": "100", "beta-end": "0.2"},
    "samplers": {"most": "16"},
    "learned-score": {"updates": "30", "batches": "1"},
}
OTHERS = [
    ("symmetry-breaking", {"mean": "10", "std": "1.4"}),
    ("symmetry-breaking", {"mean": "0.05", "std": "0.01", "paths": "0"}),
    ("symmetry-breaking", {"T": "1", "beta-start": "0.9", "walkers": "100"}),
    ("diffusion-policy", {"side": "5", "std": "0.02"}),
    ("diffusion-policy", {"sharpness": "50", "obstacle": "0.01", "drivers": "0"}),
    ("diffusion-policy", {"side": "5", "obstacle": "4.9", "std": "1"}),
]
CASES = [
    (name, dict(zip(("weights", "means", "stds"), dist, strict=True)))
    for name in QUICK
    for dist in LAWS.values()
]
WIDTHS = (style.WIDE, style.NARROW)


def run(name, options):
    demo = figures.load(name)
    return demo, demo.run(parse(demo.Parameters, QUICK.get(name, {}) | options))


@pytest.mark.parametrize(("name", "options"), CASES + OTHERS)
def test_every_law_is_drawn_and_agrees_with_theory(name, options):
    """Warnings are errors here, matplotlib's of a panel with no room among them."""
    demo, result = run(name, options)

    for width in WIDTHS:
        with style.style("test"):
            fig = style.figure(width)
            demo.draw(result, fig)
            style.lay_out(fig)
            svg = style.as_svg(fig)
        assert "nan" not in svg.lower()
    assert [check.what for check in demo.checks(result) if not check.passed] == []
    assert demo.findings(result)
    if hasattr(demo, "steps"):
        curves = demo.steps(result).curves.values()
        assert all(np.isfinite(curve).all() for curve in curves)


@cache
def drawn(name):
    demo, result = run(name, {})
    with style.style("test"):
        fig = style.figure(style.WIDE)
        demo.draw(result, fig)
    return fig


def seen(colour, alpha, scheme):
    """Light of a line over the paper."""
    shown = (VARIABLES[c][1] if scheme == "dark" else c for c in (colour, PAPER))
    over, under = (np.array(to_rgb(c)) for c in shown)
    c = alpha * over + (1 - alpha) * under
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", [*QUICK, "symmetry-breaking", "diffusion-policy"])
def test_lines_stand_out_from_the_paper(name, scheme):
    lines = [line for ax in drawn(name).axes for line in ax.lines]
    kinds = {(to_hex(line.get_color()), line.get_alpha() or 1) for line in lines}
    kinds = {kind for kind in kinds if kind[0] not in (PAPER, GRID)}

    assert kinds
    for colour, alpha in kinds:
        paper = seen(PAPER, 1, scheme)
        assert contrast(seen(colour, alpha, scheme), paper) >= 3, (colour, alpha)


def test_needles_are_drawn_to_their_height_and_place():
    """Five of equal weight, a hundredth as wide as the places are apart."""
    options = dict(CASES[0][1])
    _, result = run("there-and-back", options)

    x = result.x
    density = result.dist(0.0).pdf(x)

    peaks = [density[np.abs(x - mean) < 0.02].max() for mean in (-4, 0, 5)]
    np.testing.assert_allclose(peaks, 0.2 / (0.01 * np.sqrt(2 * np.pi)), rtol=1e-9)
    assert result.top > max(peaks)
