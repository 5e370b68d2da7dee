"""What a slide is asked for as, ``option:values``: which values a slider goes through.

epsilons:0,0.01,0.1             these
means:-1,1/-2,2                 these lists
temperature:0.1..10:20:log      so many between two, evenly in the logarithm
steps:10..100:10                evenly; whole where both ends are whole and it can be

The demos and the plugin of figures have this module alike, since neither imports the
other; a test holds the two together.
"""

import math
import re
from collections.abc import Sequence

OPTION = "slide"
FORM = "write option:value,value,… or option:from..to:count"
RANGE = re.compile(r"(?P<low>[^.,/:]*\.?[^.,/:]*)\.\.(?P<high>[^,/:]+):(?P<rest>.+)")
MOST = 40  # values
WHOLE = re.compile(r"-?\d+")


def split(values: str) -> list[str]:
    """Each value; where there are strokes, they are lists."""
    return values.split("/" if "/" in values else ",") if values else []


def joined(values: Sequence[str]) -> str:
    """The values as ``split`` takes them apart."""
    return ("/" if any("," in value for value in values) else ",").join(values)


def written_out(text: str) -> str:
    """Option and values with a range as its values; ValueError where it is none."""
    name, colon, values = text.partition(":")
    if not name or not colon or not values:
        raise ValueError(f"the slide {text!r} names no values; {FORM}")
    if ".." in values:
        values = ",".join(_range(text, values))
    _refuse_count(text, len(split(values)))
    return f"{name.replace('_', '-')}:{values}"


def _range(text: str, values: str) -> list[str]:
    match = RANGE.fullmatch(values)
    count, _, scale = match["rest"].partition(":") if match else ("", "", "")
    if not match or not count.isdecimal() or scale not in ("", "log"):
        raise ValueError(
            f"the slide {text!r} is not a range; {FORM}, with :log at its end"
        )
    _refuse_count(text, int(count))
    low, high = (_number(match[end]) for end in ("low", "high"))
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError(f"the slide {text!r} has no such range; {FORM}")
    if scale and min(low, high) <= 0:
        raise ValueError(f"the slide {text!r}: what is logarithmic begins above 0")
    found = _between(low, high, int(count), scale)
    ends_whole = WHOLE.fullmatch(match["low"]) and WHOLE.fullmatch(match["high"])
    whole = [f"{value:.0f}" for value in found]
    if ends_whole and len(set(whole)) == len(whole):
        return whole
    inner = [f"{value:.{3 if scale else 10}g}" for value in found[1:-1]]
    return [f"{low:.10g}", *inner, f"{high:.10g}"]


def _number(text: str) -> float:
    """The number, or none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _refuse_count(text: str, count: int) -> None:
    if not 2 <= count <= MOST:
        values = "1 value" if count == 1 else f"{count} values"
        raise ValueError(f"the slide {text!r} has {values}; take 2 to {MOST}")


def _between(low: float, high: float, count: int, scale: str) -> list[float]:
    shares = [n / (count - 1) for n in range(count)]
    if scale == "log":
        return [math.exp(_at(math.log(low), math.log(high), s)) for s in shares]
    return [_at(low, high, share) for share in shares]


def _at(low: float, high: float, share: float) -> float:
    return low + share * (high - low)
