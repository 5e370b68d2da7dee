"""Mistakes to plant in the demos of bandits and learning, one at a time.

Each takes pytest's monkeypatch and makes one thing wrong; ``python -m demos NAME
--check`` must fail then.  They are of the kinds that people make: a step size, a sign,
an index, a random stream, a tie, a unit, a label.
"""

from collections.abc import Callable

import numpy as np

from demos.bandits import (
    agents,
    arms,
    choice,
    epsilon_greedy,
    exams,
    frozen,
    learning_curves,
    preferences,
    testbed,
)
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.figures import (
    bandit_study,
    cliff_walking,
    credit_assignment,
    nonstationary_bandit,
    push_pull,
    temperature,
)
from demos.figures import epsilon_greedy as greedy_figure
from demos.td import cliff, walks

Patch = Callable[..., None]
MISTAKES: dict[str, dict[str, Patch]] = {}


def mistake(*demos: str) -> Callable[[Patch], Patch]:
    """Register a mistake for these demos, under the name of its function."""

    def register(plant: Patch) -> Patch:
        for demo in demos:
            MISTAKES.setdefault(demo, {})[plant.__name__] = plant
        return plant

    return register


def first_of(weights, rng):
    return weights.argmax(axis=0)


TESTBED = "epsilon-greedy", "bandit-study", "nonstationary-bandit", "temperature"


@mistake("epsilon-greedy", "nonstationary-bandit")
def ties_to_the_first(patch):
    patch.setattr(epsilon_greedy, "sample", first_of)


@mistake("epsilon-greedy", "nonstationary-bandit")
def a_step_of_one_in_n_plus_1(patch):
    def step(self, error, N):
        return error / (N + 1) if self.step_size is None else error * self.step_size

    patch.setattr(EpsilonGreedy, "_step", step)


@mistake("epsilon-greedy", "nonstationary-bandit")
def an_epsilon_a_fifth_too_large(patch):
    def more(n, k, epsilon, rng):
        return choice.exploration(n, k, min(1, 1.2 * epsilon), rng)

    patch.setattr(epsilon_greedy, "exploration", more)


@mistake("epsilon-greedy", "nonstationary-bandit")
def exploring_leaves_out_the_greedy_arm(patch):
    def act(self):
        action = self.greedy.copy()
        self.explorers, tries = next(self.exploration)
        same = tries == self.greedy[self.explorers]
        self.tries = np.where(same, (tries + 1) % self.k, tries)
        action[self.explorers] = self.tries
        return action

    patch.setattr(EpsilonGreedy, "act", act)


@mistake("epsilon-greedy")
def begins_with_the_first_arm(patch):
    made = EpsilonGreedy.__init__

    def make(self, *given, **options):
        made(self, *given, **options)
        self.greedy[:] = 0

    patch.setattr(EpsilonGreedy, "__init__", make)


@mistake("epsilon-greedy", "nonstationary-bandit")
def explorers_forget(patch):
    patch.setattr(EpsilonGreedy, "_update_table", lambda *_: None)


@mistake("epsilon-greedy")
def keeps_to_an_arm_that_is_no_longer_best(patch):
    patch.setattr(EpsilonGreedy, "_choose", lambda *_: None)


def _same_numbers(seed, n):
    problems, rngs = testbed.streams(seed, n)
    return problems, [np.random.default_rng(seed) for _ in rngs]


@mistake("epsilon-greedy")
def all_agents_share_their_chances(patch):
    patch.setattr(greedy_figure, "streams", _same_numbers)


@mistake("bandit-study")
def all_agents_share_their_chances_(patch):
    patch.setattr(bandit_study, "streams", _same_numbers)


@mistake("epsilon-greedy", "bandit-study", "nonstationary-bandit", "push-pull")
def rewards_scatter_by_a_tenth_more(patch):
    def pay(self, q, rng):
        return q + 1.1 * rng.standard_normal(len(q))

    patch.setattr(arms.BanditProblem, "sample_reward", pay)


@mistake("epsilon-greedy", "bandit-study", "temperature")
def arms_spread_by_a_fifth_more(patch):
    def draw(self, n, rng):
        return 1.2 * rng.standard_normal((n, self.k))

    patch.setattr(arms.BanditProblem, "draw", draw)


@mistake(*TESTBED)
def a_window_one_step_short(patch):
    right = testbed._window

    def window(steps, n, length):
        reward, optimal, q_star = right(steps, n, length)
        return reward * length / (length + 1), optimal, q_star

    patch.setattr(testbed, "_window", window)


