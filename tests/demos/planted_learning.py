"""Mistakes to plant in the demos that learn from returns, as in ``planted``."""

import numpy as np
from planted import mistake

from demos.bandits import testbed
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
