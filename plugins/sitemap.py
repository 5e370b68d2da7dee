"""Writes /sitemap.xml and /robots.txt.

The sitemap names everything that a search engine should find: posts, notes and
pages, and the lists of them; no draft, nothing hidden but the front page.  A date is
when something was last written, never when the site was built.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pelican import signals

from plugins.shared.settings import merged

Content = Any  # pelican's Article and Page, and our Note
Entry = tuple[str, datetime | None]  # address in the site, when it last changed

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def changed(content: Content) -> datetime | None:
    """When the content was last written; pages need not say."""
    found = getattr(content, "modified", None) or getattr(content, "date", None)
    return found if isinstance(found, datetime) else None


def latest(contents: Iterable[Content]) -> datetime | None:
    """When the newest of them was last written."""
    return max(filter(None, map(changed, contents)), default=None)


def entries(
    posts: Sequence[Content],
    notes: Sequence[Content],
    pages: Sequence[Content],
    lists: dict[str, Sequence[Content]],
) -> list[Entry]:
    """All addresses in order, without repetition; ``lists`` are addresses of lists."""
    found = {content.url: changed(content) for content in (*posts, *notes, *pages)}
    found |= {url: latest(contents) for url, contents in lists.items()}
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


class SitemapGenerator:
    """Writes both files when everything is known."""

    def __init__(
        self,
        context: dict[str, Any],
        settings: dict[str, Any],
        output_path: str,
        **_: Any,
    ) -> None:
        self.context = context
        self.settings = merged(settings)
        self.output = Path(output_path)

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        site = self.settings["SITEURL"] or self.settings["FEED_DOMAIN"]
        found = entries(
            self.context["articles"],
            self.context["notes"],
            self.context["pages"],
            self._lists(),
        )
        self.output.mkdir(parents=True, exist_ok=True)
        for name, text in (
            ("sitemap.xml", sitemap(found, site)),
            ("robots.txt", robots(site)),
        ):
            (self.output / name).write_text(text, encoding="utf-8")

    def _lists(self) -> dict[str, Sequence[Content]]:
        posts, notes = self.context["articles"], self.context["notes"]
        both = [*posts, *notes]
        lists = {
            "": both,
            self.settings["BLOG_URL"]: posts,
            self.settings["NOTES_URL"]: notes,
        }
        lists |= {self.settings[f"{name}_URL"]: both for name in ("TAGS", "ARCHIVES")}
        for content in both:
            for tag in getattr(content, "tags", []):
                lists[tag.url] = [*lists.get(tag.url, []), content]
        return lists


def _generators(_: Any) -> type[SitemapGenerator]:
    return SitemapGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_generators)
