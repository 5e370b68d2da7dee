"""What ``site`` stands for in a text."""

from typing import Any

from plugins.commands.import_jekyll.liquid.values import Unsupported

LISTED = {"posts", "pages", "tags", "categories", "related_posts", "static_files"}
LISTED |= {"documents", "collections", "html_pages", "time"}
BECAUSE_LISTED = "lists the site's texts"


class SiteValues(dict[str, Any]):
    """``site``: the configuration; its lists change with every text, and stay out."""

    def get(self, key: Any, default: Any = None) -> Any:
        """Called for ``site.key``."""
        if key in LISTED or key in super().get("collections_", {}):
            raise Unsupported(BECAUSE_LISTED)
        return super().get(key, default)
