"""Keeps how each file of the site is made, and makes them all side by side.

Where `invoke build` keeps notes, texts and pages of the last build are taken over.
"""

from pelican import generators, signals

from plugins.shared.last_texts import give_last_texts
from plugins.shared.listed import give_lists
from plugins.shared.translations import translations_among
from plugins.shared.writing import lazy, write_last


def register() -> None:
    """Connect to Pelican."""
    generators.process_translations = translations_among
    signals.get_writer.connect(lazy)
    signals.static_generator_init.connect(write_last)
    signals.generator_init.connect(give_last_texts)
    signals.article_generator_init.connect(give_lists)
