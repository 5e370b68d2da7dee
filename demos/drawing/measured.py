"""Texts that are measured once, however often matplotlib asks how much room they take.

It asks some ten times for each: in both rounds of the layout, and whenever it draws.
Each time it reads tables of the font anew (matplotlib 3.11), which makes a fourth of
all that a drawing costs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def once() -> Iterator[None]:
    """While this lasts, texts that look alike are measured by the first of them."""
    from matplotlib.text import Text

    measure: Any = Text._get_layout  # type: ignore[attr-defined]
    known: dict[tuple[Any, ...], Any] = {}

    def measured(text: Any, renderer: Any) -> Any:
        if text.get_wrap():  # then its place matters too
            return measure(text, renderer)
        look = _look(text, renderer)
        if look not in known:
            known[look] = measure(text, renderer)
        return known[look]

    Text._get_layout = measured  # type: ignore[attr-defined]
    try:
        yield
    finally:
        Text._get_layout = measure  # type: ignore[attr-defined]


def _look(text: Any, renderer: Any) -> tuple[Any, ...]:
    """All that the room depends on."""
    return (
        type(renderer),
        text.get_figure(root=True).dpi,
        text.get_text(),
        hash(text.get_fontproperties()),  # by which matplotlib compares them
        text.get_parse_math(),
        text.get_usetex(),
        text.get_rotation(),
        text.get_rotation_mode(),
        text.get_horizontalalignment(),
        text.get_verticalalignment(),
        text._get_multialignment(),
        text._linespacing,
    )
