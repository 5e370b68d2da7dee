"""What `_config.yml` says, as values of our settings."""

from collections.abc import Mapping
from typing import Any

from plugins.commands.import_jekyll.blog import Blog
from plugins.commands.import_jekyll.links_of_site import menu, shared, social
from plugins.commands.import_jekyll.plan import Plan
from plugins.commands.import_jekyll.services import comments, statistics
from plugins.settings.foreign import PARTS
from plugins.settings.looks import COLOUR
from plugins.shared.settings import DEFAULTS


def wanted(blog: Blog, plan: Plan) -> dict[str, Any]:
    """Every value that the Jekyll site has for a setting of ours."""
    config = blog.config
    language = str(config.get("lang") or config.get("locale") or "")
    found = {
        **_names(config),
        "TIMEZONE": config.get("timezone"),
        "DEFAULT_LANG": language.replace("_", "-").partition("-")[0].lower(),
        "DEFAULT_PAGINATION": _number(config.get("paginate")),
        "SUMMARY_WORDS": _number(config.get("excerpt_length")),
        "WITH_FUTURE_DATES": str(config.get("future", "")).lower() == "true" or None,
        **_looks(config, plan),
        "DEFAULT_DATE_FORMAT": config.get("date_format"),
        "THEME_COLOURS": _both(str(config.get("mobile-theme-col") or "")),
        "FOOTER_LINKS": [(str(n), "") for n in [config.get("url-pretty")] if n],
        "SHARE_IMG": _file(config.get("share-img") or config.get("og_image"), plan),
        "SHARE_LINKS": shared(config),
        "MENU": menu(blog, plan),
        "SOCIAL": social(config),
        "COMMENTS": comments(config),
        "STATISTICS": statistics(config),
        "MATHS_MACROS": blog.macros,
        "STATIC_PATHS": sorted(_tops(plan)),
        "REDIRECTS": plan.redirects,
        "FEED_POSTS_ATOM": blog.feed,
        "DIRECT_TEMPLATES": _lists(config),
        "BIBLIOGRAPHY": _file(blog.works.lstrip("_"), plan),
    }
    is_text = (str, int, list, dict)
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in found.items()
        if (value or value is False) and isinstance(value, is_text)
    }


def _names(config: Mapping[str, Any]) -> dict[str, Any]:
    author, people = config.get("author"), config.get("social")
    author = author.get("name") if isinstance(author, dict) else author
    author = author or (people.get("name") if isinstance(people, dict) else None)
    about = config.get("tagline") or config.get("subtitle") or config.get("description")
    return {
        "SITENAME": config.get("title") or config.get("name"),
        "AUTHOR": author or config.get("name") or config.get("title"),
        "SITESUBTITLE": config.get("rss-description") or about,
    }


def _lists(config: Mapping[str, Any]) -> list[str]:
    """The pages of lists, where they are not the usual ones: without the search."""
    is_searched = str(config.get("post_search", "")).lower() != "false"
    usual: list[str] = DEFAULTS["DIRECT_TEMPLATES"]
    return [] if is_searched else [name for name in usual if name != "search"]


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isdigit() and int(text) else None


def _file(value: Any, plan: Plan) -> str | None:
    path = str(value or "").lstrip("/")
    return path if path in plan.files else None


def _looks(config: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    is_square = str(config.get("round-avatar")).lower() == "false"
    return {
        "AVATAR": _file(config.get("avatar") or config.get("logo"), plan),
        "TITLE_IMG": _file(config.get("title-img"), plan),
        "ROUND_AVATAR": False if is_square else None,
        "COLOURS": _colours(config),
        "BACKGROUNDS": _backgrounds(config, plan),
    }


def _both(colour: str) -> dict[str, str]:
    return {"light": colour, "dark": colour} if COLOUR.fullmatch(colour) else {}


def _colours(config: Mapping[str, Any]) -> dict[str, str]:
    keys = ((key.replace("_", "-"), part) for key, part in PARTS.items())
    named = {part: str(config[key]) for key, part in keys if config.get(key)}
    return {part: colour for part, colour in named.items() if COLOUR.fullmatch(colour)}


def _backgrounds(config: Mapping[str, Any], plan: Plan) -> dict[str, str]:
    named = {"page": "page-img", "bar": "navbar-img", "footer": "footer-img"}
    found = {part: _file(config.get(key), plan) for part, key in named.items()}
    return {part: path for part, path in found.items() if path}


def _tops(plan: Plan) -> set[str]:
    """Folders of the content folder that are shown as they are."""
    paths = [*plan.files, *(text.path for text in plan.texts if text.is_whole)]
    tops = {path.partition("/")[0] for path in paths}
    return tops - {"posts", "notes", "pages"}
