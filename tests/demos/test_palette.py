"""Colours that can be told apart and read, by every eye and on both grounds."""

from itertools import combinations

import numpy as np
import pytest

from demos.drawing.palette import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    PURPLE,
    SERIES,
    VARIABLES,
)

# Machado, Oliveira & Fernandes (2009), severity 1, on linear light.
EYES = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "all three": np.eye(3),
}
# Ottosson (2020): light to cones, their cube roots to OKLab.
CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
LAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]
SCHEMES = ("light", "dark")


def linear(colour, scheme):
    """Red, green and blue light of a colour of the palette, 0 to 1."""
    shown = VARIABLES[colour][1] if scheme == "dark" else colour
    c = np.array([int(shown[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG contrast of two lights."""
    low, high = sorted(light @ [0.2126, 0.7152, 0.0722] for light in (one, other))
    return (high + 0.05) / (low + 0.05)


def distance(one, other, eye):
    seen = [np.clip(np.array(EYES[eye]) @ light, 0, 1) for light in (one, other)]
    a, b = (LAB @ np.cbrt(CONES @ light) for light in seen)
    return 100 * np.linalg.norm(a - b)


def test_distance_of_black_and_white_is_a_hundred():
    black, white = np.zeros(3), np.ones(3)

    for eye in EYES:
        assert distance(black, white, eye) == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("eye", EYES)
def test_lines_of_a_panel_are_told_apart(scheme, eye):
    """Four series; and the ink of what moves, beside whatever is drawn with it."""
    pairs = [*combinations(SERIES[:4], 2), *((INK, c) for c in (BLUE, ORANGE, PURPLE))]

    for one, other in pairs:
        lights = linear(one, scheme), linear(other, scheme)
        assert distance(*lights, eye) >= 15, (one, other)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("colour", [INK, MUTED, *SERIES])
def test_text_of_every_colour_can_be_read(scheme, colour):
    assert contrast(linear(colour, scheme), linear(PAPER, scheme)) >= 4.5
