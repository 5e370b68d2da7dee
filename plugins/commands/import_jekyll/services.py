"""Comments and statistics of a Jekyll site, and what it asks for in vain."""

from collections.abc import Iterator, Mapping
from typing import Any

from plugins.settings.foreign import OURS, REFUSED
from plugins.shared.services import COMMENTS, STATISTICS

OTHERS = {  # what themes call our fields
    "repo": ("repo", "repository"),
    "repo-id": ("repo-id", "repository-id"),
    "category": ("category", "category-name"),
    "site": ("site", "site-id"),
    "address": ("address", "uri", "url"),
}
BY_HAND = ("site_css", "site_js", "custom_css", "head_extra", "edit_page_button")
GROUPS = ("comments", "analytics")  # in which some themes have their providers
USUAL: tuple[Any, ...] = ("", None, "false", False, [], {})


def comments(config: Mapping[str, Any]) -> dict[str, str]:
    """For COMMENTS; empty if no service of ours is fully named."""
    return _first(_grouped(config), COMMENTS, str(config.get("repository") or ""))


def statistics(config: Mapping[str, Any]) -> dict[str, str]:
    """For STATISTICS, likewise."""
    found = _first(_grouped(config), STATISTICS, "")
    if address := found.get("address", ""):
        found["address"] = f"https://{address.rpartition('//')[2].rstrip('/')}"
    return found


def unanswered(config: Mapping[str, Any]) -> Iterator[str]:
    """What the configuration asks for and we do otherwise or not at all."""
    ours = {found.get("service") for found in (comments(config), statistics(config))}
    for key, value in _grouped(config).items():
        name = key.lower().replace("-", "_")
        if name in ours or value in USUAL or _is_empty(value):
            continue
        if name in REFUSED:
            yield f"{key}: {REFUSED[name]}"
        elif name in BY_HAND:
            yield f"{key}: {OURS[name]} is for that here"


def _grouped(config: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration, with the provider that a group of it names."""
    found = {str(key): value for key, value in config.items()}
    for group in GROUPS:
        about = found.get(group)
        provider = str(about.get("provider") or "") if isinstance(about, dict) else ""
        name = "google_analytics" if provider.startswith("google") else provider
        if isinstance(about, dict) and name not in {"", "false", "custom"}:
            found.setdefault(name, about.get(provider) or provider)
    return found


def _is_empty(value: Any) -> bool:
    """Whether a service has its usual fields alone: whose it is, is not said."""
    whose = OTHERS["repo"] + OTHERS["site"]
    if not isinstance(value, dict):
        return False
    named = [value[key] for key in whose if key in value]
    return bool(named) and not any(named)


def _first(
    config: Mapping[str, Any], known: Mapping[str, Mapping[str, str]], repo: str
) -> dict[str, str]:
    """The service that has all that ours needs of it."""
    for service, fields in known.items():
        about = config.get(service)
        if not isinstance(about, dict):
            continue
        has = {str(k).replace("_", "-"): str(v) for k, v in about.items() if v}
        has.setdefault("repo", repo)
        values = {f: _value(has, f) or usual for f, usual in fields.items()}
        if all(values.values()):
            return {"service": service, **values}
    return {}


def _value(has: Mapping[str, str], field: str) -> str:
    names = OTHERS.get(field, (field,))
    return next((has[name] for name in names if has.get(name)), "")
