"""What the command line prints: the list, the help of a demo, a result."""

import dataclasses
import inspect
import json
from collections.abc import Iterator, Mapping, Sequence

from demos.framework.demo import Check, Demo
from demos.framework.numbers import number
from demos.framework.options import Option, options, written

USAGE = """\
python -m demos [all [--jobs N]]    run every demo at its defaults, N side by side
python -m demos all --executor WHO  the same by an executor: module:factory, tcp://…
python -m demos list [--json]       name every demo and its options
python -m demos NAME --help         explain one demo
python -m demos NAME [--option value …] [--out FOLDER] [--check]"""
COMMON = [
    "  --out FOLDER",
    "      where the files go; {folder} unless given",
    "  --check",
    "      compare with the expected values; without --out, write nothing",
    "  --slide OPTION:VALUE,VALUE,… or OPTION:FROM..TO:COUNT[:log]",
    "      that option at all these values, one drawing with a slider between them;",
    "      values that are lists have strokes between them: means:-1,1/-2,2",
    "  --executor MODULE:FACTORY or an address like tcp://host:8786",
    "      an executor of concurrent.futures, or a scheduler of dask, that runs it;",
    "      of a slide it runs the values side by side; DEMOS_EXECUTOR in the",
    "      environment names one, too",
]


def summary(demo: Demo) -> str:
    """The demo's one line: the first of its docstring, without the full stop."""
    return (demo.__doc__ or "").partition("\n")[0].rstrip(".")


def list_text(demos: Mapping[str, Demo]) -> str:
    """Each demo's name and line, and its options with their defaults below."""
    lines, width = [], 2 + max(map(len, demos), default=0)
    for name, demo in demos.items():
        lines.append(f"{name:{width}}{summary(demo)}")
        lines += [
            f"{'':{width}}  --{o.name} {written(o.default)}" for o in _options(demo)
        ]
    return "\n".join(lines)


def list_json(demos: Mapping[str, Demo]) -> str:
    """The same for programs: every fact about every option."""
    described = [
        {
            "name": name,
            "summary": summary(demo),
            "module": demo.__name__,  # type: ignore[attr-defined]
            "options": [dataclasses.asdict(option) for option in _options(demo)],
        }
        for name, demo in demos.items()
    ]
    return json.dumps(described, ensure_ascii=False, indent=2)


def help_text(name: str, demo: Demo, folder: str) -> str:
    """What the demo shows, and its options with unit, range and default."""
    own = [line for option in _options(demo) for line in _explained(option)]
    common = [line.format(folder=folder) for line in COMMON]
    usage = f"python -m demos {name} [--option value …]"
    return "\n".join(
        [usage, "", inspect.cleandoc(demo.__doc__ or ""), "", *own, *common]
    )


def outcome_text(findings: Sequence[str], checks: Sequence[Check]) -> str:
    """A result in words, then each check in one line of a table."""
    width = max([len(check.what) for check in checks], default=0)
    head = f"  {'check':{width}}  {'expected':>10}  {'measured':>10}  {'within':>10}"
    return "\n".join([*findings, head, *(_row(check, width) for check in checks)])


def missed_text(check: Check) -> str:
    """A missed check in a few words, with its numbers."""
    return (
        f"{check.what}: {number(check.measured, 4)}, expected "
        f"{number(check.expected, 4)} ± {number(check.tolerance, 2)}"
    )


def _options(demo: Demo) -> list[Option]:
    return options(demo.Parameters)


def _explained(option: Option) -> Iterator[str]:
    unit = f" in {option.unit}" if option.unit else ""
    rule = f"; {option.range}" if option.range else ""
    yield f"  --{option.name} {written(option.default)}"
    yield f"      {option.help}{unit}{rule}"


def _row(check: Check, width: int) -> str:
    numbers = (_number(x) for x in (check.expected, check.measured, check.tolerance))
    passed = "ok" if check.passed else "MISSED"
    row = f"  {check.what:{width}}  {'  '.join(numbers)}  {passed}"
    return f"{row:{width + 48}}notices {check.notices}" if check.notices else row


def _number(value: float) -> str:
    """Ten places wide: plain where four decimals show it, else as a power."""
    plain = value == 0 or abs(value) >= 5e-4
    return f"{value:10.4f}" if plain else f"{value:10.1e}"
