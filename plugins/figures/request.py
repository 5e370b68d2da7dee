"""What a figure asks for: ``demo:NAME?option=value&…``, read without running it."""

import hashlib
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from plugins.figures import slide

SCHEME = "demo:"
NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
LONGEST = 2000  # letters of an address; systems take more in a command, and not much
RESERVED = {
    "check",
    "help",
    "json",
    "out",
    "part",
    "parts",
}  # options of the command line itself


@dataclass(frozen=True, order=True)
class Request:
    """A demo and its options as written; the order of the options is forgotten."""

    demo: str
    options: tuple[tuple[str, str], ...] = ()
    is_part: bool = False  # of a slide: its numbers, and no drawing

    @property
    def arguments(self) -> list[str]:
        """What follows ``python -m demos``."""
        words = [word for pair in self.options for word in _words(*pair)]
        return [self.demo, *words, *(["--part"] if self.is_part else [])]

    @property
    def parts(self) -> list["Request"]:
        """The runs that a slide is made of, one for each value; else none."""
        found = dict(self.options)
        name, _, values = found.pop(slide.OPTION, "").partition(":")
        each = [found | {name: value} for value in slide.split(values)]
        return [Request(self.demo, tuple(sorted(e.items())), True) for e in each]

    def of_some(self, parts: Sequence["Request"]) -> "Request":
        """The run that makes some of these parts, each in a folder of its own."""
        if len(parts) == 1:
            return parts[0]
        found = dict(self.options)
        name = found[slide.OPTION].partition(":")[0]
        some = slide.joined([dict(part.options)[name] for part in parts])
        found = {n: text for n, text in found.items() if n != name}
        found[slide.OPTION] = f"{name}:{some}"
        return Request(self.demo, tuple(sorted(found.items())), True)

    @property
    def digest(self) -> str:
        """A short name for the request, fit for a folder."""
        return hashlib.sha256(repr(self.arguments).encode()).hexdigest()[:32]

    def command(self, module: str) -> str:
        """The line that a person would type."""
        return shlex.join(["python", "-m", module, *self.arguments])


def parse(address: str) -> Request:
    """The request that an address stands for; ValueError says what is wrong with it."""
    if len(address) > LONGEST:
        raise ValueError(f"the address has {len(address)} letters; {LONGEST} will do")
    demo, _, query = address.removeprefix(SCHEME).partition("?")
    if not NAME.fullmatch(demo):
        raise ValueError(
            f"{demo!r} is not the name of a demo; "
            "write demo:name?option=value&option=value"
        )
    pairs = [_pair(part) for part in query.split("&") if part]
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"the option {twice[0]!r} is given twice; keep one")
    return Request(demo, tuple(sorted(pairs)))


def _pair(part: str) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    if not equals or not NAME.fullmatch(name):
        raise ValueError(f"{part!r} is not an option; write option=value")
    if name in RESERVED:
        raise ValueError(f"a figure cannot set {name!r}; remove it")
    value = unquote(value).strip()
    if not value.isprintable():
        raise ValueError(f"{part!r} has what cannot be printed; leave it out")
    name = name.replace("_", "-")
    return name, slide.written_out(value) if name == slide.OPTION else value


def _words(name: str, value: str) -> list[str]:
    """``--name value``; with = where the value itself looks like an option."""
    if value.startswith("-"):
        return [f"--{name}={value}"]
    return [f"--{name}", value]
