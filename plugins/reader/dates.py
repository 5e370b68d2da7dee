"""Dates as authors write them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

MOMENT = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))?",
    re.IGNORECASE,
)
HOW = "write it as 2026-01-31 or 2026-01-31 18:30 +0700"


def moment(value: Any) -> str:
    """A date and time in ISO 8601, with the author's offset if there is one."""
    match = MOMENT.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"{value!r} is not a date; {HOW}")
    *numbers, utc, sign, hours, minutes = match.groups()
    try:
        year, month, day, hour, minute, second = (int(n or 0) for n in numbers)
        zone = _zone(sign, hours, minutes) if sign else UTC if utc else None
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).isoformat()
    except ValueError as error:
        raise ValueError(f"{value!r} is not a date ({error}); {HOW}") from error


def _zone(sign: str, hours: str, minutes: str) -> timezone:
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-ahead if sign == "-" else ahead)
