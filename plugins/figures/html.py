"""A computed figure as HTML: for a page, for a feed, and when it could not be made."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from plugins.figures import slider, svg
from plugins.figures.computed import Computed
from plugins.figures.placeholder import Figure

WIDTHS = ("wide", "narrow")
RAISED = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
NARROW = "(max-width: 31rem)"  # as in the theme: where the narrow drawing takes over


def page(
    figure: Figure, computed: Computed, site: str, word: str, *, code: str = ""
) -> str:
    """The figure as a page shows it.

    Args:
        figure: what the author wrote.
        computed: what was computed.
        site: stands before every address.
        word: what a figure is called.
        code: address of the demo's code, if readers can see it.
    """
    steps = controls = ""
    if computed.drawings and slider.FILE in computed.files:
        steps = f' data-steps="{site}/{computed.path(slider.FILE)}"'
        controls = slider.element(slider.read(computed.folder / slider.FILE))
    return (
        f'<figure class="figure" id="{escape(figure.id)}"{steps}>\n'
        f'<div class="figure-drawing">{_drawing(figure, computed, site)}</div>\n'
        f"{controls}<figcaption>{_caption(figure, word)}\n"
        f"{_made(computed, site, code)}</figcaption>\n</figure>"
    )


def stale(html: str, words: str, story: str = "") -> str:
    """A figure of an earlier build, marked, with what is wrong now."""
    mark = _error(f"Out of date: {words}", story)
    opening, rest = html.split(">", 1)
    return opening.replace('"figure"', '"figure stale"') + f">\n{mark}{rest}"


def failed(figure: Figure, word: str, words: str, story: str = "") -> str:
    """What stands in the place of a figure that has never been computed."""
    return (
        f'<figure class="figure stale" id="{escape(figure.id)}">\n'
        f"{_error(words, story)}\n"
        f"<figcaption>{_caption(figure, word)}</figcaption>\n</figure>"
    )


def feed(figure: Figure, computed: Computed, site: str, word: str) -> str:
    """The figure for other people's readers: one picture, no script, no SVG."""
    return (
        f"<figure>{picture(computed, 'figure.png', figure.alt, site)}"
        f"<figcaption>{_caption(figure, word)}</figcaption></figure>"
    )


def picture(
    computed: Computed, name: str, alt: str, site: str, *, more: str = ""
) -> str:
    """An <img> of one of the figure's files, its size known before it loads."""
    width, height = computed.sizes[name]
    return (
        f'<img src="{site}/{computed.path(name)}" width="{width}" height="{height}" '
        f'alt="{escape(alt)}"{more}>'
    )


def _error(words: str, story: str) -> str:
    more = f"<pre>{escape(story)}</pre>" if story else ""
    return f'<div class="figure-error" role="alert"><p>{escape(words)}</p>{more}</div>'


def _drawing(figure: Figure, computed: Computed, site: str) -> str:
    says = " ".join(computed.result["says"])
    if computed.drawings:
        return "".join(
            svg.element(
                drawing,
                f"figure-{width}",
                f"{figure.id}-{width}",
                title=figure.alt,
                says=says,
            )
            for width, drawing in zip(WIDTHS, computed.drawings, strict=True)
        )
    width, height = computed.sizes["figure-narrow.svg"]
    return (
        f'<picture><source media="{NARROW}" width="{width}" height="{height}" '
        f'srcset="{site}/{computed.path("figure-narrow.svg")}">'
        + picture(computed, "figure.svg", figure.alt, site, more=' loading="lazy"')
        + "</picture>"
    )


def _caption(figure: Figure, word: str) -> str:
    number = f'<span class="figure-number">{word} {figure.number}.</span>'
    return f"{number} {figure.caption}".rstrip()


def _made(computed: Computed, site: str, code: str) -> str:
    """How anyone can compute it again, and what it was compared with."""
    result = computed.result
    says = escape(" ".join(result["says"]), quote=False)
    command = escape(f"{result['command']} --out figure", quote=False)
    names = {"data": "data.csv", "drawing": "figure.svg"}
    links = {text: f"{site}/{computed.path(name)}" for text, name in names.items()}
    links |= {"code": escape(code)} if code else {}
    lines = [
        '<details class="figure-made"><summary>How this was computed</summary>',
        f"<p>{says}</p>",
        f"<pre><code>{command}</code></pre>",
        f"<table>{''.join(_options(result['parameters']))}</table>",
        *(f'<p class="figure-check">{line}</p>' for line in _checks(result["checks"])),
        "<p>"
        + " · ".join(f'<a href="{link}">{text}</a>' for text, link in links.items())
        + "</p></details>",
    ]
    return "\n".join(lines)


def _options(parameters: Mapping[str, Any]) -> Iterator[str]:
    for name, value in parameters.items():
        items = value if isinstance(value, list) else [value]
        words = ", ".join(str(item).removesuffix(".0") for item in items)
        text = escape(words, quote=False)
        yield f'<tr><th scope="row">{escape(name)}</th><td>{text}</td></tr>'


def _checks(checks: list[dict[str, Any]]) -> Iterator[str]:
    for check in checks:
        what = escape(check["what"], quote=False)
        sign = "✓" if check["passed"] else "✗"
        yield (
            f"{what}: {number(check['measured'])}, expected "
            f"{number(check['expected'])} ± {number(check['tolerance'], 2)} {sign}"
            f"{_power(check.get('notices'))}"
        )


def _power(notices: str | None) -> str:
    """The smallest mistake that a check would notice, where it says so."""
    return f" (would notice {escape(notices, quote=False)})" if notices else ""


def number(value: float, digits: int = 4) -> str:
    """A number as it is printed: ``−2.9 × 10⁻¹⁵``."""
    mantissa, _, power = f"{value:.{digits}g}".replace("-", "−").partition("e")
    if not power:
        return mantissa
    raised = power.replace("−0", "−").lstrip("+0").translate(RAISED)
    return f"10{raised}" if mantissa == "1" else f"{mantissa} × 10{raised}"
