"""Addresses of figures: what they ask for, and what they may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.figures.request import Request, parse

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
VALUES = st.from_regex(r"[0-9a-z,.-]{1,8}", fullmatch=True)


def test_an_address_becomes_the_command_line_of_its_demo():
    request = parse("demo:epsilon-greedy?runs=200&epsilons=0,0.1")

    assert request.command("demos") == (
        "python -m demos epsilon-greedy --epsilons 0,0.1 --runs 200"
    )


@given(st.dictionaries(NAMES, VALUES, max_size=4), st.randoms())
def test_the_order_of_options_does_not_matter(options, random):
    pairs = [f"{name}={value}" for name, value in options.items()]
    shuffled = random.sample(pairs, len(pairs))

    assert parse("demo:a?" + "&".join(pairs)) == parse("demo:a?" + "&".join(shuffled))


@given(NAMES, NAMES, VALUES)
def test_different_requests_have_different_digests(demo, option, value):
    requests = {Request(demo), Request(demo, ((option, value),))}

    assert len({request.digest for request in requests}) == 2


def test_a_negative_value_is_not_taken_for_an_option():
    assert parse("demo:a?means=-1,2").arguments == ["a", "--means=-1,2"]


def test_percent_signs_stand_for_what_an_address_cannot_hold():
    assert parse("demo:a?name=two%20words").arguments == ["a", "--name", "two words"]


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("demo:", "'' is not the name of a demo"),
        ("demo:../../x", "'../../x' is not the name of a demo"),
        ("demo:A", "'A' is not the name of a demo"),
        ("demo:a?runs", "'runs' is not an option"),
        ("demo:a?--runs=1", "'--runs=1' is not an option"),
        ("demo:a?runs=1&runs=2", "'runs' is given twice"),
        ("demo:a?out=/etc", "a figure cannot set 'out'"),
        ("demo:a?help=1", "a figure cannot set 'help'"),
        ("demo:a?seed=%00", "'seed=%00' has what cannot be printed"),
        (f"demo:a?seed={'1' * 200_000}", "the address has 200012 letters"),
    ],
)
def test_a_mistaken_address_is_refused_with_the_reason(address, complaint):
    with pytest.raises(ValueError, match=complaint.replace("?", r"\?")):
        parse(address)
