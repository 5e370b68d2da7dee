"""Thermal noise for a bandit: too cold it freezes, too hot it boils.

A Boltzmann agent pulls arm a with probability exp(Q(a) / τ) / Z, as a system in
a heat bath takes a state of energy −Q.  Left: what it earns on the ten-armed testbed
(Sutton & Barto 2018, Section 2.3) peaks at a temperature in between.  Band: 95 %
confidence of the mean over runs.  Right: with its values held fixed, how often it
pulls each arm; dots are counts, lines the Boltzmann law.
"""

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits import (
    comparison,
    exact,
    frozen,
    reference,
    replay,
    rules,
    verify,
    verify_drawn,
)
from demos.bandits.agents import Boltzmann
from demos.bandits.frozen import LADDER, freeze
from demos.bandits.testbed import (
    CONFIDENCE,
    LEARNING,
    Learning,
    averages,
    check_memory_of_runs,
    streams,
)
from demos.drawing.curves import label_ends, plain, plot_mean, show_all
from demos.drawing.palette import INK, MUTED, SERIES
from demos.drawing.style import head, panels
from demos.framework.chance import SIGMAS
from demos.framework.demo import Check, option
from demos.framework.expected import Mark, curve, dot, points
from demos.framework.numbers import counted, fixed, number
from demos.framework.options import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
FEW = 100  # runs of which a mean is not yet normal
TICKS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
BELOW: dict[int, dict[str, Any]] = {
    place: {"textcoords": "offset points", "ha": side, "color": MUTED}
    for place, side in ((0, "left"), (-1, "right"))
}
ENDS = {"too cold": 0, "too hot": -1}
WHY = ("to explore", "to use what it learns")
TAUS = (0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6, 1.0, 2.0)


@dataclass(frozen=True)
class Parameters:
    """What to play, how often, how long, how hot."""

    taus: tuple[float, ...] = option(
        TAUS,
        "temperatures τ, rising",
        unit="units of reward",
        minimum=0.01,
        maximum=100,
    )
    arms: int = option(10, "arms of each problem, k", minimum=2, maximum=1000)
    steps: int = option(1000, "pulls in each run", minimum=3, maximum=1_000_000)
    runs: int = option(500, "independent problems", minimum=2, maximum=1_000_000)
    seed: int = option(1, "seed of the random generator", minimum=0)

    @property
    def lengths(self) -> list[int]:
        """Of the windows: two pulls alone, and the rest."""
        return [1, 1, self.steps - 2]

    def __post_init__(self) -> None:
        n = len(self.taus)
        kept = LEARNING * n
        check_memory_of_runs(self, agents=n, kept=kept, lengths=self.lengths)
        if len(self.taus) < 2 or sorted(set(self.taus)) != list(self.taus):
            raise ValueError(
                f"--taus must be at least two rising numbers; got {written(self.taus)}"
            )


@dataclass(frozen=True)
class Result:
    """What each temperature earned, and how frozen agents chose."""

    parameters: Parameters
    reward: Floats  # averages over steps and runs, one for each τ
    error: Floats  # their standard errors
    learning: list[Learning]  # all of it, for the checks
    shown: tuple[float, ...]  # temperatures of the frozen agents
    shares: Floats  # of each arm among their pulls, (shown, arms)

    @property
    def best(self) -> int:
        """Which τ earned most."""
        return int(self.reward.argmax())

    def is_worse(self, place: int) -> bool:
        """True where this τ earns less than the best, by more than their errors."""
        gap = self.reward[self.best] - self.reward[place]
        error = math.hypot(self.error[self.best], self.error[place])
        return bool(gap > CONFIDENCE * error)


def run(parameters: Parameters) -> Result:
    """Play every problem at every temperature; then count what frozen agents do."""
    p = parameters
    problems, (cold, *rngs) = streams(p.seed, 1 + len(p.taus))
    agents = (
        Boltzmann(p.runs, p.arms, tau, rng)
        for tau, rng in zip(p.taus, rngs, strict=True)
    )
    learning = averages(p, agents, problems, p.lengths)
    reward = np.array([agent.run_rewards.mean() for agent in learning])
    error = np.array([agent.run_rewards.std(ddof=1) for agent in learning])
    shown = tuple(sorted({p.taus[0], p.taus[int(reward.argmax())], p.taus[-1]}))
    shares = np.array([freeze(tau, cold) for tau in shown])
    return Result(p, reward, error / math.sqrt(p.runs), learning, shown, shares)


def draw(result: Result, fig: "Figure") -> None:
    """The inverted U of the reward, and the Boltzmann law behind it."""
    earned, law = panels(fig, 2, height=265)
    _plot_rewards(earned, result)
    _plot_law(law, result)


def _plot_rewards(ax: "Axes", result: Result) -> None:
    taus, reward = result.parameters.taus, result.reward
    band = CONFIDENCE * result.error
    worse = [name for name, place in ENDS.items() if result.is_worse(place)]
    both = len(worse) == len(ENDS)
    title = "Neither too cold nor too hot" if both else "Reward by temperature"
    head(ax, title, "reward per step")
    show_all(ax, reward - band, reward + band, floor=0)
    plot_mean(ax, taus, reward, band, color=INK).set_label("reward")
    for color, tau in zip(SERIES, result.shown, strict=False):
        place = taus.index(tau)
        (mark,) = ax.plot(tau, reward[place], "o", color=color, clip_on=False)
        mark.set_label(f"earned at {number(tau)}")
    for name in worse:
        place = ENDS[name]
        at = (taus[place], reward[place])
        ax.annotate(name, at, (0, -24), **BELOW[place])
    ax.set(xlabel="Temperature τ", xscale="log")
    ticks = [tick for tick in TICKS if taus[0] <= tick <= taus[-1]]
    ax.set_xticks(ticks if len(ticks) > 1 else [taus[0], taus[-1]])
    ax.minorticks_off()
    ax.xaxis.set_major_formatter(plain)


