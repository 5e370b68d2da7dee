"""Any Jekyll site comes over, or is refused in a clear line: nothing else happens.

A few sites from a fixed seed; as in test_any_text, the environment asks for others:

    ODD_TEXTS=5000 ODD_SEED=7 python -m pytest tests/engine/test_any_blog.py
"""

import os
import random
from contextlib import suppress

import pytest
from odd_texts import OddTexts
from sites import write

from plugins.commands.import_jekyll.command import import_jekyll
from plugins.commands.project import CommandError

COUNT = int(os.environ.get("ODD_TEXTS", "60")) // 10
SEED = int(os.environ.get("ODD_SEED", "1"))
PROJECT = {
    "pelicanconf.py": 'from plugins.defaults import *\n\nSITENAME = "Mine"\n',
    "content/pages/about.md": "---\n---\n",
}
KEYS = (
    *("title", "baseurl", "url", "permalink", "collections", "defaults", "author"),
    *("exclude", "include", "timezone", "navbar-links", "social-network-links"),
    *("lang", "paginate", "future", "plugins", "kramdown", "source"),
)
VALUES = (
    *(
        "5",
        "a",
        "[a]",
        "[5]",
        "{a: b}",
        "{a: 5}",
        "{a: }",
        "[{scope: 5}]",
        "true",
        "''",
    ),
    *(
        "{a: {output: true}}",
        "[{scope: {path: ''}, values: {layout: a}}]",
        "{A: [{B: c}]}",
    ),
    *("/:title/", "pretty", "Asia/Tokyo", "{name: A}", "{github: a}", "vi"),
)
BROKEN = ("[", "a: b: c", "\t", "- a", "5", "\xff")
FILES = (
    *("_posts/2020-01-0{}-a.md", "_posts/{}.md", "_posts/2020-13-4{}-a.md"),
    *("_drafts/{}.md", "{}.md", "_a/{}.md", "p/{}.html"),
    *("_includes/{}.html", "_data/{}.yml", "_layouts/{}.html"),
)
LIQUID = (
    *("{% include 1.html %}", "{% for a in (1..9) %}{{ a }}{% endfor %}", "{% if %}"),
    *("{{ page.x | split: ',' | first }}", "{% highlight %}", "{% raw %}"),
    *("{{ 1 | divided_by: 0 }}", "{{ 'a' | date: '%q' }}", "{{ page.date | date: 5 }}"),
    *("{{ site.posts | where: 5 }}", "{% post_url 2020-01-01-a %}"),
    "{{ 'a' | slice: 99999999 }}",
)


@pytest.mark.parametrize("number", range(COUNT))
def test_any_blog_comes_over_or_is_refused(tmp_path, number):
    odd = OddTexts(SEED * 1_000_003 + number)
    chance = random.Random(SEED * 1_000_003 + number)
    blog = write_blog(tmp_path / "blog", odd, chance)
    write(tmp_path / "mine", PROJECT)

    with suppress(CommandError):
        import_jekyll(str(blog), root=tmp_path / "mine")


def write_blog(folder, odd, chance):
    def value():
        return chance.choice([*VALUES, odd.address().replace("\0", "")])

    keys = chance.sample(KEYS, chance.randrange(8))
    config = "\n".join(f"{key}: {value()}" for key in keys)
    files = {"_config.yml": chance.choice([config] * 9 + [chance.choice(BROKEN)])}
    for number in range(chance.randrange(1, 7)):
        text = odd.text() + chance.choice(["", *LIQUID]).encode()
        address = f"---\npermalink: {value()}\nimage: {value()}\n".encode()
        if chance.random() < 0.3:
            text = text.replace(b"---\n", address, 1)
        files[chance.choice(FILES).format(number)] = text
    write(folder, files)
    return folder
