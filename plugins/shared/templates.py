"""Templates that a theme may have or not."""

from collections.abc import Sequence
from typing import Any

from jinja2 import Template
from pelican.generators import PelicanTemplateNotFound

from plugins.shared.text import Text


def first_template(generator: Any, *names: str) -> Template:
    """The first of these templates that the theme of a generator has."""
    for name in names[:-1]:
        try:
            return generator.get_template(name)
        except PelicanTemplateNotFound:
            continue
    return generator.get_template(names[-1])


def write_list(
    generator: Any,
    writer: Any,
    name: str,
    save_as: str,
    url: str,
    texts: Sequence[Text],
    about: Any,
) -> None:
    """Write a page of posts and notes with the theme's own template, or as its index.

    Args:
        generator: of Pelican's articles.
        writer: Pelican's.
        name: of the template, and of what it lists in there.
        save_as: the file of the page.
        url: its address.
        texts: what it lists, in that order.
        about: what it lists them for.
    """
    template = first_template(generator, name, "index")
    writer.write_file(
        save_as,
        template,
        generator.context,
        relative_urls=generator.settings["RELATIVE_URLS"],
        paginated={"articles": texts},
        template_name=str(template.name).removesuffix(".html"),
        url=url,
        articles=texts,
        **{name: about},
    )
