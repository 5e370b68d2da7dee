"""Texts are measured once, and stand where they would stand if each were measured."""

import contextlib
from collections import Counter

import pytest
from matplotlib.text import Text

from demos.drawing import measured, style

WORDS = ("one", "one\ntwo", "$x^2$", "")
LOOKS = (
    {},
    {"fontsize": 20},
    {"weight": "bold"},
    {"rotation": 30},
    {"rotation": 30, "rotation_mode": "anchor"},
    {"ha": "right", "multialignment": "center"},
    {"va": "top"},
    {"linespacing": 3},
    {"parse_math": False},
    {"wrap": True, "x": 0.9},
)


def places(*, dpi):
    fig = style.figure(style.WIDE)
    fig.set_dpi(dpi)
    texts = [fig.text(0.1, 0.2, each) for each in WORDS * len(LOOKS)]
    for n, text in enumerate(texts):
        text.set(**LOOKS[n // len(WORDS)])
    return [text.get_window_extent().bounds for text in texts]


def test_no_text_gets_the_room_of_another(monkeypatch):
    with style.style(""):
        monkeypatch.setattr(measured, "_look", lambda *_: object())  # none is alike
        own = [places(dpi=dpi) for dpi in (72, 144)]
        monkeypatch.undo()

        assert [places(dpi=dpi) for dpi in (72, 144)] == own


def test_a_text_is_measured_once_in_a_drawing(monkeypatch):
    asked: Counter[str] = Counter()
    measure = Text._get_layout
    monkeypatch.setattr(
        Text, "_get_layout", lambda t, r: asked.update([t.get_text()]) or measure(t, r)
    )

    with style.style(""):
        fig = style.figure(style.WIDE)
        style.panels(fig, 1)[0].set_title("A title")
        style.lay_out(fig)
        style.as_svg(fig)

    assert asked["A title"] <= 2  # by the layout, and by who writes


def test_afterwards_matplotlib_is_as_it_was():
    before = Text._get_layout
    with contextlib.suppress(KeyError), measured.once():
        raise KeyError

    assert Text._get_layout is before


@pytest.mark.parametrize(
    ("limits", "minor"), [((1, 1000), False), ((2, 9), True), ((1e-3, 10), False)]
)
def test_only_minor_ticks_that_have_a_label_are_made(limits, minor):
    with style.style(""):
        fig = style.figure(style.WIDE)
        (ax,) = style.panels(fig, 1)
        ax.set_yscale("log")
        ax.set_ylim(*limits)
        style.lay_out(fig)

        labels = [tick.label1.get_text() for tick in ax.yaxis.get_minor_ticks()]

    assert bool(labels) == any(labels) == minor
