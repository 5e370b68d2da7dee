"""The price of finding out: regret, pull by pull, on a logarithmic axis.

Machines pay 0 or 1, each with a probability of its own.  Regret is what one earns less,
on average, than by always pulling the best.  An ε-greedy player explores for ever and
loses in proportion to time; UCB1 (Auer, Cesa-Bianchi & Fischer 2002) and Thompson
sampling (from a uniform prior) lose in proportion to its logarithm, a straight line
here.  Dashed: C ln t, which in the long run nobody undercuts who does well whatever the
machines (Lai & Robbins 1985): its slope counts, not its height.  Bands: 95 % confidence
of the mean over runs.
"""

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import gymnasium as gym
import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits import exams, regret_checks, rules
from demos.bandits import regret_reference as reference
from demos.bandits.agents import UCB, BetaThompson
from demos.bandits.comparison import halves, of_runs
from demos.bandits.early_regret import horizon, thompson
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.bandits.history import History
from demos.bandits.regret import follow, lai_robbins, looks
from demos.bandits.testbed import CONFIDENCE, Agent, check_memory_of_runs, streams
from demos.drawing.curves import label_ends, plain, plot_mean, show_all
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import head, panels
from demos.framework.demo import Check, option
from demos.framework.expected import Mark, curve
from demos.framework.numbers import fixed, number
from demos.framework.options import written

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
POINTS = 61  # of a curve, about
C = math.sqrt(2)  # of UCB1: its bonus is the root of 2 ln t / N
FEW = 50  # runs, at least, that are compared with a median
MOST = 10  # machines
AGENTS, KEPT = 3, 4  # players; and histories in memory, with a copy of one


@dataclass(frozen=True)
class Parameters:
    """Which machines, and how long."""

    means: tuple[float, ...] = option(
        (0.9, 0.6),
        "probability of each machine to pay, two to ten, not all alike",
        minimum=0,
        maximum=1,
    )
    epsilon: float = option(0.1, "how often ε-greedy explores", minimum=0, maximum=1)
    steps: int = option(10_000, "pulls in each run", minimum=100, maximum=100_000)
    runs: int = option(200, "independent players", minimum=10, maximum=100_000)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        if not 2 <= len(self.means) <= MOST or len(set(self.means)) == 1:
            raise ValueError(
                f"--means must be 2 to {MOST} numbers that are not all alike; "
                f"got {written(self.means)}"
            )
        check_memory_of_runs(self, agents=KEPT, kept=KEPT * 8 * POINTS)

    @property
    def arms(self) -> int:
        """How many machines."""
        return len(self.means)

    @property
    def at(self) -> list[int]:
        """The pulls after which regret is drawn, those among them that are exact."""
        return looks(self.steps, POINTS, horizon(self.arms))


@dataclass(frozen=True)
class Player:
    """What one kind of player lost."""

    regret: Floats  # (marks, runs)
    history: History

    @property
    def mean(self) -> Floats:
        """Over runs, at each mark."""
        return self.regret.mean(axis=1)

    @property
    def error(self) -> Floats:
        """Standard error of the mean."""
        return self.regret.std(axis=1, ddof=1) / math.sqrt(self.regret.shape[1])


@dataclass(frozen=True)
class Result:
    """What every kind of player lost."""

    parameters: Parameters
    players: dict[str, Player]

    @property
    def slope(self) -> float:
        """Of the dashed line."""
        return lai_robbins(self.parameters.means)


def players(p: Parameters, rngs: list[np.random.Generator]) -> dict[str, Agent]:
    """One of each kind."""
    size = p.runs, p.arms
    return {
        f"ε = {number(p.epsilon)}": EpsilonGreedy(*size, p.epsilon, rngs[0]),
        "UCB1": UCB(*size, C, rngs[1]),
        "Thompson": BetaThompson(*size, rngs[2]),
    }


def run(parameters: Parameters) -> Result:
    """Let each play the same machines."""
    p = parameters
    problems, rngs = streams(p.seed, AGENTS)
    law: dict[str, Any] = {"q_star": p.means, "reward_dist": "bernoulli"}
    env = gym.make_vec(
        "demos/Bandit-v0", num_envs=p.runs, max_episode_steps=p.steps, **law
    )
    found = {}
    for name, agent in players(p, rngs).items():
        regret, recorder = follow(env, agent, problems, p.at)
        found[name] = Player(regret, recorder.history(agent))
    return Result(p, found)


def draw(result: Result, fig: "Figure") -> None:
    """Regret over pulls, and the line of Lai and Robbins."""
    (ax,) = panels(fig, 1, height=330)
    at, line = np.array(result.parameters.at), _line(result)
    edges = [p.mean + side * b for p, b in _bands(result) for side in (-1, 1)]
    show_all(ax, line, *edges, floor=0)
    lines = [
        plot_mean(ax, at, player.mean, band, color=color)
        for color, (player, band) in zip(SERIES, _bands(result), strict=False)
    ]
    if result.slope:
        lines += ax.plot(at, line, color=MUTED, linewidth=1, dashes=(4, 3))
    ax.set(xscale="log", xlabel="Pull", xlim=(1, at[-1]))
    ax.xaxis.set_major_formatter(plain)
    head(ax, _title(result), "regret: rewards lost to whoever knows")
    names = [*result.players, f"{number(result.slope, 3)} ln t"]
    label_ends(ax, lines, names[: len(lines)])


