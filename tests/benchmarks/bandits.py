"""What Figure 2.2 costs: six million steps of the registered vector environment.

Ratios are of CPU seconds in one thread, taken in one run, the quickest of several; they
mean much the same on every machine.  The textbook's way, one pull at a time, is played
by fewer runs and scaled up.
"""

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

from demos.catalogue.epsilon_greedy import Parameters, run

ROOT = Path(__file__).resolve().parents[2]
EPSILONS, RUNS, STEPS = Parameters.epsilons, Parameters.runs, Parameters.steps
TIMES = 5
FEW = 4  # runs that play the textbook's way
IMPORTS = "import numpy, gymnasium, matplotlib.figure"


def main() -> None:
    """Print each ratio with the one to reach."""
    figure = quickest(lambda: run(Parameters()))
    normals = quickest(draw_normals)
    textbook = quickest(play_one_by_one, times=2) * RUNS / FEW
    with tempfile.TemporaryDirectory() as folder:
        demo = ("-m", "demos", "epsilon-greedy", "--out", f"{folder}/figure")
        whole = min(process(*demo) for _ in range(TIMES))
    imports = min(process("-c", IMPORTS) for _ in range(TIMES))
    report("experiment, to its 6 million normals alone", figure / normals, "<= 2.5")
    report("one pull at a time, to the experiment", textbook / figure, ">= 250")
    report("whole process with its files, to its imports", whole / imports, "<= 2")
    for runs, ratio in grown().items():
        report(f"time of one step, {runs:,} runs to 2,000", ratio, "about 1")
    report("memory, 8000 steps to 2000", peak(8000) / peak(2000), "about 1")


def report(what: str, ratio: float, goal: str) -> None:
    """One line of the table."""
    print(f"  {what:<46}{ratio:8.2f}   {goal}")


def quickest(work: Callable[[], object], times: int = TIMES) -> float:
    """CPU seconds of the quickest of several times."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


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
    seconds = {
        runs: quickest(lambda runs=runs: run(Parameters(runs=runs)), times=2) / runs
        for runs in (200, 2000, 20_000)
    }
    return {runs: seconds[runs] / seconds[2000] for runs in (200, 20_000)}


def peak(steps: int) -> float:
    """Most bytes that the experiment holds at once."""
    tracemalloc.start()
    run(Parameters(steps=steps, runs=200))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def process(*arguments: str) -> float:
    """CPU seconds of one run of Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
