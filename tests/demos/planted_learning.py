"""Mistakes to plant in the demos that learn from returns, as in ``planted``."""

import math
from itertools import islice

import numpy as np
from planted import mistake

from demos.bandits import agents, arms, choice, epsilon_greedy, regret, rules, testbed
from demos.bandits.history import Recorder
from demos.bandits.testbed import play
from demos.bandits.vector import BanditVectorEnv
from demos.figures import regret as regret_figure
from demos.figures import reinforce as figure
from demos.td import corridor, reinforce
from demos.td.reinforce import Learners


@mistake("reinforce")
def the_second_state_is_like_the_others(patch):
    following = np.array([[0, 1], [0, 2], [1, 3], [3, 3]])
    patch.setattr(corridor, "NEXT", following)
    patch.setattr(reinforce, "NEXT", following)


@mistake("reinforce")
def no_wall_on_the_left(patch):
    following = np.array([[2, 1], [2, 0], [1, 3], [3, 3]])
    patch.setattr(reinforce, "NEXT", following)


def _learning(G_from=0, sign=1, w_first=False, frozen=False, gradient=None):
    """The plain loop over one learner's steps, with one thing changed."""

    def learn(self, actions, lengths):
        for row, length in enumerate(lengths.tolist()):
            before = np.tanh(self.theta[row])
            for t in range(length):
                G = t + G_from - length
                if w_first:
                    self.w[row] += self.w_step_size[row] * (G - self.w[row])
                delta = G - self.w[row]
                if not w_first:
                    self.w[row] += self.w_step_size[row] * delta
                tanh = before if frozen else np.tanh(self.theta[row])
                sign_of = 1 if actions[t, row] else -1
                way = gradient(sign_of, tanh) if gradient else (sign_of - tanh) / 2
                self.theta[row] += sign * self.step_size[row] * delta * way

    return learn


@mistake("reinforce")
def it_descends(patch):
    patch.setattr(Learners, "learn", _learning(sign=-1))


@mistake("reinforce")
def returns_without_the_present_reward(patch):
    patch.setattr(Learners, "learn", _learning(G_from=1))


@mistake("reinforce")
def the_baseline_learns_before_it_is_used(patch):
    patch.setattr(Learners, "learn", _learning(w_first=True))


@mistake("reinforce")
def the_policy_stays_as_it_was_during_an_episode(patch):
    patch.setattr(Learners, "learn", _learning(frozen=True))


@mistake("reinforce")
def one_preference_learns_for_two(patch):
    patch.setattr(Learners, "learn", _learning(gradient=lambda sign, tanh: sign - tanh))


@mistake("reinforce")
def a_gradient_without_the_other_action(patch):
    patch.setattr(Learners, "learn", _learning(gradient=lambda sign, tanh: sign / 2))


@mistake("reinforce")
def a_step_size_a_tenth_too_large(patch):
    right = Learners.learn

    def learn(self, actions, lengths):
        theta = self.theta.copy()
        right(self, actions, lengths)
        self.theta = theta + 1.1 * (self.theta - theta)

    patch.setattr(Learners, "learn", learn)


@mistake("reinforce")
def a_softmax_of_half_the_difference(patch):
    patch.setattr(reinforce, "likely", lambda theta: (1 + np.tanh(theta / 2)) / 2)


@mistake("reinforce")
def left_and_right_exchanged(patch):
    right = reinforce.play
    patch.setattr(reinforce, "play", lambda p, rng: right(1 - p, rng))


@mistake("reinforce")
def the_last_step_is_not_counted(patch):
    right = reinforce.play

    def play(p, rng):
        actions, lengths = right(p, rng)
        return actions, lengths - 1

    patch.setattr(reinforce, "play", play)


@mistake("reinforce")
def learners_begin_elsewhere(patch):
    right = figure.learn

    def learn(learners, *given, **options):
        learners.theta += 0.1
        return right(learners, *given, **options)

    patch.setattr(figure, "learn", learn)


@mistake("reinforce")
def a_value_off_by_a_hundredth(patch):
    patch.setattr(figure, "value", lambda p: 1.01 * corridor.value(p))


@mistake("reinforce")
def bands_twice_too_wide_(patch):
    right = reinforce.averages

    def averages(returns, lengths):
        mean, error = right(returns, lengths)
        return mean, 2 * error

    patch.setattr(figure, "averages", averages)


@mistake("reinforce")
def the_axis_begins_with_0_(patch):
    patch.setattr(figure, "centres", lambda given: testbed.centres(given) - 1)


