"""Options: text in, checked values out, and back again."""

import re
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos.framework.options import UsageError, option, options, parse, written


@dataclass(frozen=True)
class Parameters:
    epsilons: tuple[float, ...] = option((0.0, 0.1), "ε", minimum=0, maximum=1)
    counts: tuple[int, ...] = option((1, 2), "counts")
    beta_start: float = option(0.5, "β", unit="1", above=0, below=1)
    runs: int = option(10, "runs", minimum=1, maximum=1_000_000)
    schedule: str = option("linear", "schedule", choices=("linear", "cosine"))

    def __post_init__(self):
        if self.runs < len(self.epsilons):
            raise ValueError("--runs must be at least the number of --epsilons")


def test_without_options_the_defaults_hold():
    assert parse(Parameters, {}) == Parameters()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10))
def test_any_floats_survive_being_written_and_read(values):
    assert parse(Parameters, {"epsilons": written(tuple(values))}).epsilons == tuple(
        values
    )


@given(st.lists(st.integers(-(10**18), 10**18), min_size=1))
def test_any_integers_survive_being_written_and_read(values):
    assert parse(Parameters, {"counts": written(tuple(values))}).counts == tuple(values)


@given(st.text(max_size=8), st.sampled_from([o.name for o in options(Parameters)]))
def test_any_text_ends_in_a_value_or_a_usage_error(text, name):
    with suppress(UsageError):
        assert isinstance(parse(Parameters, {name: text}), Parameters)


@pytest.mark.parametrize(
    ("text", "runs"), [("1e3", 1000), ("7", 7), (" 8", 8), ("1_000", 1000)]
)
def test_whole_numbers_may_be_written_like_this(text, runs):
    assert parse(Parameters, {"runs": text}).runs == runs


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("epsilons", "0.1,1.2", "--epsilons must be at least 0 and at most 1; got 1.2"),
        ("epsilons", "nan", "--epsilons must be finite numbers with commas"),
        ("epsilons", "0.1,,0.2", "--epsilons must be finite numbers with commas"),
        ("beta-start", "0", "--beta-start must be above 0 and below 1; got 0"),
        ("beta-start", "1", "--beta-start must be above 0 and below 1; got 1"),
        ("beta-start", "inf", "--beta-start must be a finite number; got 'inf'"),
        (
            "runs",
            "0",
            "--runs must be at least 1 and at most 1\u202f000\u202f000; got 0",
        ),
        ("runs", "1.5", "--runs must be a whole number; got '1.5'"),
        ("runs", "1e9", "at most 1\u202f000\u202f000; got 1000000000"),
        ("runs", "1", "--runs must be at least the number of --epsilons"),
        ("schedule", "quadratic", "--schedule must be one of linear, cosine"),
        ("epsilon", "0.1", "there is no option --epsilon; the nearest is --epsilons"),
        ("zzz", "0", "use one of --beta-start, --counts, --epsilons, --runs"),
    ],
)
def test_what_cannot_be_is_refused_in_words_that_help(name, text, words):
    with pytest.raises(UsageError, match="--") as error:
        parse(Parameters, {name: text})
    assert words in str(error.value)


def test_an_option_is_described_by_its_one_definition():
    beta = options(Parameters)[2]
    assert (beta.name, beta.field, beta.type) == ("beta-start", "beta_start", "float")
    assert (beta.default, beta.help, beta.unit) == (0.5, "β", "1")
    assert beta.range == "above 0 and below 1"


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        (
            {"epsilons": (0.1, 2.0)},
            "--epsilons must be at least 0 and at most 1; got 2",
        ),
        ({"epsilons": [0.1]}, "--epsilons must be finite numbers with commas"),
        ({"epsilons": (float("nan"),)}, "--epsilons must be finite numbers"),
        ({"runs": 1.5}, "--runs must be a whole number; got 1.5"),
        ({"beta_start": 1}, "--beta-start must be above 0 and below 1; got 1"),
        (
            {"schedule": "square"},
            "--schedule must be one of linear, cosine; got square",
        ),
        ({"schedule": 3}, "--schedule must be a word; got 3"),
        ({"runs": 1}, "--runs must be at least the number of --epsilons"),
    ],
)
def test_an_object_made_in_python_has_the_same_rules(values, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        Parameters(**values)


def test_numbers_of_numpy_are_numbers():
    assert Parameters(runs=np.int64(5), beta_start=np.float32(0.25)).runs == 5


def test_a_class_without_a_rule_of_its_own_has_those_of_its_options():
    @dataclass(frozen=True)
    class Few:
        few: int = option(1, "few", maximum=3)

    with pytest.raises(UsageError, match="--few must be at most 3; got 4"):
        Few(few=4)
