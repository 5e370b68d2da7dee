"""How each kind of value in front matter is read; ValueError says what is wrong."""

import re
from typing import Any
from urllib.parse import urlsplit

INTEGRITY = re.compile(r"(?:\s*sha(?:256|384|512)-[\w+/]+=*)+\s*")


def text(value: Any) -> str:
    """A text without blanks at its ends."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not one text; write it in one line")
    return value.strip()


def address(value: Any) -> str:
    """A part of the text's own address; urllib refuses such as https://[."""
    found = text(value)
    try:
        urlsplit(found)
    except ValueError as error:
        raise ValueError(f"{value!r} is not an address ({error})") from error
    return found


def names(value: Any) -> list[str]:
    """A list, or names between commas (or semicolons, if a name has a comma)."""
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, list):
        value = [_name(one) for one in value]
    if isinstance(value, str):
        value = value.split(";" if ";" in value else ",")
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError(f"{value!r} is not a list of names; write [one, another]")
    return list(dict.fromkeys(filter(None, map(str.strip, value))))


def addresses(value: Any) -> list[str]:
    """One address or several, each on this site or a whole one."""
    values = value if isinstance(value, list) else [value]
    if bad := next((v for v in values if not isinstance(v, str) or " " in v), None):
        raise ValueError(f"{bad!r} is not an address; write it as in /old/address/")
    return [one.strip() for one in values if one.strip()]


def _name(value: Any) -> Any:
    """A person's name, from a mapping that says more of them."""
    return value.get("name", value) if isinstance(value, dict) else value


def flag(value: Any) -> bool:
    """Whether a key is switched on."""
    words = {"true": True, "yes": True, "on": True}
    words |= {"false": False, "no": False, "off": False}
    if str(value).lower() not in words:
        raise ValueError(f"{value!r} is neither true nor false; write one of them")
    return words[str(value).lower()]


def series(value: Any) -> str:
    """One name, which may stand in a list."""
    return text(value[0] if isinstance(value, list) and len(value) == 1 else value)


def number(value: Any) -> int:
    """A place in a row, from 1 on."""
    if not re.fullmatch(r"0*[1-9]\d{0,5}", str(value)):
        raise ValueError(f"{value!r} is not a number from 1 on; write 1, 2 and so on")
    return int(value)


def files(value: Any) -> list[str]:
    """Addresses of files; of one that is described by a mapping, its ``href``."""
    values = value if isinstance(value, list) else [value]
    return addresses([v.get("href", v) if isinstance(v, dict) else v for v in values])


def integrity(value: Any) -> dict[str, str]:
    """What the contents of files are to be, by their addresses, where that is said."""
    values = value if isinstance(value, list) else [value]
    said = {v["href"]: v["sri"] for v in values if isinstance(v, dict) and v.get("sri")}
    if bad := next((s for s in said.values() if not INTEGRITY.fullmatch(str(s))), None):
        raise ValueError(
            f"sri: {bad!r} is not a digest; write it as in sha384-oqVuAfXR…"
        )
    return said


def picture(value: Any) -> str:
    """A path; of several, the first; of a path with a caption, the path."""
    return next((path for path, _ in captioned(value)), "")


def captioned(value: Any) -> list[tuple[str, str]]:
    """Paths, each with its caption or without one."""
    if isinstance(value, list):
        return [pair for one in value for pair in captioned(one)]
    for name in ("path", "src"):  # as jekyll-seo-tag and Chirpy have it
        if isinstance(value, dict) and name in value:
            return captioned(value[name])
    if isinstance(value, dict):
        return [(text(path), text(caption or "")) for path, caption in value.items()]
    return [(text(value), "")] if value else []
