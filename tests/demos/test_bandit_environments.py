"""The bandit environments against Gymnasium's contract, and against each other."""

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.error import InvalidAction, ResetNeeded
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AutoresetMode

import demos

IDS = sorted(id for id in gym.registry if id.startswith("demos/"))
FIXED = {"q_star": [0.2, 0.9, 0.5]}


def make_vec(n=3, id="demos/Bandit-v0", **options):
    return gym.make_vec(id, num_envs=n, **options)


def rollout(env, actions, seed=None):
    """Everything a vector environment returns, from a reset on."""
    observation, info = env.reset(seed=seed)
    return [(observation, info)] + [env.step(np.asarray(action)) for action in actions]


def assert_same(first, second):
    """Equal to the bit, through tuples and dictionaries."""
    np.testing.assert_equal(first, second)


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("law", [{}, FIXED, {"k": 2}])
def test_gymnasiums_own_checker_finds_no_fault(id, law):
    """With warnings as errors, as everywhere in these tests."""
    check_env(gym.make(id, **law).unwrapped)


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("mode", ["sync", "async", "vector_entry_point"])
def test_every_way_to_make_many_works(id, mode):
    env = gym.make_vec(id, num_envs=2, vectorization_mode=mode)
    observation, info = env.reset(seed=1)
    assert observation in env.observation_space
    assert info["q_star"].shape == (2, 10)
    env.step(env.action_space.sample())
    env.close()