@mistake("reinforce")
def two_kinds_have_changed_names(patch):
    right = figure.data

    def data(result):
        columns = dict(right(result))
        first, *_, last = result.parameters.names
        columns[first], columns[last] = columns[last], columns[first]
        return columns

    patch.setattr(figure, "data", data)


@mistake("reinforce")
def the_last_learner_is_left_out(patch):
    right = reinforce.averages
    patch.setattr(figure, "averages", lambda returns, n: right(returns[:, :-1], n))


@mistake("regret")
def a_root_of_ln_t_alone(patch):
    patch.setattr(regret_figure, "C", 1.0)
    right = rules.UCBRule
    patch.setattr(rules, "UCBRule", lambda c, k: right(c * 0 + math.sqrt(2), k))


@mistake("regret")
def c_inside_the_root_(patch):
    def act(self):
        self.t += 1
        with np.errstate(divide="ignore", invalid="ignore"):
            values = self.Q + np.sqrt(self.c * np.log(self.t) / self.N)
        values[self.N == 0] = np.inf
        return choice.random_argmax(values, self.rng)

    patch.setattr(agents.UCB, "act", act)


def _beta(first, second):
    def act(self):
        wins = self.N * self.Q
        belief = self.rng.beta(wins + first, self.N - wins + second)
        return choice.random_argmax(belief, self.rng)

    return act


@mistake("regret")
def jeffreys_prior_for_a_uniform_one(patch):
    patch.setattr(agents.BetaThompson, "act", _beta(0.5, 0.5))


@mistake("regret")
def wins_and_losses_exchanged(patch):
    def act(self):
        wins = self.N * self.Q
        belief = self.rng.beta(self.N - wins + 1, wins + 1)
        return choice.random_argmax(belief, self.rng)

    patch.setattr(agents.BetaThompson, "act", act)


@mistake("regret")
def thompson_takes_the_mean(patch):
    def act(self):
        belief = (self.N * self.Q + 1) / (self.N + 2)
        return choice.random_argmax(belief, self.rng)

    patch.setattr(agents.BetaThompson, "act", act)


@mistake("regret")
def an_epsilon_a_fifth_too_large_(patch):
    def more(n, k, epsilon, rng):
        return choice.exploration(n, k, min(1, 1.2 * epsilon), rng)

    patch.setattr(epsilon_greedy, "exploration", more)


@mistake("regret")
def the_other_arm_is_paid_for(patch):
    def step(self, action):
        q = self._q_star[np.arange(self.num_envs), (action + 1) % self.problem.k]
        reward = self.problem.sample_reward(q, self.np_random)
        none = self._none()
        return self._observations(), reward, none, none, {}

    patch.setattr(BanditVectorEnv, "step", step)


@mistake("regret")
def rewards_are_never_0(patch):
    def pay(self, q, rng):
        return np.ones(len(q))

    patch.setattr(arms.BanditProblem, "sample_reward", pay)


@mistake("regret")
def ties_to_the_best(patch):
    patch.setattr(agents, "random_argmax", lambda values, rng: values.argmax(axis=0))


@mistake("regret")
def what_was_paid_counts_as_lost(patch):
    def marked(env, agent, seed, marks):
        recorder, found, total = Recorder(env.num_envs, marks[-1]), [], 0.0
        steps = islice(play(env, agent, seed), marks[-1])
        for t, (_, reward, q_star) in enumerate(recorder.watch(steps), 1):
            total = total + q_star.max() - reward
            if t in marks:
                found.append(total)
        return np.array(found), recorder

    patch.setattr(regret_figure, "follow", marked)


@mistake("regret")
def regret_is_read_one_pull_late(patch):
    right = regret.follow

    def late(env, agent, seed, marks):
        found, recorder = right(env, agent, seed, marks)
        return np.vstack([found[1:], found[-1:]]), recorder

    patch.setattr(regret_figure, "follow", late)


@mistake("regret")
def the_divergence_the_other_way_round(patch):
    right = regret.divergence
    patch.setattr(regret, "divergence", lambda p, q: right(q, p))


@mistake("regret")
def logarithms_to_base_10(patch):
    def line(result):
        return result.slope * np.log10(result.parameters.at)

    patch.setattr(regret_figure, "_line", line)


@mistake("regret")
def bands_of_a_deviation(patch):
    def error(self):
        return self.regret.std(axis=1, ddof=1)

    patch.setattr(regret_figure.Player, "error", property(error))


@mistake("regret")
def two_players_have_changed_names(patch):
    right = regret_figure.data

    def data(result):
        columns = dict(right(result))
        columns["UCB1"], columns["Thompson"] = columns["Thompson"], columns["UCB1"]
        return columns

    patch.setattr(regret_figure, "data", data)
