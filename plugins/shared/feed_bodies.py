"""What feeds say of a text, where it is not what its page says.

Readers elsewhere strip drawings and scripts and may not know WebP; headings that are
links to themselves lead nowhere there.
"""

import re
from collections.abc import Sequence
from functools import partial
from io import StringIO
from typing import Any, NamedTuple
from urllib.parse import urljoin

from pelican import signals
from pelican.writers import Writer

from plugins.shared.hooks import OUTPUTS, while_writing
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context, public_address, written
from plugins.shared.text import Settings, Text, tags_of
from plugins.shared.whole_addresses import whole_addresses

LINKS = "texts_by_link"  # in the context
ADDED = "added_feeds"  # in the context: those that plugins add
# Settings and escapes in front matter may have them.
ANCHOR = re.compile(
    r'<a\s(?=[^>]*class="anchor")[^>]*>(?P<inside>.*?)</a>', re.DOTALL
)  # of a heading
NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Feed = Any  # feedgenerator's


class Added(NamedTuple):
    """A feed that a plugin adds: its path, what it is of, and what is in it."""

    path: str
    title: str
    texts: Sequence[Text]
    language: str | None = None


def give_feeds_their_own() -> None:
    """Let the feeds of the builds to come have these bodies."""
    signals.feed_generated.connect(_replace)
    while_writing(_write_added)


def add_feed(context: Context, feed: Added) -> None:
    """Have a feed, if its setting names a file; before anything is written."""
    if feed.path:
        context.setdefault(ADDED, []).append(feed)


def added_feeds(context: Context) -> list[Added]:
    """Those that plugins have added."""
    return list(context.get(ADDED, ()))


def _write_added(context: Context, settings: Settings, outputs: Outputs) -> None:
    writer = Writer("", settings)
    outputs.once(partial(by_link, context))  # else the first feed looks at all texts
    for path, title, texts, language in added_feeds(context):
        about = partial(feed_of, title=title, language=language)
        outputs.put(path, partial(about, writer, texts, context, path))


def feed_of(
    writer: Any, texts: Sequence[Text], context: Context, url: str, **more: Any
) -> str:
    """The XML of ``feed``."""
    xml = StringIO()
    feed(writer, texts, context, url, **more).write(xml, "utf-8")
    return xml.getvalue()


def feed(
    writer: Any,
    texts: Sequence[Text],
    context: Context,
    url: str,
    *,
    kind: str = "atom",
    title: str | None = None,
    language: str | None = None,
) -> Feed:
    """A feed of texts, as Pelican's ``writer`` composes it.

    Args:
        writer: a Writer of Pelican.
        texts: of which the feed has the first.
        context: what templates share.
        url: the address of the feed.
        kind: atom or rss.
        title: of what the feed is; none if it is of everything.
        language: of its texts, if that is not the one of the site.
    """
    writer.site_url = context["SITEURL"]
    writer.feed_url = writer.urljoiner(context["FEED_DOMAIN"], url)
    made = writer._create_new_feed(kind, title, context)
    made.feed["language"] = language
    for text in texts[: writer.settings["FEED_MAX_ITEMS"]]:
        writer._add_item_to_the_feed(made, text)
    signals.feed_generated.send(context, feed=made)
    return made


def by_link(context: Context) -> dict[str, Text]:
    """The texts of the site by their addresses as feeds have them."""
    if LINKS not in context:
        site = f"{context['SITEURL'].removesuffix('/')}/"
        mark = "?ref=feed" if context["FEED_APPEND_REF"] else ""
        texts = {urljoin(site, text.url) + mark: text for text in written(context)}
        context[LINKS] = texts
    found: dict[str, Text] = context[LINKS]
    return found


def body(text: Text, site: str) -> str:
    """The HTML of a text for readers elsewhere."""
    html = text.get_content(site)
    if text.feed_content:
        html = text._update_content(text.feed_content, site)
    return ANCHOR.sub(r"\g<inside>", html)


def _replace(context: Context, feed: Feed) -> None:
    """Called for each feed: as it is valid, and means the same elsewhere."""
    feed.feed["language"] = feed.feed["language"] or context["DEFAULT_LANG"]
    texts = by_link(context)
    known = context.get(OUTPUTS, Outputs()).once(_known_words)()
    for item in feed.items:
        item["author_name"] = str(item["author_name"] or "") or context["SITENAME"]
        if text := texts.get(item["link"]):
            for field in filter(item.get, ("content", "description")):
                key = (item["link"], item[field])
                if key not in known:
                    known[key] = _elsewhere(text, item[field], context)
                item[field] = known[key]
            if not text.categories and not context["CATEGORY_SAVE_AS"]:
                item["categories"] = list(
                    map(str, tags_of(text))
                )  # none is the author's
    for values in (feed.feed, *feed.items):
        values |= {k: _clean(v) for k, v in values.items() if isinstance(v, str)}


def _known_words() -> dict[tuple[str, str], str]:
    """What feeds say of texts, by their links and by what Pelican would say."""
    return {}


def _elsewhere(text: Text, html: str, context: Context) -> str:
    """What feeds say of a text where Pelican would say ``html``."""
    site = context["SITEURL"]
    if html == text.get_content(site):
        html = body(text, site)
    return whole_addresses(html, urljoin(f"{public_address(context)}/", text.url))


def _clean(text: str) -> str:
    """A text without the characters that XML does not have."""
    return NO_XML.sub("", text)
