"""UCB, Boltzmann, Thompson and the softmax learners, against exact values."""

import math
import random

import gymnasium as gym
import numpy as np
import pytest
from plain_bandit import push

from demos.bandits import exact
from demos.bandits.agents import UCB, Averages, BetaThompson, Boltzmann, Thompson
from demos.bandits.choice import geometric_places, sample, softmax
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.bandits.learning_curves import learn, supervised_closed_form
from demos.bandits.preferences import Gradient, Supervised
from demos.bandits.testbed import average

RUNS = 10_000


def rng(seed=0):
    return np.random.default_rng(seed)


def on_testbed(agent, steps):
    env = gym.make_vec("demos/Bandit-v0", num_envs=RUNS)
    return average(env, agent, 3, [1] * steps)


def assert_mean(mean, step, expected):
    """Within four standard errors, at a step counted from 1."""
    assert abs(mean.value[step - 1] - expected) <= 4 * mean.error[step - 1]


def assert_shares(actions, expected):
    """Each share within four sigma of its probability."""
    expected = np.asarray(expected)
    shares = np.bincount(actions, minlength=len(expected)) / len(actions)
    four_sigma = 4 * np.sqrt(expected * (1 - expected) / len(actions))
    assert (np.abs(shares - expected) <= four_sigma + 1e-12).all()


AGENTS = {
    "ucb": lambda n, k: UCB(n, k, 2.0, rng()),
    "boltzmann": lambda n, k: Boltzmann(n, k, 0.3, rng()),
    "thompson": lambda n, k: Thompson(n, k, rng()),
    "beta thompson": lambda n, k: BetaThompson(n, k, rng()),
    "gradient": lambda n, k: Gradient(n, k, 0.1, rng()),
    "plain gradient": lambda n, k: Gradient(n, k, 0.1, rng(), baseline="none"),
    "ε-greedy": lambda n, k: EpsilonGreedy(n, k, 0.1, rng()),
    "optimistic": lambda n, k: EpsilonGreedy(n, k, 0.0, rng(), Q_1=5, step_size=0.1),
}


@pytest.mark.parametrize("make", AGENTS.values(), ids=AGENTS)
def test_at_first_every_machine_is_as_likely_even_when_they_are_in_order(make):
    """The testbed's arms come in random order and would hide a favourite."""
    assert_shares(make(RUNS, 4).act(), [1 / 4] * 4)


@pytest.mark.parametrize("make", AGENTS.values(), ids=AGENTS)
def test_every_agent_ends_up_at_the_better_of_two_clear_machines(make):
    env = gym.make_vec(
        "demos/Bandit-v0", num_envs=300, q_star=[0.1, 0.9], reward_dist="bernoulli"
    )
    optimal = average(env, make(300, 2), 1, [10, 490]).optimal.value
    assert optimal[1] > max(0.8, optimal[0])


@pytest.mark.parametrize("c", [0.5, 2.0])
def test_ucb_tries_each_machine_once_and_then_the_best_of_these(c):
    """Steps 1 to 10: 0 and 10 %.  Step 11: E[max] / sqrt 2 and 43.182 %."""
    learnt = on_testbed(UCB(RUNS, 10, c, rng()), steps=11)
    for step in (1, 2, 10):
        assert_mean(learnt.reward, step, 0)
        assert_mean(learnt.optimal, step, 0.1)
    assert_mean(learnt.reward, 11, 1.0880625)
    assert_mean(learnt.optimal, 11, 0.43182)
    assert exact.best_value(10) / np.sqrt(2) == pytest.approx(1.0880625, abs=1e-7)


def test_an_optimistic_agent_does_the_same_to_a_part_in_thousands():
    agent = EpsilonGreedy(RUNS, 10, 0.0, rng(), Q_1=5.0, step_size=0.1)
    learnt = on_testbed(agent, steps=11)
    assert_mean(learnt.reward, 11, 1.0880625)
    assert_mean(learnt.optimal, 11, 0.43182)


def test_ucb_prefers_what_it_tried_less():
    """Equal values: the bonus c sqrt(ln t / N) decides, for c above 0."""
    agent = UCB(1, 2, 1.0, rng())
    agent.Q[:], agent.N[:, 0], agent.t = 0.5, [9, 4], 13
    assert agent.act() == [1]
    agent.Q[0] = 0.5 + np.sqrt(np.log(15)) * (1 / 2 - 1 / 3) + 1e-6
    assert agent.act() == [0]


@pytest.mark.parametrize("tau", [0.1, 0.3, 1.0])
def test_boltzmann_chooses_by_boltzmanns_law(tau):
    agent = Boltzmann(50_000, 4, tau, rng())
    agent.Q += np.array([[-0.5], [0.0], [0.2], [0.5]])
    weights = np.exp(np.array([-0.5, 0.0, 0.2, 0.5]) / tau)
    assert_shares(agent.act(), weights / weights.sum())


