"""Templates that texts name and that are not there."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from pelican.generators import PelicanTemplateNotFound

from plugins.shared.locations import find_line
from plugins.shared.text import Text

NO_TEMPLATE = "there is no template %r; %s"
OURS = "correct its name, or write content/theme/templates/%s.html."


def lost_templates(
    texts: Iterable[Any], generator: Any
) -> Iterator[tuple[Text, int, str]]:
    """Texts whose template is not there, with line and message.

    Args:
        texts: all that are to be written.
        generator: one of Pelican's, which knows where templates are.
    """
    for text in texts:
        name = text.template
        if name == text.default_template:
            continue  # a kind without a template is shown as posts are
        try:
            generator.get_template(name)
        except PelicanTemplateNotFound:
            known = [path.partition(".")[0] for path in generator.env.list_templates()]
            near = get_close_matches(name, known, n=1)
            remedy = f"did you mean {near[0]!r}?" if near else OURS % name
            line = find_line(text.source_path, "template:", "Template:", "layout:")
            yield text, line, NO_TEMPLATE % (name, remedy)
