"""Values told apart by short digests: equal digests mean equal values.

A text, which has its own digest, stands for itself where another value holds it.
"""

import hashlib
import pickle
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from pelican.contents import Content
from pelican.paginator import Page, Paginator
from pelican.urlwrappers import URLWrapper

from plugins.shared.kept_texts import NOTED
from plugins.shared.once import ANSWERS

PAGES = (Page, Paginator)
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
        self.names: dict[int, str] = {}  # of texts

    def of(self, value: object) -> str:
        """The digest of a value."""
        data = BytesIO()
        try:
            _Pickler(data, self).dump(value)
        except (*NOT_PICKLED, RecursionError) as error:
            raise UnknownError(str(error)) from error
        return hashlib.sha256(data.getbuffer()).hexdigest()

    def name(self, text: Content) -> str:
        """What stands for a text: where it is, and where its page will be."""
        name = f"{text.source_path}\n{text.url}\n{text.save_as}"
        return self.names.setdefault(id(text), name)

    def of_text(self, text: Content) -> str:
        """The digest of all that a text says."""
        own = {k: v for k, v in sorted(vars(text).items()) if k not in NOT_ITS_OWN}
        more = {k: v for k, v in text.metadata.items() if v is not own.get(k)}
        return self.of([type(text), list(text.metadata), {**own, "metadata": more}])

    def of_values(self, values: Mapping[str, object]) -> str:
        """The digest of what a template is given, the longest lists once for all."""
        return self.of({key: self._part(value) for key, value in values.items()})

    def _part(self, value: object) -> object:
        if isinstance(value, set | frozenset):  # whose order varies
            return sorted(map(self.of, value))
        return self._once(value) if _is_long(value) else value

    def _once(self, value: object) -> str:
        if id(value) not in self.known:
            self.known[id(value)] = value, self.of(_state(value))
        return self.known[id(value)][1]


def _is_long(value: object) -> bool:
    return isinstance(value, list) and len(value) > LONG


def _state(value: Any) -> object:
    if not isinstance(value, PAGES):
        return value
    return {k: v for k, v in vars(value).items() if k != GIVEN}


class _Pickler(pickle.Pickler):
    """Writes values as they are, whichever of their parts are one."""

    def __init__(self, data: BytesIO, digests: Digests) -> None:
        super().__init__(data, pickle.HIGHEST_PROTOCOL)
        self.fast = True  # the same whether equal parts are one or several
        self.digests = digests

    def reducer_override(self, value: Any) -> Any:
        """What stands for a value that is not plain."""
        if isinstance(value, Content):
            return str, (self.digests.names.get(id(value)) or self.digests.name(value),)
        if isinstance(value, URLWrapper):
            return str, (f"{type(value)}\n{value.name}\n{value.slug}",)
        if isinstance(value, type) and value is not str:  # it may be made as we run
            return str, (f"{value.__module__}.{value.__qualname__}",)
        if isinstance(value, PAGES):
            return str, (self.digests._once(value),)
        return NotImplemented
