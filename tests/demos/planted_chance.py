"""Mistakes to plant in what chance does: whose it is, its law, how wide a band is."""

from dataclasses import replace

import numpy as np
from planted import TESTBED, mistake

from demos.bandits import agents, choice, epsilon_greedy, preferences
from demos.bandits.arms import BanditProblem
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.diffusion import ink
from demos.figures import (
    bandit_study,
    cliff_walking,
    credit_assignment,
    forward_diffusion,
    ink_drop,
    learned_score,
    samplers,
    temperature,
)


@mistake(*TESTBED, "push-pull")
def all_runs_share_their_noise(patch):
    def pay(self, q, rng):
        return q + rng.standard_normal()

    patch.setattr(BanditProblem, "sample_reward", pay)


@mistake("epsilon-greedy", "bandit-study", "temperature")
def noise_that_is_uniform(patch):
    def pay(self, q, rng):
        return q + rng.uniform(-np.sqrt(3), np.sqrt(3), len(q))

    patch.setattr(BanditProblem, "sample_reward", pay)


@mistake("epsilon-greedy", "bandit-study", "temperature", "push-pull")
def the_same_arms_in_every_run(patch):
    right = BanditProblem.draw

    def draw(self, n, rng):
        return np.repeat(right(self, n, rng)[:1], n, axis=0)

    patch.setattr(BanditProblem, "draw", draw)


@mistake("epsilon-greedy", "bandit-study", "temperature", "push-pull")
def a_first_arm_that_is_a_tenth_better(patch):
    right = BanditProblem.draw

    def draw(self, n, rng):
        q_star = right(self, n, rng)
        q_star[:, 0] += 0.1
        return q_star

    patch.setattr(BanditProblem, "draw", draw)


@mistake("nonstationary-bandit")
def arms_drift_twice_as_far_at_every_other_step(patch):
    right, steps = BanditProblem.let_drift, [0]

    def drift(self, q, rng):
        steps[0] += 1
        if steps[0] % 2:
            right(replace(self, drift=np.sqrt(2) * self.drift), q, rng)

    patch.setattr(BanditProblem, "let_drift", drift)


@mistake("bandit-study")
def settings_of_a_family_one_late(patch):
    right = bandit_study._earned
    patch.setattr(
        bandit_study, "_earned", lambda of: [np.roll(x, 1) for x in right(of)]
    )


@mistake("temperature")
def a_band_half_as_wide_again(patch):
    right = temperature.data

    def data(result):
        columns = right(result)
        return columns | {"reward error": 1.5 * np.asarray(columns["reward error"])}

    patch.setattr(temperature, "data", data)


@mistake("cliff-walking")
def a_deviation_for_a_standard_error(patch):
    right = cliff_walking._windows

    def windows(returns):
        at, mean, error = right(returns)
        return at, mean, error * np.sqrt(len(returns))

    patch.setattr(cliff_walking, "_windows", windows)


@mistake("credit-assignment")
def bands_of_all_walks(patch):
    right = credit_assignment._errors
    patch.setattr(credit_assignment, "_errors", lambda of: right(of) / np.sqrt(10))


@mistake("forward-diffusion")
def others_come_home(patch):
    right = forward_diffusion.run

    def run(parameters):
        found, rng = right(parameters), np.random.default_rng(9)
        fresh = found.data.sample(rng, parameters.particles)
        return replace(found, back=replace(found.back, end=fresh))

    patch.setattr(forward_diffusion, "run", run)


@mistake("ink-drop")
def heat_along_the_diagonal(patch):
    def walk(x, flow, D, steps, rng):
        by_heat = np.zeros_like(x)
        for _ in range(steps):
            kick = np.sqrt(2 * D * ink.DT) * rng.standard_normal(
                (len(x), 1), np.float32
            )
            x = x + ink.DT * flow(x + ink.DT / 2 * flow(x)) + kick
            by_heat = by_heat + kick
            yield x, by_heat

    patch.setattr(ink_drop, "walk", walk)


@mistake("learned-score")
def losses_from_last_to_first(patch):
    right = learned_score.run

    def run(parameters):
        found = right(parameters)
        return replace(found, losses=found.losses[::-1])

    patch.setattr(learned_score, "run", run)


@mistake("samplers")
def points_of_langevin_a_tenth_too_low(patch):
    right, name = samplers.run, "annealed Langevin"

    def run(parameters):
        found = right(parameters)
        return replace(found, errors=found.errors | {name: 0.9 * found.errors[name]})

    patch.setattr(samplers, "run", run)


@mistake("samplers")
def another_start_of_the_flow(patch):
    right = samplers.error_of_start
    patch.setattr(samplers, "error_of_start", lambda data: 2 * right(data))


@mistake("samplers")
def edm_from_twice_as_far(patch):
    right = samplers.error_of_edm
    patch.setattr(
        samplers, "error_of_edm", lambda data, n, top: right(data, n, 2 * top)
    )


@mistake("epsilon-greedy", "nonstationary-bandit")
def what_explorers_find_is_not_looked_at(patch):
    """The bound on all but the greedy arm stays where it was."""

    def update(self, rows, action, reward):
        pulled = self.first[rows] + action
        self.N[pulled] += 1
        self.Q[pulled] += self._step(reward - self.Q[pulled], self.N[pulled])

    patch.setattr(EpsilonGreedy, "_update_table", update)


@mistake("epsilon-greedy", "nonstationary-bandit")
def half_of_the_arms_are_explored(patch):
    right = choice.exploration

    def exploration(*given):
        for rows, tries in right(*given):
            yield rows, tries // 2

    patch.setattr(epsilon_greedy, "exploration", exploration)


@mistake("temperature", "bandit-study")
def values_above_one_and_a_half_are_alike(patch):
    def act(self):
        return choice.sample(
            choice.softmax(np.minimum(self.Q, 1.5) / self.tau), self.rng
        )

    patch.setattr(agents.Boltzmann, "act", act)


@mistake("push-pull", "bandit-study")
def pulls_are_sharper_than_what_is_learnt_from(patch):
    def act(self):
        self.pi = choice.softmax(self.H)
        return choice.sample(choice.softmax(1.3 * self.H), self.rng)

    patch.setattr(preferences.Softmax, "act", act)


@mistake("nonstationary-bandit")
def the_constant_begins_high(patch):
    right = EpsilonGreedy.__init__

    def init(self, *given, step_size=None, **options):
        first = 0.5 if step_size else 0.0
        right(self, *given, **options | {"step_size": step_size, "Q_1": first})

    patch.setattr(EpsilonGreedy, "__init__", init)


@mistake("regret")
def machines_pay_a_twentieth_more_often(patch):
    def pay(self, q, rng):
        return (rng.random(len(q)) < q + 0.05).astype(float)

    patch.setattr(BanditProblem, "sample_reward", pay)
