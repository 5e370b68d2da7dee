"""What Liquid makes of a piece of a text of Jekyll's."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from plugins.commands.import_jekyll import jekyll
from plugins.commands.import_jekyll.addresses import BASE, MINE
from plugins.commands.import_jekyll.blog import Blog, Text
from plugins.commands.import_jekyll.heads import title_of
from plugins.commands.import_jekyll.liquid.render import Rendered, Renderer, Site
from plugins.commands.import_jekyll.liquid.values import Scope, Unknown
from plugins.commands.import_jekyll.site_values import BECAUSE_LISTED, SiteValues

OWN_ADDRESS = re.compile(f"{MINE}?{BASE}?(?=/)|{MINE}{BASE}?|{BASE}")


@dataclass
class Rendering:
    """Renders pieces of the texts of a blog."""

    blog: Blog
    site: Site

    def of(self, text: Text, body: str, first: int) -> Rendered:
        """A piece of a text, which begins in line ``first`` of its file."""
        site = SiteValues(self.blog.config)
        site |= {"url": MINE, "baseurl": BASE, "data": self.blog.data}
        site["collections_"] = self.blog.collections()
        date = str(text.date or "")
        page = {**text.values, "url": text.address, "date": date, "path": text.path}
        page.setdefault("title", title_of(text))
        page["id"] = text.address.removesuffix(".html").rstrip("/")
        page["slug"] = jekyll.slug_of(text.values, PurePosixPath(text.path).stem)
        values: dict[str, Any] = {"site": site, "page": page, "include": {}}
        values["jekyll"] = {"environment": "production"}
        values["paginator"] = Unknown(BECAUSE_LISTED)
        rendered = Renderer(self.site, Scope(values)).render(body, first)
        rendered.text = OWN_ADDRESS.sub(self._own_address, rendered.text)
        return rendered

    def _own_address(self, mark: re.Match[str]) -> str:
        rest = mark.string[mark.end() :][:1]
        if rest == "/":
            return ""
        return "/" if rest in {")", '"', "'", ">"} else str(self.blog.config.get("url"))
