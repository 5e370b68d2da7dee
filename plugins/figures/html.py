"""A computed figure as HTML: for a page, for a feed, and when it could not be made."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from plugins.figures import slide, slider, svg
from plugins.figures.entry import Entry
from plugins.figures.placeholder import Figure
from plugins.shared.languages import Table

WIDTHS = ("wide", "narrow")
SPACED = re.compile(" ([×±]) ")
RAISED = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
NARROW = "(max-width: 31rem)"  # as in the theme: where the narrow drawing takes over


def page(
    figure: Figure, entry: Entry, site: str, words: Table, *, code: str = ""
) -> str:
    """The figure as a page shows it.

    Args:
        figure: what the author wrote.
        entry: the computed figure.
        site: stands before every address.
        words: of the language of the page.
        code: address of the demo's code, if readers can see it.
    """
    steps = controls = finding = ""
    name = f"{words['figure']} {figure.number}"
    classes = escape(figure.classes)
    named = f' aria-labelledby="{escape(figure.id)}-caption"'
    if entry.drawings and slider.FILE in entry.files:
        steps = f' data-steps="{site}/{entry.path(slider.FILE)}"'
        controls = slider.element(
            slider.read(entry.folder / slider.FILE),
            words["play"].format(figure=name),
            _english(words),
        )
        if slide.OPTION in entry.record["parameters"]:
            said = escape(" ".join(entry.record["findings"]), quote=False)
            finding = f'<p class="figure-finding"{_english(words)}>{said}</p>\n'
    return (
        f'<figure class="{classes}" id="{escape(figure.id)}"{named}{steps}>\n'
        f'<div class="figure-drawing">{_drawing(figure, entry, site, words)}</div>\n'
        f"{controls}{finding}<figcaption>"
        f'<span id="{escape(figure.id)}-caption">{_caption(figure, words)}</span>\n'
        f"{_made(entry, site, code, name, words)}</figcaption>\n</figure>"
    )


def stale(html: str, message: str, details: str = "") -> str:
    """A figure of an earlier build, marked, with what is wrong now."""
    return _marked(html, _error(f"Out of date: {message}", details))


def unproven(html: str, message: str) -> str:
    """A figure that did not pass its checks, marked; only its author sees it."""
    return _marked(html, _error(f"Not proven: {message}"))


def failed(figure: Figure, words: Table, message: str, details: str = "") -> str:
    """What stands in the place of a figure that has never been computed."""
    return (
        f'<figure class="figure stale" id="{escape(figure.id)}">\n'
        f"{_error(message, details)}\n"
        f"<figcaption>{_caption(figure, words)}</figcaption>\n</figure>"
    )


def feed(figure: Figure, entry: Entry, site: str, words: Table) -> str:
    """The figure for other people's readers: one picture, no script, no SVG."""
    return (
        f"<figure>{picture(entry, 'figure.png', figure.alt, site)}"
        f"<figcaption>{_caption(figure, words)}</figcaption></figure>"
    )


def picture(entry: Entry, name: str, alt: str, site: str, *, more: str = "") -> str:
    """An <img> of one of the figure's files, its size known before it loads."""
    width, height = entry.sizes[name]
    return (
        f'<img src="{site}/{entry.path(name)}" width="{width}" height="{height}" '
        f'alt="{escape(alt)}"{more}>'
    )


def _marked(html: str, mark: str) -> str:
    opening, rest = html.split(">", 1)
    return opening.replace('="figure', '="figure stale', 1) + f">\n{mark}{rest}"


def _error(message: str, details: str = "") -> str:
    more = f"<pre>{escape(details)}</pre>" if details else ""
    return (
        f'<div class="figure-error" role="alert"><p>{escape(message)}</p>{more}</div>'
    )


