"""Dates as authors write them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

MOMENT = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:[T ]+|,\s*)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?"
    r"(?:\s*([AP])\.?M\b\.?)?)?"
    r"\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))?",
    re.IGNORECASE,
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
NAME = r"(?P<month>[A-Za-z]{3,9})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
IN_WORDS = [  # with or without the day of the week
    re.compile(rf"(?:[A-Za-z]{{3,9}},?\s+)?{order}\s*,?\s+(?P<year>\d{{4}})\b")
    for order in (rf"{NAME}\s+{DAY}", rf"{DAY}\s+{NAME}")
]
HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6}
HOURS |= {"PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1, "JST": 9, "KST": 9}
ZONE = re.compile(rf"\b(?:{'|'.join(HOURS)})\Z")
HOW = "write it as 2026-01-31 or 2026-01-31 18:30 +0700"


def moment(value: Any) -> str:
    """A date and time in ISO 8601, with the author's offset if there is one."""
    match = MOMENT.fullmatch(_in_digits(str(value).strip()))
    if match is None:
        raise ValueError(f"{value!r} is not a date; {HOW}")
    *numbers, half, utc, sign, hours, minutes = match.groups()
    try:
        year, month, day, hour, minute, second = (int(n or 0) for n in numbers)
        zone = _zone(sign, hours, minutes) if sign else UTC if utc else None
        hour = _of_day(hour, half)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).isoformat()
    except ValueError as error:
        raise ValueError(f"{value!r} is not a date ({error}); {HOW}") from error


def _in_digits(text: str) -> str:
    """``31 January 2026`` as ``2026-1-31``, and a zone's letters as its offset."""
    text = ZONE.sub(lambda zone: f"{HOURS[zone[0]]:+03d}00", text)
    for pattern in IN_WORDS:
        match = pattern.match(text)
        name = match["month"][:3].lower() if match else ""
        if match and name in MONTHS.split():
            month = MONTHS.split().index(name) + 1
            return f"{match['year']}-{month}-{match['day']}{text[match.end() :]}"
    return text


def _of_day(hour: int, half: str | None) -> int:
    """The hour of 24, from one of twelve if the half of the day is given."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"there is no hour {hour} {half.lower()}m")
    return hour % 12 + (12 if half.lower() == "p" else 0)


def _zone(sign: str, hours: str, minutes: str) -> timezone:
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-ahead if sign == "-" else ahead)
