"""What was computed, as a file that can be read again; there is no pickle in it.

A file is a zip.  ``content.json`` tells each value that JSON does not know as a pair of
its kind and what it is made of; ``arrays`` has one array after the other, as numpy
writes them.
Dataclasses and functions are told by name, and are of this package alone.
"""

import dataclasses
import io
import json
import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np

OURS = f"{__name__.partition('.')[0]}."
CONTENT, ARRAYS = "content.json", "arrays"
RANDOM = {"PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"}
Arrays = list[Any]


class Unkeepable(Exception):
    """A value of a kind that cannot be told."""


@dataclass(frozen=True)
class Kept:
    """A value in JSON's terms, and its arrays.

    It gives the value back as a file would, whether or not it has been in one: sums of
    an array differ in their last digit with the way in which it lies in memory, and a
    file has but one way.
    """

    told: Any
    arrays: Arrays

    @classmethod
    def of(cls, value: Any, parameters: Any) -> "Kept":
        """A value that parameters gave; Unkeepable where it cannot be told."""
        arrays: Arrays = []
        return cls(tell(value, arrays, parameters), arrays)

    @classmethod
    def read(cls, path: Path) -> "Kept":
        """What is in a file; an error for one that is damaged."""
        with zipfile.ZipFile(path) as file:
            told = json.loads(file.read(CONTENT))
            text = io.BytesIO(file.read(ARRAYS))
        arrays: Arrays = []
        while text.tell() < text.getbuffer().nbytes:
            arrays.append(np.lib.format.read_array(text, allow_pickle=False))
        return cls(told, arrays)

    def write(self, path: Path) -> None:
        """Make a file of it; nobody sees half of that."""
        new, text = path.with_name(f"{path.name}.{os.getpid()}"), io.BytesIO()
        for array in self.arrays:
            np.lib.format.write_array(text, array, allow_pickle=False)
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
            file.writestr(CONTENT, json.dumps(self.told))
            file.writestr(ARRAYS, text.getvalue())
        new.replace(path)

    def value(self, parameters: Any) -> Any:
        """The value; ``parameters`` take the place of those that gave it."""
        return understand(self.told, self.arrays, parameters)


def tell(value: Any, arrays: Arrays, parameters: Any) -> Any:
    """The value in JSON's terms; its arrays are added to ``arrays``.

    Equal parameters are told as such: those that only draw may be others next time.
    """

    def each(values: Iterable[Any]) -> list[Any]:
        return [tell(item, arrays, parameters) for item in values]

    kind = type(value)
    if value is None or kind in (bool, int, float, str):
        return value
    if kind is type(parameters) and value == parameters:
        return ["parameters", None]
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind != "O":
        arrays.append(np.array(value, order="C"))
        return ["array" if kind is np.ndarray else "number", len(arrays) - 1]
    if kind in (list, tuple):
        return [kind.__name__, each(value)]
    if kind is dict:
        return ["dict", [each(value), each(value.values())]]
    if kind is np.random.Generator:
        return ["random", json.loads(json.dumps(value.bit_generator.state))]
    if kind is FunctionType and _ours(name := _name(value)) is value:
        return ["function", name]
    if dataclasses.is_dataclass(value) and _ours(name := _name(kind)) is kind:
        names = [field.name for field in dataclasses.fields(value)]
        return [name, [names, each(getattr(value, n) for n in names)]]
    raise Unkeepable(f"a value of {kind} cannot be kept")


def understand(told: Any, arrays: Arrays, parameters: Any) -> Any:
    """The value that was told."""
    if not isinstance(told, list):
        return told
    kind, content = told

    def each(items: list[Any]) -> list[Any]:
        return [understand(item, arrays, parameters) for item in items]

    match kind:
        case "parameters":
            return parameters
        case "array":
            return arrays[content]
        case "number":
            return arrays[content][()]
        case "list":
            return each(content)
        case "tuple":
            return tuple(each(content))
        case "dict":
            keys, values = content
            return dict(zip(each(keys), each(values), strict=True))
        case "random":
            return _generator(content)
        case "function":
            return _function(content)
    names, values = content
    return _made(_ours(kind), dict(zip(names, each(values), strict=True)))


def _name(thing: Any) -> str:
    return f"{thing.__module__}:{thing.__qualname__}"


def _ours(name: str) -> Any:
    """The class or function of this package that has this name; None for others."""
    module, _, inside = name.partition(":")
    if not module.startswith(OURS):
        return None
    return getattr(import_module(module), inside, None)


def _made(kind: type, fields: dict[str, Any]) -> Any:
    """A dataclass with these fields, as it was when it was told."""
    if not dataclasses.is_dataclass(kind):
        raise ValueError(f"{kind} is not a dataclass")
    made = object.__new__(kind)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


def _function(name: str) -> FunctionType:
    found = _ours(name)
    if not isinstance(found, FunctionType):
        raise ValueError(f"{name} is not a function of ours")
    return found


def _generator(state: dict[str, Any]) -> np.random.Generator:
    """A generator of random numbers that goes on from this state."""
    name = state["bit_generator"]
    if name not in RANDOM:
        raise ValueError(f"{name} makes no random numbers")
    bits = getattr(np.random, name)()
    bits.state = state
    return np.random.Generator(bits)
