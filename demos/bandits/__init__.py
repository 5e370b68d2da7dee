"""Bandit problems as Gymnasium environments, and agents that solve them.

Symbols follow Sutton & Barto, Reinforcement Learning (2nd ed., 2018), Chapter 2.
Importing this package registers the environments; their modules are imported
when Gymnasium first makes one.
"""

import gymnasium

gymnasium.register(
    id="demos/Bandit-v0",
    entry_point="demos.bandits.environment:BanditEnv",
    vector_entry_point="demos.bandits.vector:BanditVectorEnv",
    max_episode_steps=1000,
)
gymnasium.register(  # Exercise 2.5: equal at first, then each takes its random walk
    id="demos/DriftingBandit-v0",
    entry_point="demos.bandits.environment:BanditEnv",
    vector_entry_point="demos.bandits.vector:BanditVectorEnv",
    max_episode_steps=10_000,
    kwargs={"spread": 0.0, "drift": 0.01},
)
