"""Keeps how each file of the site is made: a build makes them all, side by side."""

from pelican import signals

from plugins.shared.writing import lazy, write_last


def register() -> None:
    """Connect to Pelican."""
    signals.get_writer.connect(lazy)
    signals.static_generator_init.connect(write_last)
