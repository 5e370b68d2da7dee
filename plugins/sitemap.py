"""Writes /sitemap.xml and /robots.txt.

The sitemap names everything that a search engine should find: posts, notes and
pages, and the lists of them; no draft, nothing hidden but the front page.  A date is
when something was last written, never when the site was built.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from xml.sax.saxutils import escape

from plugins.shared.hooks import while_writing
from plugins.shared.outputs import Outputs
from plugins.shared.site import (
    POST,
    Context,
    dated,
    in_every_language,
    own_kinds,
    public_address,
    tagged,
)
from plugins.shared.text import Settings, Text, changed

Entry = tuple[str, datetime | None]  # address in the site, when it last changed

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def latest(texts: Iterable[Text]) -> datetime | None:
    """When the newest of them was last written."""
    return max(filter(None, map(changed, texts)), default=None)


def entries(texts: Iterable[Text], lists: Mapping[str, Sequence[Text]]) -> list[Entry]:
    """All addresses in order, without repetition; ``lists`` are addresses of lists."""
    found = {text.url: changed(text) for text in texts}
    found |= {url: latest(listed) for url, listed in lists.items()}
    return sorted(found.items())


def sitemap(found: Iterable[Entry], site: str) -> str:
    """The XML; ``site`` is the full address of the site."""
    return (
        HEAD
        + "".join(_url(f"{site}/{url}", date) for url, date in found)
        + "</urlset>\n"
    )


def _url(address: str, date: datetime | None) -> str:
    lastmod = f"<lastmod>{date.date().isoformat()}</lastmod>" if date else ""
    return f"<url><loc>{escape(address)}</loc>{lastmod}</url>\n"


def robots(site: str) -> str:
    """Everything may be read, and here is the list of it."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site}/sitemap.xml\n"


def lists(context: Context, settings: Settings) -> dict[str, list[Text]]:
    """The addresses of lists that the site writes, each with what is in it."""
    everything, posts = dated(context), POST.of(context)
    found = {"": everything}
    for name in settings["DIRECT_TEMPLATES"]:
        if name not in {"index", "search"} and _setting(settings, name, "SAVE_AS"):
            listed = posts if name == "blog" else everything
            found[_setting(settings, name, "URL")] = listed
    for kind in own_kinds(context):
        found[settings[f"{kind.plural.upper()}_URL"]] = kind.of(context)
    if not settings.get("AUTHOR_SAVE_AS"):
        found |= {p.url: p.texts for p in context.get("people", {}).values()}
    for series in context.get("series_index", {}).values():
        if series.save_as:
            found[series.url] = list(series.numbered.values())
    for language in context.get("languages", {}).values():
        if language.save_as:
            found[language.url] = language.listed
    for text, tag in tagged(everything):
        found[tag.url] = [*found.get(tag.url, []), text]
    return found


def _setting(settings: Settings, template: str, what: str) -> str:
    """What Pelican takes for the address of a page that has no text."""
    return str(settings.get(f"{template.upper()}_{what}", f"{template}.html"))


def add_files(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add both."""
    site = public_address(settings)

    def whole() -> str:
        every = in_every_language(context)
        texts = [t for t in every if t.in_sitemap and not t.redirect_to]
        return sitemap(entries(texts, lists(context, settings)), site)

    outputs.put("sitemap.xml", whole)
    outputs.put("robots.txt", partial(robots, site))


def register() -> None:
    """Connect to Pelican."""
    while_writing(add_files)
