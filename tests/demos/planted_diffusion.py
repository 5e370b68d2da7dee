"""Mistakes to plant in the demos of diffusion, one at a time; see ``planted``."""

from dataclasses import replace

import numpy as np
from planted import mistake

from demos.diffusion import (
    chains,
    denoiser,
    ink,
    policy,
    sampler_table,
    samplers,
    schedules,
    spacing,
)
from demos.diffusion.mixture import Mixture
from demos.diffusion.network import Adam, Network
from demos.figures import (
    arrow_of_time,
    diffusion_policy,
    forward_diffusion,
    ink_drop,
    learned_score,
    symmetry_breaking,
    there_and_back,
)
from demos.figures import samplers as samplers_figure

SCHEDULED = {
    "forward-diffusion": forward_diffusion,
    "arrow-of-time": arrow_of_time,
    "symmetry-breaking": symmetry_breaking,
}
WALKED = "forward-diffusion", "there-and-back"
NINTHS = np.arange(1, 10) / 9.5
LAWS = (*WALKED, "arrow-of-time")


def everywhere(patch, name, value):
    """In the module that has it and in the figures that imported it."""
    figures = (*SCHEDULED.values(), there_and_back)
    for module in (chains, schedules, samplers, denoiser, *figures):
        if hasattr(module, name):
            patch.setattr(module, name, value)


@mistake(*SCHEDULED)
def alpha_bar_off_by_one(patch):
    right = schedules.alpha_bars

    def late(betas):
        levels = right(betas)
        return np.append(1.0, levels[:-1])

    everywhere(patch, "alpha_bars", late)


@mistake(*WALKED)
def a_signal_that_is_not_a_root(patch):
    def marginal(x_0, alpha_bar_t):
        level = np.asarray(alpha_bar_t)
        return x_0.noised(level, np.sqrt(1 - level))

    everywhere(patch, "q_marginal", marginal)


@mistake(*WALKED)
def kicks_a_tenth_too_strong(patch):
    def chain(x_0, betas, rng):
        x_t = x_0
        yield x_t
        for beta in betas[1:]:
            noise = 1.1 * np.sqrt(beta) * rng.standard_normal(len(x_t))
            x_t = np.sqrt(1 - beta) * x_t + noise
            yield x_t

    everywhere(patch, "q_chain", chain)


@mistake(*WALKED)
def a_signal_that_is_not_damped(patch):
    def chain(x_0, betas, rng):
        x_t = x_0
        yield x_t
        for beta in betas[1:]:
            x_t = x_t + np.sqrt(beta) * rng.standard_normal(len(x_t))
            yield x_t

    everywhere(patch, "q_chain", chain)


@mistake(*WALKED, "symmetry-breaking")
def a_way_back_with_the_wrong_variance(patch):
    def earlier(x_t, data, alpha_bar_t, alpha_bar_s, rng):
        dist = schedules.q_marginal(data, alpha_bar_s)
        r = alpha_bar_t / alpha_bar_s
        seen = dist.noised(np.sqrt(r), np.sqrt(1 - r)).responsibilities(x_t)
        k = (rng.random((len(x_t), 1)) > seen.cumsum(axis=-1)[:, :-1]).sum(axis=-1)
        v = dist.stds**2
        gains = np.sqrt(r) * v / (r * v + 1 - r)
        centre = dist.means[k] + gains[k] * (x_t - np.sqrt(r) * dist.means[k])
        return centre + np.sqrt(v * (1 - gains))[k] * rng.standard_normal(len(x_t))

    patch.setattr(chains, "sample_earlier", earlier)


@mistake(*WALKED, "symmetry-breaking")
def noise_forgotten_on_the_way_back(patch):
    right = chains.sample_earlier

    class Quiet:
        def __init__(self, rng):
            self.random = rng.random
            self.standard_normal = lambda n: 0.9 * rng.standard_normal(n)

    def earlier(*given):
        return right(*given[:-1], Quiet(given[-1]))

    patch.setattr(chains, "sample_earlier", earlier)