def _plot_law(ax: "Axes", result: Result) -> None:
    fine = np.linspace(LADDER[0], LADDER[-1], 41)
    lines = []
    for color, tau, shares in zip(SERIES, result.shown, result.shares, strict=False):
        z = np.exp((LADDER - LADDER[-1]) / tau).sum()
        law = np.exp((fine - LADDER[-1]) / tau) / z
        (line,) = ax.plot(fine, 100 * law, color=color)
        (dots,) = ax.plot(LADDER, 100 * shares, "o", color=color, clip_on=False)
        dots.set_label(f"pulls at {number(tau)}")
        lines.append(line)
    head(ax, "The hotter, the more alike", "% of pulls, values held fixed")
    ax.set(xlabel="Value Q of the arm")
    ax.set(xlim=(LADDER[0], 1.04 * LADDER[-1]), ylim=(0, 100))
    label_ends(ax, lines, [f"τ = {number(tau)}" for tau in result.shown])


def marks(result: Result) -> dict[str, Mark]:
    """The law of each frozen agent with its pulls, and what it earns when it learns."""
    found: dict[str, Mark] = {}
    low, *_, high = LADDER.tolist()
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    for tau, shares in zip(result.shown, result.shares, strict=True):
        earned = columns["reward"][columns["tau"] == tau].item()
        found |= {
            f"τ = {number(tau)}": curve(partial(_percent, tau), low, high),
            f"pulls at {number(tau)}": points(LADDER, 100 * shares),
            f"earned at {number(tau)}": dot(tau, earned),
        }
    return found


def _percent(tau: float, Q: Floats) -> Floats:
    """The Boltzmann law, beside the sum over all arms."""
    return np.array([100 / sum(np.exp((LADDER - q) / tau)) for q in Q.tolist()])


def findings(result: Result) -> list[str]:
    """The best temperature, and what the coldest and the hottest earn."""
    p = result.parameters
    earned = [
        f"{fixed(reward, 2)} ± {fixed(CONFIDENCE * error, 2)}"
        for reward, error in zip(result.reward, result.error, strict=True)
    ]
    ends = []
    for (name, place), why in zip(ENDS.items(), WHY, strict=True):
        tau = number(p.taus[place])
        if result.is_worse(place):
            ends.append(f"at τ = {tau} it is {name} {why} ({earned[place]})")
        elif result.best != place % len(p.taus):
            ends.append(f"at τ = {tau} it earns {earned[place]}, as much within errors")
    text = "; ".join(ends)
    steps = counted(p.steps, "step")
    best = f"Over {steps} the agent earns most, {earned[result.best]} a step, at τ = "
    best += f"{number(p.taus[result.best])}."
    return [best, f"{text[0].upper()}{text[1:]}."] if text else [best]


def checks(result: Result) -> list[Check]:
    """The testbed, every agent against its rule, theory, and a reference."""
    p = result.parameters
    rows = verify.of_testbed(result.learning, p.lengths, p.arms)
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    histories = [agent.history for agent in result.learning]
    rule = rules.BoltzmannRule(np.repeat(p.taus, histories[0].runs), p.arms)
    rows += replay.checks("all τ", rule, histories, notices="a τ off by a tenth")
    rows += [
        _second_pull(tau, agent, p)
        for tau, agent in zip(p.taus, result.learning, strict=True)
    ]
    rows.append(verify_drawn.hot(findings(result), columns))
    earned = [agent.run_rewards for agent in result.learning]
    drawn = columns["reward"], columns["reward error"]
    rows += [*comparison.of_runs("all τ", earned, *drawn), *_reference(result)]
    for tau, shares in zip(result.shown, result.shares, strict=True):
        rows += frozen.checks(tau, shares)
    return rows


def _second_pull(tau: float, agent: Learning, p: Parameters) -> Check:
    mean, variance = exact.second_boltzmann(p.arms, tau)
    tolerance = SIGMAS * math.sqrt(variance / p.runs)
    what = f"τ = {written(tau)}: reward of pull 2"
    return Check(what, mean, agent.reward.value[1], tolerance)


def _reference(result: Result) -> list[Check]:
    """The points of the left panel, as another program has them."""
    p = result.parameters
    if (p.arms, p.steps) != (10, 1000) or p.runs < FEW:
        return []
    off = []
    points = (np.asarray(column).tolist() for column in data(result).values())
    for tau, mean, _ in zip(*points, strict=True):
        if tau in reference.TEMPERATURE:
            expected, known, deviation = reference.TEMPERATURE[tau]
            sigma = deviation / math.sqrt(p.runs)
            off.append((mean - expected) / math.hypot(known, sigma))
    if not off:
        return []
    notices = f"{SIGMAS * 0.6 / math.sqrt(p.runs):.2f} of reward, at any τ"
    what = "point farthest from another program's, in standard errors"
    return [Check(what, 0, max(off, key=abs), SIGMAS, notices)]


def data(result: Result) -> dict[str, ArrayLike]:
    """The curve on the left."""
    return {
        "tau": result.parameters.taus,
        "reward": result.reward,
        "reward error": result.error,
    }