def _drawing(figure: Figure, entry: Entry, site: str, words: Table) -> str:
    findings = " ".join(entry.record["findings"])
    if entry.drawings:
        return "".join(
            svg.element(
                drawing,
                f"figure-{width}",
                f"{figure.id}-{width}",
                title=figure.alt,
                desc=findings,
                english=_english(words),
            )
            for width, drawing in zip(WIDTHS, entry.drawings, strict=True)
        )
    width, height = entry.sizes["figure-narrow.svg"]
    return (
        f'<picture><source media="{NARROW}" width="{width}" height="{height}" '
        f'srcset="{site}/{entry.path("figure-narrow.svg")}">'
        + picture(entry, "figure.svg", figure.alt, site, more=' loading="lazy"')
        + "</picture>"
    )


def _caption(figure: Figure, words: Table) -> str:
    name = f"{words['figure']} {figure.number}"
    number = f'<span class="figure-number">{name}.</span>'
    return f"{number} {figure.caption}".rstrip()


def _made(entry: Entry, site: str, code: str, name: str, words: Table) -> str:
    """How anyone can compute it again, and what it was compared with."""
    record = entry.record
    findings = _unbroken(escape(" ".join(record["findings"]), quote=False))
    checks = "".join(f"<li>{line}</li>" for line in _checks(record["checks"]))
    command = escape(f"{record['command']} --out figure", quote=False)
    files = {"data": "data.csv", "drawing": "figure.svg"}
    links = {words[k]: f"{site}/{entry.path(file)}" for k, file in files.items()}
    links |= {words["code"]: escape(code)} if code else {}
    computed, english = words["computed"], _english(words)
    lines = [
        '<details class="figure-made">'
        f'<summary aria-label="{computed}: {escape(name)}">{computed}</summary>',
        f"<p{english}>{findings}</p>",
        f"<pre><code>{command}</code></pre>",
        f"<p{english}>{' · '.join(_options(record['parameters']))}</p>",
        f'<ul class="figure-checks"{english}>{checks}</ul>',
        "<p>"
        + " · ".join(f'<a href="{link}">{text}</a>' for text, link in links.items())
        + "</p></details>",
    ]
    return "\n".join(lines)


def _english(words: Table) -> str:
    """What marks words of a demo, which are English, on pages that are not."""
    return "" if words["name"] == "English" else ' lang="en"'


def _options(parameters: Mapping[str, Any]) -> Iterator[str]:
    for name, value in parameters.items():
        items = value if isinstance(value, list) else [value]
        text = escape(", ".join(map(_value, items)), quote=False)
        yield _unbroken(f"<i>{escape(name)}</i>\N{NO-BREAK SPACE}{text}")


def _value(item: Any) -> str:
    """One value of a parameter as it is printed."""
    text = str(item).removesuffix(".0")
    is_number = isinstance(item, int | float) and not isinstance(item, bool)
    return _printed(text) if is_number else text


def _checks(checks: list[dict[str, Any]]) -> Iterator[str]:
    for check in checks:
        sign = "✓" if check["passed"] else "✗"
        text = escape(check_text(check), quote=False)
        yield _unbroken(f"{sign} {text}{_power(check.get('notices'))}")


def check_text(check: Mapping[str, Any]) -> str:
    """What was compared, and its numbers."""
    return (
        f"{check['what']}: {number(check['measured'])}, expected "
        f"{number(check['expected'])} ± {number(check['tolerance'], 2)}"
    )


def _unbroken(text: str) -> str:
    """A text in which no line ends within a number."""
    return SPACED.sub("\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}", text)


def _power(notices: str | None) -> str:
    """The smallest mistake that a check would notice, where it says so."""
    return f" (would notice {escape(notices, quote=False)})" if notices else ""


def number(value: float, digits: int = 4) -> str:
    """A number as it is printed: ``−2.9 × 10⁻¹⁵``."""
    return _printed(f"{value:.{digits}g}")


def _printed(value: str) -> str:
    mantissa, _, power = value.replace("-", "−").partition("e")
    if not power:
        return mantissa
    raised = power.replace("−0", "−").lstrip("+0").translate(RAISED)
    return f"10{raised}" if mantissa == "1" else f"{mantissa} × 10{raised}"
