"""Keeps compiled templates between builds: half of an unchanged build was compiling.

Jinja itself checks that a template is as it was, and that Jinja and Python are.  How
the settings ask it to compile is ours to check: each way has a folder of its own.
"""

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from pelican import signals
from pelican.generators import Generator

from plugins.shared.settings import merged

SETTINGS = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")


def folder(settings: dict[str, Any]) -> Path:
    """Where the templates compiled under these settings are kept."""
    way = repr([settings[name] for name in SETTINGS])
    name = hashlib.sha256(way.encode()).hexdigest()[:16]
    return Path(settings["CACHE_FOLDER"], "templates", name).resolve()


def _on_init(generator: Generator) -> None:
    kept = folder(merged(generator.settings))
    kept.mkdir(parents=True, exist_ok=True)
    generator.env.bytecode_cache = FileSystemBytecodeCache(str(kept), "%s")


def register() -> None:
    """Connect to Pelican; called once, by name, at start-up."""
    signals.generator_init.connect(_on_init)
