"""A small network, its gradient by hand, and Adam: all of learning in numpy.

Single precision, for speed. Shapes: a batch is (stacks, ROWS, features), a layer's
weights are (inputs, outputs). In stacks this small BLAS starts no threads, which on a
busy machine only wait for each other.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]

ROWS = 64
WIDEST = 64  # units of a layer: ROWS * WIDEST^2 products is the most for one thread


@dataclass(frozen=True)
class Network:
    """Layers of tanh units under one linear unit."""

    weights: list[Float32]
    biases: list[Float32]

    @property
    def parameters(self) -> list[Float32]:
        """Every array that learning changes."""
        return self.weights + self.biases

    def __call__(self, rows: Float32) -> Float32:
        """The output for each of any number of rows.  Shape (n,)."""
        n = len(rows)
        padded = np.zeros((-(-n // ROWS) * ROWS, rows.shape[1]), np.float32)
        padded[:n] = rows
        return self.layers(stacked(padded))[-1].ravel()[:n]

    def layers(self, batch: Float32) -> list[Float32]:
        """What each layer gives to the next, the batch first, the output last."""
        values = [batch]
        for weights, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            values.append(np.tanh(values[-1] @ weights + bias))
        values.append(values[-1] @ self.weights[-1] + self.biases[-1])
        return values

    def gradient(self, values: list[Float32], slope: Float32) -> list[Float32]:
        """d loss / d parameters, from d loss / d output of shape (stacks, ROWS, 1)."""
        weights, biases, delta = [], [], slope
        for n in reversed(range(len(self.weights))):
            weights.append((values[n].swapaxes(1, 2) @ delta).sum(axis=0))
            biases.append(delta.sum(axis=(0, 1)))
            if n:
                delta = (delta @ self.weights[n].T) * (1 - values[n] ** 2)
        return weights[::-1] + biases[::-1]


def stacked(rows: Float32) -> Float32:
    """Rows, a multiple of ROWS, as a batch."""
    return rows.reshape(-1, ROWS, rows.shape[1])


def random_network(sizes: list[int], rng: np.random.Generator) -> Network:
    """Weights of variance 1 / inputs, so that no unit starts out saturated."""
    weights = [
        rng.standard_normal((a, b), dtype=np.float32) / np.sqrt(np.float32(a))
        for a, b in pairwise(sizes)
    ]
    return Network(weights, [np.zeros(b, np.float32) for b in sizes[1:]])


@dataclass
class Adam:
    """Kingma & Ba (2015), and a running average of what it finds (Polyak)."""

    network: Network
    updates: int = 0
    first: list[Float32] = field(init=False)
    second: list[Float32] = field(init=False)
    average: Network = field(init=False)

    def __post_init__(self) -> None:
        self.first = [np.zeros_like(p) for p in self.network.parameters]
        self.second = [np.zeros_like(p) for p in self.network.parameters]
        copies = [p.copy() for p in self.network.parameters]
        half = len(copies) // 2
        self.average = Network(copies[:half], copies[half:])

    def update(self, gradient: list[Float32], rate: float) -> None:
        """One step against the gradient, in place."""
        self.updates += 1
        n, (beta_1, beta_2) = self.updates, (0.9, 0.995)
        step = rate * np.sqrt(1 - beta_2**n) / (1 - beta_1**n)
        keep = min(0.999, n / (n + 10))
        state = zip(
            self.network.parameters,
            gradient,
            self.first,
            self.second,
            self.average.parameters,
            strict=True,
        )
        for p, g, m, v, mean in state:
            m += (1 - beta_1) * (g - m)
            v += (1 - beta_2) * (g * g - v)
            p -= np.float32(step) * m / (np.sqrt(v) + np.float32(1e-8))
            mean += (1 - keep) * (p - mean)
