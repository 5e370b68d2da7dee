"""A computed figure in the cache: the files of its run, and its record."""

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from plugins.figures import slider, svg
from plugins.figures.key import PARTS

SCHEMA = 2  # of result.json
REQUIRED = ("figure.svg", "figure-narrow.svg", "figure.png", "data.csv")
PART = "part.json"  # what one value of a slide leaves instead of drawings
PUBLISHED = (*REQUIRED, slider.FILE)  # what a page or a feed may point to
NEEDED = {*PARTS, "command", "findings", "checks", "seconds", "files"}  # of result.json
NOT_FINITE = {"nan", "inf", "-inf"}
FILE = "entry.json"  # result.json, with the drawings made ready for pages


class Unusable(Exception):
    """A folder that is not what a run should leave; the message says where."""


@dataclass(frozen=True)
class Entry:
    """One entry of the cache, or a run that is about to become one."""

    key: str
    folder: Path
    record: Mapping[str, Any]
    drawings: tuple[svg.Drawing, ...]  # wide and narrow, none where too large to inline
    sizes: Mapping[str, tuple[int, int]]  # width and height of each picture

    @property
    def files(self) -> list[str]:
        """Names of the files that a site may show, those that exist."""
        return [name for name in PUBLISHED if name in self.record["files"]]

    @property
    def data_hash(self) -> str:
        """sha256 of the numbers that are drawn."""
        return str(self.record["files"]["data.csv"]["sha256"])

    def path(self, name: str) -> str:
        """Where a site keeps one of the files, from the root of its output."""
        return f"figures/{self.key}/{name}"


def missed(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The checks of a run that it did not pass."""
    return [check for check in record["checks"] if not check["passed"]]


def read_result(folder: Path) -> dict[str, Any]:
    """What a run left in ``folder``, every file of it seen and compared."""
    try:
        result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        if result["schema"] != SCHEMA:
            raise Unusable(f"result.json has schema {result['schema']}, not {SCHEMA}")
        if missing := sorted(NEEDED - result.keys()):
            raise Unusable(f"result.json says nothing of {', '.join(missing)}")
        required = ("data.csv",) if PART in result["files"] else REQUIRED
        for name in {*required, *result["files"]}:
            _compare(folder / name, result["files"][name]["sha256"])
        _be_finite(folder / "data.csv")
        if slider.FILE in result["files"]:
            slider.read(folder / slider.FILE)
    except (OSError, ValueError, TypeError) as error:
        raise Unusable(f"no usable result.json: {error}") from error
    except KeyError as error:
        raise Unusable(f"result.json says nothing of {error}") from error
    return dict(result)


def write_entry(folder: Path, result: Mapping[str, Any]) -> None:
    """Make the drawings ready for pages, once, beside what the run left."""
    drawn = PART not in result["files"]
    drawings = [_drawing(folder / name) for name in REQUIRED[:2]] if drawn else []
    sizes = {
        name: (drawing.width, drawing.height)
        for name, drawing in zip(REQUIRED, drawings, strict=False)
    }
    if drawn:
        sizes["figure.png"] = _png_size(folder / "figure.png")
    light = svg.weight(drawings) <= svg.INLINE_LIMIT
    entry = {
        "renderer": svg.RENDERER,
        "drawings": [asdict(drawing) for drawing in drawings if light],
        "sizes": sizes,
        "result": result,
    }
    text = json.dumps(entry, ensure_ascii=False)
    (folder / FILE).write_text(text, encoding="utf-8")


def read_entry(folder: Path) -> tuple[str, Entry]:
    """The renderer that made the entry ready, and the entry; Unusable if damaged."""
    try:
        entry = json.loads((folder / FILE).read_text(encoding="utf-8"))
        result = entry["result"]
        if result["schema"] != SCHEMA:
            raise Unusable(f"its result has schema {result['schema']}, not {SCHEMA}")
        for name in result["files"]:
            _compare(folder / name, result["files"][name]["sha256"])
        drawings = tuple(svg.Drawing(**drawing) for drawing in entry["drawings"])
        sizes = {name: (w, h) for name, (w, h) in entry["sizes"].items()}
        return entry["renderer"], Entry(folder.name, folder, result, drawings, sizes)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Unusable(f"{folder}: {error}") from error


def _compare(path: Path, digest: str) -> None:
    if not path.is_file():
        raise Unusable(f"no {path.name}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise Unusable(f"{path.name} is not the file that result.json describes")


def _be_finite(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not NOT_FINITE.isdisjoint(line.lower().split(",")):
            raise Unusable(f"{path.name} has no number in line {number}: {line}")


def _drawing(path: Path) -> svg.Drawing:
    try:
        return svg.prepare(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError) as error:
        raise Unusable(f"{path.name} cannot be shown: {error}") from error


def _png_size(path: Path) -> tuple[int, int]:
    header = path.read_bytes()[:24]
    if header[12:16] != b"IHDR":
        raise Unusable(f"{path.name} is not a PNG")
    width, height = struct.unpack(">II", header[16:24])
    return width, height
