"""Keeps how each file of the site is made, and makes it when it is wanted.

In the place of Pelican's writer.  A build makes them all, side by side; `invoke
livereload` makes those that are looked at.  Either way one function makes a file, and
its bytes are the same.
"""

import posixpath
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.shared.feed_bodies import feed_of
from plugins.shared.hooks import OUTPUTS
from plugins.shared.last_site import LastSite, Looks, last_site, watched
from plugins.shared.last_texts import note_texts
from plugins.shared.messages import heard
from plugins.shared.once import kept
from plugins.shared.outputs import Make, file_written, write
from plugins.shared.paths import is_file
from plugins.shared.processes import side_by_side
from plugins.shared.site import Context, written
from plugins.shared.text import Settings
from plugins.shared.theme_files import theme_files

Tell = Callable[[str], Any]  # that a file has been written

TWICE = "%s is written twice; one of them needs another address."


class Lazy(Writer):  # type: ignore[misc]
    """Every file of the site: its path, and how it is made."""

    def __init__(self, output_path: str, settings: Settings) -> None:
        super().__init__(output_path, settings)
        self.context: Context = {}
        self.outputs: dict[str, Make] = {}
        self.of: dict[str, Callable[[], str]] = {}  # as in plugins.shared.outputs
        self.environments: set[Any] = set()
        self.first: list[Callable[[], None]] = []  # to be done before anything is made
        self.tells: list[
            tuple[str, Tell]
        ] = []  # two of one file: who owns it hears both

    def put(self, path: str, make: Make, tell: Tell, *, override: bool) -> None:
        """Have ``make`` make a file; as in Pelican, one may override another."""
        if ".." in path or posixpath.isabs(path):
            sanitised_join(self.output_path, path)  # raises where it leads out of it
        path = posixpath.normpath(path)
        self.tells.append((path, tell))
        if path in self._overridden_files and not override:
            return
        if path in self.outputs and (not override or path in self._overridden_files):
            raise FileOverwriteFailedError(TWICE % path)
        if override:
            self._overridden_files.add(path)
        self.outputs[path] = make

    def write_feed(
        self,
        elements: list[Any],
        context: Context,
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> None:
        """Have a feed; called by Pelican's generators."""
        feed = partial(feed_of, self, elements, context, url or str(path))
        make = partial(feed, kind=feed_type, title=feed_title)
        tell = partial(signals.feed_written.send, context=context, feed=None)
        self.put(str(path), make, tell, override=override_output)

    def write_file(
        self,
        name: str,
        template: Any,
        context: Context,
        relative_urls: bool = False,
        paginated: dict[str, Any] | None = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **values: Any,
    ) -> None:
        """Have a page, or the pages of a list; called by Pelican's generators."""
        if not name:
            return
        known = self.settings["PAGINATED_TEMPLATES"]
        self.environments.add(template.environment)
        if paginated is None:
            paginated = {k: values[k] for k in ("articles", "dates") if k in values}
        pages = [(name, values)]
        if paginated and template_name in known:
            size = known[template_name] or self.settings["DEFAULT_PAGINATION"]
            lists = {
                key: Paginator(name, url, listed, self.settings, size)
                for key, listed in paginated.items()
            }
            pages = [(path, {**values, **more}) for path, more in _pages(lists)]
        for path, own in pages:
            given = partial(shown, context, path, own, relative_urls)
            make, tell = partial(page, template, given), partial(_tell_of_page, given)
            self.put(path, make, tell, override=override_output)

    def write(self) -> None:
        """Make every file, and tell of it as Pelican does."""
        for each in self.first:
            each()
        for environment in self.environments:
            environment.auto_reload = False  # no template changes while we write
        last = self._last_site()
        if last is None:
            side_by_side(self._write, list(self.outputs))
        else:
            with watched() as seen:
                work = partial(self._write_or_take, last, seen)
                last.note(side_by_side(work, list(self.outputs)))
        for path, tell in self.tells:
            tell(sanitised_join(self.output_path, path))

    def _write(self, path: str) -> None:
        write(Path(self.output_path, path), self.outputs[path]())

    def _last_site(self) -> LastSite | None:
        given = {path: given_to(make) for path, make in self.outputs.items()}
        given |= {path: {"of": of()} for path, of in self.of.items()}
        return last_site(self.context, {k: v for k, v in given.items() if v})

    def _write_or_take(self, last: LastSite, seen: set[int], path: str) -> Looks | None:
        if last.take(path, self.output_path):
            return None
        seen.clear()
        with heard() as said:  # a page that was said something of says it again
            self._write(path)
        return last.looks(path, seen) if path in last.given and not said else None


def _pages(lists: dict[str, Paginator]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The path of each page of a list, and what its template is given."""
    count = next(iter(lists.values())).num_pages
    every = {
        k: list(map(pages.page, range(1, count + 1))) for k, pages in lists.items()
    }
    for number in range(count):
        values: dict[str, Any] = {}
        for key, pages in every.items():
            values |= {
                f"{key}_paginator": lists[key],
                f"{key}_page": pages[number],
                f"{key}_previous_page": pages[number - 1] if number else None,
                f"{key}_next_page": pages[number + 1] if number + 1 < count else None,
            }
        yield pages[number].save_as, values


def page(template: Any, values: Callable[[], Context]) -> str:
    """A page by the newest version of its template, one of Jinja's."""
    newest = template.environment.get_template(template.name)
    return str(newest.render(values()))


def given_to(make: Make) -> dict[str, object]:
    """What makes a file differ from others, beside texts; nothing where we cannot know.

    Texts, settings and what all pages share are the same for all.
    """
    if not isinstance(make, partial):
        return {}
    if make.func is page:
        template, shown = make.args
        _, _, own, relative = shown.args
        return {**own, "template": template.name, "relative": relative}
    values = [v for v in (*make.args, *make.keywords.values()) if not _is_common(v)]
    if any(isinstance(value, Path) or callable(value) for value in values):
        return {}
    by = f"{make.func.__module__}.{make.func.__qualname__}"
    return {"by": by, **{str(number): value for number, value in enumerate(values)}}


def _is_common(value: object) -> bool:
    is_settings = isinstance(value, dict) and "SITEURL" in value
    return is_settings or isinstance(value, Writer)


def shown(
    context: Context, path: str, values: dict[str, Any], relative: bool
) -> Context:
    """What the template of a page is given.

    Args:
        context: what all templates share.
        path: of the page in the site.
        values: what this page has besides.
        relative: whether addresses in it begin where it is.
    """
    here = {"output_file": path, "localsiteurl": context["SITEURL"]}
    if relative:
        site = path_to_url(get_relative_path(path))
        here |= {"SITEURL": site, "localsiteurl": site}
    context["localsiteurl"] = here["localsiteurl"]  # texts look for it there
    return {**context, **here, **values}


def _tell_of_page(values: Callable[[], Context], path: str) -> None:
    signals.content_written.send(path, context=values())


def copies(generator: Any) -> Iterator[tuple[str, Path]]:
    """The files that Pelican copies: the theme's, and the author's."""
    context, settings = generator.context, generator.settings
    yield from theme_files(settings).items()
    for text in written(context):
        if kept(text, text._content, _attaches):
            text.get_content(context["SITEURL"])
    for file in context["staticfiles"]:
        source = Path(settings["PATH"], file.source_path)
        if is_file(source):  # plugins/diagnostics tells of the others
            yield file.save_as, source


def _attaches(html: str) -> bool:
    """Whether a text may have a link that moves its file when it is resolved."""
    return "attach" in html


def write_last(generator: Any) -> None:
    """Have all written where Pelican, at last, copies its files."""

    def generate_output(writer: Lazy) -> None:
        writer.context = generator.context
        for path, file in copies(generator):
            writer.outputs[path] = partial(Path.read_bytes, file)
        if OUTPUTS in generator.context:
            added = generator.context[OUTPUTS].makers
            writer.outputs |= added
            writer.of = generator.context[OUTPUTS].of
            new = added.keys() - theme_files(generator.settings)
            writer.tells += [(path, file_written.send) for path in sorted(new)]
            writer.first.append(generator.context[OUTPUTS].prepare)
        writer.first.append(partial(note_texts, generator.context))
        writer.write()

    generator.generate_output = generate_output


def lazy(_: Any) -> type[Lazy]:
    """What Pelican is to write with."""
    return Lazy
