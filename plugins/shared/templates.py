"""Templates that a theme may have or not."""

from typing import Any

from jinja2 import Template
from pelican.generators import PelicanTemplateNotFound


def first_template(generator: Any, *names: str) -> Template:
    """The first of these templates that the theme of a generator has."""
    for name in names[:-1]:
        try:
            return generator.get_template(name)
        except PelicanTemplateNotFound:
            continue
    return generator.get_template(names[-1])
