"""Services of others that settings name: known ones, with all that they need."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from plugins.settings.finding import Finding, Settings
from plugins.settings.values import shown_value
from plugins.shared.services import COMMENTS, EXAMPLES, STATISTICS, VIDEOS

KNOWN = {"COMMENTS": COMMENTS, "STATISTICS": STATISTICS}
FORMS = {
    "repo": re.compile(r"[\w.-]+/[\w.-]+"),
    "address": re.compile(r"https://[\w.-]+(:\d+)?(/[\w./-]*)?"),
    "mail": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "domain": re.compile(r"[\w.,-]+"),
}
ANY = re.compile(r".+")
UNKNOWN = "%s has the service %s; choose from %s."
NO_FIELD = "%s has no %r, which %s needs; write such as %r."
NOT_A_FIELD = "%s has %r, which %s does not know; %s"
WRONG = "%s[%r] is %s; write such as %r."
PLAYER = "VIDEO_PLAYERS has %s; choose from %s."


def services(settings: Settings) -> Iterator[Finding]:
    """What is wrong with those that readers may be let to."""
    for name, known in KNOWN.items():
        if setting := settings.values[name]:
            yield from _of(name, setting, known)
    for step, player in enumerate(settings.values["VIDEO_PLAYERS"]):
        if player not in VIDEOS:
            message = PLAYER % (shown_value(player), ", ".join(VIDEOS))
            yield Finding(message, "VIDEO_PLAYERS", (step,))


def _of(
    name: str, setting: Mapping[Any, Any], known: Mapping[str, Mapping[str, str]]
) -> Iterator[Finding]:
    service = setting.get("service")
    if not isinstance(service, str) or service not in known:
        message = UNKNOWN % (name, shown_value(service), ", ".join(known))
        yield Finding(message, name, ("service",) if "service" in setting else ())
        return
    fields = known[service]
    for field in setting.keys() - fields.keys() - {"service"}:
        near = get_close_matches(str(field), fields, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else "take it out."
        yield Finding(NOT_A_FIELD % (name, field, service, remedy), name, (field,))
    for field, usual in fields.items():
        example = "ada@example.org" if service == "mail" else EXAMPLES.get(field, usual)
        value = setting.get(field, usual)
        form = FORMS.get("mail" if service == "mail" else field, ANY)
        if not value:
            message = NO_FIELD % (name, field, service, example)
            yield Finding(message, name, (field,) if field in setting else ())
        elif not isinstance(value, str) or not form.fullmatch(value):
            message = WRONG % (name, field, shown_value(value), example)
            yield Finding(message, name, (field,))
