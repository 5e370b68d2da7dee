"""What diffusion costs: a crowd against its random numbers, and the plain way.

Ratios are of CPU seconds on one thread, taken in one run, the quickest of several;
they mean the same on every machine. The plain way is that of a tutorial: full arrays,
log-sum-exp by broadcasting, measured on fewer steps and scaled up.
"""

import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from demos.diffusion.denoiser import excess_error, train
from demos.diffusion.fast_ddpm import BLOCK, p_sample_loop
from demos.diffusion.mixture import Mixture
from demos.diffusion.schedules import alpha_bars, linear_betas
from demos.figures import there_and_back
from tests.diffusion_laws import SKEW, TRIDENT, TWIN

WALKERS = 100_000
STEPS = 1000
FEW = 20  # steps of the plain way
TIMES = 3
ALPHA_BAR = alpha_bars(linear_betas(STEPS, 1e-4, 0.02))
LAWS = {"twin": TWIN, "skew": SKEW, "trident": TRIDENT}


def main() -> None:
    """Print a line for each comparison, with the number to reach."""
    for name, dist in LAWS.items():
        crowd = quickest(
            lambda dist=dist: p_sample_loop(dist, ALPHA_BAR, WALKERS, rng())
        )
        least = quickest(lambda dist=dist: draw_and_exponentiate(len(dist.weights)))
        plain = quickest(lambda dist=dist: sample_plainly(dist)) * STEPS / FEW
        report(f"{name}: crowd against its own floor", crowd / least, "1.4 at most")
        report(f"{name}: the plain way against crowd", plain / crowd, "8 at least")
    report("memory beside the result, in blocks", peak() / (8 * BLOCK), "about 10")
    report("curves of the flow, in 0.1 s", quickest(curves) / 0.1, "1 at most")
    for name, dist in LAWS.items():
        seconds, excess = learn(dist)
        report(f"{name}: learning the score, in 4 s", seconds / 4, "1 at most")
        report(f"{name}: its squared error, in 0.001", excess / 1e-3, "1 at most")


def report(what: str, ratio: float, goal: str) -> None:
    """One line of the table."""
    print(f"  {what:<46}{ratio:8.2f}   {goal}", flush=True)


def rng() -> np.random.Generator:
    """The quickest of numpy's generators, for both sides of every ratio."""
    return np.random.Generator(np.random.SFC64(1))


def quickest(work: Callable[[], object]) -> float:
    """CPU seconds of the quickest of several times."""
    seconds = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def draw_and_exponentiate(modes: int) -> None:
    """A normal draw and an exponential of each mode for each walker and step."""
    generator, z, e = rng(), np.empty(BLOCK), np.linspace(-9, 0, BLOCK)
    for first in range(0, WALKERS, BLOCK):
        n = min(BLOCK, WALKERS - first)
        for _ in range(STEPS):
            generator.standard_normal(out=z[:n])
            for _ in range(modes):
                np.exp(e[:n], out=z[:n])


def sample_plainly(dist: Mixture) -> np.ndarray:
    """The last few steps of DDPM as tutorials write them."""
    generator = rng()
    x = generator.standard_normal(WALKERS)
    for t in range(FEW, 0, -1):
        alpha_bar, alpha = ALPHA_BAR[t], ALPHA_BAR[t] / ALPHA_BAR[t - 1]
        means = np.sqrt(alpha_bar) * dist.means
        variances = alpha_bar * dist.stds**2 + 1 - alpha_bar
        offsets = x[:, None] - means
        log_joint = np.log(dist.weights) - offsets**2 / (2 * variances)
        log_joint -= np.log(2 * np.pi * variances) / 2
        top = log_joint.max(axis=1, keepdims=True)
        log_p = top + np.log(np.exp(log_joint - top).sum(axis=1, keepdims=True))
        score = (np.exp(log_joint - log_p) * -offsets / variances).sum(axis=1)
        x = (x + (1 - alpha) * score) / np.sqrt(alpha)
        x = x + np.sqrt(1 - alpha) * generator.standard_normal(WALKERS)
    return x


def peak() -> float:
    """Most bytes held at once, but for the result."""
    tracemalloc.start()
    p_sample_loop(TRIDENT, ALPHA_BAR[[0, 500, 1000]], WALKERS, rng())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most - 8 * WALKERS


def curves() -> None:
    """The flow of the figure there-and-back, with no walkers but one hundred."""
    result = there_and_back.run(there_and_back.Parameters(walkers=100))
    result.streams(result.t)


def learn(dist: Mixture) -> tuple[float, float]:
    """CPU seconds of training, and the mean squared error of the score in eps."""
    start = time.process_time()
    denoiser, _losses = train(
        dist, ALPHA_BAR, rng(), hidden=64, updates=2000, batch=1024
    )
    seconds = time.process_time() - start
    return seconds, float(excess_error(denoiser, dist, ALPHA_BAR[10::20]).mean())


if __name__ == "__main__":
    main()
