"""Texts that stay while the site changes: what others see of them."""

from typing import Any

from plugins.shared.kept_texts import LISTED


def place(text: Any) -> tuple[Any, ...]:
    """What decides on which pages a text is, in which order, and what it needs."""
    order = (text.settings["ARTICLE_ORDER_BY"], text.settings["PAGE_ORDER_BY"])
    keys = [str(key).removeprefix("reversed-") for key in order]
    figures = getattr(text, "figures", None)
    return (
        type(text),
        *(getattr(text, name, None) for name in ("status", "date", "slug", "lang")),
        *(text.url, text.save_as, text.template, "save_as" in text.metadata),
        [tag.name for tag in getattr(text, "tags", [])],
        [author.name for author in getattr(text, "authors", [])],
        str(getattr(text, "category", "")),
        text.metadata.get("translation"),
        (text.series, text.series_index, "#" in text.title and text.title),
        [str(getattr(text, key, "")) for key in keys if key != "basename"],
        (text.links, text.pictures, text.labels, text.asked_for),
        list(figures.slots.items()) if figures else [],
    )


def called(text: Any) -> tuple[Any, ...]:
    """What those who link a text by one of its names take from it."""
    figures = getattr(text, "figures", None)
    return (
        *(text.title, text.title_html, text.status, text.url, text.save_as, text.lang),
        *(text.slug, text.toc, text.labels),
        list(figures.slots) if figures else [],
    )


def exchange(old: Any, new: Any) -> None:
    """Let ``old``, which everyone holds, become ``new``, in its place of all lists."""
    stays = {name: value for name, value in vars(old).items() if name in LISTED}
    old.__dict__ = {**vars(new), **stays}


def call(generators: list[Any], name: str, *given: Any) -> None:
    """Call a method of the generators that have it, as Pelican does."""
    for generator in generators:
        if hasattr(generator, name):
            getattr(generator, name)(*given)


def forget_templates(environment: Any, files: set[str]) -> None:
    """Have templates loaded again that were saved: two saves may have one time."""
    known = environment.cache.items()
    for key in [key for key, template in known if template.filename in files]:
        del environment.cache[key]


def mark(text: Any) -> tuple[str, bool]:
    """What readers would not see of it, and whether it is older than its file."""
    return _unseen(text), getattr(text, "is_old", False)


def _unseen(text: Any) -> str:
    if text.status == "published":
        return ""
    if text.status == "hidden":
        return "Hidden: no list has it"
    if text.metadata.get("status") == "draft":
        return "Draft"
    return f"Held back until {text.date:%Y-%m-%d %H:%M}"
