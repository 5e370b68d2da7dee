"""Keeps compiled templates between builds: half of an unchanged build was compiling.

Jinja itself checks that a template is as it was, and that Jinja and Python are.  How
the settings ask it to compile is ours to check: each way has a folder of its own.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from pelican import signals
from pelican.generators import Generator

from plugins.shared.settings import merged

SETTINGS = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")


def folder(settings: dict[str, Any]) -> Path:
    """Where the templates compiled under these settings are kept."""
    way = repr([settings[name] for name in SETTINGS])
    name = hashlib.sha256(way.encode()).hexdigest()[:16]
    return Path(settings["CACHE_FOLDER"], "templates", name).resolve()


class Kept(FileSystemBytecodeCache):
    """A cache that costs time only, where it cannot be read or written."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept, if that can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, if there is room and right."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _on_init(generator: Generator) -> None:
    kept = folder(merged(generator.settings))
    with suppress(OSError):
        kept.mkdir(parents=True, exist_ok=True)
    generator.env.bytecode_cache = Kept(str(kept), "%s")


def register() -> None:
    """Connect to Pelican; called once, by name, at start-up."""
    signals.generator_init.connect(_on_init)
