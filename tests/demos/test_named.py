"""A curve that is named as a column of ``data()`` shows that column."""

import re

import numpy as np
import pytest

from demos.drawing import densities
from demos.drawing.curves import label_ends
from demos.drawing.named import check_named
from demos.drawing.style import figure, panels, style
from demos.figures import (
    bandit_study,
    cliff_walking,
    epsilon_greedy,
    push_pull,
    regret,
    temperature,
)
from demos.framework.cli import main

STEP, REWARD = np.arange(1, 5), np.array([0.1, 0.4, 0.2, 0.8])
WIDE = {"step": STEP, "reward ε=0.1": REWARD, "reward ε=0.12": REWARD**2}
LONG = {
    "agent": np.array(["slow", "fast", "fast", "slow", "even"]),
    "step": np.array([1, 1, 2, 2, 1]),
    "reward": np.array([0.1, 0.5, 0.6, 0.2, 0.3]),
}

TIMES = {  # the rows of t = 3 twice, as where two of three moments are one
    "t": np.repeat([0.5, 3, 3], 3),
    "x": np.tile([0, 1, 2], 3),
    "density": np.array([2, 3, 4, 5, 6, 7, 5, 6, 7]),
    "score": np.array([8, 9, 8, 9, 8, 9, 9, 8, 9]),
}


def looked_at(x, y, label, data):
    with style(""):
        fig = figure(640)
        (ax,) = panels(fig, 1)
        label_ends(ax, ax.plot(x, y), [label])
        check_named(fig, data)


@pytest.mark.parametrize(
    ("x", "y", "label", "data"),
    [
        (STEP, REWARD, "ε = 0.1", WIDE),
        (STEP, 100 * REWARD, "ε = 0.1", WIDE),  # per cent
        (STEP, -REWARD, "another", WIDE),  # no column has the name
        (STEP, -REWARD, "ε = 0", WIDE),
        ([1, 2], [0.5, 0.6], "fast", LONG),
        ([1, 2], [0.5, 0.6], "fast, c", LONG),
        ([0, 1], [0.3, 0.3], "even", LONG),  # across the panel
        ([0, 1, 2], [5, 6, 7], "density, t = 3", TIMES),
        ([0, 1, 2], [2, 3, 4], "density, t = 0.5", TIMES),
        ([0, 1, 2], [2, 3, 4], "density, u = 0.5", LONG),  # no such column
    ],
)
def test_what_is_drawn_may_be_drawn(x, y, label, data):
    looked_at(x, y, label, data)


@pytest.mark.parametrize(
    ("x", "y", "label", "data"),
    [
        (STEP, REWARD**2, "ε = 0.1", WIDE),
        (STEP, 10 * REWARD, "ε = 0.1", WIDE),
        (STEP[:3], REWARD[:3], "ε = 0.1", WIDE),
        (STEP - 1, REWARD, "ε = 0.1", WIDE),
        ([1, 2], [0.1, 0.2], "fast", LONG),
        ([1, 2], [0.6, 0.5], "fast", LONG),
        ([0, 1], [0.3, 0.4], "even", LONG),
        ([0, 1, 2], [5, 6, 7], "density, t = 0.5", TIMES),
        ([0, 1, 2], [5, 6, 7], "density, t = 4", TIMES),
        ([0, 1, 2], [5, 6, 7], "score, t = 3", TIMES),
        ([5, 6, 7], [0, 1, 2], "density, t = 3", TIMES),
    ],
)
def test_a_name_with_other_numbers_is_refused(x, y, label, data):
    with pytest.raises(ValueError, match=f"names a curve '{label}' that shows other"):
        looked_at(x, y, label, data)


def exchanged(module, name, patch):
    right = getattr(module, name)
    patch.setattr(module, name, lambda *given: right(*given[:-1], given[-1][::-1]))


def wrong_legend(patch):
    right = cliff_walking.legend

    def legend(fig, lines):
        right(fig, dict(zip(reversed(lines), lines.values(), strict=True)))

    patch.setattr(cliff_walking, "legend", legend)


def tenfold(patch):
    right = bandit_study.plot_mean

    def plot_mean(ax, x, mean, *given, **options):
        return right(ax, x, 10 * mean, *given, **options)

    patch.setattr(bandit_study, "plot_mean", plot_mean)


def counted_from_0(patch):
    right = epsilon_greedy.plot_curves
    later = lambda ax, x, *given: right(ax, x - 1, *given)  # noqa: E731
    patch.setattr(epsilon_greedy, "plot_curves", later)


def elsewhere(module, name):
    """That function of a module draws a tenth of a unit too far to the right."""

    def slip(patch):
        right = getattr(module, name)
        later = lambda ax, x, *given, **look: right(ax, np.add(x, 0.1), *given, **look)  # noqa: E731
        patch.setattr(module, name, later)

    return slip


def wrong_runs(patch):
    right = push_pull._drawn
    patch.setattr(push_pull, "_drawn", lambda shown: right(shown)[::-1])


SLIPS = {
    "exchanged labels": (
        "epsilon-greedy --runs 20 --steps 30",
        lambda patch: exchanged(epsilon_greedy, "plot_curves", patch),
    ),
    "exchanged names": (
        "regret --runs 20 --steps 100",
        lambda patch: exchanged(regret, "label_ends", patch),
    ),
    "exchanged legend": ("cliff-walking --runs 10 --episodes 100", wrong_legend),
    "ten times as high": ("bandit-study --runs 20 --steps 20", tenfold),
    "an axis from 0": ("epsilon-greedy --runs 20 --steps 30", counted_from_0),
    "densities elsewhere": (
        "forward-diffusion --paths 1",
        elsewhere(densities, "plot_density"),
    ),
    "curves elsewhere": (
        "forward-diffusion --paths 1",
        elsewhere(densities, "plot_curve"),
    ),
    "learned elsewhere": (
        "learned-score --updates 200",
        elsewhere(densities, "plot_curve"),
    ),
    "rewards elsewhere": (
        "temperature --runs 20 --steps 30",
        elsewhere(temperature, "plot_mean"),
    ),
    "runs exchanged": ("push-pull --runs 20 --steps 30", wrong_runs),
}


@pytest.mark.parametrize(("line", "slip"), SLIPS.values(), ids=SLIPS)
def test_a_check_sees_a_slip_of_drawing(line, slip, monkeypatch, capsys):
    assert main([*line.split(), "--check"]) == 0

    slip(monkeypatch)

    assert main([*line.split(), "--check"]) == 1
    assert re.search(r"draw\(\) (names|puts)", capsys.readouterr().err)
