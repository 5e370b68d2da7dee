"""Regret on Bernoulli arms: bounds, early pulls exactly, and a plain program."""

import itertools
import math
import random

import numpy as np
import plain_regret
import pytest

from demos.bandits import early_regret, regret_checks, regret_reference, rules
from demos.bandits.comparison import halves
from demos.bandits.regret import auer, divergence, gaps, lai_robbins, looks
from demos.drawing import style
from demos.figures import regret as figure
from demos.framework.options import UsageError, parse


def test_divergence_of_two_coins():
    assert divergence(0.5, 0.5) == 0
    assert divergence(0.5, 0.25) == pytest.approx(math.log(2 / math.sqrt(3)))
    assert divergence(0, 0.5) == pytest.approx(math.log(2))
    assert divergence(0.5, 1) == math.inf


def test_coins_nearly_alike_keep_their_divergence():
    """Half the square of their difference, over p (1 - p)."""
    assert divergence(0.5, 0.5 + 1e-7) == pytest.approx(2e-14, rel=1e-6)
    assert divergence(0.1, 0.1 + 1e-9) == pytest.approx(1e-18 / 0.18, rel=1e-6)
    assert divergence(0.5, 1e-20) == pytest.approx(math.log(1e10) - math.log(2))
    assert divergence(1, 1) == divergence(0, 0) == 0


def test_the_slope_counts_every_worse_arm_once():
    one = 0.3 / divergence(0.6, 0.9)
    assert lai_robbins((0.9, 0.6)) == pytest.approx(one)
    assert lai_robbins((0.6, 0.9, 0.6, 0.9)) == pytest.approx(2 * one)
    assert lai_robbins((1, 0.5)) == 0, "one loss tells that it is not the best"


def test_the_bound_of_ucb1():
    """Theorem 1 of Auer et al.: 8 ln t / Δ + (1 + π²/3) Δ."""
    expected = 8 * math.log(50) / 0.3 + (1 + math.pi**2 / 3) * 0.3
    assert auer((0.9, 0.6), np.array([50.0])) == pytest.approx([expected])


def test_marks_are_decades_and_what_is_asked_for():
    found = looks(10_000, 61, 20)
    assert {1, 10, 20, 100, 1000, 10_000} <= set(found)
    assert found == sorted(set(found))
    assert looks(5, 61, 20)[-1] == 5


def plain_moments(law, means, pulls):
    """Every sequence of arms and outcomes, each with its probability."""
    k, best, total, square = len(means), max(means), 0.0, 0.0
    for path in itertools.product(range(k), (0, 1), repeat=pulls):
        n, w, likely, lost = [0] * k, [0] * k, 1.0, 0.0
        for arm, win in zip(path[::2], path[1::2], strict=True):
            likely *= law(n, w)[arm] * (means[arm] if win else 1 - means[arm])
            n[arm], w[arm], lost = n[arm] + 1, w[arm] + win, lost + best - means[arm]
        total, square = total + likely * lost, square + likely * lost**2
    return total, square - total**2


def greedy_law(n, w, epsilon=0.2):
    values = [x / y if y else 0.0 for x, y in zip(w, n, strict=True)]
    best = [value == max(values) for value in values]
    return [epsilon / len(n) + (1 - epsilon) * b / sum(best) for b in best]


def test_the_first_pulls_of_an_epsilon_greedy_player_are_all_sequences():
    law = regret_checks.law_of(
        lambda rows: rules.EpsilonGreedyRule(np.full(rows, 0.2), 3)
    )
    means = (0.3, 0.9, 0.5)
    found = early_regret.moments(law, means, 4)
    assert found == pytest.approx(plain_moments(greedy_law, means, 4))


def test_the_first_pulls_by_belief_are_all_sequences():
    found = early_regret.moments(early_regret.thompson, (0.9, 0.6), 5)

    def law(n, w):
        return early_regret.thompson(np.array([n]), np.array([w]))[0]

    assert found == pytest.approx(plain_moments(law, (0.9, 0.6), 5))


