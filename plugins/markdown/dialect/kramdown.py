"""kramdown's tags for what is said about a text: options, comments, no Markdown."""

import re

from markdown.preprocessors import Preprocessor

PASSED_BY = r"^(?:[ ]{4}|\t).*$|(?P<ticks>`+)[^`\n]+(?P=ticks)"  # code
TAG = re.compile(
    rf"""{PASSED_BY}
      | \{{::comment\}}(?:(?!\{{::c)(?s:.))*?\{{:/(?:comment)?\}}
      | \{{::comment[^{{}}\n]*/\}}
      | \{{::nomarkdown\}}(?P<html>(?:(?!\{{::n)(?s:.))*?)\{{:/(?:nomarkdown)?\}}""",
    re.MULTILINE | re.VERBOSE,
)
OPTIONS = re.compile(r"^[ ]{0,3}\{::options\b([^\n]*?)/?\}[ ]*$", re.MULTILINE)
PARSED = re.compile(r"parse_block_html\s*=\s*[\"']true")
HTML_BLOCK = re.compile(
    r"((?:^[ ]{0,3}|(?<=>))"
    r"<(?:div|section|article|aside|figure|center|details|summary)\b)"
    r"(?![^>]*\bmarkdown=)",
    re.MULTILINE | re.IGNORECASE,
)


class KramdownTags(Preprocessor):
    """Takes them out, having done what they say."""

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        text = "\n".join(lines)
        if "{::" not in text:
            return lines
        text = TAG.sub(_kept, text)
        before, *rest = OPTIONS.split(text)
        text = before + "".join(map(_with_options, rest[::2], rest[1::2]))
        return text.split("\n")


def _kept(tag: re.Match[str]) -> str:
    if tag[0].startswith("{::"):
        return tag["html"] or ""
    return tag[0]


def _with_options(options: str, text: str) -> str:
    """What stands below the options; ``parse_block_html`` means Markdown in HTML."""
    if not PARSED.search(options):
        return text
    return HTML_BLOCK.sub(r'\1 markdown="block"', text)
