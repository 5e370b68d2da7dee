"""Texts that nobody would write, and everybody does once: from a seed, any number."""

import codecs
from random import Random
from typing import Any


def _pieces(text: str) -> list[str]:
    """What stands between the signs, with backslashes as in Python."""
    pieces = text.strip("\n").replace("\n", "¦").encode("ascii", "backslashreplace")
    return codecs.decode(pieces, "unicode_escape").split("\xa6")


WORDS = _pieces(r"""
xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
word¦two words¦it's¦"said"¦Đường¦強化学習。¦🙂¦e\u0301¦https://example.org¦https://[
http://[::1¦//[a¦www.a.b¦a@b.c¦1986.¦3.10¦{static}¦{filename}/posts/0.md¦{tag}no¦&amp;
&#0;¦&¦<¦>¦\\¦--¦...¦\u00a0¦\u2028¦\t¦%00¦%
""")
INLINE = _pieces(r"""
`{}`¦``{}¦*{}*¦**{}¦_{}_¦~~{}~~¦[{}](0.md)¦[{}][a]¦[{}]¦[{}](¦![{}](/images/a.png)
![{}](../images/no.png 'x')¦![{}](demo:x)¦<{}>¦<b>{}</b>¦</b>{}¦<a href='{}'>x</a>
<a href="{}>¦<img src={}>¦<!-- {} -->¦<!--{}¦${}$¦$${}$$¦\\({}\\)¦\\[{}¦$\\frac{{{}}}$
\\begin{{align}}{}\\end{{align}}¦\\ref{{{}}}¦{{: .{} }}¦{{#{}}}¦[^{}]
<span title='{}'>¦<code>{}</code>¦{}\\¦{}  ¦<svg>{}</svg>¦<{}
""")
BLOCKS = _pieces(r"""
{}\n\n¦{}\n¦# {}\n¦## {}\n\n¦{}\n===\n¦- {}\n¦  - {}\n¦1. {}\n¦> {}\n¦> - {}\n
    {}\n¦```\n{}\n```\n¦~~~ {}\n¦```{} a=b\n¦---\n¦| {} | a |\n|---|---|\n| b | c |\n
| {} |\n¦[a]: {}\n¦[^1]: {}\n¦: {}\n¦*[a]: {}\n¦<div>{}</div>\n\n¦<div>\n{}\n
<details>\n{}\n\n</details>\n¦<pre>{}\n¦<script>{}</script>\n¦$$\n{}\n$$\n\n
![{}](demo:x?a=b)\n\n¦![a](demo:x "{}"){{#fig-a}}\n\n¦<figure data-demo='{}'>\n
<table>{}\n¦{{: .{}}}\n¦<!-- more -->\n{}\n¦- [x] {}\n¦{}\r\n¦</div>{}\n\n
""")
KEYS = _pieces(r"""
title¦subtitle¦summary¦description¦tags¦categories¦author¦authors¦date¦modified¦slug
status¦published¦draft¦permalink¦url¦save_as¦lang¦template¦cover-img¦thumbnail-img
share-img¦cover-alt¦layout¦date_format¦timezone¦feed_content¦content¦kind¦_content
metadata¦translations¦settings¦path¦toc¦share¦source¦Title¦TAGS¦titel¦override_save_as
category¦series¦redirect_from
""")
VALUES = _pieces(r"""
2026-01-02¦2026-02-30¦9999-12-31 23:59 +1400¦0001-01-01 00:00 -1400¦[a, b]¦[[a]]
{a: b}¦{a: [b, {c: d}]}¦draft¦hidden¦true¦no¦[¦{¦'¦"¦|¦>¦- a¦&a [*a]¦*a
!!python/none x¦@¦`¦/blog/{}/¦../{}¦/¦a/b.html¦:year/:title¦demo:x¦/images/a.png
../../x.png¦en¦vi¦post¦none¦🙂¦!!!¦C++¦a; b¦~¦null
""")


class OddTexts:
    """One text after another, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self) -> bytes:
        """A whole file."""
        text = self.front_matter() + self.body()
        if self.random.random() < 0.1:
            text = self._mutilated(text)
        data = text.encode("utf-8", "surrogatepass")
        if self.random.random() < 0.02:
            place = self.random.randrange(len(data) + 1)
            data = data[:place] + self.random.randbytes(3) + data[place:]
        return data

    def front_matter(self) -> str:
        """Mostly one that can be read, so that the body is looked at as well."""
        lines = [f"title: {self._inline(1)}", "date: 2026-01-02"]
        if self.random.random() < 0.7:
            count = self.random.choice((1, 1, 2, 5))
            lines += [self._entry() for _ in range(count)]
        self.random.shuffle(lines)
        return "\n".join(["---", *lines, "---", ""]) * (self.random.random() < 0.97)

    def body(self) -> str:
        """Blocks of any kind, one of them perhaps many times."""
        count = self.random.choice((0, 1, 3, 8, 20))
        return "".join(self._block() for _ in range(count))

    def address(self) -> str:
        """Something in the place of an address."""
        parts = (
            "demo:",
            "/",
            "../",
            "?",
            "&",
            "=",
            "#",
            "a",
            "{static}",
            ":",
            "[",
            " ",
        )
        long = "x" * self.random.choice((1, 1, 300))
        words = self.random.choices(
            (*parts, *WORDS, long), k=self.random.randrange(1, 7)
        )
        return "".join(words)

    def setting(self, names: list[str]) -> str:
        """A line of a settings file."""
        name = self.random.choice(names)
        if self.random.random() < 0.1:
            name = self._mutilated(name) or "X"
        return f"{name} = {self._value(2)!r}"

    def _value(self, depth: int) -> Any:
        """Something that may be in a settings file."""
        if depth and self.random.random() < 0.4:
            values = [self._value(depth - 1) for _ in range(self.random.randrange(4))]
            pairs = {str(value): value for value in values}
            return self.random.choice((values, tuple(values), pairs))
        plain = (None, True, False, 0, 1, -1, 2.5, "", "/", "a/b.html", "{slug}", "{x}")
        words = self.random.choice((*WORDS, *VALUES))
        return self.random.choice((*plain, words, words, f"{self.address()}/"))

    def _entry(self) -> str:
        value = self.random.choice((*VALUES, *WORDS))
        if "{}" in value:
            value = value.replace("{}", self.random.choice(WORDS))
        key = self.random.choice(KEYS)
        odd = self.random.random() < 0.05
        return f"{self.random.choice(VALUES)}: {value}" if odd else f"{key}: {value}"

    def _block(self) -> str:
        block = self.random.choice(BLOCKS).format(self._inline(3))
        often = self.random.choices((1, 2, 30), (40, 4, 1))[0]
        return block * often

    def _inline(self, depth: int) -> str:
        pieces = []
        for _ in range(self.random.choice((1, 1, 2, 4))):
            piece = self.random.choice(WORDS)
            for _ in range(self.random.randrange(depth + 1)):
                piece = self.random.choice(INLINE).format(piece)
            pieces.append(piece * self.random.choices((1, 2, 60), (60, 5, 1))[0])
        return self.random.choice((" ", "", " ")).join(pieces)

    def _mutilated(self, text: str) -> str:
        """The text with a piece left out, doubled, or put elsewhere."""
        a, b, c = sorted(self.random.randrange(len(text) + 1) for _ in "abc")
        return self.random.choice(
            (text[:a] + text[b:], text[:b] + text[a:], text[:a] + text[b:c] + text[a:b])
        )
