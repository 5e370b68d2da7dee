"""Pull or push: a teacher's answer against a reward, on the same softmax.

Two learners have the same preferences H and the same step size α; one line differs.
A teacher pulls, H += α (1[a = best] − π).  A reward pushes whatever was tried,
H += α (R − R̄) (1[a = A] − π): the gradient bandit of Sutton & Barto 2018, Section
2.8, with R̄ the average of the rewards before, or another baseline.  Thin lines are
single runs, the thick one their mean: pulled, all runs are one slide; pushed, each is a
roller coaster.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gymnasium as gym
import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits import reference, replay, rules, verify
from demos.bandits.learning_curves import (
    ROUNDING,
    SOLVED,
    Curve,
    learn,
    replayed,
    second_push,
    supervised_closed_form,
)
from demos.bandits.preferences import BASELINES, Gradient, Supervised
from demos.bandits.testbed import check_memory_of_runs, streams
from demos.drawing.curves import plain
from demos.drawing.palette import BLUE, ORANGE
from demos.drawing.style import head, panels
from demos.framework.chance import SIGMAS
from demos.framework.demo import Check, option
from demos.framework.numbers import number, percent
from demos.framework.words import told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

RECORDED = 90  # steps at which probabilities are kept, at most
UNIT = "probability of the best arm, %"
PULL = "one step that is off by a part in a million"
PUSH = "one step that is off"
LATE = "a setback in fifty steps that is not counted"
ENOUGH = 100  # runs that try the best arm, for a normal mean
COPIES = 4  # of what is kept: two curves, and as much to compare them


@dataclass(frozen=True)
class Parameters:
    """What to learn, how fast, how long."""

    step_size: float = option(0.1, "step size α", above=0, maximum=10)
    arms: int = option(10, "arms of each problem, k", minimum=2, maximum=1000)
    steps: int = option(1000, "pulls in each run", minimum=10, maximum=100_000)
    runs: int = option(1000, "independent problems", minimum=20, maximum=1_000_000)
    baseline: str = option(
        BASELINES[0],
        "the present reward in the average that a push is compared with, or no average",
        choices=BASELINES,
    )
    shown: int = option(6, "single runs drawn", minimum=1, maximum=20)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        check_memory_of_runs(self, agents=2, kept=COPIES * RECORDED * 8)


@dataclass(frozen=True)
class Result:
    """Both curves through the same problems."""

    parameters: Parameters
    recorded: NDArray[np.int64]  # steps, evenly spaced in their logarithm
    pull: Curve
    push: Curve


def run(parameters: Parameters) -> Result:
    """Teach one learner, reward the other."""
    p = parameters
    problems, (one, other) = streams(p.seed, 2)
    recorded = np.unique(np.geomspace(1, p.steps, RECORDED).round().astype(np.int64))
    env = gym.make_vec(
        "demos/Bandit-v0", num_envs=p.runs, max_episode_steps=p.steps, k=p.arms
    )
    size = p.runs, p.arms, p.step_size
    pushed = Gradient(*size, other, baseline=p.baseline)
    return Result(
        p,
        recorded,
        pull=learn(env, Supervised(*size, one), problems, recorded.tolist()),
        push=learn(env, pushed, problems, recorded.tolist()),
    )


def draw(result: Result, fig: "Figure") -> None:
    """Probability of the best arm, run by run."""
    shown = result.parameters.shown
    pull, push = panels(fig, 2, height=265)
    drawn = {"pulled": (pull, result.pull, BLUE), "pushed": (push, result.push, ORANGE)}
    for name, (ax, learned, color) in drawn.items():
        lines = _plot_runs(ax, result.recorded, learned.pi, shown, color=color)
        for line, which in zip(lines, _drawn(shown), strict=True):
            line.set_label(f"{name} {which}")
    head(pull, "Pulled: every run is one slide", UNIT)
    head(push, "Pushed: each run goes its own way", UNIT)


def _plot_runs(
    ax: "Axes", steps: ArrayLike, pi: NDArray[np.float64], shown: int, *, color: str
) -> "list[Line2D]":
    """The first few runs, and over them, thick, the mean of all."""
    lines = ax.plot(steps, 100 * pi[:, :shown], color=color, linewidth=1, alpha=0.6)
    lines += ax.plot(steps, 100 * pi.mean(axis=1), color=color, linewidth=3)
    ax.set(xlabel="Step", xscale="log", ylim=(0, 100))
    ax.xaxis.set_major_formatter(plain)
    return lines


def _drawn(shown: int) -> list[str]:
    """What is drawn of each learner."""
    return [*(f"run {n + 1}" for n in range(shown)), "mean"]


def findings(result: Result) -> list[str]:
    """When each was sure, and how often a push went wrong."""
    pull, push, sure = (
        result.pull,
        result.push,
        f"{percent(SOLVED)} sure of the best arm",
    )
    steps = result.parameters.steps
    pulled, pushed = (percent(curve.setback_share) for curve in (pull, push))
    last = float(pull.solved_at.max())
    every = f"every run is {sure} after step {number(last)}"
    none = f"no run is {sure} within {number(steps)} steps"
    return [
        f"Pulled, {none if math.isinf(last) else every}; "
        f"{pulled} of its steps lead away.",
        f"Pushed, {_half(push.solved_at, sure) or none}; "
        f"{pushed} of their steps lead away.",
    ]


def _half(solved_at: NDArray[np.float64], sure: str) -> str:
    """The step at which half of the runs have been sure; empty if none has been."""
    never = float(np.isinf(solved_at).mean())
    if never == 1:
        return ""
    median = float(np.sort(solved_at)[(len(solved_at) - 1) // 2])
    late = "" if never == 0 else f", and {percent(never)} never"
    if math.isinf(median):
        return f"fewer than half of the runs have been {sure}{late}"
    return f"half of the runs have been {sure} by step {number(median)}{late}"


def checks(result: Result) -> list[Check]:
    """The slide against its closed form, the pushes against a replay and theory."""
    p = result.parameters
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    exactly = supervised_closed_form(p.arms, p.step_size, p.steps)[result.recorded]
    worst = np.abs(result.pull.pi - exactly[:, None]).max()
    drawn = np.abs(columns["pulled mean"] - exactly).max()
    return [
        Check("pulled: every run is the exact one", 0, float(worst), 1e-9, PULL),
        Check("pulled: the mean is too", 0, float(drawn), 1e-9, PULL),
        Check("pulled: share of setbacks", 0, result.pull.setback_share, 0),
        *verify.of_rewards(result.push.history),
        *verify.of_arms(p.arms),
        *_replayed(result, columns),
        *_second_push(result),
        *_reference(result, columns),
    ]


def _replayed(result: Result, columns: dict[str, NDArray[np.float64]]) -> list[Check]:
    """The single runs that are drawn, and what is said of them."""
    p, push = result.parameters, result.push
    history, runs = push.history, push.history.runs
    rule, other = (
        rules.GradientRule(np.full(runs, p.step_size), p.arms, baseline=p.baseline)
        for _ in range(2)
    )
    rows = replay.checks("pushed", rule, [history], notices="choices at random")
    thought = replayed(history, other)
    shown = [columns[f"pushed run {n + 1}"] for n in range(min(p.shown, runs))]
    of_shown = thought[result.recorded, : len(shown)]
    off = np.abs(np.transpose(shown) - of_shown).max()
    falls = np.diff(thought, axis=0) < -ROUNDING
    setbacks = np.abs(push.setbacks[:runs] - falls.mean(axis=0)).max()
    sure = thought > SOLVED
    solved_at = np.where(sure.any(axis=0), sure.argmax(axis=0), math.inf)
    late = push.solved_at[:runs] != solved_at
    mean = np.abs(columns["pushed mean"] - push.pi.mean(axis=1)).max()
    return [
        *rows,
        Check("pushed: runs drawn, as replayed", 0, float(off), 1e-6, PUSH),
        Check("pushed: setbacks, as replayed", 0, float(setbacks), 0.01, LATE),
        Check("pushed: share of runs sure at another step", 0, late.mean(), 0, PUSH),
        Check("pushed: the mean is that of all runs", 0, float(mean), 1e-12),
        _in_words(result),
    ]


def _in_words(result: Result) -> Check:
    """The last of the pulled, the middle one of the pushed, and who went astray."""
    pulled, pushed = (sorted(c.solved_at.tolist()) for c in (result.pull, result.push))
    middle, n = pushed[math.ceil(len(pushed) / 2) - 1], len(pushed)
    never = pushed.count(math.inf)
    parts = [number(pulled[-1])] if math.isfinite(pulled[-1]) else []
    parts.append(percent(float(np.mean(result.pull.setbacks))))
    parts += [number(middle)] if math.isfinite(middle) else []
    parts += [percent(never / n)] if 0 < never < n else []
    parts.append(percent(float(np.mean(result.push.setbacks))))
    return told(findings(result), *parts)


def _second_push(result: Result) -> list[Check]:
    """Where enough runs try the best arm in time for their mean to be normal."""
    p = result.parameters
    if p.runs < ENOUGH * p.arms or p.baseline == "none":
        return []
    mean, variance = second_push(p.arms, p.step_size, p.baseline)
    tolerance = SIGMAS * math.sqrt(variance / p.runs)
    measured = float(result.push.after_two_steps.mean())
    return [Check("pushed: mean of push 2 is α ∇E[R]", mean, measured, tolerance)]


def _reference(result: Result, columns: dict[str, NDArray[np.float64]]) -> list[Check]:
    """The mean of the pushed, where another program was run."""
    p = result.parameters
    if (p.arms, p.step_size, p.baseline) != (10, 0.1, "excluding") or p.runs < ENOUGH:
        return []
    rows = []
    for step, (expected, error, deviation) in reference.PUSHED.items():
        for measured in columns["pushed mean"][columns["step"] == step]:
            tolerance = SIGMAS * math.hypot(error, deviation / math.sqrt(p.runs))
            what = f"pushed: mean at step {step}"
            rows.append(Check(what, expected, float(measured), tolerance))
    return rows


def data(result: Result) -> dict[str, ArrayLike]:
    """The mean of each learner, and the single runs that are drawn."""
    columns: dict[str, ArrayLike] = {"step": result.recorded}
    for name, curve in (("pulled", result.pull), ("pushed", result.push)):
        columns[f"{name} mean"] = curve.pi.mean(axis=1)
        for n in range(result.parameters.shown):
            columns[f"{name} run {n + 1}"] = curve.pi[:, n]
    return columns
