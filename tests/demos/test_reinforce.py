"""REINFORCE on the short corridor, against exact values and plain loops."""

import math
import random
import statistics

import numpy as np
import plain_reinforce
import pytest

from demos.figures import reinforce as figure
from demos.framework.options import UsageError, parse
from demos.td import corridor, corridor_reference
from demos.td.corridor_replay import Memory, ends
from demos.td.reinforce import Learners, averages, likely, play


def test_the_best_policy_is_a_root_of_the_derivative():
    """J'(p) = 0 where p^2 - 4 p + 2 = 0."""
    best = float(corridor.BEST)
    assert best**2 - 4 * best + 2 == pytest.approx(0, abs=1e-12)
    p = np.linspace(0.01, 0.99, 981)
    assert p[corridor.value(p).argmax()] == pytest.approx(best, abs=1e-3)


def test_moments_of_an_episode_are_those_of_its_chain_step_by_step():
    p = np.array([0.02, 0.3, 0.9])
    for likely_right, mean, variance in zip(
        p, *corridor.length_moments(p), strict=True
    ):
        at, total, square = [1.0, 0.0, 0.0], 0.0, 0.0
        for t in range(corridor.LIMIT):
            more = sum(at)
            total, square = total + more, square + (2 * t + 1) * more
            r, left = likely_right, 1 - likely_right
            at = [at[0] * left + at[1] * r, at[0] * r + at[2] * left, at[1] * left]
        assert mean == pytest.approx(total, rel=1e-12)
        assert variance == pytest.approx(square - total**2, rel=1e-9)


def test_without_a_limit_in_reach_the_mean_is_the_value():
    p = np.array([0.4, 0.6])
    assert corridor.length_moments(p)[0] == pytest.approx(-corridor.value(p), rel=1e-6)


def test_episodes_are_as_long_as_they_must_be():
    """Within five standard errors, at three policies."""
    for p in (0.05, 0.6, 0.95):
        _, lengths = play(np.full(20_000, p), np.random.default_rng(1))
        (mean,), (variance,) = corridor.length_moments(np.array([p]))
        assert abs(lengths.mean() - mean) < 5 * math.sqrt(variance / 20_000)
        assert lengths.max() <= corridor.LIMIT


def test_every_episode_ends_at_the_goal_or_at_the_limit():
    actions, lengths = play(np.full(200, 0.03), np.random.default_rng(2))
    for run, length in enumerate(lengths):
        assert ends(actions[:length, run].tolist())
    assert (lengths == corridor.LIMIT).any()


def test_learning_is_that_of_the_book_step_by_step():
    """Two learners of different lengths, one of them with a baseline."""
    theta = np.array([0.3, -0.7])
    learners = Learners(theta.copy(), np.zeros(2), np.full(2, 0.01), np.array([0, 0.1]))
    actions = np.random.default_rng(3).random((16, 2)) < 0.5
    lengths = np.array([5, 16])
    learners.learn(actions, lengths)
    for run, w_step_size in enumerate((None, 0.1)):
        memory = Memory([-theta[run], theta[run]], 0.0)
        memory.learn(actions[: lengths[run], run].tolist(), 0.01, w_step_size)
        assert learners.theta[run] == pytest.approx(memory.theta[1], rel=1e-12)
        assert learners.w[run] == pytest.approx(memory.w, rel=1e-12)


def test_the_mean_step_is_the_gradient_of_the_value():
    """E[dθ] / α is dJ/dθ = J'(p) 2 p (1 - p) / 2 for each preference."""
    n, p, step_size = 200_000, 0.4, 1e-9
    theta = np.full(n, math.atanh(2 * p - 1))
    learners = Learners(theta.copy(), np.zeros(n), np.full(n, step_size), np.zeros(n))
    assert likely(theta)[0] == pytest.approx(p)
    learners.learn(*play(likely(theta), np.random.default_rng(4)))
    steps = (learners.theta - theta) / step_size
    h = 1e-5
    slope = (corridor.value(p + h) - corridor.value(p - h)) / (2 * h)
    expected = float(slope) * p * (1 - p)
    assert abs(steps.mean() - expected) < 5 * steps.std() / math.sqrt(n)


def test_averages_over_windows():
    returns = np.array([[1.0, 3.0], [3.0, 5.0], [0.0, 2.0]])
    mean, error = averages(returns, [2, 1])
    assert mean.tolist() == [3.0, 1.0]
    assert error == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize("kind", plain_reinforce.KINDS)
def test_the_reference_is_that_of_the_plain_program(kind):
    """Half of new learners are above its median, within five standard errors."""
    span = plain_reinforce.MOMENTS[0]
    rng, median = random.Random(99), corridor_reference.RETURNS[kind][span]
    sizes = plain_reinforce.KINDS[kind]
    played = [
        statistics.fmean(plain_reinforce.learner(*sizes, rng, episodes=span[1]))
        for _ in range(200)
    ]
    assert abs(sum(mean > median for mean in played) - 100) <= 5 * math.sqrt(50)


def test_the_book_s_case_learns_as_published():
    """Figure 13.2: with a baseline it is near the best after 200 episodes."""
    result = figure.run(parse(figure.Parameters, {"runs": "50", "episodes": "300"}))
    best, late = float(corridor.value(corridor.BEST)), {}
    for name, returns in zip(result.parameters.names, result.returns, strict=True):
        late[name] = returns[200:].mean()
    assert late["baseline"] == pytest.approx(best, abs=1)
    assert late["α = 2⁻¹³"] < best - 5
    assert figure._title(result) == "A baseline learns faster"


@pytest.mark.parametrize("halvings", ["", "12,12", "7,8,9,10,11,12"])
def test_step_sizes_are_one_to_five_different_ones(halvings):
    with pytest.raises(UsageError, match="--halvings must be 1 to 5 different"):
        parse(figure.Parameters, {"halvings": halvings})