@pytest.mark.parametrize("tau", [0.05, 0.25, 2.0])
def test_boltzmanns_second_pull_is_exact(tau):
    learnt = on_testbed(Boltzmann(RUNS, 10, tau, rng()), steps=2)
    mean, variance = exact.second_boltzmann(10, tau)
    assert_mean(learnt.reward, 2, mean)
    assert learnt.reward.error[1] ** 2 * RUNS == pytest.approx(variance, rel=0.08)


def test_cold_boltzmann_is_greedy_and_hot_is_random():
    assert exact.second_boltzmann(10, 1e-6)[0] == pytest.approx(
        exact.second_reward(0), abs=1e-5
    )
    assert exact.second_boltzmann(10, 1e6)[0] == pytest.approx(0, abs=1e-5)


def test_thompson_pulls_as_often_as_it_believes_a_machine_to_be_best():
    """Beliefs N(m, v) of two arms: P(first is best) = Phi of the gap."""
    agent = Thompson(50_000, 2, rng())
    agent.Q[0], agent.N[0], agent.N[1] = 1.0, 3, 1  # beliefs N(3/4, 1/4), N(0, 1/2)
    gap = 0.75 / np.sqrt(0.25 + 0.5)
    first = 0.5 * (1 + math.erf(gap / math.sqrt(2)))
    assert_shares(agent.act(), [first, 1 - first])


def test_thompson_with_coins_believes_as_laplace_did():
    """One win of one against nothing seen: P(Beta(2, 1) > Beta(1, 1)) = 2/3."""
    agent = BetaThompson(50_000, 2, rng())
    agent.Q[0], agent.N[0] = 1.0, 1
    assert_shares(agent.act(), [2 / 3, 1 / 3])


def test_thompson_loses_what_is_known_for_ten_coins():
    """Ten coins, 0.5 and nine of 0.4: regret 8.56 ± 0.03 after 100 pulls."""
    q_star, runs, steps = [0.5] + [0.4] * 9, 1000, 100
    env = gym.make_vec(
        "demos/Bandit-v0", num_envs=runs, q_star=q_star, reward_dist="bernoulli"
    )
    learnt = average(env, BetaThompson(runs, 10, rng()), 1, [steps])
    regret = 0.1 * steps * (1 - learnt.optimal.value[0])
    error = 0.1 * steps * learnt.optimal.error[0]
    assert abs(regret - 8.56) < 4 * np.hypot(error, 0.03)


def test_averages_are_those_of_the_rewards_or_weighted_by_a_constant():
    average = Averages(1, 2, rng())
    constant = Averages(1, 2, rng(), step_size=0.5)
    for reward in (1.0, 4.0, 4.0):
        for agent in (average, constant):
            agent.update(np.array([1]), np.array([reward]))
    assert average.Q.ravel().tolist() == [0.0, 3.0]
    assert constant.Q.ravel().tolist() == [0.0, 3.125]


def test_a_constant_weight_follows_a_walk_as_kalman_would_say():
    """One arm, walk σ: the error settles at (α² + σ²) / (2 α - α²)."""
    n, alpha, walk = 4000, 0.1, 0.1
    env = gym.make_vec("demos/DriftingBandit-v0", num_envs=n, k=1, drift=walk)
    agent = Averages(n, 1, rng(), step_size=alpha)
    _, info = env.reset(seed=1)
    for _ in range(100):
        q = info["q_star"][:, 0]
        _, reward, _, _, info = env.step(np.zeros(n, dtype=int))
        agent.update(np.zeros(n, dtype=int), reward)
        error = info["q_star"][:, 0] - agent.Q[0]
    expected = (alpha**2 + walk**2) / (2 * alpha - alpha**2)
    assert abs(error.var() - expected) < 4 * expected * np.sqrt(2 / n)
    assert q.var() > 0.5


def test_the_gradient_climbs_the_expected_reward():
    """E[ΔH(a)] = α π(a) (q(a) - Σ π q), for every arm and any preferences."""
    n, alpha, q = 200_000, 0.1, np.array([0.3, -0.5, 1.0])
    for baseline in ("excluding", "none"):
        agent = Gradient(n, 3, alpha, rng(), baseline=baseline)
        agent.H += np.array([[0.5], [0.0], [-0.5]])
        agent.R_bar, agent.t = np.full(n, 0.4), 5
        before = agent.H.copy()
        action = agent.act()
        agent.update(action, q[action] + rng(7).standard_normal(n))
        moved = agent.H - before
        pi = softmax(before)[:, 0]
        expected = alpha * pi * (q - pi @ q)
        error = moved.std(axis=1) / np.sqrt(n)
        assert (np.abs(moved.mean(axis=1) - expected) < 4 * error).all()