def test_a_fresh_interpreter_finds_it_through_the_module_name():
    code = (
        "import gymnasium as gym; env = gym.make('demos:demos/Bandit-v0', k=3); "
        "print(env.action_space)"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=Path(demos.__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("Discrete(3)\n", "")


def test_a_package_that_imports_it_finds_it_when_run_as_a_module(tmp_path):
    """Python's -m must not be mistaken for our own command."""
    package = tmp_path / "research"
    package.mkdir()
    (package / "__init__.py").write_text("import demos")
    code = "import gymnasium; print(gymnasium.make('demos:demos/Bandit-v0').spec.id)"
    (package / "study.py").write_text(code)
    ran = subprocess.run(
        [sys.executable, "-m", "research.study"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(demos.__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("demos/Bandit-v0\n", "")


@pytest.mark.parametrize("id", IDS)
def test_the_spec_survives_json(id):
    single = gym.make(id, **FIXED)
    assert gym.make(gym.envs.registration.EnvSpec.from_json(single.spec.to_json()))
    many = make_vec(2, id, **FIXED)
    again = gym.make_vec(gym.envs.registration.EnvSpec.from_json(many.spec.to_json()))
    assert (again.num_envs, again.problem.k) == (2, 3)


def test_a_seed_fixes_everything_and_the_stream_goes_on():
    actions = [[0, 1, 2]] * 3
    env = make_vec(**FIXED)
    first = rollout(env, actions, seed=5) + rollout(env, actions)
    second = rollout(env, actions, seed=5) + rollout(env, actions)
    assert_same(first, second)
    with pytest.raises(AssertionError):
        assert_same(first[:4], first[4:])


@pytest.mark.parametrize(
    "copied", [copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))]
)
@pytest.mark.parametrize("make", [make_vec, lambda: gym.make("demos/Bandit-v0")])
def test_a_copy_goes_on_like_the_original(make, copied):
    env = make()
    env.reset(seed=3)
    twin = copied(env)
    env.action_space.seed(1)
    for _ in range(3):
        action = env.action_space.sample()
        assert_same(env.step(action), twin.step(action))


def test_returned_arrays_share_no_memory():
    env = make_vec(3, max_episode_steps=2, drift=0.1)
    returned = rollout(env, [[0, 0, 0]] * 4, seed=1)
    arrays = [
        value
        for parts in returned
        for part in parts
        for value in (part.values() if isinstance(part, dict) else [part])
    ]
    for n, one in enumerate(arrays):
        assert not any(np.shares_memory(one, other) for other in arrays[:n])


def test_what_comes_back_has_gymnasiums_types():
    env = make_vec()
    assert env.metadata["autoreset_mode"] is AutoresetMode.NEXT_STEP
    _, (observation, reward, terminated, truncated, _) = rollout(
        env, [[0, 1, 2]], seed=1
    )
    assert observation.dtype == np.int64
    assert observation in env.observation_space
    assert reward.dtype == np.float64
    assert terminated.dtype == truncated.dtype == np.bool_


def test_the_time_limit_truncates_and_the_next_step_starts_anew():
    env = make_vec(2, max_episode_steps=2)
    (_, start), one, two, new, after = rollout(env, [[0, 0]] * 4, seed=1)

    assert [step[3].tolist() for step in (one, two, new, after)] == [
        [False, False],
        [True, True],
        [False, False],
        [False, False],
    ]
    assert new[1].tolist() == [0.0, 0.0]
    assert new[4]["_q_star"].tolist() == [True, True]
    assert (new[4]["q_star"] != start["q_star"]).all()
    assert one[4] == two[4] == after[4] == {}


def test_walking_machines_are_shown_as_they_are_also_when_they_are_new():
    """All start at 0, and have not moved when the autoreset has made them."""
    env = make_vec(2, "demos/DriftingBandit-v0", max_episode_steps=1)
    _, _, new, moved = rollout(env, [[0, 0]] * 3, seed=1)
    assert (new[4]["q_star"] == 0).all()
    assert (moved[4]["q_star"] != 0).all()
    assert moved[4]["_q_star"].all()


def test_what_a_caller_does_to_the_arrays_changes_nothing():
    env = make_vec(2, max_episode_steps=1)
    env.reset(seed=1)
    truncated = env.step(np.zeros(2, dtype=int))[3]
    truncated[:] = False
    assert env.step(np.zeros(2, dtype=int))[1].tolist() == [0.0, 0.0]


def test_a_mask_resets_only_what_it_says():
    env = make_vec(2, max_episode_steps=3)
    _, start = env.reset(seed=1)
    env.step(np.zeros(2, dtype=int))

    mask = np.array([False, True])
    _, info = env.reset(options={"reset_mask": mask})

    assert info["_q_star"].tolist() == [False, True]
    assert (info["q_star"][0] == start["q_star"][0]).all()
    assert (info["q_star"][1] != start["q_star"][1]).all()
    steps = [env.step(np.zeros(2, dtype=int)) for _ in range(4)]
    assert [step[3].tolist() for step in steps] == [
        [False, False],
        [True, False],
        [False, True],
        [False, False],
    ]


@pytest.mark.parametrize(
    ("mask", "error"),
    [
        ([True, False], TypeError),
        (np.array([1, 0]), TypeError),
        (np.array([True]), ValueError),
        (np.array([False, False]), ValueError),
    ],
)
def test_a_mask_that_is_none_is_refused(mask, error):
    env = make_vec(2)
    env.reset(seed=1)
    with pytest.raises(error, match="reset_mask"):
        env.reset(options={"reset_mask": mask})


@pytest.mark.parametrize(
    "actions",
    [
        [0, 1, 10],
        [0, -1, 0],
        [0, 1, 2**63],
        [0, 1],
        [0.0, 1.0, 2.0],
        [True, False, True],
        ["0", "1", "2"],
        1,
        [[0, 1, 2]],
    ],
)
def test_actions_that_are_none_are_refused_before_anything_moves(actions):
    env = make_vec()
    env.reset(seed=1)
    twin = copy.deepcopy(env)
    with pytest.raises(InvalidAction):
        env.step(np.asarray(actions))
    assert_same(env.step(np.zeros(3, dtype=int)), twin.step(np.zeros(3, dtype=int)))


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", "u4", "u8", ">i4"])
def test_whole_numbers_of_every_width_are_actions(dtype):
    env = make_vec(3, **FIXED)
    usual, other = (
        rollout(env, [np.array([2, 0, 1], dtype=kind)], seed=1)
        for kind in ("i8", dtype)
    )
    assert_same(usual, other)


@pytest.mark.parametrize("action", [10, -1, 0.5, True, [1], np.array([1]), None])
def test_a_single_action_that_is_none_is_refused(action):
    env = gym.make("demos/Bandit-v0").unwrapped
    env.reset(seed=1)
    with pytest.raises(InvalidAction, match="0 to 9"):
        env.step(action)


def test_a_step_before_the_first_reset_is_refused():
    with pytest.raises(ResetNeeded):
        make_vec().step(np.zeros(3, dtype=int))


@pytest.mark.parametrize(
    ("law", "words"),
    [
        ({"k": 0}, "k must be at least 1"),
        ({"q_star": []}, "k must be at least 1"),
        ({"q_star": [0.5, np.nan]}, "finite"),
        ({"mean": np.inf}, "finite"),
        ({"drift": np.nan}, "finite"),
        ({"reward_dist": "gold"}, "reward_dist must be one of"),
        ({"spread": -1.0}, "at least 0"),
        ({"reward_dist": "bernoulli", "q_star": [0.5, 1.5]}, r"in \[0, 1\]"),
        ({"reward_dist": "bernoulli", "drift": 0.1}, r"in \[0, 1\]"),
    ],
)
def test_a_law_that_is_none_is_refused(law, words):
    with pytest.raises(ValueError, match=words):
        make_vec(**law)


@pytest.mark.parametrize("options", [{"n": 0}, {"max_episode_steps": 0}])
def test_nothing_to_do_is_refused(options):
    with pytest.raises(ValueError, match="must be at least 1; got"):
        make_vec(**options)


def test_fixed_values_are_kept_however_they_are_given():
    """A list that its owner changes later, or an array; also with coins."""
    given = [0.0, 1.0]
    env = make_vec(1, q_star=given, reward_dist="bernoulli")
    given[:] = [1.0, 0.0]
    same = make_vec(1, q_star=np.array([0.0, 1.0]), reward_dist="bernoulli")
    for one in (env, same):
        assert one.reset(seed=1)[1]["q_star"].tolist() == [[0.0, 1.0]]
        assert one.step(np.array([1]))[1].tolist() == [1.0]


def test_usual_wrappers_work():
    env = make_vec(4, max_episode_steps=5)
    env = gym.wrappers.vector.RecordEpisodeStatistics(env)
    env = gym.wrappers.vector.NormalizeReward(env)
    env.reset(seed=1)
    for _ in range(5):
        *_, info = env.step(env.action_space.sample())
    assert info["episode"]["l"].tolist() == [5, 5, 5, 5]

    single = gym.wrappers.RecordEpisodeStatistics(
        gym.wrappers.TimeLimit(gym.make("demos/Bandit-v0"), max_episode_steps=3)
    )
    single.reset(seed=1)
    *_, truncated, info = [single.step(0) for _ in range(3)][-1]
    assert truncated
    assert info["episode"]["l"] == 3


def test_minus_one_is_no_limit_in_either():
    """Gymnasium's own way to say so in make."""
    single = gym.make("demos/Bandit-v0", max_episode_steps=-1)
    many = make_vec(1, max_episode_steps=-1)
    single.reset(seed=1)
    many.reset(seed=1)
    assert not any(single.step(0)[3] for _ in range(1001))
    assert not any(many.step(np.array([0]))[3][0] for _ in range(1001))


def test_the_registered_limit_is_kept_by_both():
    single = gym.make("demos/Bandit-v0")
    single.reset(seed=1)
    assert [single.step(0)[3] for _ in range(1000)] == [False] * 999 + [True]
    many = make_vec(1)
    many.reset(seed=1)
    ends = [bool(many.step(np.array([0]))[3][0]) for _ in range(1000)]
    assert ends == [False] * 999 + [True]


@pytest.mark.parametrize("reward_dist", ["normal", "bernoulli"])
def test_single_and_vector_agree_in_law(reward_dist):
    """Mean and variance of each arm's rewards, within four sigma of theory."""
    q, n = np.array(FIXED["q_star"]), 4000
    law = FIXED | {"reward_dist": reward_dist}
    many = make_vec(n, **law)
    single = gym.make("demos/Bandit-v0", max_episode_steps=n + 1, **law)
    many.reset(seed=1)
    single.reset(seed=2)
    variance = q * (1 - q) if reward_dist == "bernoulli" else np.ones(3)

    for arm in range(3):
        from_many = many.step(np.full(n, arm))[1]
        from_one = np.array([single.step(arm)[1] for _ in range(n // 4)])
        for rewards in (from_many, from_one):
            four_sigma = 4 * np.sqrt(variance[arm] / len(rewards))
            assert abs(rewards.mean() - q[arm]) < four_sigma
            spread = 4 * np.sqrt(
                2 / len(rewards)
            )  # of a normal's variance; more than 0/1's
            assert abs(rewards.var() - variance[arm]) < spread


@pytest.mark.parametrize(
    ("law", "mean", "variance"),
    [
        ({}, 0, 1),
        ({"mean": 3.0, "spread": 0.5}, 3, 0.25),
        ({"reward_dist": "bernoulli"}, 1 / 2, 1 / 12),
        ({"spread": 0.0, "drift": 0.2}, 0, 5 * 0.2**2),
    ],
)
def test_single_and_vector_draw_machines_from_one_law(law, mean, variance):
    """True values of 500 problems after five pulls, within four sigma of theory."""
    many, single = make_vec(500, **law), gym.make("demos/Bandit-v0", **law)
    _, shown = many.reset(seed=1)
    for _ in range(5):
        shown |= many.step(np.zeros(500, dtype=int))[4]
    single.reset(seed=2)
    values = []
    for _ in range(500):
        _, alone = single.reset()
        for _ in range(5):
            alone |= single.step(0)[4]
        values.append(alone["q_star"])

    for q in (shown["q_star"].ravel(), np.ravel(values)):
        assert abs(q.mean() - mean) < 4 * np.sqrt(variance / q.size)
        assert abs(q.var() - variance) < 4 * variance * np.sqrt(2 / q.size)
