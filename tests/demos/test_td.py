"""Delayed rewards: the random walk and the cliff, against exact values."""

import gymnasium as gym
import numpy as np
import pytest

from demos.figures import cliff_walking, credit_assignment
from demos.td import cliff as cliffs
from demos.td.walks import (
    first_rms,
    initial_values,
    longest,
    n_step_td,
    rms_error,
    true_values,
    walk,
)


def rng(seed=0):
    return np.random.default_rng(seed)


def test_walks_start_in_the_middle_step_by_one_and_stay_at_their_ends():
    path = walk(5, 200, rng())
    steps = np.diff(path, axis=0)
    inside = (path[:-1] > 0) & (path[:-1] < 6)
    assert (path[0] == 3).all()
    assert (np.abs(steps) == inside).all()
    assert set(path[-1]) == {0, 6}


def test_a_walk_of_five_states_takes_nine_steps_on_average():
    """From the middle i of m states: i (m + 1 - i) steps."""
    path = walk(5, 4000, rng())
    lengths = ((path[:-1] > 0) & (path[:-1] < 6)).sum(axis=0)
    assert abs(lengths.mean() - 9) < 4 * lengths.std() / np.sqrt(4000)


@pytest.mark.parametrize("m", [5, 19])
def test_the_longest_of_many_walks_is_as_long_as_expected(m):
    """On average over ten times a thousand walks, within a third."""
    stream = rng(2)
    steps = np.mean([len(walk(m, 1000, stream)) - 1 for _ in range(10)])
    assert steps == pytest.approx(longest(m, 1000), rel=1 / 3)


def test_one_walk_worked_by_hand():
    """3 → 2 → 3 → 4 → end, reward 1, n = 2, α = 0.5, three states and two ends."""
    V = initial_values(3, 1, 1)
    path = np.array([[2], [1], [2], [3], [4]])
    n_step_td(V, path, 2, np.array([0.5]))
    # V(2) by V(2): 0; V(1) by V(3): 0; V(2) by the end: 0.5; V(3) by the end: 0.5
    assert V[:, 0, 0].tolist() == [-1, 0, 0.5, 0.5, 1]


def test_later_corrections_use_what_earlier_ones_taught():
    V = initial_values(3, 1, 1)
    for _ in range(2):
        n_step_td(V, np.array([[2], [3], [4]]), 1, np.array([0.5]))
    assert V[1:4, 0, 0].tolist() == [0, 0.25, 0.75]


def plain_n_step_td(path, n, alpha, m):
    """The book's own pseudocode, one run, one step at a time (Sec. 7.1)."""
    V = [0.0] * (m + 2)
    T = float("inf")
    states, rewards, t = [path[0]], [0.0], 0
    while True:
        if t < T:
            here = path[t + 1]
            states.append(here)
            rewards.append({0: -1.0, m + 1: 1.0}.get(here, 0.0))
            if here in (0, m + 1):
                T = t + 1
        tau = t - n + 1
        if tau >= 0:
            G = sum(rewards[tau + 1 : int(min(tau + n, T)) + 1])
            if tau + n < T:
                G += V[states[tau + n]]
            V[states[tau]] += alpha * (G - V[states[tau]])
        if tau == T - 1:
            return V[1:-1]
        t += 1


@pytest.mark.parametrize("n", [1, 2, 5, 64])
def test_it_is_the_books_algorithm(n):
    alphas = np.array([0.1, 0.7])
    path = walk(7, 30, rng(n))
    V = initial_values(7, 30, 2)

    n_step_td(V, path, n, alphas)

    for run in range(30):
        for place, alpha in enumerate(alphas):
            plain = plain_n_step_td(path[:, run].tolist(), n, alpha, 7)
            assert V[1:-1, run, place] == pytest.approx(plain)


def test_errors_known_before_any_experiment():
    """Nothing learnt: 0.5477 for 19 states, 0.2357 for 5, paid 0 or 1.

    One step and one walk: only the last state moved.
    """
    assert rms_error(initial_values(19, 1, 1)).item() == pytest.approx(
        0.54772, abs=1e-5
    )
    assert rms_error(initial_values(5, 1, 1)).item() / 2 == pytest.approx(
        0.2357, abs=1e-4
    )
    V, alpha = initial_values(19, 50, 3), np.array([0.0, 0.5, 1.0])
    n_step_td(V, walk(19, 50, rng()), 1, alpha)
    np.testing.assert_allclose(rms_error(V), np.tile(first_rms(19, alpha), (50, 1)))


def test_true_values_are_what_monte_carlo_finds():
    ends = walk(5, 4000, rng())[-1]
    mean = np.where(ends > 0, 1, -1).mean()
    assert true_values(5).tolist()[1:-1] == pytest.approx(
        [-2 / 3, -1 / 3, 0, 1 / 3, 2 / 3]
    )
    assert abs(mean - true_values(5)[3]) < 4 / np.sqrt(4000)