def test_the_baseline_is_the_average_of_the_rewards_before():
    agent = Gradient(1, 2, 1.0, rng())
    for reward in (3.0, 5.0, 10.0):
        agent.act()
        agent.update(np.array([0]), np.array([reward]))
    assert agent.R_bar == pytest.approx([6.0])


def test_the_first_reward_teaches_a_gradient_agent_nothing():
    agent = Gradient(5, 3, 1.0, rng())
    agent.update(agent.act(), np.arange(5.0))
    assert (agent.H == 0).all()


@pytest.mark.parametrize(
    ("baseline", "pushes"),
    [("excluding", [0, 2, 6]), ("including", [0, 1, 4]), ("none", [3, 5, 10])],
)
def test_pushes_are_beside_the_baseline_that_was_asked_for(baseline, pushes):
    """Rewards 3, 5, 10, of which the averages are 3, 4, 6."""
    agent = Gradient(1, 2, 1.0, rng(), baseline=baseline)
    for reward, pushed in zip((3.0, 5.0, 10.0), pushes, strict=True):
        agent.act()
        before, pi = agent.H.copy(), agent.pi
        agent.update(np.array([0]), np.array([reward]))
        assert (agent.H - before)[1] == pytest.approx(-pushed * pi[1])


@pytest.mark.parametrize(("k", "alpha"), [(2, 0.5), (10, 0.1)])
def test_a_taught_learner_takes_the_exact_course(k, alpha):
    env = gym.make_vec("demos/Bandit-v0", num_envs=20, k=k)
    course = learn(env, Supervised(20, k, alpha, rng()), 1, [1, 10, 50])
    exactly = supervised_closed_form(k, alpha, 50)[[1, 10, 50]]
    np.testing.assert_allclose(course.pi, np.tile(exactly[:, None], 20))
    assert course.setback_share == 0


def test_a_taught_learner_has_learnt_when_it_first_is_nine_tenths_sure():
    env = gym.make_vec("demos/Bandit-v0", num_envs=3)
    course = learn(env, Supervised(3, 10, 0.1, rng()), 1, [130])
    first = int((supervised_closed_form(10, 0.1, 130) > 0.9).argmax())
    assert first == 119
    assert course.solved_at.tolist() == [first] * 3


def test_the_known_course_of_a_taught_learner():
    assert supervised_closed_form(10, 0.1, 1000)[[10, 100, 1000]] == pytest.approx(
        [0.222, 0.878, 0.9905], abs=6e-4
    )


def test_a_plain_pushed_learner_takes_the_same_course():
    """After 10 and 100 steps, within four sigma of both; some 40 % lead away."""
    env = gym.make_vec("demos/Bandit-v0", num_envs=2000)
    course = learn(env, Gradient(2000, 10, 0.1, rng()), 1, [10, 100])
    stream = random.Random(7)

    plain = np.array([push(0.1, rng=stream) for _ in range(300)])[:, [9, 99]]

    sigma = np.hypot(course.pi.std(axis=1) / 2000**0.5, plain.std(axis=0) / 300**0.5)
    assert (np.abs(course.pi.mean(axis=1) - plain.mean(axis=0)) < 4 * sigma).all()
    assert 0.35 < course.setback_share < 0.45


def test_sampling_follows_the_weights():
    weights = np.tile([[1.0], [0.0], [3.0]], 20_000)
    assert_shares(sample(weights, rng()), [0.25, 0, 0.75])


@pytest.mark.parametrize("epsilon", [0.0, 0.003, 0.3, 1.0])
def test_explorers_are_independent_and_as_many_as_they_should_be(epsilon):
    """Counts are binomial, and the first place is as likely as the last."""
    n, repeats = 200, 2000
    stream = rng(3)
    taken = np.zeros((repeats, n), dtype=bool)
    for row in taken:
        row[geometric_places(n, epsilon, stream)] = True
    share = 4 * np.sqrt(epsilon * (1 - epsilon) / taken.size)
    assert abs(taken.mean() - epsilon) <= share
    ends = taken[:, [0, -1]].mean(axis=0)
    assert (np.abs(ends - epsilon) <= share * np.sqrt(n)).all()
    variance = n * epsilon * (1 - epsilon)
    assert taken.sum(axis=1).var() == pytest.approx(variance, rel=0.15)


@pytest.mark.parametrize("epsilon", [5e-324, 1e-300, 1e-18])
def test_who_all_but_never_explores_does_not(epsilon):
    """Gaps as long as integers go: their sum does not fit into one."""
    assert geometric_places(100_000, epsilon, rng()).size == 0


def test_too_few_gaps_are_made_up_for():
    class Late:
        """A generator whose gaps are all 1: everyone explores."""

        def geometric(self, epsilon, size):
            return np.ones(size, dtype=np.int64)

    assert geometric_places(500, 0.01, Late()).tolist() == list(range(500))
