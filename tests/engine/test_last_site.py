"""A build takes over what the last one made and would be made again; nothing else.

That every state equals a clean build is tried in test_kept_site.
"""

import logging
import os
from contextlib import suppress
from types import SimpleNamespace

import pytest
from sites import ALL, POST, run_pelican, site_files, write

from plugins.commands import build as command
from plugins.commands.build import build
from plugins.commands.project import CommandError
from plugins.search.words import file_of
from plugins.shared.digests import Digests, UnknownError
from plugins.shared.writing import Lazy

OLD = 1e9  # seconds since 1970, when all was saved that a test does not save
FILES = ["all", *map(str, range(9))]
LINKING = " and ".join(["[it](b.md)", *(f"[x](/other/{name}.txt)" for name in FILES)])
SITE = {
    "content/posts/a.md": POST.format(title="A", body=f"First {LINKING}."),
    "content/posts/b.md": POST.format(title="B", body="Second."),
    "content/posts/c.md": POST.format(title="C", body="Third."),
    **{f"content/other/{name}.txt": name for name in FILES},
}
THEME = (
    "{{ article.title }}{{ article.content | safe }}{{ SITENAME }}"
    "{% for text in article.related %}{{ text.title }}{% endfor %}"
)
SETTINGS = {
    "DIRECT_TEMPLATES": ["index"],
    "RELATED_TEXTS": 3,
    "STATIC_PATHS": [],
}
POSTS = {f"{name}.html" for name in "abc"}


class Project:
    """A site that is built again and again."""

    def __init__(self, root, patch, **settings):
        self.root, self.said, self.made = root, [], {}
        own = {"theme/templates/article.html": THEME, **SITE}
        where = {"ARTICLE_URL": "{slug}.html", "ARTICLE_SAVE_AS": "{slug}.html"}
        write(root, site_files(own, {**ALL, **SETTINGS, **where, **settings}))
        for path in root.rglob("*"):
            os.utime(path, (OLD, OLD))
        patch.setattr(command, "run_pelican", self.run)
        self.patch = patch

    def run(self, arguments, folder, environment):
        with self.patch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            done = run_pelican(folder, *arguments)
        self.errors = done.stderr
        return done.returncode, self.said

    def save(self, name, text):
        write(self.root, {name: text})

    def built(self, files="*.html"):
        """The pages, or others, that were made, and not taken over."""
        output, before = self.root / "output", self.made
        with suppress(CommandError):
            build(output, settings="site_settings.py", root=self.root)
        found = (file for file in output.glob(files) if file.is_file())
        self.made = {
            file.relative_to(output).as_posix(): file.stat().st_mtime_ns
            for file in found
        }
        return {name for name in self.made if self.made[name] != before.get(name)}


@pytest.fixture
def project(tmp_path, monkeypatch):
    return Project(tmp_path, monkeypatch)


def test_what_shows_a_changed_text_is_made_and_the_rest_taken_over(project):
    assert project.built() == {*POSTS, "index.html"}
    project.save("content/posts/c.md", POST.format(title="C", body="Other."))

    assert project.built() == {"c.html", "index.html"}
    assert "Other." in (project.root / "output/c.html").read_text()
    project.save("content/posts/c.md", POST.format(title="C", body="Third."))
    assert project.built() == {"c.html", "index.html"}


def test_what_plugins_make_of_texts_is_taken_over_too(tmp_path, monkeypatch):
    more = {"DIRECT_TEMPLATES": ["index", "search"], "FEED_ALL_ATOM": "feeds/all.xml"}
    project = Project(tmp_path, monkeypatch, **more, FEED_MAX_ITEMS=1)
    for name in "abc":  # the newest is in the feed
        project.save(f"content/posts/{name}.md", dated(name, "Third."))
    before = project.built("**/*")
    project.save("content/posts/a.md", dated("a", "Third and other."))

    made = project.built("**/*")

    assert made & {name for name in before if "texts/" in name} == {
        "search/index/texts/0-0.json",
        "search/index/texts/0.json",
    }
    assert {name for name in made if "words/" in name} == {
        f"search/index/words/{file_of(words, 64)}.json"
        for words in ("and", "other", "third and", "and other")
    }
    assert "feeds/all.xml" in before - made
    project.save("content/posts/c.md", dated("c", "Third and other."))
    assert "feeds/all.xml" in project.built("**/*")


def dated(name, body):
    month = ord(name) - ord("a") + 1
    return f"---\ntitle: {name}\ndate: 2020-0{month}-01\n---\n\n{body}\n"


def test_a_text_with_another_address_counts_for_all(project):
    project.built()
    project.save(
        "content/posts/b.md",
        POST.format(title="B\nslug: other", body="Second."),
    )

    assert "a.html" in project.built()
    assert "other.html" in (project.root / "output/a.html").read_text()


