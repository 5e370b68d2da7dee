"""Which bandit agent is best depends on its one parameter: all, at all settings.

Each curve is an agent of Sutton & Barto, Reinforcement Learning (2nd ed., 2018),
Chapter 2, over its own parameter; each point its average reward over the first steps
on the ten-armed testbed, as in Figure 2.6.  The gradient agent's baseline is the
average of the rewards before the present one, or another.  The same without a baseline,
Boltzmann exploration and Thompson sampling, which has no parameter, are added.  Bands:
95 % confidence of the mean over runs; all agents face the same problems.
"""

import math
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits import (
    comparison,
    exact,
    exams,
    reference,
    replay,
    rules,
    verify,
    verify_drawn,
)
from demos.bandits.agents import Thompson
from demos.bandits.families import FAMILIES, Family, gradient
from demos.bandits.preferences import BASELINES
from demos.bandits.testbed import (
    CONFIDENCE,
    LEARNING,
    Learning,
    averages,
    check_memory_of_runs,
    streams,
)
from demos.drawing.curves import plot_mean, plot_reference
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.setting_labels import label_settings
from demos.drawing.style import head, is_narrow, legend, panels
from demos.framework.chance import SIGMAS
from demos.framework.demo import Check, option
from demos.framework.numbers import counted, fixed, number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
SETTING = "a parameter off by a tenth"
BELIEF = "a deviation of 1/(N + 1) for its root"
ROOM = 0.5  # of reward below the best, that the panel shows
TICKS = ["1/128", "", "1/32", "", "1/8", "", "1/2", "1", "2", "4"]


AGENTS = 1 + sum(len(family.settings) for family in FAMILIES.values())


@dataclass(frozen=True)
class Parameters:
    """What to play, how often, how long."""

    arms: int = option(10, "arms of each problem, k", minimum=2, maximum=1000)
    steps: int = option(1000, "pulls in each run", minimum=20, maximum=100_000)
    runs: int = option(1000, "independent problems", minimum=2, maximum=1_000_000)
    baseline: str = option(
        BASELINES[0], "the present reward in the gradient's baseline", choices=BASELINES
    )
    seed: int = option(1, "seed of the random generator", minimum=0)

    @property
    def lengths(self) -> list[int]:
        """Of the windows: each arm once, what follows, and the rest."""
        return [self.arms, 1, self.steps - self.arms - 1]

    @property
    def families(self) -> dict[str, Family]:
        """All agents but Thompson's."""
        return FAMILIES | {"gradient": gradient(self.baseline)}

    def __post_init__(self) -> None:
        kept = LEARNING * AGENTS
        check_memory_of_runs(self, agents=AGENTS, kept=kept, lengths=self.lengths)
        if self.steps < self.arms + 2:
            raise ValueError(
                f"--steps must be more than --arms + 1, so that each arm is tried; "
                f"got {self.steps}"
            )


@dataclass(frozen=True)
class Result:
    """How every agent fared at every setting."""

    parameters: Parameters
    learning: dict[str, list[Learning]]  # one for each setting of a family
    thompson: Learning

    @property
    def all(self) -> list[Learning]:
        """Every agent at every setting."""
        return [*chain(*self.learning.values()), self.thompson]


def run(parameters: Parameters) -> Result:
    """Play every problem with every agent at every setting."""
    p = parameters
    problems, rngs = streams(p.seed, AGENTS)
    first, *others = rngs
    settings = [
        (family, setting)
        for family in p.families.values()
        for setting in family.settings
    ]
    agents = (
        family.make(p.runs, p.arms, setting, rng)
        for (family, setting), rng in zip(settings, others, strict=True)
    )
    last = Thompson(p.runs, p.arms, first)
    *learning, thompson = averages(p, chain(agents, [last]), problems, p.lengths)
    found = iter(learning)
    by_family = {
        name: list(islice(found, len(family.settings)))
        for name, family in p.families.items()
    }
    return Result(p, by_family, thompson)


def draw(result: Result, fig: "Figure") -> None:
    """Average reward over the parameter, on a scale of powers of two."""
    (ax,) = panels(fig, 1, height=395 if is_narrow(fig) else 345)
    lines, hidden = {}, 0
    peaks = [reward for reward, _ in _peaks(result).values()]
    bottom = max(peaks) - ROOM
    for color, (name, agents) in zip(SERIES, result.learning.items(), strict=False):
        means, errors = _earned(agents)
        family = FAMILIES[name]
        line = plot_mean(ax, family.settings, means, CONFIDENCE * errors, color=color)
        lines[f"{name}, {family.symbol}"] = line
        hidden += int((means < bottom).sum())
    reward = float(result.thompson.run_rewards.mean())
    lines["Thompson"] = plot_reference(ax, reward, color=MUTED)
    ax.set(xscale="log", xlabel="Setting of the parameter", xlim=(2**-7 / 1.1, 4 * 1.1))
    ax.set_ylim(bottom, max(*peaks, reward) + ROOM / 8)
    ax.set_xticks([2.0**power for power in range(-7, 3)], TICKS)
    ax.minorticks_off()
    below = f"; {counted(hidden, 'point')} below" if hidden else ""
    head(ax, _title(result), f"reward per step{below}")
    if is_narrow(fig):
        legend(fig, lines)
    else:
        label_settings(ax, lines)


