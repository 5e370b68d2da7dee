"""The testbed against exact values, and against a plainly written reference."""

from dataclasses import dataclass
from functools import partial

import gymnasium as gym
import numpy as np
import plain_bandit as plain
import pytest

from demos.bandits import exact, testbed
from demos.bandits.agents import UCB, Boltzmann, Thompson
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.bandits.testbed import average, averages, centres, streams, windows
from demos.figures import epsilon_greedy as demo
from demos.framework.numbers import fixed

RUNS = 4000


def learning(epsilon, steps, runs=RUNS, seed=1, k=10):
    env = gym.make_vec("demos/Bandit-v0", num_envs=runs, k=k)
    agent = EpsilonGreedy(runs, k, epsilon, np.random.default_rng(seed))
    return average(env, agent, seed, [1] * steps)


def test_exact_values_are_those_of_the_literature():
    """E[max of 10 normals]; 8/55; 1/(2 sqrt(pi)); the ends of both curves."""
    assert exact.best_value(10) == pytest.approx(1.5387527, abs=1e-7)
    assert exact.best_value(2) == pytest.approx(1 / np.sqrt(np.pi), abs=1e-7)
    assert exact.best_value_variance(2) == pytest.approx(1 - 1 / np.pi, abs=1e-6)
    assert exact.second_reward(0) == pytest.approx(0.2820948, abs=1e-7)
    assert exact.second_optimal(10, 0) == pytest.approx(8 / 55)
    assert exact.second_optimal(10, 0.1) == pytest.approx(0.140909, abs=1e-6)
    assert exact.second_optimal(10, 0.01) == pytest.approx(0.145)
    assert exact.second_reward(0.1) == pytest.approx(0.253885, abs=1e-6)
    assert exact.second_reward(0.01) == pytest.approx(0.279274, abs=1e-6)
    assert exact.limit_reward(10, 0.1) == pytest.approx(1.3848775, abs=1e-7)
    assert exact.limit_reward(10, 0.01) == pytest.approx(1.5233652, abs=1e-7)
    assert exact.limit_optimal(10, 0.1) == pytest.approx(0.91)
    assert exact.limit_optimal(10, 0.01) == pytest.approx(0.991)


@pytest.mark.parametrize("epsilon", [0.0, 0.01, 0.1, 1.0])
@pytest.mark.parametrize("k", [2, 10])
def test_the_first_two_pulls_are_exact(epsilon, k):
    measured = learning(epsilon, steps=2, runs=20_000, k=k)
    rewards = (0, exact.second_reward(epsilon))
    optimal = (1 / k, exact.second_optimal(k, epsilon))
    assert (np.abs(measured.reward.value - rewards) < 4 * measured.reward.error).all()
    assert (np.abs(measured.optimal.value - optimal) < 4 * measured.optimal.error).all()


PLAIN = {  # each agent, its plain sibling, what both are told besides
    "ε = 0": (partial(EpsilonGreedy, epsilon=0.0), plain.epsilon_greedy(0), {}),
    "ε = 0.01": (partial(EpsilonGreedy, epsilon=0.01), plain.epsilon_greedy(0.01), {}),
    "ε = 0.1": (partial(EpsilonGreedy, epsilon=0.1), plain.epsilon_greedy(0.1), {}),
    "optimistic": (
        partial(EpsilonGreedy, epsilon=0.0, Q_1=5.0, step_size=0.1),
        plain.epsilon_greedy(0),
        {"first": 5.0, "step_size": 0.1},
    ),
    "UCB": (partial(UCB, c=2.0), plain.ucb(2.0), {}),
    "Boltzmann": (partial(Boltzmann, tau=0.2), plain.boltzmann(0.2), {}),
    "Thompson": (Thompson, plain.thompson, {}),
}


@pytest.mark.parametrize(("agent", "choose", "told"), PLAIN.values(), ids=PLAIN)
def test_a_plain_reference_agrees_within_four_sigma(agent, choose, told):
    env = gym.make_vec("demos/Bandit-v0", num_envs=1000)
    measured = average(
        env, agent(1000, 10, rng=np.random.default_rng(1)), 1, [1] * 1000
    )
    at = np.array([1, 2, 10, 11, 100, 1000]) - 1

    references = plain.play_many(choose, runs=150, seed=7, **told)

    for reference, mean in zip(
        references, (measured.reward, measured.optimal), strict=True
    ):
        runs = np.array(reference, dtype=float)[:, at]
        error = runs.std(axis=0, ddof=1) / np.sqrt(len(runs))
        sigma = np.hypot(mean.error[at], error)
        assert (np.abs(mean.value[at] - runs.mean(axis=0)) < 4 * sigma).all()


def test_a_window_is_the_mean_of_its_steps():
    env = gym.make_vec("demos/Bandit-v0", num_envs=50)

    def curve(lengths):
        agent = EpsilonGreedy(50, 10, 0.1, np.random.default_rng(1))
        return average(env, agent, 1, lengths).reward.value

    single, pooled = curve([1] * 12), curve([2, 10])
    assert pooled == pytest.approx([single[:2].mean(), single[2:].mean()])


def test_the_rewards_of_a_run_are_the_mean_of_all_its_steps():
    learnt = learning(0.1, steps=7, runs=50)
    assert learnt.run_rewards.mean() == pytest.approx(learnt.reward.value.mean())


