"""The door: ``python -m tiny_demos NAME [--option value …] --out DIR``."""

import importlib
import json
import sys
from pathlib import Path

from tiny_demos import record

DEMOS = ("line", "wave")
UNNAMED = ("banner",)  # in the list of names


def main(name: str, *rest: str) -> int:
    if (name, *rest) == ("list", "--json"):
        print(json.dumps([{"name": demo} for demo in DEMOS]))
        return 0
    part = "--part" in rest
    rest = tuple(word for word in rest if word != "--part")
    words = [word for part in rest for word in part.split("=", 1)]
    texts = dict(zip(words[::2], words[1::2], strict=True))
    out = Path(texts.pop("--out"))
    slide, parts = texts.pop("--slide", ""), texts.pop("--parts", "")
    if name not in DEMOS + UNNAMED:
        trouble = importlib.import_module("tiny_demos.trouble")
        if not hasattr(trouble, name):
            return fail(f"there is no demo {name}")
        found = getattr(trouble, name)()
        record.write(out, name, {}, {}, found)
        return fail("a check missed: end", code=1) if "check" in found else 0
    demo = importlib.import_module(f"tiny_demos.{name}")
    chosen = {option.removeprefix("--"): text for option, text in texts.items()}
    if slide and part:
        option, _, each = slide.partition(":")
        others = [word for pair in texts.items() for word in pair]
        for n, value in enumerate(each.split(",")):
            where = ["--part", "--out", str(out / str(n))]
            if code := main(name, *others, f"--{option}", value, *where):
                return code
        return 0
    if unknown := sorted(chosen.keys() - demo.OPTIONS.keys()):
        return fail(f"there is no option --{unknown[0]}; use --height or --seed")
    values = demo.OPTIONS | {o: type(demo.OPTIONS[o])(t) for o, t in chosen.items()}
    if values.get("height", 0) < 0:
        return fail(f"--height must be at least 0; got {values['height']}")
    found = demo.run(**values)
    if part:
        values, found = values | {"part": True}, found | {"part": True}
    if slide:
        made = [Path(parts, f"{n}.json") for n in range(len(slide.split(",")))]
        found |= {"data": [json.loads(file.read_text()) for file in made]}
        values |= {"slide": slide}
    record.write(out, name, values, demo.OPTIONS, found)
    return 0


def fail(message: str, *, code: int = 2) -> int:
    print(f"tiny_demos: {message}.", file=sys.stderr)
    return code


sys.exit(main(*sys.argv[1:]))
