"""After any edits, a site in memory and a build that reuses what it can are clean.

Both are compared, file by file and byte by byte, with a build of the same texts in
another folder that has no cache but that of figures, whose keys name all they come of.

    python -m pytest tests/engine/test_kept_site.py --edits 200
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys

import pytest
from golden import FILES, FOLDER
from sites import ALL, AVATARS, ROOT, png, run_pelican, site_files, write

from plugins.commands import build as command
from plugins.commands.build import build
from plugins.shared.environment import MARK

WHERE = ("posts", "notes", "pages")
ALT = "A straight line that rises from the lower left to the upper right corner."
WORKS = "references.bib"
WORK = "@book{{work{0}, author = {{Ada}}, title = {{A}}, year = 200{1}}}\n"
BEGINNINGS = 0.3  # of the site in memory, after so many edits
OPTIONS = ("--extra-settings", "KEEP_GOING=true")
POST = """\
---
title: {title}
date: 2026-0{month}-1{day}
tags: [{tag}]
---

Words of {title}, and [another](2026-03-14-everything.md).

![A dot](/images/dot.svg)
"""


class Author:
    """Changes a site, a bit at a time; the same seed always does the same."""

    def __init__(self, root, seed):
        self.root, self.chance = root, random.Random(seed)
        self.count = 0
        self.edits = [self.body, self.title, self.date, self.slug, self.tags]
        self.edits += [self.status, self.new, self.delete, self.rename, self.picture]
        self.edits += [self.template, self.style, self.options, self.link, self.script]
        self.edits += [self.series, self.lesson, self.name, self.author]
        self.edits += [self.figure, self.cover, self.summary, self.lang, self.body]
        self.edits += [self.setting, self.demo, self.works, self.cite]

    def edit(self):
        """Do something; what it was, and the files that it changed."""
        self.count += 1
        what = self.chance.choice(self.edits)
        return what.__name__, [str(path) for path in what()]

    def files(self):
        found = (self.root / "content" / where for where in WHERE)
        texts = (file for folder in found for file in sorted(folder.glob("*.md")))
        return [file for file in texts if file.name not in {"404.md", "home.md"}]

    def any_text(self):
        return self.chance.choice(self.files())

    def save(self, file, text):
        """As editors do: a new file takes the place of the old."""
        fresh = file.with_name(f"{file.name}~")
        fresh.write_text(text, "utf-8")
        fresh.replace(file)
        return [file]

    def field(self, name, value, file=None):
        """Set a line of front matter, or take it away again."""
        file = file or self.any_text()
        text = file.read_text("utf-8")
        if not text.startswith("---"):
            return self.save(file, f"{name}: {value}\n{text}" if value else text)
        line = re.compile(rf"^{name}:.*\n", re.MULTILINE)
        without = line.sub("", text)
        return self.save(file, without.replace("---\n", f"---\n{name}: {value}\n", 1))

    def body(self):
        file = self.any_text()
        text = f"{file.read_text('utf-8')}\nWords {self.count} and $x_{self.count}$.\n"
        return self.save(file, text + "More of it. " * 40 * (self.count % 4))

    def title(self):
        return self.field("title", f"Title *{self.count}*")

    def date(self):
        return self.field("date", f"2026-01-{self.chance.randint(10, 28)}")

    def slug(self):
        return self.field("slug", f"slug-{self.count}")

    def tags(self):
        names = self.chance.sample(["Physics", "C++", "Chance", "Heat"], 2)
        return self.field("tags", f"[{', '.join(names)}]")

    def series(self):
        return self.field("series", self.chance.choice(["Lessons", "Heat", ""]))

    def author(self):
        return self.field("author", self.chance.choice(["Ada", "Ada, Ben", ""]))

    def lesson(self):
        return self.field(
            "title", f"Lessons #{self.chance.randint(1, 3)} ({self.count})"
        )

    def status(self):
        words = ["draft", "hidden", "published"]
        return self.field("status", self.chance.choice(words))

    def lang(self):
        return self.field("lang", self.chance.choice(["vi", "en"]))

    def summary(self):
        return self.field("summary", f"In short, {self.count}.")

    def cover(self):
        banner = f"demo:banner?seed={self.chance.randint(1, 2)}"
        picture = self.chance.choice(["/images/dot.svg", "/images/grey.png", banner])
        file = self.any_text()
        return [
            *self.field("cover-img", picture, file),
            *self.field("cover-alt", f"Picture {self.count}", file),
        ]

    def new(self):
        where = self.chance.choice(["posts", "notes"])
        file = self.root / f"content/{where}/2026-05-01-new-{self.count}.md"
        values = {"title": f"New {self.count}", "tag": f"Tag {self.count % 3}"}
        text = POST.format(month=1 + self.count % 9, day=self.count % 9, **values)
        return self.save(file, text.replace("2026-03", "../posts/2026-03"))

    def delete(self):
        file = self.any_text()
        file.unlink()
        return [file]

    def rename(self):
        file = self.any_text()
        renamed = file.with_name(f"2026-01-0{1 + self.count % 9}-name-{self.count}.md")
        return [file, file.rename(renamed)]

    def link(self):
        file, other = self.any_text(), self.any_text()
        path = os.path.relpath(other, file.parent)
        words = f"See [it]({path}) and [Figure]({path}#fig-line)."
        return self.save(file, f"{file.read_text('utf-8')}\n{words}\n")

    def name(self):
        file, other = self.any_text(), self.any_text()
        title = re.search(r"^title: (.*)$", other.read_text("utf-8"), re.M | re.I)[1]
        words = f"See [[{other.stem}]], [[{title}|that]]."
        return self.save(file, f"{file.read_text('utf-8')}\n{words}\n")

    def works(self):
        file = self.root / f"content/{WORKS}"
        count = self.chance.randint(1, 3)
        return self.save(file, "".join(map(WORK.format, range(count), [count] * 3)))

    def cite(self):
        file = self.any_text()
        words = f"See [@work{self.chance.randint(0, 2)}, p. {self.count}]."
        return self.save(file, f"{file.read_text('utf-8')}\n{words}\n")

    def figure(self):
        file = self.any_text()
        figure = f'![{ALT}](demo:line?height={self.chance.randint(1, 3)} "Line.")'
        label = f"{{#fig-{self.count}}}"
        return self.save(file, f"{file.read_text('utf-8')}\n{figure}{label}\n")

    def options(self):
        file = self.any_text()
        text = file.read_text("utf-8")
        height = f"height={self.chance.randint(1, 4)}"
        return self.save(file, re.sub(r"height=\d", height, text))

    def picture(self):
        file = self.root / "content/images/grey.png"
        file.write_bytes(png(self.chance.choice([300, 900, 1500]), 200))
        return [file]

    def template(self):
        name = self.chance.choice(["article", "base", "index", "tag"])
        file = self.root / f"theme/templates/{name}.html"
        return self.save(file, f"{file.read_text('utf-8')}<!-- {self.count} -->\n")

    def style(self):
        file = self.chance.choice(sorted(self.root.glob("theme/static/**/*.css")))
        return self.save(
            file, f"{file.read_text('utf-8')}i {{ order: {self.count} }}\n"
        )

    def script(self):
        file = self.chance.choice(sorted(self.root.glob("theme/static/**/*.js")))
        return self.save(file, f"{file.read_text('utf-8')}void {self.count};\n")

    def setting(self):
        file = self.root / "site_settings.py"
        line = f"SITENAME, SUMMARY_WORDS = 'Site {self.count}', {5 + self.count}"
        return self.save(file, f"{file.read_text('utf-8')}\n{line}\n")

    def demo(self):
        file = self.root / "tiny_demos/__init__.py"
        return self.save(file, f"{file.read_text('utf-8')}\n# {self.count}\n")


def make(folder):
    """The golden site in our theme, which edits may change, and a picture to copy."""
    content = FOLDER / "content"
    texts = {
        f"content/{path.relative_to(content).as_posix()}": path.read_bytes()
        for path in sorted(content.rglob("*.*"))
    }
    demos = {f"tiny_demos/{path.name}": path.read_bytes() for path in FILES}
    settings = ALL | {
        "THEME": "theme",
        "DEMOS_MODULE": "tiny_demos",
        "SERIES_IN_TITLES": True,
        "BIBLIOGRAPHY": WORKS,
        "DIRECT_TEMPLATES": ["index", *ALL["DIRECT_TEMPLATES"], "map"],
        "RELATED_TEXTS": 3,
    }
    works = {f"content/{WORKS}": WORK.format(0, 1)}
    files = site_files(AVATARS | texts | demos | works, settings)
    bare = [name for name in files if name.startswith("theme/")]
    write(folder, {name: text for name, text in files.items() if name not in bare})
    shutil.copytree(ROOT / "theme", folder / "theme")
    (folder / "content/images/grey.png").write_bytes(png(900, 200))


def output(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARK
    }


def built(folder):
    """Every file of a build that goes on whatever is wrong."""
    shutil.rmtree(folder / "output", ignore_errors=True)
    done = run_pelican(folder, "-s", "site_settings.py", *OPTIONS)
    assert done.returncode == 0, done.stderr
    return output(folder / "output")


def built_again(root, monkeypatch):
    """Every file of a build that may take pages from the last."""

    def run(arguments, folder, environment):
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            done = run_pelican(folder, *arguments)
        assert done.returncode == 0, done.stderr
        return 0, []  # as if it were silent: to pages mistakes make no difference

    monkeypatch.setattr(command, "run_pelican", run)
    going_on = {"KEEP_GOING": True}
    build(root / "output", settings="site_settings.py", overrides=going_on, root=root)
    return output(root / "output")


def clean(folder, root):
    """A build of the same texts elsewhere."""
    shutil.rmtree(folder, ignore_errors=True)
    leave = shutil.ignore_patterns("output", ".cache")
    shutil.copytree(root, folder, ignore=leave)
    (folder / ".cache").mkdir()
    (root / ".cache/figures").mkdir(parents=True, exist_ok=True)
    (folder / ".cache/figures").symlink_to(root / ".cache/figures")
    return built(folder)


class Kept:
    """The site in memory, in a process of its own."""

    def __init__(self, root):
        self.root, self.folder = root, root.parent / "kept"
        self.texts = root.parent / "kept-texts"
        self.begin()

    def begin(self):
        root = self.root
        program = [sys.executable, ROOT / "tests/kept_site.py", self.folder]
        path = os.pathsep.join([str(root), str(ROOT)])
        environment = {**os.environ, "PYTHONPATH": path}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(program, cwd=root, env=environment, **pipes)

    def files(self, changed):
        """Every file after a change, and what the site says of it.

        Settings and code count from the beginning of the process.
        """
        if any(path.endswith(".py") for path in changed):
            self.end()
            self.texts.unlink()
            self.begin()
        shutil.rmtree(self.folder, ignore_errors=True)
        print(json.dumps(changed), file=self.process.stdin, flush=True)
        said = json.loads(self.process.stdout.readline())
        return output(self.folder), said

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def differences(one, other):
    return sorted(k for k in one.keys() | other.keys() if one.get(k) != other.get(k))


@pytest.fixture
def kept(tmp_path):
    root = tmp_path / "site"
    make(root)
    kept = Kept(root)
    yield kept
    kept.end()


def test_every_state_equals_a_clean_build(tmp_path, kept, pytestconfig, monkeypatch):
    root, done = tmp_path / "site", []
    seed = pytestconfig.getoption("--seed")
    author, another = Author(root, seed), random.Random(seed)
    for _ in range(pytestconfig.getoption("--edits")):
        name, changed = author.edit()
        if another.random() < BEGINNINGS:
            kept.end()
            kept.begin()
        files, said = kept.files(changed)
        done.append(f"{name} {' '.join(changed)}: {said}")
        wanted = clean(tmp_path / "clean", root)

        assert not differences(files, wanted), "\n".join(done[-3:])
        again = built_again(root, monkeypatch)
        assert not differences(again, wanted), "\n".join(done[-3:])


def test_a_class_that_the_theme_knows_now_is_known_to_texts(tmp_path, kept):
    root = tmp_path / "site"
    post, sheet = root / "content/posts/p.md", "theme/static/css/classes.css"
    post.write_text("---\ntitle: P\ndate: 2026-01-01\n---\nWords.\n{: .fancy}\n")
    before, _ = kept.files([str(post)])

    rules = (root / sheet).read_text("utf-8")
    (root / sheet).write_text(f"{rules}.fancy {{ order: 1; }}\n")
    found, (said, *_) = kept.files([str(root / sheet)])

    assert said == "everything"
    name = "blog/p/index.html"
    assert (b"classes.css" in before[name], b"classes.css" in found[name]) == (0, 1)
    assert not differences(found, clean(tmp_path / "clean", root))


@pytest.fixture
def connected(tmp_path):
    """A site whose texts link each other by name, and share words."""
    words = "entropy walks home. "
    files = {
        f"content/posts/p{n}.md": f"---\ntitle: Text {n}\ndate: 2026-01-0{n}\n---\n\n"
        f"See [[p{1 + n % 3}]].\n\n{words * 5}\n"
        for n in range(1, 4)
    }
    write(tmp_path, site_files(files, {"RELATED_TEXTS": 3, "SITEURL": ""}))
    (tmp_path / "content/posts/p1.md").write_text(
        files["content/posts/p1.md"].replace(words * 5, "Nothing.")
    )
    kept = Kept(tmp_path)
    kept.files([])
    yield tmp_path, kept
    kept.end()


def test_other_words_of_a_text_concern_the_pages_that_are_looked_at(connected):
    root, kept = connected
    file = root / "content/posts/p1.md"

    file.write_text(file.read_text().replace("Nothing.", "entropy walks home. " * 5))
    found, (said, *_) = kept.files([str(file)])

    assert said == "posts/p1.md"
    assert differences(found, built(root)) == []


def test_another_link_reads_no_other_text_again(connected):
    root, kept = connected
    file = root / "content/posts/p1.md"

    file.write_text(file.read_text() + "\nSee [[p3]] and [it](p2.md).\n")
    found, (said, *_) = kept.files([str(file)])

    assert said == "all lists, 1 read"
    assert differences(found, built(root)) == []


def test_another_title_is_read_by_those_who_link_it(connected):
    root, kept = connected
    file = root / "content/posts/p2.md"

    file.write_text(file.read_text().replace("Text 2", "Other"))
    found, (said, *_) = kept.files([str(file)])

    assert said == "all lists, 3 read"
    assert differences(found, built(root)) == []


def test_a_link_in_a_summary_follows_its_text(connected):
    root, kept = connected
    (linked, linking) = (root / f"content/posts/p{n}.md" for n in (2, 4))
    linking.write_text("---\ntitle: P\ndate: 2026-01-04\n---\nSee [it](p2.md).\n")
    kept.files([str(linking)])

    linked.write_text(linked.read_text().replace("date:", "slug: other\ndate:"))
    found, _ = kept.files([str(linked)])

    assert differences(found, built(root)) == []


def test_a_site_that_begins_again_reads_what_has_changed_meanwhile(connected):
    root, kept = connected
    text = "---\ntitle: New\ndate: 2026-01-04\n---\nWords.\n"
    one, other = (root / f"content/posts/{name}.md" for name in ("one", "other"))
    one.write_text(text)
    os.utime(one, (0, 0))  # long ago
    kept.end()
    kept.begin()
    kept.end()
    kept.texts.write_bytes(kept.texts.read_bytes().replace(b"Words.", b"Taken."))
    other.write_text(text)
    kept.begin()
    found, _ = kept.files([])

    assert b"Taken." in found["blog/one/index.html"]
    assert b"Words." in found["blog/other/index.html"]


def test_files_that_front_matter_names_stay_when_another_text_comes(connected):
    root, kept = connected
    file = root / "content/posts/p2.md"
    (root / "content/odd").mkdir()
    (root / "content/odd/own.css").write_text("p { color: red; }")
    (root / "content/odd/cover.png").write_bytes(png(20, 20))
    named = "css: /odd/own.css\ncover-img: /odd/cover.png\ncover-alt: Grey"
    file.write_text(f"---\ntitle: Text 2\ndate: 2026-01-02\n{named}\n---\nWords.\n")
    kept.files([str(file)])

    new = root / "content/posts/p4.md"
    new.write_text("---\ntitle: New\ndate: 2026-01-04\n---\nWords.\n")
    found, (said, *_) = kept.files([str(new)])

    assert said == "all lists, 3 read"  # two that link others by name, and the new one
    assert "odd/own.css" in found
    assert differences(found, built(root)) == []


@pytest.mark.parametrize("others", [[], ["p2"]])
def test_the_last_good_page_of_a_broken_text_is_called_old(connected, others):
    root, kept = connected
    changed = [root / f"content/posts/{name}.md" for name in ["p1", *others]]
    changed[0].write_bytes(b"---\ntitle: [\n---\n")
    for file in changed[1:]:  # another title makes all lists anew
        file.write_text(file.read_text().replace("Text 2", "Other"))

    found, (_, mistakes, old) = kept.files([str(file) for file in changed])

    assert old == ["blog/p1/index.html"]
    assert b"Nothing." in found[old[0]]
    assert any("posts/p1.md:" in mistake for mistake in mistakes)
