"""What plugins do when everything has been read, and while pages are written.

Pelican's signals call their receivers in no fixed order.  These are called in that of
``Order``, and each is a function of the context that all generators share, of the
settings (completed with our defaults) and of the outputs, to which it may add files:
it keeps nothing.
"""

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import Any

from blinker import signal
from pelican import signals

from plugins.shared.outputs import Outputs
from plugins.shared.settings import merged
from plugins.shared.site import Context, Settings

Hook = Callable[[Context, Settings, Outputs], None]

FILES = "kept_files"  # in the context: path in the site, to where the file is kept
OUTPUTS = "outputs"  # in the context: the files that plugins add

_hooks = signal("hooks of the site")


class Order(Enum):
    """The steps after everything has been read."""

    FILL = auto()  # texts get what is computed for them; Pelican resolves their links
    FINISH = auto()  # texts get what stands in them: pictures in several sizes
    DESCRIBE = auto()  # each text gets the values that templates show of it
    LIST = auto()  # lists of texts
    WRITE = auto()  # files that are no page


def when_complete(function: Hook, order: Order) -> None:
    """Call ``function`` in each build when all is read, before any page is written."""
    _hooks.connect(function, sender=order, weak=False)
    signals.get_generators.connect(_generators)
    signals.all_generators_finalized.connect(_fill)
    signals.static_generator_init.connect(_write_last)


def while_writing(function: Hook) -> None:
    """Call ``function`` in each build when pages are written."""
    when_complete(function, Order.WRITE)


class Hooks:
    """Pelican calls generators after all is read: this one has nothing to read."""

    def __init__(self, context: Context, settings: Settings, **_: Any) -> None:
        self.context = context
        self.settings = merged(settings)
        context[FILES] = {}
        self.outputs = context[OUTPUTS] = Outputs()

    def refresh_metadata_intersite_links(self) -> None:
        """Pelican's last step before it writes."""
        for order in (Order.FINISH, Order.DESCRIBE, Order.LIST):
            self.call(order)

    def generate_output(self, writer: Any) -> None:
        """Add what is no page; files that a plugin keeps go to their places."""
        for path, kept in self.context[FILES].items():
            self.outputs.copy(path, kept)
        self.call(Order.WRITE)

    def call(self, order: Order) -> None:
        """Call the hooks of one step."""
        found = sorted(_hooks.receivers_for(order), key=lambda hook: hook.__module__)
        for hook in found:
            hook(self.context, self.settings, self.outputs)


def _generators(_: Any) -> type[Hooks]:
    return Hooks


def _fill(generators: list[Any]) -> None:
    next(each for each in generators if isinstance(each, Hooks)).call(Order.FILL)


def _write_last(generator: Any) -> None:
    """Add the files of plugins after Pelican's own, which they may replace.

    Pelican's writer cannot keep how they are made (plugins/outputs can): it gets them
    written.
    """
    own = generator.generate_output

    def generate_output(writer: Any) -> None:
        own(writer)
        if not hasattr(writer, "outputs"):
            generator.context[OUTPUTS].write(Path(generator.output_path))

    generator.generate_output = generate_output
