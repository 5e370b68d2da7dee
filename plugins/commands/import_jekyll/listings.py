"""Where the new site lists what pages of the old one did."""

from collections.abc import Iterator, Mapping
from typing import Any

from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import Tag

from plugins.commands.import_jekyll.addresses import list_for, words_in
from plugins.commands.import_jekyll.blog import Blog, Text
from plugins.commands.import_jekyll.liquid.filters import slug

BLOG = "/blog/"
NOTES = "/notes/"
KINDS = {"tags": "tag", "categories": "category"}
OF_ONE_TAG = ("tag", "tag-name", "tag_name")  # keys of a page that lists one


class Listings:
    """The lists of a new site.

    Args:
        blog: the old site.
        settings: of the new one.
    """

    def __init__(self, blog: Blog, settings: Mapping[str, Any]) -> None:
        self.blog = blog
        self.settings = {**DEFAULT_CONFIG, **settings}
        self.tags = {self._page(name) for name in self._named("tags")}

    def of(self, text: Text) -> str:
        """Where the texts are listed that a page of the old site listed."""
        names = filter(None, map(text.values.get, OF_ONE_TAG))
        pages = (self._page(name) for name in names if isinstance(name, str))
        known = (page for page in pages if page in self.tags)
        is_of_notes = set(words_in(text.address)) & self.blog.collections().keys()
        return next(known, NOTES if is_of_notes else list_for(text.address))

    def redirects(self) -> dict[str, str]:
        """From the old site's lists, by pages and by tags, to ours."""
        shown = {text.address for text in self.blog.texts}
        found = {**_by_pages(self.blog), **self._by_names()}
        return {a: b for a, b in found.items() if a not in shown and a != b}

    def _by_names(self) -> dict[str, str]:
        """The pages of tags and of categories that jekyll-archives made."""
        config = self.blog.config.get("jekyll-archives")
        if not isinstance(config, Mapping):
            return {}
        enabled, links = config.get("enabled") or [], config.get("permalinks")
        forms = links if isinstance(links, Mapping) else {}
        found: dict[str, str] = {}
        for kind, one in KINDS.items():
            form = "/" + str(forms.get(one) or f"/{one}/:name/").lstrip("/")
            for name in (
                self._named(kind) if kind in enabled or enabled == "all" else ()
            ):
                new = self._page(name) if kind == "tags" else BLOG
                found[form.replace(":name", slug(name))] = new
        return found

    def _named(self, kind: str) -> Iterator[str]:
        """The tags, or the categories, of all posts that are shown."""
        for text in self.blog.texts:
            values = [text.values.get(key) for key in (kind, KINDS[kind])]
            for value in values if text.kind == "posts" and text.address else ():
                if isinstance(value, str):
                    yield from value.split()
                yield from map(str, value if isinstance(value, list) else [])

    def _page(self, name: str) -> str:
        return f"/{Tag(name, self.settings).url}"


def _by_pages(blog: Blog) -> dict[str, str]:
    """The further pages of the list of posts."""
    try:
        size = int(blog.config.get("paginate") or 0)
    except (TypeError, ValueError):
        return {}
    form = str(blog.config.get("paginate_path") or "/page:num/")
    count = sum(1 for text in blog.texts if text.kind == "posts")
    last = -(-count // size) if size else 0
    form = f"/{form.strip('/')}/"
    return {form.replace(":num", str(n)): BLOG for n in range(2, last + 1)}