@mistake(*WALKED, "symmetry-breaking")
def the_mode_is_the_likeliest(patch):
    right = chains.sample_earlier

    class Sure:
        def __init__(self, rng):
            self.standard_normal = rng.standard_normal
            self.random = lambda shape: np.full(shape, 0.5)

    def earlier(*given):
        return right(*given[:-1], Sure(given[-1]))

    patch.setattr(chains, "sample_earlier", earlier)


@mistake(*LAWS)
def modes_with_equal_weights(patch):
    right = Mixture.pdf

    def pdf(self, x):
        even = np.full(self.weights.shape, 1 / self.weights.shape[-1])
        return right(replace(self, weights=even), x)

    patch.setattr(Mixture, "pdf", pdf)


@mistake("forward-diffusion", "there-and-back", "symmetry-breaking")
def a_distance_that_is_halved(patch):
    from demos.diffusion import verify

    right = verify.w1
    patch.setattr(verify, "w1", lambda *given: right(*given) / 2)


@mistake("forward-diffusion")
def a_score_with_the_wrong_sign(patch):
    right = Mixture.score
    patch.setattr(Mixture, "score", lambda self, x: -right(self, x))


@mistake("arrow-of-time")
def an_entropy_in_bits(patch):
    right = arrow_of_time.entropy
    patch.setattr(arrow_of_time, "entropy", lambda d: right(d) / np.log(2))


@mistake("arrow-of-time")
def kl_without_its_half(patch):
    right = arrow_of_time.kl_to_standard_normal

    def kl(dist):
        return right(dist) + (dist.variance() + dist.mean() ** 2) / 2

    patch.setattr(arrow_of_time, "kl_to_standard_normal", kl)


@mistake("arrow-of-time")
def two_curves_have_changed_names(patch):
    right = arrow_of_time.data

    def data(result):
        table = right(result)
        swapped = {"entropy": table["mode_entropy"], "mode_entropy": table["entropy"]}
        return table | swapped

    patch.setattr(arrow_of_time, "data", data)


@mistake("arrow-of-time")
def deciles_that_are_octiles(patch):
    patch.setattr(
        arrow_of_time.Result,
        "deciles",
        property(
            lambda self: self.dist(self.t[:, None]).quantile(np.arange(1, 10) / 9.5)
        ),
    )


@mistake("there-and-back")
def a_deeper_noise(patch):
    patch.setattr(there_and_back, "DEPTH", 5.6)


@mistake("symmetry-breaking")
def another_split(patch):
    formula = lambda mean, std: 1 / (mean**2 + np.hypot(mean**2, 1 + std**2))  # noqa: E731
    from demos.diffusion import two_modes

    patch.setattr(two_modes, "splits_at", formula)


@mistake("symmetry-breaking")
def another_second_hump(patch):
    patch.setattr(symmetry_breaking, "humps_at", lambda m, s: 1 / (1 + m**2 + s**2))


@mistake("symmetry-breaking")
def a_branch_of_the_density(patch):
    patch.setattr(
        symmetry_breaking,
        "resting_places",
        lambda dist, a: np.sqrt(a) * dist.means[1] * np.linspace(0, 1, len(a)) ** 0.5,
    )


def _scaled(name):
    def plant(patch):
        right = sampler_table.SAMPLERS[name]

        def moves(*given):
            return [
                samplers.Move(lambda x, m=move: 0.7 * m.mean(x), move.std)
                for move in right.moves(*given)
            ]

        patch.setitem(samplers_figure.SAMPLERS, name, replace(right, moves=moves))

    return plant


for _n, _name in enumerate(sampler_table.SAMPLERS):
    _plant = _scaled(_name)
    _plant.__name__ = f"means_too_small_{_n}"
    mistake("samplers")(_plant)


@mistake("samplers")
def ddpm_small_for_large(patch):
    small = sampler_table.SAMPLERS["DDPM, small"]
    patch.setitem(samplers_figure.SAMPLERS, "DDPM, large", small)