@dataclass
class Size:
    runs: int = 30
    arms: int = 4
    steps: int = 25


@pytest.mark.parametrize("law", [{}, {"drift": 0.5}, {"reward_dist": "bernoulli"}])
@pytest.mark.parametrize("memory", [0, 2**30])
def test_agents_side_by_side_meet_what_each_would_meet_alone(law, memory, monkeypatch):
    monkeypatch.setattr(testbed, "SIDE_BY_SIDE", memory)
    size = Size()

    def agent(epsilon):
        return EpsilonGreedy(size.runs, size.arms, epsilon, np.random.default_rng(1))

    agents = (agent(epsilon) for epsilon in (0, 0.1, 0.5))
    together = averages(size, agents, 7, [1, 4, 20], **law)

    for epsilon, learnt in zip((0, 0.1, 0.5), together, strict=True):
        env = gym.make_vec("demos/Bandit-v0", num_envs=size.runs, k=size.arms, **law)
        alone = average(env, agent(epsilon), 7, [1, 4, 20])
        assert (alone.run_rewards == learnt.run_rewards).all()
        assert (alone.optimal.value == learnt.optimal.value).all()
        assert (alone.best_values == learnt.best_values).all()


class Stubborn:
    """Pulls the first arm and learns nothing."""

    def act(self):
        return np.zeros(RUNS, dtype=np.int64)

    def update(self, action, reward):
        pass

    def values(self, runs):
        return np.zeros((runs, 2))


def test_the_best_machine_is_the_best_of_now():
    """Of two that walk, the first is best half of the time."""
    env = gym.make_vec("demos/DriftingBandit-v0", num_envs=RUNS, k=2, drift=1.0)
    learnt = average(env, Stubborn(), 1, [1] * 5)
    assert learnt.optimal.value[0] == 1  # all are equal, and the first counts
    assert (np.abs(learnt.optimal.value[1:] - 0.5) < 4 * 0.5 / np.sqrt(RUNS)).all()
    assert (learnt.best_values >= 0).mean() > 0.6


@pytest.mark.parametrize("steps", [1, 2, 9, 10, 11, 59, 60, 61, 1000, 12345])
def test_windows_cover_every_step_once(steps):
    lengths = windows(steps)
    assert sum(lengths) == steps
    assert min(lengths) >= 1
    assert lengths[: min(steps, 10)] == [1] * min(steps, 10)
    assert len(lengths) <= 60


def test_centres_are_the_mean_step_of_each_window():
    assert centres([1, 1, 4, 3]).tolist() == [1, 2, 4.5, 8]


def small(**options):
    return demo.run(demo.Parameters(**{"runs": 40, "steps": 30} | options))


def test_another_epsilon_changes_no_other_agent():
    two, three = small(epsilons=(0.0, 0.1)), small(epsilons=(0.0, 0.1, 0.5))
    for one, other in zip(two.learning, three.learning, strict=False):
        np.testing.assert_equal(vars(one.reward), vars(other.reward))


def test_an_agent_takes_nothing_from_the_stream_of_another():
    """Nor does it matter which of them plays first."""
    _, (first, second) = streams(1, 2)
    _, (_, alone) = streams(1, 2)
    first.random(1000)
    assert second.random() == alone.random()
    assert first.random() != second.random()


def test_another_seed_changes_everything():
    first, second = small(seed=1), small(seed=2)
    assert (first.learning[0].best_values != second.learning[0].best_values).all()
    assert (first.learning[0].reward.value != second.learning[0].reward.value).all()


@pytest.mark.parametrize("runs", [2, 10, 100, 2000])
@pytest.mark.parametrize("seed", [2, 3])
def test_checks_hold_for_every_size_of_run(runs, seed):
    """The tolerances grow as the runs shrink."""
    result = demo.run(demo.Parameters(runs=runs, steps=2, seed=seed))
    assert [check.what for check in demo.checks(result) if not check.passed] == []


def test_checks_miss_when_the_agent_is_wrong(monkeypatch):
    """Here, one that explores more often than it says."""

    def wrong(n, k, epsilon, rng):
        return EpsilonGreedy(n, k, min(1, epsilon + 0.5), rng)

    monkeypatch.setattr(demo, "EpsilonGreedy", wrong)
    result = demo.run(demo.Parameters(runs=20_000, steps=2))
    assert not all(check.passed for check in demo.checks(result))


def test_it_says_what_it_measured():
    result = small(epsilons=(0.0, 1.0))
    text = " ".join(demo.findings(result))
    assert "At step 30" in text
    assert "1.539" in text
    for agent in result.learning:
        assert fixed(agent.reward.value[-1], 2) in text


def test_it_says_how_far_each_can_come():
    """The limits that are drawn as dashed lines; greed has none."""
    findings = demo.findings(small(epsilons=(0.0, 0.01, 0.1)))[-1]
    assert "ε = 0.01 can earn 1.523 and pull it 99.1 % of the time" in findings
    assert "ε = 0.1 can earn 1.385 and pull it 91 % of the time" in findings
    assert "long run" not in demo.findings(small(epsilons=(0.0,)))[-1]


def test_what_is_drawn_is_in_the_table():
    result = small()
    columns = demo.data(result)
    assert list(columns)[:3] == ["step", "reward ε=0", "reward error ε=0"]
    assert {len(column) for column in columns.values()} == {len(result.lengths)}