def test_another_neighbour_counts(project):
    for name in "bc":
        head, body = f"Title of {name}\ntags: rare", "entropy walks home " * 5
        text = POST.format(title=head, body=body)
        project.save(f"content/posts/{name}.md", text)
    project.built()
    page = project.root / "output/b.html"
    assert "Title of c" in page.read_text()
    project.save("content/posts/c.md", text.replace(body, "Other."))

    assert "b.html" in project.built()
    assert "Title of c" not in page.read_text()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("theme/templates/article.html", f"{THEME}!"),
        ("content/other/all.txt", "More."),
        ("theme/parts/said.md", "in a template"),
        ("output/c.html", "damaged"),
    ],
)
def test_where_more_than_texts_has_changed_all_is_made(project, name, text):
    project.built()
    project.save(name, text)

    assert project.built() >= POSTS


def test_a_link_on_a_page_taken_over_may_come_to_lead_nowhere(project):
    project.save("content/posts/b.md", POST.format(title="B", body="[x](/c.html#y)"))
    project.save("content/posts/c.md", POST.format(title="C", body="## Y"))
    assert project.built() >= POSTS
    project.save("content/posts/c.md", POST.format(title="C", body="## Y\n\nMore."))
    assert "b.html" not in project.built()
    project.save("content/posts/c.md", POST.format(title="C", body="## Other"))

    assert not project.built()
    assert "b.md:6: the link to /c.html#y names a place that" in project.errors


def test_a_build_that_warned_leaves_texts_and_pages_and_warns_again(project):
    project.save("theme/templates/article.html", f"{THEME}<a href='/no/'></a>")
    stray = "the link to '/no/' leads nowhere."
    project.built()
    assert stray in project.errors
    project.said.append(stray)  # it leaves a note of that
    project.save("content/posts/c.md", POST.format(title="C", body="Other."))
    project.built()
    project.save("content/posts/c.md", POST.format(title="C", body="Third."))

    assert project.built() == {"c.html", "index.html"}
    assert f"{stray} It is on 3 pages." in project.errors


def test_a_build_that_failed_takes_nothing_away(project):
    project.built()
    project.save("content/posts/c.md", "---\ntitle: [\n---\n")
    assert not project.built()
    assert "c.md:" in project.errors
    project.save("content/posts/c.md", POST.format(title="C", body="Other."))

    assert project.built() == {"c.html", "index.html"}


def test_a_page_of_which_something_was_said_is_made_again(tmp_path):
    def page():
        logging.getLogger("a plugin").warning("odd")
        return ""

    writer = Lazy(str(tmp_path), {})
    writer.outputs = {"odd.html": page, "good.html": str}
    last = SimpleNamespace(
        given=writer.outputs, take=lambda *_: False, looks=lambda path, _: (path, [])
    )

    assert writer._write_or_take(last, set(), "odd.html") is None
    assert writer._write_or_take(last, set(), "good.html") == ("good.html", [])


def test_where_plugins_of_others_write_all_is_made(tmp_path, monkeypatch):
    (tmp_path / "theirs.py").write_text("def register(): pass")
    others = {"PLUGINS": ["plugins.outputs", "plugins.reader", "theirs"]}
    project = Project(tmp_path, monkeypatch, PLUGIN_PATHS=["."], **others)
    project.built()
    project.save("content/posts/c.md", POST.format(title="C", body="Other."))

    assert project.built() >= POSTS


def test_a_damaged_note_costs_time_only(project):
    project.built()
    for note in (project.root / ".cache/built").glob("*-*"):
        note.write_bytes(note.read_bytes()[:-100])
    project.save("content/posts/c.md", POST.format(title="C", body="Other."))

    assert project.built() >= POSTS
    assert "Second." in (project.root / "output/b.html").read_text()


def test_a_text_is_taken_over_as_it_was_complete(project):
    project.built()
    (note,) = (project.root / ".cache/built").glob("*.texts")
    note.write_bytes(note.read_bytes().replace(b"Second.", b"Marked."))
    project.save("content/posts/c.md", POST.format(title="C", body="Other."))
    project.built()

    assert "Marked." in (project.root / "output/b.html").read_text()
    assert "Other." in (project.root / "output/c.html").read_text()


def test_a_text_of_which_something_is_said_is_read_again(project):
    project.save(
        "content/posts/b.md", POST.format(title="B", body="![](/images/b.gif)")
    )
    project.save("content/images/b.gif", "not a picture")
    said = []
    for body in "xy":
        project.save("content/posts/c.md", POST.format(title="C", body=body))
        project.built()
        said.append(project.errors)

    assert "content/posts/b.md:6: " in said[0]
    assert said[0] == said[1]


def test_equal_values_have_equal_digests():
    digests = Digests()
    some = {"b": {"a", "b", "c"}, "a": [1, None, "é"]}
    same = {"b": {"c", "b", "a"}, "a": [1, None, "\u00e9"]}

    assert digests.of_values(some) == Digests().of_values(same)
    assert digests.of_values(some) != digests.of_values({**some, "a": [1, None, "e"]})
    assert digests.of("1") != digests.of(1)
    with pytest.raises(UnknownError):
        digests.of(lambda: 1)
