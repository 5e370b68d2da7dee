"""What holds for every demo of bandits and learning."""

import re
import tracemalloc
from functools import partial

import numpy as np
import pytest

from demos import figures
from demos.bandits.preferences import BASELINES, Gradient
from demos.drawing import style
from demos.figures import bandit_study, push_pull
from demos.framework import limits, output
from demos.framework.options import UsageError, parse

SMALL = {
    "epsilon-greedy": {"runs": "40", "steps": "30"},
    "nonstationary-bandit": {"runs": "40", "steps": "60"},
    "bandit-study": {"runs": "40", "steps": "30"},
    "credit-assignment": {"runs": "20", "ns": "1,4"},
    "cliff-walking": {"runs": "10", "episodes": "100"},
    "reinforce": {"runs": "10", "episodes": "100", "start": "0.3"},
    "regret": {"runs": "20", "steps": "100"},
    "temperature": {"runs": "40", "steps": "30", "taus": "0.05,0.3,2"},
    "push-pull": {"runs": "40", "steps": "60"},
}


def found(name, **options):
    demo = figures.load(name)
    result = demo.run(parse(demo.Parameters, SMALL[name] | options))
    return demo, result, output.outcome(demo, result)


@pytest.fixture(scope="module", params=SMALL)
def small(request):
    return request.param, *found(request.param)


def test_it_speaks_in_whole_sentences_with_numbers(small):
    *_, found = small
    text = " ".join(found.findings)
    assert 1 <= len(found.findings) <= 3
    assert all(
        sentence[0].isupper() and sentence[-1] == "." for sentence in found.findings
    )
    assert re.search(r"\d", text)


def test_its_checks_hold_for_a_small_run_too(small):
    *_, found = small
    assert found.checks
    assert [check.what for check in found.checks if not check.passed] == []
    names = [check.what for check in found.checks]
    assert len(names) == len(set(names))


def test_its_table_holds_columns_of_one_length(small):
    *_, found = small
    assert len({len(column) for column in found.data.values()}) == 1


def test_it_draws_small_figures_for_both_widths(small):
    name, demo, result, found = small
    draw = partial(demo.draw, result)
    files = output.drawings(draw, found.data, salt=name, title="T", desc="D")
    assert all(
        len(content) < 60_000 for file, content in files.items() if "svg" in file
    )
    for file in ("figure.svg", "figure-narrow.svg"):
        sizes = re.findall(r'font-size="([\d.]+)px"', files[file].decode())
        assert min(map(float, sizes)) >= 11


def test_nothing_that_is_drawn_leaves_the_figure(small):
    """No label is cut off, wide or narrow."""
    name, demo, result, _ = small
    for width in (style.WIDE, style.NARROW):
        with style.style(name):
            fig = style.figure(width)
            demo.draw(result, fig)
            fig.draw_without_rendering()
            frame = fig.bbox
            for ax in fig.axes:
                for text in [*ax.texts, ax.title, ax.xaxis.label]:
                    box = text.get_window_extent()
                    assert frame.x0 - 1 <= box.x0
                    assert box.x1 <= frame.x1 + 1, text


def test_the_same_seed_gives_the_same_and_another_seed_does_not(small):
    name, _, _, first = small
    again, other = found(name)[2], found(name, seed="2")[2]
    np.testing.assert_equal(again.data, first.data)
    with pytest.raises(AssertionError):
        np.testing.assert_equal(other.data, first.data)


LARGE = [
    ("epsilon-greedy", {"runs": "50000", "arms": "2", "steps": "3"}),
    ("epsilon-greedy", {"runs": "500", "arms": "1000", "steps": "20"}),
    ("nonstationary-bandit", {"runs": "20000", "steps": "20"}),
    ("bandit-study", {"runs": "10000", "arms": "2", "steps": "20"}),
    ("bandit-study", {"runs": "400", "arms": "100", "steps": "102"}),
    ("temperature", {"runs": "20000", "steps": "3"}),
    ("push-pull", {"runs": "5000", "arms": "2", "steps": "1000"}),
    ("push-pull", {"runs": "500", "arms": "1000", "steps": "10"}),
    ("credit-assignment", {"runs": "1000", "states": "49", "episodes": "2", "ns": "4"}),
    ("credit-assignment", {"runs": "400", "episodes": "20", "ns": "1,512"}),
    ("cliff-walking", {"runs": "100", "episodes": "100"}),
    ("reinforce", {"runs": "1000", "episodes": "100"}),
    ("reinforce", {"runs": "100", "episodes": "1000", "start": "0.5"}),
    ("regret", {"runs": "20000", "steps": "100"}),
    ("regret", {"runs": "500", "steps": "2000", "means": "0.1,0.2,0.3,0.4,0.5"}),
]


@pytest.mark.parametrize(("name", "options"), LARGE)
def test_the_memory_it_is_said_to_need_is_what_it_needs(name, options, monkeypatch):
    """The estimate is above the measured peak, and not above three times of it."""
    demo = figures.load(name)
    parameters = parse(demo.Parameters, options)
    tracemalloc.start()
    demo.run(parameters)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    monkeypatch.setattr(limits, "LIMIT", 3 * peak)
    parse(demo.Parameters, options)
    monkeypatch.setattr(limits, "LIMIT", peak)
    with pytest.raises(UsageError, match="GiB of memory"):
        parse(demo.Parameters, options)


@pytest.mark.parametrize("asked", BASELINES)
@pytest.mark.parametrize("given", BASELINES)
@pytest.mark.parametrize("demo", [push_pull, bandit_study])
def test_a_baseline_that_was_not_asked_for_is_noticed(demo, asked, given, monkeypatch):
    made = Gradient.__init__

    def make(self, *args, baseline):
        made(self, *args, baseline=given if baseline == asked else baseline)

    monkeypatch.setattr(Gradient, "__init__", make)
    p = demo.Parameters(baseline=asked, runs=20, steps=20)
    passed = all(check.passed for check in demo.checks(demo.run(p)))
    assert passed == (asked == given)
