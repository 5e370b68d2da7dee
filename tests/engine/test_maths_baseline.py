"""Formulas sit on the line of the text, as TeX sets them."""

from xml.etree import ElementTree as ET

import pytest

from plugins.markdown.maths.baseline import align
from plugins.markdown.maths.expressions import Maths
from plugins.shared.formula import formula


def mathml(tex):
    maths = Maths({}, "error")
    maths.extract(f"${tex}$")
    return maths.html(0)


def aligned(inner):
    root = ET.fromstring(f"<math>{inner}</math>")
    align(root)
    return "".join(ET.tostring(child, encoding="unicode") for child in root)


STRUT = '<mspace width="0" height=".68em" depth=".2em" />'


def test_a_root_is_at_least_as_high_and_deep_as_a_line():
    assert aligned("<msqrt><mn>1</mn><mi>n</mi></msqrt>") == (
        f"<msqrt><mrow><mn>1</mn><mi>n</mi>{STRUT}</mrow></msqrt>"
    )
    assert aligned("<mroot><mi>x</mi><mn>3</mn></mroot>") == (
        f"<mroot><mrow><mi>x</mi>{STRUT}</mrow><mn>3</mn></mroot>"
    )


@pytest.mark.parametrize("letter", ["β", "q", "𝛽", "𝑝", "μ"])
def test_a_subscript_does_not_sink_with_a_letter_below_the_line(letter):
    base, index = f"<mi>{letter}</mi>", "<mi>t</mi>"

    assert aligned(f"<msub>{base}{index}</msub>") == (
        f'<msub><mpadded depth="0">{base}</mpadded>{index}</msub>'
    )


def test_nor_with_one_under_an_accent():
    base = '<mover accent="true"><mi>μ</mi><mo>˜</mo></mover>'

    assert aligned(f"<msub>{base}<mi>t</mi></msub>").startswith("<msub><mpadded")


@pytest.mark.parametrize("letter", ["x", "R", "α"])
def test_other_letters_are_left_alone(letter):
    inner = f"<msub><mi>{letter}</mi><mn>0</mn></msub>"

    assert aligned(inner) == inner


def test_an_overline_is_a_border_over_all_of_it():
    assert mathml(r"\overline{xyz}").count('<mrow class="tex-over">') == 1
    assert "\u0332" not in mathml(r"\overline{xyz}")


def test_so_is_a_line_under_it():
    assert mathml(r"\underline{ab}").count('<mrow class="tex-under">') == 1
    assert "\u0332" not in mathml(r"\underline{ab}")


def test_a_big_bracket_is_the_next_size_of_the_font():
    """That is 1.187 em high, and TeX's, 1.2 em, would be taken from the one after."""
    assert 'minsize="1.1em" maxsize="1.1em"' in mathml(r"\bigl[ x \bigr]")


def test_a_full_stop_names_nothing():
    assert "<mi>.</mi>" not in mathml("x = 1.")
    assert "<mtext>.</mtext>" in mathml("x.")


@pytest.mark.parametrize("tex", [r"\sqrt{n}", r"\beta_t", r"\sqrt[3]{q_1}"])
def test_what_is_read_aloud_or_searched_stays_the_same(tex):
    assert "mspace" not in formula(mathml(tex))
    assert formula(mathml(tex)).strip()
