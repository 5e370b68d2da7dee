"""What plugins do when everything has been read, and while pages are written.

Pelican's signals call their receivers in no fixed order.  These are called in that of
``Order``, and each is a function of the context that all generators share, of the
settings (completed with our defaults) and of the outputs, to which it may add files:
it keeps nothing.
"""

import logging
from collections.abc import Callable, Iterable
from enum import Enum, auto
from pathlib import Path
from typing import Any, NamedTuple

from blinker import signal
from pelican import signals

from plugins.shared.locations import named
from plugins.shared.outputs import Outputs
from plugins.shared.settings import merged
from plugins.shared.site import Context, written
from plugins.shared.text import Settings, Text, complete_texts

Hook = Callable[[Context, Settings, Outputs], None]
TextHook = Callable[[Text, Context, Settings], None]

MEMORY = "memory"  # in the context of a site that is kept: what plugins have computed
LATER = "later"  # in the memory: work that no page waits for, if there is any
FILES = "kept_files"  # in the context: path in the site, to where the file is kept
ASKED = "asked"  # in the context: how to ask again what is in there under these names
OUTPUTS = "outputs"  # in the context: the files that plugins add

_hooks = signal("hooks of the site")
_text_hooks = signal("hooks of each text")
log = logging.getLogger(__name__)


class Later(NamedTuple):
    """Work for another process, and what this one does with its result."""

    work: Callable[[], Any]
    take: Callable[[Any], None]


class Order(Enum):
    """The steps after everything has been read."""

    LINK = auto()  # links between texts get their addresses
    COMPUTE = auto()  # what texts ask for is computed
    FILL = auto()  # texts get what was computed; Pelican resolves their links
    FINISH = auto()  # texts get what stands in them: pictures in several sizes
    DESCRIBE = auto()  # each text gets the values that templates show of it
    LIST = auto()  # lists of texts
    WRITE = auto()  # files that are no page


def when_complete(function: Hook, order: Order) -> None:
    """Call ``function`` in each build when all is read, before any page is written."""
    _hooks.connect(function, sender=order, weak=False)
    _use()


def for_each_text(function: TextHook, order: Order) -> None:
    """Call ``function`` for each new text, before the others of the same step.

    A text is new once: where a site is kept while its author writes, this is for what
    depends on the text itself, and ``when_complete`` for what depends on all of them.
    """
    _text_hooks.connect(function, sender=order, weak=False)
    _use()


def _use() -> None:
    complete_texts()
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
        for text in written(self.context):
            text.is_complete = True

    def generate_output(self, writer: Any) -> None:
        """Add what is no page; files that a plugin keeps go to their places."""
        for path, kept in self.context[FILES].items():
            self.outputs.copy(path, kept)
        self.call(Order.WRITE)

    def call(self, order: Order) -> None:
        """Call the hooks of one step."""
        new = [text for text in written(self.context) if not text.is_complete]
        self.call_for(new, order)
        for hook in _by_module(_hooks.receivers_for(order)):
            hook(self.context, self.settings, self.outputs)

    def call_for(self, texts: Iterable[Text], order: Order) -> None:
        """Call the hooks of one step for some texts."""
        hooks = _by_module(_text_hooks.receivers_for(order))
        for text in texts:
            for hook in hooks:
                with named(log, text.source_path):
                    hook(text, self.context, self.settings)


def _by_module(hooks: Iterable[Callable[..., None]]) -> list[Callable[..., None]]:
    return sorted(hooks, key=lambda hook: hook.__module__)


def _generators(_: Any) -> type[Hooks]:
    return Hooks


def _fill(generators: list[Any]) -> None:
    hooks = next(each for each in generators if isinstance(each, Hooks))
    texts = hooks.context["generated_content"]  # in the order of the disk, which varies
    for path in sorted(texts):
        texts[path] = texts.pop(path)
    hooks.call(Order.LINK)
    hooks.call(Order.COMPUTE)
    hooks.call(Order.FILL)


def _write_last(generator: Any) -> None:
    """Add the files of plugins after Pelican's own, which they may replace.

    Pelican's writer cannot keep how they are made (plugins/shared/writing can): it
    gets them written.
    """
    own = generator.generate_output

    def generate_output(writer: Any) -> None:
        own(writer)
        if not hasattr(writer, "outputs"):
            generator.context[OUTPUTS].write(Path(generator.output_path))

    generator.generate_output = generate_output