def marks(result: Result) -> dict[str, Mark]:
    """The dashed line, by an integral."""
    slope, last = regret_checks.slope(result.parameters.means), result.parameters.at[-1]
    line = curve(lambda t: slope * np.log(t), 1, last)
    return {f"{number(slope, 3)} ln t": line} if slope else {}


def _line(result: Result) -> Floats:
    """C ln t at the marks."""
    return result.slope * np.log(result.parameters.at)


def _bands(result: Result) -> list[tuple[Player, Floats]]:
    """Each player with half the width of its band."""
    return [(player, CONFIDENCE * player.error) for player in result.players.values()]


def _title(result: Result) -> str:
    """Who loses least in the end, where the difference exceeds its error."""
    last = {name: (p.mean[-1], p.error[-1]) for name, p in result.players.items()}
    (name, least), (_, second), *_ = sorted(last.items(), key=lambda x: x[1][0])
    clear = second[0] - least[0] > CONFIDENCE * math.hypot(least[1], second[1])
    return f"{name} regrets least" if clear else "The price of finding out"


def findings(result: Result) -> list[str]:
    """What each has lost in the end, beside the line."""
    small = max(player.mean[-1] for player in result.players.values()) < 1
    told = partial(number, digits=2) if small else partial(fixed, decimals=1)
    parts = [
        f"{name} has lost {told(player.mean[-1])} ± {told(band[-1])}"
        for name, (player, band) in zip(result.players, _bands(result), strict=True)
    ]
    lost = f"After {number(result.parameters.steps)} pulls {', '.join(parts)}."
    if not result.slope:
        return [lost, "Where the best machine always pays, regret need not go on."]
    return [
        lost,
        "In the long run, the regret of whoever does well on all machines grows on "
        f"these at least as fast as {number(result.slope, 3)} ln t, the dashed line.",
    ]


def _rules(p: Parameters) -> list[regret_checks.Make]:
    """How each kind of player chooses, for so many rows of memories."""
    return [
        lambda n: rules.EpsilonGreedyRule(np.full(n, p.epsilon), p.arms),
        lambda n: rules.UCBRule(np.full(n, C), p.arms),
        lambda n: rules.BetaThompsonRule(np.zeros(n), p.arms),
    ]


def checks(result: Result) -> list[Check]:
    """Early regrets exactly, choices by their rule, bounds, and another program's."""
    p, rows = result.parameters, []
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    makes, exact = _rules(p), p.at.index(min(horizon(p.arms), p.steps))
    laws = [*map(regret_checks.law_of, makes[:-1]), thompson]
    for name, make, law in zip(result.players, makes, laws, strict=True):
        player = result.players[name]
        mean, error = columns[name], columns[f"{name} error"]
        rows += [
            *(
                regret_checks.of_early(name, law, p.means, p.at[n], player.regret[n])
                for n in (0, exact)
            ),
            *regret_checks.of_choices(name, make, player.history, p.arms),
            *regret_checks.of_sums(name, player.history, p.means, p.at, player.regret),
            *of_runs(name, list(player.regret), mean, error),
            *_of_book(result, name),
        ]
    greedy, ucb, _ = made = list(result.players)
    lost = result.players[greedy].regret[-1]
    bound = columns["pull"], columns[ucb], columns[f"{ucb} error"]
    return [
        *rows,
        exams.of_exploring(p.epsilon, p.arms),
        exams.of_beta_belief(),
        regret_checks.of_exploring(greedy, p.epsilon, p.means, p.steps, lost),
        *regret_checks.of_bound(ucb, p.means, *bound),
        regret_checks.of_slope(p.means, columns["pull"], columns["C ln t"]),
        regret_checks.in_words(
            findings(result), _title(result), columns, made, p.means
        ),
    ]


def _of_book(result: Result, name: str) -> list[Check]:
    """The default machines, as another program has them."""
    p = result.parameters
    is_known = p.means == reference.MEANS and name in reference.REGRET
    if not is_known or p.steps != reference.PULLS[-1] or p.runs < FEW:
        return []
    places = [p.at.index(pull) for pull in reference.PULLS]
    drawn = list(result.players[name].regret[places])
    return halves(name, drawn, reference.REGRET[name], reference.RUNS)


def data(result: Result) -> dict[str, ArrayLike]:
    """The curves with their standard errors, and the dashed line."""
    columns: dict[str, ArrayLike] = {"pull": result.parameters.at}
    for name, player in result.players.items():
        columns |= {name: player.mean, f"{name} error": player.error}
    return columns | {"C ln t": _line(result)}