@mistake("epsilon-greedy")
def the_axis_begins_with_0(patch):
    patch.setattr(greedy_figure, "centres", lambda given: testbed.centres(given) - 1)


@mistake("nonstationary-bandit")
def the_axis_begins_with_2(patch):
    later = lambda given: testbed.centres(given) + 1  # noqa: E731
    patch.setattr(nonstationary_bandit, "centres", later)


@mistake("epsilon-greedy", "nonstationary-bandit")
def bands_twice_too_wide(patch):
    right = testbed._mean

    def mean(runs):
        value, error = right(runs)
        return value, 2 * error

    patch.setattr(testbed, "_mean", mean)


@mistake(*TESTBED)
def the_last_run_is_left_out(patch):
    right = testbed._mean
    patch.setattr(testbed, "_mean", lambda runs: right(runs[:-1]))


@mistake("nonstationary-bandit")
def the_best_arm_is_judged_after_the_drift(patch):
    def play(env, agent, seed):
        _, info = env.reset(seed=seed)
        while True:
            action = agent.act()
            _, reward, _, _, info = env.step(action)
            agent.update(action, reward)
            yield action, reward, info["q_star"]

    patch.setattr(testbed, "play", play)
    patch.setattr(exams, "play", play)


def _for_averages(step):
    def update(self, action, reward):
        pulled = action, self.problems
        self.N[pulled] += 1
        step(self, pulled, reward)

    return update


@mistake("bandit-study", "temperature")
def a_step_of_one_in_n_plus_1_(patch):
    def step(self, pulled, reward):
        self.Q[pulled] += (reward - self.Q[pulled]) / (self.N[pulled] + 1)

    patch.setattr(agents.Averages, "update", _for_averages(step))


@mistake("bandit-study", "temperature")
def the_agent_never_learns(patch):
    patch.setattr(agents.Averages, "update", lambda *_: None)


@mistake("temperature")
def learns_by_a_constant_step(patch):
    def step(self, pulled, reward):
        self.Q[pulled] += 0.1 * (reward - self.Q[pulled])

    patch.setattr(agents.Averages, "update", _for_averages(step))


@mistake("bandit-study")
def learns_from_the_reward_before(patch):
    right = agents.Averages.update

    def update(self, action, reward):
        right(self, action, getattr(self, "before", reward))
        self.before = reward

    patch.setattr(agents.Averages, "update", update)


def _ucb(bonus):
    def act(self):
        self.t += 1
        with np.errstate(divide="ignore", invalid="ignore"):
            values = self.Q + bonus(self)
        values[self.N == 0] = np.inf
        return choice.random_argmax(values, self.rng)

    return act


@mistake("bandit-study")
def c_inside_the_root(patch):
    act = _ucb(lambda self: np.sqrt(self.c * np.log(self.t) / self.N))
    patch.setattr(agents.UCB, "act", act)


@mistake("bandit-study")
def the_logarithm_of_t_plus_1(patch):
    act = _ucb(lambda self: self.c * np.sqrt(np.log(self.t + 1) / self.N))
    patch.setattr(agents.UCB, "act", act)


@mistake("bandit-study")
def no_optimism_at_all(patch):
    patch.setattr(agents.UCB, "act", _ucb(lambda self: 0.0 * self.Q))


@mistake("bandit-study")
def ucb_ties_to_the_first(patch):
    def first(values, rng):
        return values.argmax(axis=0)

    patch.setattr(agents, "random_argmax", first)


def _thompson(mean, deviation):
    def act(self):
        noise = self.rng.standard_normal(self.Q.shape)
        return (mean(self) + noise * deviation(self)).argmax(axis=0)

    return act


@mistake("bandit-study")
def thompson_pulls_at_random(patch):
    def act(self):
        return self.rng.integers(len(self.Q), size=self.Q.shape[1])

    patch.setattr(agents.Thompson, "act", act)


@mistake("bandit-study")
def a_variance_taken_for_a_deviation(patch):
    act = _thompson(lambda s: s.N * s.Q / (s.N + 1), lambda s: 1 / (s.N + 1))
    patch.setattr(agents.Thompson, "act", act)


@mistake("bandit-study")
def a_belief_without_its_prior(patch):
    act = _thompson(lambda s: s.Q, lambda s: (s.N + 1) ** -0.5)
    patch.setattr(agents.Thompson, "act", act)