def test_more_walks_reduce_the_error():
    few, many = (
        credit_assignment.run(
            credit_assignment.Parameters(ns=(4,), runs=20, episodes=episodes)
        )
        for episodes in (1, 10)
    )
    assert many.error.mean(axis=1).min() < few.error.mean(axis=1).min()


def test_a_row_without_a_middle_is_refused():
    with pytest.raises(ValueError, match=r"--states must be odd.*got 4"):
        credit_assignment.Parameters(states=4)


@pytest.fixture(scope="module")
def cliff():
    return cliffs.read_cliff()


def test_the_table_steps_like_gymnasiums_own_environment(cliff):
    env = gym.make("CliffWalking-v1")
    state, _ = env.reset(seed=1)
    actions = rng(1).integers(4, size=500)
    for action in actions:
        after, reward, terminated, _, _ = env.step(int(action))
        assert cliff.next_state[state, action] == after
        assert cliff.reward[state, action] == reward
        assert cliff.terminated[state, action] == terminated
        state = env.reset()[0] if terminated else after


def test_the_best_policies_earn_what_is_known(cliff):
    """13 steps without exploring; -20.7077 with ε = 0.1."""
    assert cliffs.best_return(cliff, 0.0) == pytest.approx(-13)
    assert cliffs.best_return(cliff, 0.1) == pytest.approx(-20.7077, abs=1e-4)


def test_the_shortest_way_is_dear_to_who_stumbles(cliff):
    """-45.803 for the way along the edge, with ε = 0.1."""
    best = np.eye(4)[cliffs.best_soft(cliff, 0.0).round(9).argmax(axis=1)]
    value = cliffs.evaluate(cliff, 0.1 / 4 + 0.9 * best)[cliff.start]
    assert value == pytest.approx(-45.803, abs=1e-3)


def test_a_policys_value_is_what_its_episodes_earn(cliff):
    """Solved exactly, and played with learning switched off."""
    q = cliffs.best_soft(cliff, 0.1)
    pi = cliffs.soft(q.round(9), 0.1)
    exactly = cliffs.evaluate(cliff, pi)[cliff.start]
    assert exactly == pytest.approx(cliffs.best_return(cliff, 0.1))

    random = rng(2)
    totals = []
    for _ in range(400):
        state, total, over = cliff.start, 0.0, False
        while not over:
            action = random.choice(4, p=pi[state])
            total += cliff.reward[state, action]
            over = cliff.terminated[state, action]
            state = cliff.next_state[state, action]
        totals.append(total)
    assert abs(np.mean(totals) - exactly) < 4 * np.std(totals) / np.sqrt(400)


@pytest.mark.parametrize(
    ("target", "value"),
    [(cliffs.sarsa, 2.0), (cliffs.q_learning, 4.0), (cliffs.expected_sarsa, 3.0)],
)
def test_targets_by_hand(target, value):
    Q, pi = np.array([[4.0, 2.0]]), np.array([[0.5, 0.5]])
    assert target(Q, np.array([1]), pi).tolist() == [value]


def test_an_epsilon_greedy_choice_shares_among_the_best():
    pi = cliffs.soft(np.array([[1.0, 1.0, 0.0, -1.0]]), 0.2)
    assert pi.tolist() == [pytest.approx([0.45, 0.45, 0.05, 0.05])]


def test_q_learning_finds_the_shortest_way_along_the_cliff(cliff):
    learner = cliffs.learn(
        cliff,
        cliffs.q_learning,
        runs=10,
        episodes=300,
        step_size=0.5,
        epsilon=0.1,
        rng=rng(),
    )
    path = cliffs.greedy_path(cliff, learner.Q.mean(axis=0))
    assert learner.returns.shape == (10, 300)
    assert len(path) == 14
    assert path[1:-1] == list(range(24, 36))
    assert (learner.returns <= -13).all()


@pytest.mark.parametrize(
    "target", [cliffs.sarsa, cliffs.q_learning, cliffs.expected_sarsa]
)
def test_without_exploring_all_methods_settle_on_thirteen_steps(cliff, target):
    """Values of 0 are hopeful where every step costs, so that all is tried."""
    learner = cliffs.learn(
        cliff,
        target,
        runs=5,
        episodes=400,
        step_size=1.0,
        epsilon=0.0,
        rng=rng(),
    )
    assert (learner.returns[:, -1] == -13).all()
    assert (learner.Q[:, cliff.start].max(axis=1) == -13).all()
    assert (learner.Q[:, 35, 2] == -1).all()  # one step above the goal, down


def test_methods_draw_from_streams_of_their_own(cliff):
    """What Sarsa does is the same whatever the others do."""
    parameters = cliff_walking.Parameters(runs=10, episodes=100)
    (stream,) = np.random.SeedSequence(parameters.seed).spawn(1)

    together = cliff_walking.run(parameters).returns

    alone = cliffs.learn(
        cliff,
        cliffs.sarsa,
        runs=10,
        episodes=100,
        step_size=0.5,
        epsilon=0.1,
        rng=np.random.default_rng(stream),
    )
    np.testing.assert_equal(together["Sarsa"], alone.returns)
