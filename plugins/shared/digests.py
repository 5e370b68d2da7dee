"""Values told apart by short digests: equal digests mean equal values.

A text, which has its own digest, stands for itself where another value holds it.
"""

import hashlib
import pickle
from collections.abc import Mapping
from datetime import datetime, tzinfo
from io import BytesIO
from typing import Any

from pelican.contents import Content
from pelican.paginator import Page, Paginator
from pelican.urlwrappers import URLWrapper

from plugins.shared.kept_texts import NOTED
from plugins.shared.once import ANSWERS

PAGES = (Page, Paginator)
NAMED = (Content, URLWrapper)
LOOKED_INTO = (*NAMED, tuple)
PLAIN = {str, int, bool, type(None)}
GIVEN = "settings"  # to much that there is: the same for all
# What a text was given as all texts were, and how it remembers its addresses.
NOT_ITS_OWN = {
    *(GIVEN, ANSWERS, "_context", "get_url_setting", "get_relative_source_path"),
    *NOTED,
}
NOT_PICKLED = (pickle.PicklingError, AttributeError, TypeError)
LONG = 20  # parts of a list that is looked into once, however many have it


class UnknownError(Exception):
    """A value of a kind that we cannot look into."""


class Digests:
    """Digests of values that do not change while it is used."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[object, str]] = {}  # by its address
        self.names: dict[int, str] = {}  # of texts, by theirs

    def of(self, value: object) -> str:
        """The digest of a value."""
        data = BytesIO()
        try:
            _Pickler(data, self).dump(value)
        except (*NOT_PICKLED, RecursionError) as error:
            raise UnknownError(str(error)) from error
        return hashlib.sha256(data.getbuffer()).hexdigest()

    def name(self, value: Content | URLWrapper) -> str:
        """What stands for a text, of which it says where it is, or for a tag."""
        if isinstance(value, URLWrapper):
            return f"{type(value)}\n{value.name}\n{value.slug}"
        if id(value) not in self.names:
            name = f"{value.source_path}\n{value.url}\n{value.save_as}"
            self.names[id(value)] = name
        return self.names[id(value)]

    def of_text(self, text: Content) -> str:
        """The digest of all that a text says."""
        own = {k: v for k, v in sorted(vars(text).items()) if k not in NOT_ITS_OWN}
        more = {k: v for k, v in text.metadata.items() if v is not own.get(k)}
        values = {**self._parts(own), "metadata": self._parts(more)}
        return self.of([type(text), list(text.metadata), values])

    def of_values(self, values: Mapping[str, object]) -> str:
        """The digest of what a template is given, the longest lists once for all."""
        return self.of(self._parts(values))

    def _parts(self, values: Mapping[str, object]) -> dict[str, object]:
        """The same, with plain values in the place of most that are not."""
        return {
            key: value if type(value) in PLAIN else self._part(value)
            for key, value in values.items()
        }

    def _part(self, value: object) -> object:
        if isinstance(value, set | frozenset):  # whose order varies
            return sorted(map(self.of, value))
        if isinstance(value, datetime | tzinfo):
            return repr(value)
        if isinstance(value, list):
            return self._once(value) if len(value) > LONG else self._plain(value)
        if isinstance(value, tuple):
            return tuple(map(self._part, value))
        return (self.name(value),) if isinstance(value, NAMED) else value

    def _once(self, value: object) -> str:
        if id(value) not in self.known:
            self.known[id(value)] = value, self.of(self._state(value))
        return self.known[id(value)][1]

    def _state(self, value: Any) -> object:
        if isinstance(value, list):
            return self._plain(value)
        return self._parts({k: v for k, v in vars(value).items() if k != GIVEN})

    def _plain(self, values: list[Any]) -> list[object]:
        return [self._part(v) if isinstance(v, LOOKED_INTO) else v for v in values]


class _Pickler(pickle.Pickler):
    """Writes values as they are, whichever of their parts are one."""

    def __init__(self, data: BytesIO, digests: Digests) -> None:
        super().__init__(data, pickle.HIGHEST_PROTOCOL)
        self.fast = True  # the same whether equal parts are one or several
        self.digests = digests

    def reducer_override(self, value: Any) -> Any:
        """What stands for a value that is not plain."""
        if isinstance(value, NAMED):
            return str, (self.digests.name(value),)
        if isinstance(value, type) and value is not str:  # it may be made as we run
            return str, (f"{value.__module__}.{value.__qualname__}",)
        if isinstance(value, PAGES):
            return str, (self.digests._once(value),)
        return NotImplemented