def _gradient(sign=1.0, counted=0, included=False):
    def update(self, action, reward):
        if self.t == 0:
            self.R_bar = reward
        after = self.R_bar + (reward - self.R_bar) / (self.t + 1 + counted)
        baseline = after if included else self.R_bar
        self.move(action, sign * self.step_size * (reward - baseline))
        self.t += 1
        self.R_bar = after

    return update


@mistake("bandit-study", "push-pull")
def the_gradient_descends(patch):
    patch.setattr(preferences.Gradient, "update", _gradient(sign=-1))


@mistake("bandit-study", "push-pull")
def the_baseline_includes_the_reward(patch):
    patch.setattr(preferences.Gradient, "update", _gradient(included=True))


@mistake("bandit-study", "push-pull")
def the_baseline_is_averaged_too_slowly(patch):
    patch.setattr(preferences.Gradient, "update", _gradient(counted=1))


@mistake("bandit-study", "push-pull")
def the_baseline_is_missing(patch):
    def update(self, action, reward):
        self.move(action, self.step_size * reward)

    patch.setattr(preferences.Gradient, "update", update)


@mistake("bandit-study")
def a_softmax_twice_too_sharp(patch):
    patch.setattr(preferences, "softmax", lambda x: choice.softmax(2 * x))


@mistake("bandit-study")
def a_parameter_that_is_off_by_a_fifth(patch):
    made = agents.UCB.__init__

    def make(self, n, k, c, rng):
        made(self, n, k, 1.2 * c, rng)

    patch.setattr(agents.UCB, "__init__", make)


@mistake("temperature")
def a_temperature_that_is_its_inverse(patch):
    def act(self):
        return choice.sample(choice.softmax(self.Q * self.tau), self.rng)

    patch.setattr(agents.Boltzmann, "act", act)


@mistake("temperature")
def a_temperature_a_fifth_too_high(patch):
    def act(self):
        return choice.sample(choice.softmax(self.Q / 1.2 / self.tau), self.rng)

    patch.setattr(agents.Boltzmann, "act", act)


@mistake("temperature")
def the_neighbour_is_pulled(patch):
    def act(self):
        action = choice.sample(choice.softmax(self.Q / self.tau), self.rng)
        return (action + 1) % len(self.Q)

    patch.setattr(agents.Boltzmann, "act", act)


@mistake("temperature")
def frozen_at_other_values(patch):
    right = frozen.freeze
    patch.setattr(temperature, "freeze", lambda tau, rng: right(tau * 1.5, rng))


@mistake("temperature")
def rewards_in_another_order(patch):
    right = temperature.data

    def data(result):
        columns = right(result)
        return columns | {"reward": columns["reward"][::-1]}

    patch.setattr(temperature, "data", data)


@mistake("nonstationary-bandit")
def nothing_drifts(patch):
    patch.setattr(arms.BanditProblem, "let_drift", lambda *_: None)


@mistake("nonstationary-bandit")
def arms_drift_too_far(patch):
    def drift(self, q_star, rng):
        q_star += 1.2 * self.drift * rng.standard_normal(q_star.shape)

    patch.setattr(arms.BanditProblem, "let_drift", drift)


@mistake("nonstationary-bandit")
def arms_drift_before_they_pay(patch):
    def step(self, actions):
        self.problem.let_drift(self._q_star, self.np_random)
        q = self._q_star[np.arange(self.num_envs), actions]
        rewards = self.problem.sample_reward(q, self.np_random)
        info = self._info(self._all())
        return self._observations(), rewards, self._none(), self._none(), info

    from demos.bandits.vector import BanditVectorEnv

    patch.setattr(BanditVectorEnv, "step", step)


@mistake("nonstationary-bandit")
def the_dashed_line_is_for_all_steps(patch):
    def best_possible(self):
        return np.full(len(self.lengths), 1.1 * self.parameters.drift * 150)

    patch.setattr(nonstationary_bandit.Result, "best_possible", property(best_possible))


@mistake("nonstationary-bandit")
def the_agents_have_changed_names(patch):
    def agents_(self):
        alpha = f"α = {self.parameters.step_size:g}"
        return {"α = 1/N": self.constant, alpha: self.average}

    patch.setattr(nonstationary_bandit.Result, "agents", property(agents_))


