"""What Figure 2.2 costs: six million steps of the registered vector environment.

Ratios are of CPU seconds in one thread, taken in one run, the quickest of several turns
of each; they mean much the same on every machine.  The textbook's way, one pull at a
time, is played by fewer runs and scaled up.  The experiment draws the noise that its
three agents share only once; the normals alone are those that agents apart would draw.
"""

import math
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import gymnasium as gym
import numpy as np

from demos.figures.epsilon_greedy import Parameters, run

ROOT = Path(__file__).resolve().parents[2]
EPSILONS, RUNS, STEPS = Parameters.epsilons, Parameters.runs, Parameters.steps
TURNS = 9
FEW = 4  # runs that play the textbook's way


def main() -> None:
    """Print each ratio with the one to reach."""
    figure, normals = quickest(lambda: run(Parameters()), draw_normals)
    (textbook,) = quickest(play_one_by_one, turns=2)
    textbook *= RUNS / FEW
    whole, imports = quickest(demo_process, imports_process, clock=children_seconds)
    report("experiment, to its 6 million normals alone", figure / normals, "<= 2.5")
    report("one pull at a time, to the experiment", textbook / figure, ">= 250")
    report("whole process with its files, to its imports", whole / imports, "<= 2")
    for runs, ratio in grown().items():
        report(f"time of one step, {runs:,} runs to 2,000", ratio, "about 1")
    report("memory, 8000 steps to 2000", peak(8000) / peak(2000), "about 1")


def report(what: str, ratio: float, goal: str) -> None:
    """One line of the table."""
    print(f"  {what:<46}{ratio:8.2f}   {goal}")


def quickest(
    *works: Callable[[], object],
    turns: int = TURNS,
    clock: Callable[[], float] = time.process_time,
) -> list[float]:
    """CPU seconds of the quickest turn of each; they take turns with each other."""
    seconds = [math.inf] * len(works)
    for _ in range(turns):
        for n, work in enumerate(works):
            start = clock()
            work()
            seconds[n] = min(seconds[n], clock() - start)
    return seconds


def draw_normals() -> None:
    """The noise of all rewards, by the same generator, as many at once."""
    rng = np.random.default_rng(1)
    for _ in range(len(EPSILONS) * STEPS):
        rng.standard_normal(RUNS)


def play_one_by_one() -> None:
    """The textbook's way: one problem, one pull, one update after the other."""
    rng = np.random.default_rng(1)
    env = gym.make("demos/Bandit-v0")
    for epsilon in EPSILONS:
        for _ in range(FEW):
            play_one(env, epsilon, rng)


def play_one(env: gym.Env, epsilon: float, rng: np.random.Generator) -> list[float]:
    """Rewards of one run of the simple bandit algorithm (Sec. 2.4)."""
    env.reset(seed=int(rng.integers(2**31)))
    Q, N, rewards = np.zeros(10), np.zeros(10), []
    for _ in range(STEPS):
        if rng.random() < epsilon:
            action = rng.integers(10)
        else:
            action = rng.choice(np.flatnonzero(Q == Q.max()))
        _, reward, _, _, _ = env.step(action)
        N[action] += 1
        Q[action] += (reward - Q[action]) / N[action]
        rewards.append(reward)
    return rewards


def grown() -> dict[int, float]:
    """Time of a step with fewer and with more runs, to that with 2000."""
    few, usual, many = quickest(
        lambda: run(Parameters(runs=200)),
        lambda: run(Parameters(runs=2000)),
        lambda: run(Parameters(runs=20_000)),
        turns=2,
    )
    return {200: 10 * few / usual, 20_000: many / usual / 10}


def peak(steps: int) -> float:
    """Most bytes that the experiment holds at once."""
    tracemalloc.start()
    run(Parameters(steps=steps, runs=200))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def demo_process() -> None:
    """The figure with all its files, as a user asks for it."""
    with tempfile.TemporaryDirectory() as folder:
        python("-m", "demos", "epsilon-greedy", "--out", f"{folder}/figure")


def imports_process() -> None:
    """What no figure can do without."""
    python("-c", "import numpy, gymnasium, matplotlib.figure")


def python(*arguments: str) -> None:
    """One process."""
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def children_seconds() -> float:
    """CPU seconds of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