@mistake("samplers")
def noise_in_the_last_step(patch):
    def large(score, alpha_bar):
        variances = 1 - alpha_bar[1:] / alpha_bar[:-1]
        moves = samplers._ancestral(score, alpha_bar, variances)
        moves[-1] = samplers.Move(moves[-1].mean, np.sqrt(variances[0]))
        return moves

    wrong = sampler_table.respaced(large)
    patch.setitem(samplers_figure.SAMPLERS, "DDPM, large", wrong)


@mistake("samplers")
def edm_with_another_rho(patch):
    right = sampler_table.edm_sigmas
    patch.setattr(sampler_table, "edm_sigmas", lambda n, **o: right(n, rho=5, **o))


@mistake("samplers")
def half_of_the_score_in_the_sde(patch):
    def mean(score, t, h, x):
        half = score(x, schedules.vp_alpha_bar(t)) / 2
        return x + h * schedules.vp_beta(t) * (x / 2 + half)

    patch.setattr(samplers, "_reverse_sde_mean", mean)


@mistake("samplers")
def a_wrong_tableau(patch):
    def solver(f, t, h, x):
        a = f(x, t)
        b = f(x + h / 2 * a, t + h / 2)
        c = f(x + h / 2 * b, t + h / 2)
        return x + h / 6 * (a + 3 * b + c + f(x + h * c, t + h))

    patch.setattr(samplers, "runge_kutta", solver)
    wrong = sampler_table.flow(solver, 4)
    patch.setitem(samplers_figure.SAMPLERS, "Runge–Kutta", wrong)


@mistake("samplers")
def a_floor_without_its_constant(patch):
    right = samplers_figure.w1_floor
    patch.setattr(
        samplers_figure, "w1_floor", lambda d, n: right(d, n) * np.sqrt(np.pi / 2)
    )


@mistake("samplers")
def evaluations_that_are_steps(patch):
    counts = property(lambda self: {k: np.array(v) for k, v in self.steps.items()})
    patch.setattr(samplers_figure.Result, "evaluations", counts)


@mistake("samplers")
def another_end_of_time(patch):
    level = lambda t: float(np.exp(-0.1 * t - 10 * t**2))  # noqa: E731
    patch.setattr(samplers, "vp_alpha_bar", level)


@mistake("samplers")
def langevin_noise_too_strong(patch):
    right = samplers.annealed_langevin

    def louder(*given, **options):
        moves = right(*given, **options)
        return [samplers.Move(m.mean, np.sqrt(2) * m.std) for m in moves]

    patch.setattr(samplers, "annealed_langevin", louder)


@mistake("samplers")
def every_other_step_of_the_schedule(patch):
    right = spacing.timesteps

    def later(*given):
        return np.minimum(right(*given) + 1, 999)

    patch.setattr(spacing, "timesteps", later)


@mistake("samplers")
def leading_steps_for_trailing_ones(patch):
    right = spacing.timesteps
    patch.setattr(spacing, "timesteps", lambda _, *given: right("leading", *given))


@mistake("samplers")
def an_end_of_time_at_a_thousandth(patch):
    times = lambda self, n: np.append(np.linspace(1, 1e-3, n), 0.0)  # noqa: E731
    patch.setattr(spacing.Times, "moments", times)


@mistake("diffusion-policy")
def the_policy_starts_half_way(patch):
    right = policy.spread
    patch.setattr(policy, "spread", lambda T, n: right(500, n))


@mistake("diffusion-policy")
def drivers_who_all_see_the_right(patch):
    class Rng:
        def __init__(self, rng):
            self.standard_normal = rng.standard_normal
            self.uniform = lambda low, high, n: rng.uniform(0.7, 1, n)

    right = np.random.default_rng
    patch.setattr(np.random, "default_rng", lambda seed: Rng(right(seed)))


@mistake("diffusion-policy")
def an_obstacle_that_is_half_as_wide(patch):
    right = diffusion_policy.noise_between

    def narrow(dist, low, high, n):
        return right(dist, low / 2, high / 2, n)

    patch.setattr(diffusion_policy, "noise_between", narrow)