def _title(result: Result) -> str:
    """What matters more, as far as the points tell."""
    families = [_earned(agents)[0] for agents in result.learning.values()]
    peaks = [float(means.max()) for means in families]
    within = float(np.median([np.ptp(means) for means in families]))
    errors = [_earned(agents)[1].max() for agents in result.learning.values()]
    if within - np.ptp(peaks) > CONFIDENCE * math.sqrt(4) * max(errors):
        return "Settings matter more than agents"
    return "Every agent at all settings"


def _earned(agents: list[Learning]) -> tuple[Floats, Floats]:
    """Average reward of a run at each setting, and its standard error."""
    runs = np.array([agent.run_rewards for agent in agents])
    return runs.mean(axis=1), runs.std(axis=1, ddof=1) / math.sqrt(runs.shape[1])


def _peaks(result: Result) -> dict[str, tuple[float, float]]:
    """Each family's best reward and the setting that earned it, the best first."""
    peaks = {}
    for name, agents in result.learning.items():
        means, _ = _earned(agents)
        peaks[name] = (float(means.max()), FAMILIES[name].settings[means.argmax()])
    return dict(sorted(peaks.items(), key=lambda item: -item[1][0]))


def findings(result: Result) -> list[str]:
    """The families in the order of their peaks."""
    band = CONFIDENCE * max(
        _earned(agents)[1].max() for agents in result.learning.values()
    )
    peaks = [
        f"{name} {fixed(reward, 2)} at {FAMILIES[name].symbol} = {number(setting)}"
        for name, (reward, setting) in _peaks(result).items()
    ]
    reward = float(result.thompson.run_rewards.mean())
    return [
        f"Over {number(result.parameters.steps)} steps the best settings earn, a step "
        f"and each ± {fixed(band, 2)}: {', '.join(peaks)}.",
        f"Thompson sampling, with nothing to set, earns {fixed(reward, 2)}.",
    ]


def checks(result: Result) -> list[Check]:
    """The testbed, every agent against its rule, and all points against a reference."""
    p = result.parameters
    rows = verify.of_testbed(result.all, p.lengths, p.arms)
    for name, agents in result.learning.items():
        histories = [agent.history for agent in agents]
        settings = np.repeat(FAMILIES[name].settings, histories[0].runs)
        rule = p.families[name].rule(settings, p.arms)
        rows += replay.checks(name, rule, histories, notices=SETTING)
    history = result.thompson.history
    thompson = rules.ThompsonRule(np.zeros(history.runs), p.arms)
    rows += replay.checks("Thompson", thompson, [history], notices=BELIEF)
    table = [np.asarray(column) for column in data(result).values()]
    points = list(zip(*(column.tolist() for column in table), strict=True))
    rows.append(verify_drawn.study(findings(result), points))
    drawn = table[2:]
    runs = [agent.run_rewards for agent in result.all]
    rows += [exams.of_belief(), *comparison.of_runs("all", runs, *drawn)]
    return rows + _early(result) + _reference(result)


def _early(result: Result) -> list[Check]:
    """After one pull of each arm, the best reward seen decides: exactly known."""
    p = result.parameters
    best = exact.best_value(p.arms) / math.sqrt(2)
    deviation = math.sqrt(exact.best_value_variance(p.arms) / 2 + 1.5)
    tolerance = SIGMAS * deviation / math.sqrt(p.runs)
    return [
        Check(
            f"UCB, c = {FAMILIES['UCB'].settings[place]:g}: pull k + 1",
            best,
            result.learning["UCB"][place].reward.value[1],
            tolerance,
        )
        for place in (0, -1)
    ]


def _reference(result: Result) -> list[Check]:
    """The points of the figure, as another program has them."""
    p = result.parameters
    is_book = (p.arms, p.steps, p.baseline) == (10, 1000, BASELINES[0])
    if not is_book or p.runs < comparison.FEW:
        return []
    names, settings, means, _ = map(np.asarray, data(result).values())
    points = zip(names.tolist(), settings.tolist(), means.tolist(), strict=True)
    return comparison.points(list(points), reference.STUDY, p.runs)


def data(result: Result) -> dict[str, ArrayLike]:
    """Every point, with its agent and setting."""
    rows = [
        (name, setting, mean, error)
        for name, agents in result.learning.items()
        for setting, mean, error in zip(
            FAMILIES[name].settings, *_earned(agents), strict=True
        )
    ]
    mean, error = _earned([result.thompson])
    rows.append(("Thompson", 0.0, mean[0], error[0]))
    names, settings, means, errors = zip(*rows, strict=True)
    return {"agent": names, "setting": settings, "reward": means, "error": errors}
