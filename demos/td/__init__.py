"""Learning from delayed rewards: temporal differences and control, in tables.

Symbols follow Sutton & Barto, Reinforcement Learning (2nd ed., 2018), Chapters 6
and 7.
"""