@mistake("diffusion-policy")
def a_mean_without_its_half(patch):
    right = diffusion_policy.Parameters.actions

    def actions(self, o):
        return right(self, 2 * np.asarray(o))

    patch.setattr(diffusion_policy.Parameters, "actions", actions)


@mistake("diffusion-policy")
def one_step_too_many(patch):
    right = policy.denoise

    def more(actions, noise, steps):
        return right(actions, noise, steps + 1)

    patch.setattr(diffusion_policy, "denoise", more)
    patch.setattr(policy, "denoise", more)


@mistake("diffusion-policy")
def crashes_in_another_order(patch):
    right = diffusion_policy.data

    def data(result):
        return right(result) | {"crashes": result.crashes[::-1]}

    patch.setattr(diffusion_policy, "data", data)


@mistake("ink-drop")
def heat_too_strong(patch):
    right = ink_drop.walk

    def walk(x, flow, D, steps, rng):
        return right(x, flow, 1.2 * D, steps, rng)

    patch.setattr(ink_drop, "walk", walk)


@mistake("ink-drop")
def water_that_wells_up(patch):
    right = ink.Flow.__call__
    patch.setattr(ink.Flow, "__call__", lambda self, x: right(self, x) + 0.1 * x)


@mistake("ink-drop")
def a_heat_that_drifts(patch):
    right = ink_drop.walk

    def walk(*given):
        for n, (x, by_heat) in enumerate(right(*given), 1):
            yield x, by_heat + np.float32(0.0005 * n)

    patch.setattr(ink_drop, "walk", walk)


@mistake("ink-drop")
def ink_in_the_mirrored_place(patch):
    right = ink_drop.deposit
    patch.setattr(ink_drop, "deposit", lambda grid, x: right(grid, [ink.WIDTH, 1] - x))


@mistake("ink-drop")
def ink_of_every_other_walker(patch):
    right = ink_drop.deposit
    patch.setattr(ink_drop, "deposit", lambda grid, x: right(grid, x[::2]))


@mistake("learned-score")
def a_floor_of_zero(patch):
    patch.setattr(learned_score, "loss_floor", lambda data, a: 0 * a)


@mistake("learned-score")
def an_exact_answer_without_its_root(patch):
    def ideal(self, t, x):
        level = learned_score.ALPHA_BAR[np.asarray(t)]
        return -(1 - level) * schedules.q_marginal(self.data, level).score(x)

    patch.setattr(learned_score.Result, "ideal", ideal)


@mistake("learned-score")
def a_gradient_with_the_wrong_sign(patch):
    right = Network.gradient
    patch.setattr(Network, "gradient", lambda *given: [-g for g in right(*given)])


@mistake("learned-score")
def a_network_that_never_learns(patch):
    patch.setattr(Adam, "update", lambda *_: None)


@mistake("learned-score")
def a_loss_that_is_not_squared(patch):
    right = learned_score.train

    def train(*given, **options):
        found, losses = right(*given, **options)
        return found, np.sqrt(losses)

    patch.setattr(learned_score, "train", train)


@mistake("learned-score")
def a_best_line_without_its_noise(patch):
    patch.setattr(learned_score, "line_loss", lambda *_: 0.5)


@mistake("forward-diffusion")
def the_words_tell_bits_for_nats(patch):
    """The curves are right, and only the sentence has another formula."""
    right = forward_diffusion.kl_to_standard_normal
    bits = lambda dist: right(dist) / np.log(2)  # noqa: E731
    patch.setattr(forward_diffusion, "kl_to_standard_normal", bits)


@mistake("forward-diffusion")
def the_words_tell_another_distance(patch):
    """The root of the mean square, W₂."""

    def far(x, dist):
        shares = (np.arange(len(x)) + 0.5) / len(x)
        return np.sqrt(((np.sort(x) - dist.quantile(shares)) ** 2).mean())

    patch.setattr(forward_diffusion, "w1", far)


@mistake("there-and-back")
def the_words_tell_half_the_distance(patch):
    right = there_and_back.w1
    patch.setattr(there_and_back, "w1", lambda x, dist: right(x, dist) / 2)
