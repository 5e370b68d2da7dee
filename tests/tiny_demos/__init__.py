"""Demos that need no library and no time: they keep the contract of the real ones."""