def test_beliefs_are_compared_exactly():
    pulls, wins = (
        np.array([[1, 0], [0, 0], [7, 12]]),
        np.array([[1, 0], [0, 0], [3, 9]]),
    )
    law = early_regret.thompson(pulls, wins)
    assert law[:2, 0] == pytest.approx([2 / 3, 1 / 2])
    rng = np.random.default_rng(1)
    draws = rng.beta(wins[2] + 1, pulls[2] - wins[2] + 1, (200_000, 2))
    share = float((draws[:, 0] > draws[:, 1]).mean())
    assert law[2, 0] == pytest.approx(share, abs=5 * math.sqrt(share / 200_000))
    many = early_regret.thompson(np.array([[1, 2, 3, 4]]), np.array([[1, 1, 1, 1]]))
    assert many.sum() == pytest.approx(1)


@pytest.mark.parametrize("k", [2, 3, 5, 10])
def test_the_horizon_keeps_the_states_few(k):
    pulls = early_regret.horizon(k)
    assert 1 <= pulls <= early_regret.MOST
    assert math.comb(pulls + 2 * k - 1, pulls) <= early_regret.STATES


def test_a_check_of_the_early_regret_notices_another_prior():
    def jeffreys(pulls, wins):
        return early_regret.thompson(pulls, np.maximum(wins - 1, 0))

    regret = np.repeat(early_regret.moments(jeffreys, (0.9, 0.6), 20)[0], 10_000)
    check = regret_checks.of_early("x", early_regret.thompson, (0.9, 0.6), 20, regret)
    assert not check.passed


def test_half_of_the_runs_are_above_the_median_or_it_is_missed():
    rng = np.random.default_rng(1)
    (right,) = halves("x", [rng.exponential(size=400)], [math.log(2)], 1000)
    (wrong,) = halves("x", [rng.exponential(size=400)], [0.2], 1000)
    assert right.passed
    assert not wrong.passed
    assert halves("x", [], [], 1000) == []


@pytest.mark.parametrize("kind", plain_regret.KINDS)
def test_the_reference_is_that_of_the_plain_program(kind):
    """Half of new players are above its median, but for those that lie on it."""
    rng, median = random.Random(99), regret_reference.REGRET[kind][0]
    choose, first = plain_regret.KINDS[kind], regret_reference.PULLS[:1]
    played = [plain_regret.player(choose, rng, first)[0] for _ in range(200)]
    tied = sum(math.isclose(lost, median) for lost in played)
    above = sum(lost > median for lost in played if not math.isclose(lost, median))
    assert abs(above + tied / 2 - 100) <= 5 * math.sqrt(50) + tied / 2


def test_who_always_explores_loses_the_mean_gap_at_each_pull():
    """To within five standard errors."""
    texts = {"epsilon": "1", "steps": "100", "runs": "2000", "means": "0.9,0.2,0.4"}
    result = figure.run(parse(figure.Parameters, texts))
    player = result.players["ε = 1"]
    expected = 100 * gaps((0.9, 0.2, 0.4)).mean()
    assert abs(player.mean[-1] - expected) < 5 * player.error[-1]


def test_the_title_names_who_loses_least():
    result = figure.run(parse(figure.Parameters, {"steps": "2000", "runs": "100"}))
    assert figure._title(result) == "Thompson regrets least"


@pytest.mark.parametrize("means", ["0,1", "1,0.3,0.9"])
def test_a_machine_that_always_pays_has_no_line_of_lai_and_robbins(means):
    p = parse(figure.Parameters, {"means": means, "steps": "100", "runs": "10"})
    result = figure.run(p)
    with style.style(""):
        fig = style.figure(style.WIDE)
        figure.draw(result, fig)

    assert "ln t" not in " ".join(figure.findings(result))
    assert not any("ln t" in text.get_text() for text in fig.axes[0].texts)
    assert len(fig.axes[0].lines) == 3


@pytest.mark.parametrize("means", ["0.5", "0.5,0.5", ",".join(["0.1"] * 10 + ["0.2"])])
def test_machines_are_two_to_ten_and_not_all_alike(means):
    with pytest.raises(UsageError, match="--means must be 2 to 10 numbers"):
        parse(figure.Parameters, {"means": means})
