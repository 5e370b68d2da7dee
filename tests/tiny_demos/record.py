"""The files of a run."""

import hashlib
import json
import struct
import sys
import zlib
from pathlib import Path

PACKAGE = Path(__file__).parent
SVG = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="50" viewBox="0 0 {w} 50"
 role="img" font-size="13px"><title>t</title><desc>d</desc>
<style>svg{{color:red}}</style>
<defs><path id="i1" d="M0 0L0 4"/></defs><use href="#i1" x="1" y="1"/>
<g clip-path="url(#i2)"><clipPath id="i2"><path d="M0 0H{w}V50H0Z"/></clipPath></g>
<g data-step="box"><path d="M0 0H{w}V50H0Z" fill="none"/></g>
<g data-step="curve"><path d="{path}" fill="none" stroke="var(--fig-1, #0b62a4)"/></g>
<g data-step="value"><text x="9" y="40">t = 1</text></g>
<text x="5" y="20" fill="var(--fig-ink, #111111)">url(#i1) &amp; 0.01</text></svg>
"""


CHECK = {"what": "end", "expected": 2, "measured": 2, "tolerance": 0.5, "passed": True}


def write(out: Path, demo: str, values: dict, defaults: dict, found: dict) -> None:
    """What a run leaves, but for what ``found`` has it forget and lose."""
    files = numbers(found) if "part" in found else drawn(found)
    changed = [f"--{k} {v}" for k, v in values.items() if v != defaults.get(k)]
    result = {
        "schema": 2,
        "demo": demo,
        "command": " ".join(["python -m tiny_demos", demo, *changed]),
        "parameters": values,
        "module": f"tiny_demos/{demo}.py",
        "findings": found.get(
            "findings", [f"The {demo} ends at {found['data'][-1][1]} < 100."]
        ),
        "checks": [CHECK | found.get("check", {})],
        "modules": modules(),
        "distributions": distributions(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "seconds": 0.01,
        "files": {name: described(data) for name, data in files.items()},
    }
    for name in found.get("forget", []):
        del result[name]
    out.mkdir(parents=True)
    for name, data in {**files, "result.json": json.dumps(result).encode()}.items():
        (out / name).write_bytes(data)
    for name in found.get("lose", []):
        (out / name).unlink()


def drawn(found: dict) -> dict[str, bytes]:
    rows = [("x", "y"), *found["data"]]
    files = {
        "figure.svg": SVG.format(w=640, path=found["path"]).encode(),
        "figure-narrow.svg": SVG.format(w=320, path=found["path"]).encode(),
        "figure.png": png(1280, 100),
        "data.csv": "".join(f"{x},{y}\n" for x, y in rows).encode(),
    }
    if "steps" in found:
        files["steps.json"] = json.dumps(found["steps"]).encode()
    return files


def numbers(found: dict) -> dict[str, bytes]:
    """What one value of a slide leaves: its last row is its part."""
    table = drawn(found)["data.csv"]
    return {"data.csv": table, "part.json": json.dumps(found["data"][1]).encode()}


def described(data: bytes) -> dict:
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def modules() -> dict[str, str]:
    found = [getattr(m, "__file__", None) or "" for m in list(sys.modules.values())]
    paths = {Path(f) for f in found if f and Path(f).is_relative_to(PACKAGE)}
    if "tiny_demos.shape" in sys.modules:
        paths.add(PACKAGE / "look.mplstyle")
    texts = {p: p.read_bytes().replace(b"\r\n", b"\n") for p in sorted(paths)}
    return {
        p.relative_to(PACKAGE.parent).as_posix(): hashlib.sha256(t).hexdigest()
        for p, t in texts.items()
    }


def distributions() -> dict[str, str]:
    found = [path.stem for path in PACKAGE.parent.glob("*.dist-info")]
    return dict(name.split("-", 1) for name in found)


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height, 9)
    parts = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(chunk, *zip(*parts, strict=True)))


def chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return (
        struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
    )