@mistake("push-pull")
def the_teacher_pulls_twice(patch):
    def update(self, action, reward):
        self.move(self.best, 2 * self.step_size)

    patch.setattr(preferences.Supervised, "update", update)


@mistake("push-pull")
def the_teacher_names_another_arm(patch):
    def update(self, action, reward):
        self.move((self.best + 1) % len(self.H), self.step_size)

    patch.setattr(preferences.Supervised, "update", update)


@mistake("push-pull")
def the_others_are_not_pushed_away(patch):
    def move(self, towards, push):
        self.H[towards, self.problems] += push * (1 - self.pi[towards, self.problems])

    patch.setattr(preferences.Softmax, "move", move)


@mistake("push-pull")
def setbacks_are_counted_late(patch):
    def see(self, pi):
        self.t += 1
        if self.t > 20:
            self.setbacks += self.pi > pi
        self.solved_at[(pi > 0.9) & (self.solved_at > self.t)] = self.t
        self.pi = pi

    right = learning_curves.Watch

    class Late(right):
        pass

    def learn(*given):
        patch.setattr(learning_curves.Watch, "see", see)
        try:
            return learning_curves.learn(*given)
        finally:
            patch.setattr(learning_curves.Watch, "see", good)

    good = right.see
    patch.setattr(push_pull, "learn", learn)


@mistake("push-pull")
def the_mean_is_a_median(patch):
    right = push_pull.data

    def data(result):
        return right(result) | {"pushed mean": np.median(result.push.pi, axis=1)}

    patch.setattr(push_pull, "data", data)


@mistake("cliff-walking")
def sarsa_looks_at_a_fresh_action(patch):
    rng = np.random.default_rng(0)

    def fresh(Q, action, pi):
        return Q[np.arange(len(Q)), choice.sample(pi.T, rng)]

    patch.setitem(cliff_walking.METHODS, "Sarsa", fresh)


@mistake("cliff-walking")
def an_expectation_with_too_much_exploring(patch):
    def expected(Q, action, pi):
        wide = np.where(pi < 0.5, pi * 4 / 3, pi)
        return (wide / wide.sum(axis=1, keepdims=True) * Q).sum(axis=1)

    patch.setitem(cliff_walking.METHODS, "Expected Sarsa", expected)


@mistake("cliff-walking")
def two_methods_have_changed_names(patch):
    methods = {"Q-learning": cliff.sarsa, "Sarsa": cliff.q_learning}
    for name, target in methods.items():
        patch.setitem(cliff_walking.METHODS, name, target)


@mistake("cliff-walking")
def the_future_is_discounted(patch):
    def discounted(Q, action, pi):
        return 0.99 * Q.max(axis=1)

    patch.setitem(cliff_walking.METHODS, "Q-learning", discounted)


def _cliff(change):
    right = cliff.read_cliff

    def read():
        table = right()
        change(table)
        return table

    return read


@mistake("cliff-walking")
def a_fall_costs_ten(patch):
    def cheap(table):
        table.reward[table.reward == -100] = -10

    patch.setattr(cliff_walking, "read_cliff", _cliff(cheap))


@mistake("cliff-walking")
def a_fall_ends_the_episode(patch):
    def end(table):
        table.terminated[table.reward == -100] = True

    patch.setattr(cliff_walking, "read_cliff", _cliff(end))


@mistake("cliff-walking")
def the_goal_has_a_future(patch):
    right = cliff.Runs.step

    def step(self, rows):
        self.Q[rows, 47] = -1.0
        here = rows, self.state[rows], self.action[rows]
        old = self.Q[here].copy()
        ended = right(self, rows)
        over = self.cliff.terminated[here[1:]]
        self.Q[here] = np.where(over, old + self.step_size * (-2 - old), self.Q[here])
        return ended

    patch.setattr(cliff.Runs, "step", step)


@mistake("cliff-walking")
def cliff_ties_to_the_first(patch):
    def soft(Q, epsilon):
        first = np.arange(Q.shape[-1]) == Q.argmax(axis=-1)[..., None]
        return epsilon / Q.shape[-1] + (1 - epsilon) * first

    patch.setattr(cliff, "soft", soft)


@mistake("cliff-walking")
def explores_a_fifth_more(patch):
    right = cliff.soft
    patch.setattr(cliff, "soft", lambda Q, epsilon: right(Q, 1.2 * epsilon))


