"""Numbers as readers see them."""

import pytest

from demos.framework.numbers import counted, fixed, lowered, number, percent


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.1, "0.1"),
        (3 * 0.2, "0.6"),
        (1000, "1000"),
        (10_000, "10\u202f000"),
        (-1_234_567.5, "−1\u202f234\u202f567.5"),
        (4e-05, "4 × 10⁻⁵"),
        (-2.5e-16, "−2.5 × 10⁻¹⁶"),
        (1e-5, "10⁻⁵"),
        (1e20, "10²⁰"),
    ],
)
def test_a_number_has_no_garbage_and_no_letters(value, text):
    assert number(value) == text


def test_a_number_has_as_many_digits_as_are_asked_for():
    assert number(1 / 3, 2) == "0.33"


def test_what_rounds_to_nothing_has_no_sign():
    assert fixed(-0.004, 2) == "0.00"
    assert fixed(-1.005e4, 1) == "−10\u202f050.0"
    assert percent(0.4049) == "40 %"


def test_one_is_singular():
    assert [counted(n, "walk") for n in (1, 2, 20_000)] == [
        "1 walk",
        "2 walks",
        "20\u202f000 walks",
    ]
    assert counted(2, "loss", "losses") == "2 losses"
    assert f"x{lowered(100)}" == "x₁₀₀"
