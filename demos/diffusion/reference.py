"""Numbers of ``plain_samplers`` for the checks: it knows no code of samplers.

W1 to the default data of what samplers with noise make in so many steps, summed over
all ways (``carried``) between 1200 and 1800 places, and from both to infinitely many.
Of Langevin by the number of levels, from 4 million walkers; standard error 0.0004.
"""

SAMPLERS = {
    "DDPM, large": {
        2: 0.6481,
        4: 0.2647,
        8: 0.09149,
        16: 0.04449,
        32: 0.02657,
        64: 0.01469,
        128: 0.00785,
    },
    "DDPM, small": {
        2: 0.6556,
        4: 0.3486,
        8: 0.1919,
        16: 0.1125,
        32: 0.06573,
        64: 0.03704,
        128: 0.02028,
    },
    "reverse SDE": {
        2: 5.935,
        4: 0.4618,
        8: 0.1714,
        16: 0.05754,
        32: 0.01097,
        64: 0.003272,
        128: 0.002016,
    },
    "annealed Langevin": {3: 1.4808, 6: 0.2739, 12: 0.1367, 25: 0.0816},
}