@mistake("cliff-walking")
def a_learner_a_tenth_too_slow(patch):
    def slow(*given, step_size, **options):
        return cliff.learn(*given, step_size=0.9 * step_size, **options)

    patch.setattr(cliff_walking, "learn", slow)


@mistake("cliff-walking")
def the_best_policy_does_not_stumble(patch):
    patch.setattr(cliff_walking, "best_return", lambda *_: -13.0)


def _td(change):
    def n_step_td(V, path, n, alpha):
        n, alpha, path = change(n, alpha, path)
        walks.n_step_td(V, path, n, alpha)

    return n_step_td


@mistake("credit-assignment")
def one_step_too_far(patch):
    def change(n, alpha, path):
        return n + 1, alpha, path

    patch.setattr(credit_assignment, "n_step_td", _td(change))


@mistake("credit-assignment")
def one_step_too_far_for_the_longer(patch):
    def change(n, alpha, path):
        return n + (n > 1), alpha, path

    patch.setattr(credit_assignment, "n_step_td", _td(change))


@mistake("credit-assignment")
def a_step_size_a_tenth_too_small(patch):
    def change(n, alpha, path):
        return n, 0.9 * alpha, path

    patch.setattr(credit_assignment, "n_step_td", _td(change))


@mistake("credit-assignment")
def learns_from_the_walk_backwards(patch):
    def change(n, alpha, path):
        return n, alpha, path[:-1]

    patch.setattr(credit_assignment, "n_step_td", _td(change))


@mistake("credit-assignment")
def values_of_the_walk_before(patch):
    def n_step_td(V, path, n, alpha):
        old = V.copy()
        for t in range(len(path) - 1):
            (runs,) = (path[t] % (len(V) - 1)).nonzero()
            here, there = path[t, runs], path[min(t + n, len(path) - 1), runs]
            V[here, runs] += alpha * (old[there, runs] - V[here, runs])

    patch.setattr(credit_assignment, "n_step_td", n_step_td)


@mistake("credit-assignment")
def a_coin_with_a_bias(patch):
    def walk(m, n, rng):
        path = [np.full(n, (m + 1) // 2, dtype=np.int8)]
        while (inside := path[-1] % (m + 1) > 0).any():
            sides = np.where(rng.random(n) < 0.45, -1, 1).astype(np.int8)
            path.append((path[-1] + inside * sides).astype(np.int8))
        return np.array(path)

    patch.setattr(credit_assignment, "walk", walk)


@mistake("credit-assignment")
def a_start_off_the_middle(patch):
    right = walks.walk

    def walk(m, n, rng):
        path = right(m, n, rng)
        return path[1:]

    patch.setattr(credit_assignment, "walk", walk)


@mistake("credit-assignment")
def an_error_that_counts_the_ends(patch):
    def rms_error(V):
        error = V - walks.true_values(len(V) - 2)[:, None, None]
        return np.sqrt((error**2).mean(axis=0))

    patch.setattr(credit_assignment, "rms_error", rms_error)


@mistake("credit-assignment")
def values_begin_at_one_half(patch):
    def initial(m, runs, alphas):
        V = walks.initial_values(m, runs, alphas)
        V[1:-1] = 0.5
        return V

    patch.setattr(credit_assignment, "initial_values", initial)


@mistake("credit-assignment")
def two_n_have_changed_places(patch):
    right = credit_assignment.data

    def data(result):
        columns = dict(right(result))
        names = [name for name in columns if name.startswith("error")]
        first, second = names[:2]
        columns[first], columns[second] = columns[second], columns[first]
        return columns

    patch.setattr(credit_assignment, "data", data)


def _paying(clipped):
    """Rewards of normal arms, with something done to them."""
    right = arms.BanditProblem.sample_reward

    def sample_reward(self, q, rng):
        return clipped(right(self, q, rng), q)

    return sample_reward


@mistake("epsilon-greedy", "bandit-study", "nonstationary-bandit", "push-pull")
def rewards_are_clipped(patch):
    """As where an environment bounds them to keep learning tame."""
    paid = _paying(lambda reward, q: np.clip(reward, -3, 3))
    patch.setattr(arms.BanditProblem, "sample_reward", paid)


@mistake("epsilon-greedy", "bandit-study", "nonstationary-bandit", "push-pull")
def noise_is_clipped(patch):
    paid = _paying(lambda reward, q: q + np.clip(reward - q, -3, 3))
    patch.setattr(arms.BanditProblem, "sample_reward", paid)
