"""Files of the site as they were made when somebody asked for them."""

from collections.abc import Mapping
from typing import Any

from plugins.commands.dev_server.answers import Page
from plugins.commands.dev_server.kept import mark
from plugins.commands.dev_server.mistakes import Mistakes
from plugins.shared.messages import explained
from plugins.shared.outputs import Make, encoded

PAGES = 30  # that are kept as they were last good


class Made:
    """Keeps what was made until the site changes, and a few pages for longer."""

    def __init__(self, mistakes: Mistakes) -> None:
        self.mistakes = mistakes
        self.made: dict[str, Page] = {}
        self.last: dict[str, Page] = {}

    def forget(self) -> None:
        """The site has changed."""
        self.made.clear()
        self.mistakes.pages.clear()
        self.mistakes.heard()

    def page(
        self, path: str, outputs: Mapping[str, Make], texts: Mapping[str, Any]
    ) -> Page | None:
        """A file of the site; the last good one where it cannot be made.

        Args:
            path: where it is in the site.
            outputs: how each file is made.
            texts: by the paths of their pages.
        """
        if path not in outputs:
            return None
        if path not in self.made:
            try:
                data = encoded(outputs[path]())
            except Exception as error:  # of a template or a plugin, whatever it is
                self.mistakes.say_of_page(path, explained(error))
                return self.last.get(path, Page(b""))._replace(is_old=True)
            page = Page(data, *mark(texts[path])) if path in texts else Page(data)
            self.made[path] = self._keep(path, page)
        return self.made[path]

    def _keep(self, path: str, page: Page) -> Page:
        if path.endswith(".html"):
            self.last.pop(path, None)
            self.last[path] = page
            if len(self.last) > PAGES:
                del self.last[next(iter(self.last))]
        return page
