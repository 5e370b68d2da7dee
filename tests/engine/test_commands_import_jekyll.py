"""A Jekyll site comes over as it is, and nothing of the author's is lost."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import sites

from plugins.commands.import_jekyll import command as importing
from plugins.commands.import_jekyll.command import import_jekyll, kinds_in
from plugins.commands.import_jekyll.heads import quoted
from plugins.commands.import_jekyll.report import by_kind
from plugins.commands.project import CommandError

SETTINGS = """\
from plugins.defaults import *

SITENAME = "Mine"
AUTHOR = ""
"""
CONFIG = """\
title: Theirs
description: About wells
author: Ada
url: https://ada.example
timezone: Asia/Tokyo
"""
LAB = "---\ntitle: Lab\n---\n<p>We work here on wells, from morning to night.</p>"
POST = "---\ntitle: First\n---\n\nWords.\n"


@pytest.fixture(autouse=True)
def no_build(request, monkeypatch):
    """No site is built at the end, but where a test says that it is."""
    if "built" not in request.node.name:
        monkeypatch.setattr(importing, "refused", lambda root: [])


@pytest.fixture
def root(tmp_path):
    """A project whose author has written one page."""
    folder = tmp_path / "mine"
    write(folder, {"pelicanconf.py": SETTINGS, "content/pages/about.md": "---\n---\n"})
    return folder


@pytest.fixture
def blog(tmp_path):
    """Makes a Jekyll site of these files."""

    def make(files, config=CONFIG):
        return str(write(tmp_path / "blog", {"_config.yml": config, **files}))

    return make


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def imported(root, blog, files, name="content/posts/2020-01-02-a.md", **options):
    """What became of one text, when a site is brought over."""
    import_jekyll(blog(files), root=root, **options)
    return (root / name).read_text("utf-8")


def body(root, blog, text, **files):
    """What became of the body of a post."""
    post = f"---\ntitle: A\nassets: /pics\n---\n{text}\n"
    new = imported(root, blog, {"_posts/2020-01-02-a.md": post, **files})
    return new.partition("\n---\n")[2].strip("\n")


def test_each_kind_goes_into_its_folder(root, blog):
    files = {
        "_posts/2020-01-02-a.markdown": POST,
        "_posts/deep/2020-01-03-b.md": POST,
        "one/two/_posts/2020-01-04-c.md": POST,
        "_old/_posts/2020-01-05-hidden.md": POST,
        "_drafts/idea.md": POST,
        "cv.md": POST,
        "lab/index.html": LAB,
        "assets/p.png": b"P",
    }
    import_jekyll(blog(files), root=root)

    found = {p.relative_to(root).as_posix() for p in root.rglob("*.[mp][dn]*")}
    assert found >= {
        "content/posts/2020-01-02-a.md",
        "content/posts/deep/2020-01-03-b.md",
        "content/posts/one/two/2020-01-04-c.md",
        "content/posts/idea.md",
        "content/pages/cv.md",
        "content/pages/lab/index.md",
        "content/assets/p.png",
        "import-report.md",
    }
    assert not any("hidden" in path for path in found)
    assert "published: false" in (root / "content/posts/idea.md").read_text()


def test_a_text_stays_as_its_author_wrote_it_but_for_its_address(root, blog):
    text = "---\nlayout: post\ntitle:  'A: b'  # why\ntags: [x]\n---\n\nOne  \ntwo\n"

    new = imported(root, blog, {"_posts/2020-01-02-a.md": text})

    head = text.replace("[x]\n---", "[x]\npermalink: /2020/01/02/a.html\n---")
    assert new == head


@pytest.mark.parametrize(
    ("form", "head", "address"),
    [
        ("pretty", "categories: [Big, Small]", "/big/small/2020/01/02/a/"),
        ("none", "category: x y", "/x%20y/a.html"),
        ("/:year-:month-:day-:title/", "", "/2020-01-02-a/"),
        ("date", "date: 2020-03-04 23:30:00 -0500", "/2020/03/05/a.html"),
        ("date", "permalink: /own/:title", "/own/a"),
        ("ordinal", "slug: other", "/2020/002/other.html"),
    ],
)
def test_a_text_keeps_the_address_that_jekyll_gave_it(root, blog, form, head, address):
    post = f"---\ntitle: A\n{head}\n---\nWords\n"
    files = {"_posts/2020-01-02-a.md": post, "link.md": f"[a]({address})"}
    config = f"{CONFIG}permalink: {form}\n"

    import_jekyll(blog(files, config), root=root)

    new = (root / "content/posts/2020-01-02-a.md").read_text()
    assert f"permalink: {address.replace('%20', ' ')}\n" in new
    link = (root / "content/pages/link.md").read_text()
    assert "[a](/posts/2020-01-02-a.md)" in link


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("![p]({{ site.baseurl }}/pics/p.png)", "![p](/pics/p.png)"),
        ("![p]({{ '/pics/p.png' | relative_url }})", "![p](/pics/p.png)"),
        (
            "[b]({{ site.url }}{% post_url 2020-01-03-b %})",
            "[b](/posts/2020-01-03-b.md)",
        ),
        ("[c]({% link cv.md %}#x)", "[c](/pages/cv.md#x)"),
        ("[c](https://ada.example/cv.html)", "[c](/pages/cv.md)"),
        ("[c](../../../cv.html)", "[c](/pages/cv.md)"),
        ("![p]({{ page.assets }}/p.png)", "![p](/pics/p.png)"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("a{% comment %}secret{% endcomment %}b", "ab"),
        ("{% highlight js linenos %}\nf()\n{% endhighlight %}", "```js\nf()\n```"),
        ("{{ page.title }} by {{ site.author }}", "A by Ada"),
        (
            "{{ unknown }} and `${{ secrets.X }}`",
            "{{ unknown }} and `${{ secrets.X }}`",
        ),
        ('{% include box.html t="x & y" %}', "<div>\n<b>x &amp; y</b>\n</div>"),
        ("{% include disqus.html %}", ""),
        ('{% include figure image_path="/pics/p.png" alt="P" %}', "![P](/pics/p.png)"),
        (r"$p(x \| y)$ and $$a \| b$$", r"$p(x | y)$ and $$a \| b$$"),
        ("`[c](/cv.html)` [^n]\n\n[^n]: Note", "`[c](/cv.html)` [^n]\n\n[^n]: Note"),
        ("{% for i in (1..3) %}{{ i }}{% endfor %}", "123"),
        ("{{ 'a' | default: 'b' }}{{ nil | default: 'b' }}", "ab"),
    ],
)
def test_liquid_and_links_are_translated(root, blog, before, after):
    box = "<div>\n\n    <b>{{ include.t | escape }}</b>\n</div>"
    files = {
        "_posts/2020-01-03-b.md": POST,
        "cv.md": "---\ntitle: CV\n---\nWords.\n",
        "pics/p.png": b"P",
        "_includes/box.html": box,
    }

    assert body(root, blog, before, **files) == after


def test_what_is_not_translated_stays_and_is_told(root, blog):
    text = "{% gallery x %}\n[n](/nowhere/)\n{% if %}\n{% include no.html %}"

    assert body(root, blog, text.replace("{% if %}\n", "")) == text.replace(
        "{% if %}\n", ""
    )
    report = (root / "import-report.md").read_text()
    assert "content/posts/2020-01-02-a.md:7: {% gallery x %} is still there" in report
    assert "2020-01-02-a.md:8: the link /nowhere/ leads nowhere" in report
    lines = (root / "content/posts/2020-01-02-a.md").read_text().splitlines()
    assert lines[6:8] == text.splitlines()[:2]
    assert "{% include no.html %} is still there: there is no include" in report


def test_nothing_of_the_source_is_run(root, blog):
    loop = "{% for i in (1..99999) %}{% for j in (1..99999) %}x{% endfor %}{% endfor %}"
    inner = {"_includes/me.html": "{% include me.html %}"}

    assert body(root, blog, f"{loop}\n{{% include me.html %}}", **inner)
    assert "goes on too long" in (root / "import-report.md").read_text()


def test_settings_are_filled_and_none_is_overwritten(root, blog):
    config = CONFIG + (
        "navbar-links:\n  CV: cv\n  Out: https://e.org\n  Gone: gone\n"
        "  More:\n    - CV: /cv/\n"
        "social-network-links: {email: a@b.org, github: ada}\n"
        "avatar: /me.png\ntitle-img: /me.png\nround-avatar: false\n"
        "navbar-col: '#EAEAEA'\nlink-col: 1;}\nfooter-img: /me.png\n"
    )
    macros = (
        "<script>MathJax = {tex: {macros: {R: '\\\\mathbb{R}', v: ['\\\\vec{#1}', 1]}}}"
    )
    files = {
        "_posts/2020-01-02-a.md": POST,
        "cv.md": POST,
        "me.png": b"P",
        "_includes/head.html": macros,
    }
    import_jekyll(blog(files, config), root=root)

    values = {}
    exec((root / "pelicanconf.py").read_text().split("\n", 1)[1], values)
    assert values["SITENAME"] == "Mine"
    assert values["AUTHOR"] == "Ada"
    assert values["TIMEZONE"] == "Asia/Tokyo"
    assert values["AVATAR"] == values["TITLE_IMG"] == "me.png"
    assert values["ROUND_AVATAR"] is False
    assert values["COLOURS"] == {"bar": "#EAEAEA"}
    assert values["BACKGROUNDS"] == {"footer": "me.png"}
    assert values["STATIC_PATHS"] == ["images", "me.png"]
    assert values["MENU"] == [
        ("CV", "cv.html"),
        ("Out", "https://e.org"),
        ("More", [("CV", "cv.html")]),
    ]
    assert ("github", "ada") in values["SOCIAL"]
    assert values["MATHS_MACROS"] == {r"\R": r"\mathbb{R}", r"\v": r"\vec{#1}"}
    assert "you have set SITENAME" in (root / "import-report.md").read_text()


def test_a_second_run_changes_nothing(root, blog):
    files = {"_posts/2020-01-02-a.md": POST, "cv.md": POST, "p.png": b"P"}
    import_jekyll(blog(files), root=root)
    before = everything(root)

    said = import_jekyll(blog(files), root=root)

    assert everything(root) == before
    assert "0 files new, 0 renewed, 3 the same, 0 yours" in said


def everything(root):
    return {
        p: p.read_bytes()
        for p in root.rglob("*")
        if p.is_file()
        and {".cache", "__pycache__"}.isdisjoint(p.parts)
        and p.name != "import-report.md"
    }


def test_what_the_author_changed_or_deleted_stays_so(root, blog):
    names = ("a", "b", "c")
    files = {f"_posts/2020-01-02-{n}.md": POST for n in names}
    import_jekyll(blog(files), root=root)
    posts = {n: root / f"content/posts/2020-01-02-{n}.md" for n in names}
    posts["a"].write_text("mine")
    posts["b"].unlink()
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text().replace("Asia/Tokyo", "Asia/Seoul"))

    said = import_jekyll(
        blog({n: t.replace("Words", "Newer") for n, t in files.items()}), root=root
    )

    assert posts["a"].read_text() == "mine"
    assert not posts["b"].exists()
    assert "Newer" in posts["c"].read_text()
    assert "Asia/Seoul" in settings.read_text()
    assert "1 renewed, 0 the same, 2 yours" in said


def test_the_authors_own_files_and_addresses_are_not_taken(root, blog):
    files = {"about.md": "---\ntitle: X\npermalink: /about/\n---\nHer words.\n"}

    import_jekyll(blog(files), root=root)

    assert (root / "content/pages/about.md").read_text() == "---\n---\n"
    new = (root / "content/pages/about-2.md").read_text()
    assert "published: false" in new
    report = (root / "import-report.md").read_text()
    assert "/about/ is the address of pages/about.md already" in report
    assert "write permalink: /about/ here in the place of published: false" in report


def test_a_dry_run_tells_and_writes_nothing(root, blog):
    before = everything(root)

    said = import_jekyll(
        blog({"_posts/2020-01-02-a.md": POST}), root=root, dry_run=True
    )

    assert "1 posts" in said
    assert "Nothing was written" in said
    assert everything(root) == before


def test_a_dry_run_copies_what_links_lead_to(root, blog, tmp_path):
    other = write(tmp_path / "other", {"a.md": POST})
    (root / "content/posts").symlink_to(other)
    (other / "again").symlink_to(root / "content")
    source = blog({"_posts/2020-01-02-a.md": POST})

    import_jekyll(source, root=root, dry_run=True)

    assert [f.name for f in other.iterdir() if f.is_file()] == ["a.md"]


def test_a_dry_run_leaves_a_folder_elsewhere_alone(root, blog, tmp_path):
    (root / "pelicanconf.py").write_text(f"{SETTINGS}PATH = {str(tmp_path)!r}\n")

    with pytest.raises(CommandError, match="PATH leads out of the project"):
        import_jekyll(blog({"a.md": POST}), root=root, dry_run=True)


def test_a_list_of_a_collection_is_that_of_notes(root, blog):
    config = "collections: {talks: {output: true}}\n"
    loop = "{% for t in site.talks reversed %}<b>{{ t.title }}</b>{% endfor %}"
    files = {
        "_talks/a.md": "---\ndate: 2020-01-02\n---\nIt was said.\n",
        "talks.md": f"---\ntitle: Talks\n---\n{loop}\n",
    }

    import_jekyll(blog(files, CONFIG + config), root=root)

    assert not (root / "content/pages/talks.md").exists()
    assert '"/talks.html": "/notes/"' in (root / "pelicanconf.py").read_text()


def test_a_folder_that_jekyll_is_told_to_include_comes_over(root, blog):
    files = {
        "_pages/cv.md": "---\npermalink: /cv/\n---\nWords.\n",
        "_pages/p.png": "p",
        "_other/x.md": "---\n---\nWords.\n",
    }

    import_jekyll(blog(files, f"{CONFIG}include: [_pages]\n"), root=root)

    assert "permalink: /cv/" in (root / "content/pages/cv.md").read_text()
    assert (root / "content/pages/p.png").read_text() == "p"
    assert not list((root / "content").rglob("x.md"))


def test_empty_tabs_of_chirpy_are_lists(root, blog):
    config = "collections: {tabs: {output: true, permalink: '/:title/'}}\n"
    files = {
        "_tabs/archives.md": "---\nlayout: archives\n---\n",
        "_tabs/about.md": "---\nlayout: page\n---\nHer.\n",
    }

    import_jekyll(blog(files, CONFIG + config), root=root)

    assert not (root / "content/pages/tabs/archives.md").exists()
    assert (root / "content/pages/tabs/about.md").exists()
    assert '"/archives/": "/archive/"' in (root / "pelicanconf.py").read_text()


def test_lists_of_texts_are_left_to_the_site(root, blog):
    loop = "{% for post in site.posts %}<a href='{{ post.url }}'>x</a>{% endfor %}"
    files = {
        "_posts/2020-01-02-a.md": POST,
        "tags.html": f"---\ntitle: Tags\n---\n<h1>Tags</h1>{loop}",
        "cv.md": f"---\ntitle: CV\n---\n{'Many words. ' * 10}\n{loop}\n[t](/tags.html)",
    }
    import_jekyll(blog(files), root=root)

    assert not (root / "content/pages/tags.md").exists()
    assert "/tags.html" in (root / "pelicanconf.py").read_text()
    page = (root / "content/pages/cv.md").read_text()
    assert "Many words" in page
    assert "{%" not in page
    assert "[t](/tags/)" in page


@pytest.mark.parametrize(
    ("kinds", "place"),
    [("", "notes/x.md"), ("talks=pages", "pages/x.md"), ("talks=posts", "posts/x.md")],
)
def test_a_collection_becomes_notes_or_what_one_says(root, blog, kinds, place):
    config = f"{CONFIG}collections: {{talks: {{output: true}}}}\n"
    text = "---\ntitle: X\ndate: 2020-01-02\n---\nWords\n"
    import_jekyll(blog({"_talks/x.md": text}, config), root=root, kinds=kinds_in(kinds))

    assert "permalink: /talks/x.html" in (root / "content" / place).read_text()


def test_a_map_of_collections_names_kinds():
    with pytest.raises(CommandError, match="'talks=films' is not a map"):
        kinds_in("talks=films")


def test_people_have_names_and_tags_are_words(root, blog):
    post = "---\ntitle: A\nauthor: ada\ntags: two words\n---\nWords\n"
    people = {"_data/authors.yml": "ada: {name: Ada Lovelace}\n"}

    new = imported(root, blog, {"_posts/2020-01-02-a.md": post, **people})

    assert "author: Ada Lovelace\ntags: [two, words]\n" in new


def test_what_the_configuration_says_of_texts_comes_into_them(root, blog):
    rule = (
        "defaults:\n- scope: {path: '', type: posts}\n  values: {subtitle: Sub, x: y}\n"
    )
    new_files = {"_posts/2020-01-02-a.md": POST}
    import_jekyll(blog(new_files, CONFIG + rule), root=root)

    new = (root / "content/posts/2020-01-02-a.md").read_text()
    assert "subtitle: Sub\n" in new
    assert "x: y" not in new


@pytest.mark.parametrize("name", ["2020-01-02-a.txt", "2020-01-02-a.md"])
def test_a_post_without_front_matter_is_the_text_that_it_is(root, blog, name):
    new = imported(root, blog, {f"_posts/{name}": "First words.\n\nMore.\n"})

    assert new.startswith("---\ntitle: A\n")
    assert new.endswith("---\n\nFirst words.\n\nMore.\n")


def test_a_broken_front_matter_stays_and_is_told(root, blog):
    post = "---\ntitle: [Wells\ntags: x\n---\nWords.\n"
    new = imported(root, blog, {"_posts/2020-01-02-a.md": post})

    assert new.startswith(
        "---\ntitle: [Wells\ntags: x\npermalink: /2020/01/02/a.html\n"
    )
    report = (root / "import-report.md").read_text()
    assert "- content/posts/2020-01-02-a.md:1: its front matter is not YAML" in report


def test_a_text_in_utf_16_comes_over(root, blog):
    post = "---\ntitle: Café\n---\nnaïve\n".encode("utf-16")

    new = imported(root, blog, {"_posts/2020-01-02-a.md": post})

    assert new.startswith("---\ntitle: Café\n")
    assert "Windows-1252" not in (root / "import-report.md").read_text()


def test_a_text_in_another_encoding_is_read_and_told(root, blog):
    post = "---\ntitle: Café\n---\nnaïve\n".encode("cp1252")

    assert "naïve" in imported(root, blog, {"_posts/2020-01-02-a.md": post})
    assert "was not in UTF-8" in (root / "import-report.md").read_text()


def test_a_link_out_of_the_site_is_not_followed(root, blog, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    folder = blog({"_posts/2020-01-02-a.md": POST})
    Path(folder, "cv.md").symlink_to(secret)

    import_jekyll(folder, root=root)

    assert not list(root.rglob("cv.md"))
    assert "cv.md:1: leads out of the site" in (root / "import-report.md").read_text()


def test_two_texts_for_one_address_both_come_over(root, blog):
    text = "---\ntitle: X\npermalink: /x/\n---\nWords.\n"

    texts = dict.fromkeys(("one.md", "two.md", "three.md"), text)
    import_jekyll(blog(texts | {"x-3/index.html": "<p>A file.</p>"}), root=root)

    places = [(root / f"content/pages/{name}").read_text() for name in texts]
    found = {re.search("permalink: (.*)", place)[1] for place in places}
    assert found == {"/x/", "/x-2/", "/x-4/"}
    report = (root / "import-report.md").read_text()
    assert "Jekyll shows one.md at /x/ too; this one is at /x-2/ now." in report


def test_links_that_lead_nowhere_are_named(root, blog, tmp_path):
    site = Path(blog({"a.md": POST, "b/c.txt": "C"}))
    (site / "b/gone.png").symlink_to("nothing.png")
    import_jekyll(str(site), root=root)

    report = (root / "import-report.md").read_text()
    assert "b/gone.png:1: is not a file, or a link to one that is not there." in report


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": "x"}, "is not a Jekyll site"),
        ({"docs/_config.yml": "x: y"}, "the folder docs in it is one"),
        ({"_config.yml": "a: [1\nb: 2\n"}, "_config.yml:2: is not YAML"),
        ({"_config.yml": "- a\n"}, "_config.yml:1: is not a list of keys"),
        ({"_config.yml": b"a: \xff\n"}, "_config.yml:1: is not UTF-8"),
        ({"_config.yml": "title: x\n"}, "has no post, no page and no file"),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_line(root, tmp_path, files, said):
    folder = write(tmp_path / "blog", files)
    before = everything(root)

    with pytest.raises(CommandError, match=said) as error:
        import_jekyll(str(folder), root=root)

    assert "\n" not in str(error.value)
    assert everything(root) == before


@pytest.mark.parametrize("address", ["/nowhere/at/all", "ext::touch owned", "-x"])
def test_an_address_that_git_may_not_follow_is_refused(root, address):
    with pytest.raises(CommandError, match="neither a folder nor a repository"):
        import_jekyll(address, root=root)


def test_a_git_address_is_fetched(root, blog):
    folder = blog({"_posts/2020-01-02-a.md": POST})
    git = ("git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@b.c")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "Begin")):
        subprocess.run([*git, *command], check=True)

    import_jekyll(f"file://{folder}", root=root)

    assert (root / "content/posts/2020-01-02-a.md").exists()


def test_a_disk_that_refuses_leaves_everything_as_it_was(root, blog, monkeypatch):
    before = everything(root)
    folder = blog({f"_posts/2020-01-0{n}-a.md": POST for n in range(1, 5)})
    from plugins.commands.import_jekyll import writing

    written = []

    def refuse(self, path, source, original=writing.Writing.write):
        if len(written) == 2:
            raise OSError(28, "No space left", str(path))
        written.append(path)
        original(self, path, source)

    monkeypatch.setattr(writing.Writing, "write", refuse)
    with pytest.raises(CommandError, match=r"No space left.*nothing was changed"):
        import_jekyll(folder, root=root)

    assert len(written) == 2
    assert everything(root) == before
    assert not (root / "content/posts").exists()


def test_the_record_is_plain_data(root, blog):
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST}), root=root)

    record = json.loads((root / "content/.import-jekyll.json").read_text())
    assert record["texts"] == {"_posts/2020-01-02-a.md": "posts/2020-01-02-a.md"}


def test_drawings_and_pages_with_scripts_are_named(root, blog):
    svg = "<svg xmlns='http://www.w3.org/2000/svg'>\n%s</svg>"
    files = {
        "_posts/2020-01-02-a.md": POST,
        "acts.svg": svg % "<script>a()</script>",
        "clicks.svg": svg % "<path onclick='a()' d=''/>",
        "still.svg": svg % "<path d=''/>",
        "demo/index.html": "<html>\n<script>a()</script></html>",
        "whole.html": "---\ntitle: W\n---\n<!doctype html>\n<a href='javascript:a()'>",
        "words.txt": "<script>",
    }
    import_jekyll(blog(files), root=root)
    report = (root / "import-report.md").read_text()

    named = {
        line.split(":")[0] for line in report.splitlines() if "has a script" in line
    }
    names = ("acts.svg", "clicks.svg", "demo/index.html", "whole.html")
    assert named == {f"- content/{name}" for name in names}
    assert "content/acts.svg:2: has a script in it" in report


def test_links_lead_to_whole_pages_and_to_folders(root, blog):
    whole = "---\ntitle: W\n---\n<!doctype html>\n<p>Hello."
    files = {"contact.html": whole, "shiny/index.html": "<html>", "p.md": POST}
    text = "[a](/contact) [b](/contact.html) [c](/shiny) [d](/shiny/)"

    new = body(root, blog, text, **files)

    assert new == "[a](/contact.html) [b](/contact.html) [c](/shiny/) [d](/shiny/)"


def test_every_cover_is_found(root, blog):
    head = 'cover-img: ["{{ site.baseurl }}/a.png": "A: one", /sub/b.png]'
    files = {
        "_posts/2020-01-02-a.md": f"---\ntitle: A\n{head}\n---\nWords.\n",
        "a.png": b"P",
        "b.png": b"P",
    }
    import_jekyll(blog(files, f"{CONFIG}baseurl: /sub\n"), root=root)

    new = (root / "content/posts/2020-01-02-a.md").read_text()
    assert 'cover-img: [{"/a.png": "A: one"}, /b.png]' in new


@pytest.mark.parametrize("key", ["cover-img", "thumbnail-img", "share-img"])
def test_a_picture_of_the_front_matter_that_is_not_there_is_named(root, blog, key):
    post = f"---\ntitle: A\n{key}: /b.png\n---\nWords.\n"
    import_jekyll(blog({"_posts/2020-01-02-a.md": post}), root=root)

    report = (root / "import-report.md").read_text()
    assert f"content/posts/2020-01-02-a.md:3: {key} names /b.png, not there" in report


@pytest.mark.parametrize(
    ("name", "title"), [("about-us.md", "Wells"), ("_notes/two-wells.md", "Two Wells")]
)
def test_only_a_page_is_named_by_its_heading(root, blog, name, title):
    files = {name: "---\nlayout: page\n---\n\n# Wells\n\nWords.\n"}
    config = f"{CONFIG}collections:\n  notes:\n    output: true\n"
    import_jekyll(blog(files, config), root=root)

    (new,) = set((root / "content").rglob("*.md")) - {root / "content/pages/about.md"}
    assert f"title: {title}\n" in new.read_text()


@pytest.mark.parametrize(
    "head",
    [
        "image:\n  feature: a.png\n  thumb: b.png\n  credit: Ada",
        "header:\n  overlay_image: /images/a.png\n  teaser: images/b.png",
    ],
)
def test_pictures_of_another_theme_are_covers(root, blog, head):
    post = f"---\ntitle: A\n{head}\ntags: [x]\n---\nWords.\n"
    pictures = {"images/a.png": b"P", "images/b.png": b"P"}
    new = imported(root, blog, {"_posts/2020-01-02-a.md": post, **pictures})

    assert re.findall("^(.*-img): /?images/(.)", new, re.MULTILINE) == [
        ("cover-img", "a"),
        ("thumbnail-img", "b"),
    ]
    assert "credit" not in new
    assert "teaser" not in new
    assert "tags: [x]" in new


def test_an_include_may_be_written_in_several_lines(root, blog):
    text = '{% include box.html\n  img="/p.png"\n  words="Well" %}\n'
    box = {"_includes/box.html": "![{{ include.words }}]({{ include.img }})"}

    assert body(root, blog, text, **box, **{"p.png": b"P"}) == "![Well](/p.png)"


def test_letters_of_every_script_stay_as_they_are_in_yaml():
    assert quoted(["Đường: một", "a"]) == '["Đường: một", a]'


def test_the_terminal_shows_the_most_frequent_kinds_of_hand_work():
    words = [f"kind {letter}" for letter in "abcdefghijklmn"]
    lines = [f"a.md:{n}: {kind}" for kind in words for n in (1, 2)] + [
        "b.md:1: often"
    ] * 3

    shown = by_kind(lines)

    assert shown[:2] == ["3 × b.md:1: often", "2 × a.md:1: kind a"]
    assert shown[2:] == [f"2 × a.md:1: {k}" for k in words[1:11]] + ["6 × others"]


def test_a_whole_page_that_is_not_shown_stays_behind(root, blog):
    whole = "---\ntitle: W\n---\n<!doctype html>\n<p>Hello."
    files = {"_posts/lab/undated.html": whole, "_posts/2020-01-02-a.md": POST}
    import_jekyll(blog(files), root=root)

    report = (root / "import-report.md").read_text()
    assert (
        "_posts/lab/undated.html:1: is an HTML document that Jekyll does not" in report
    )


def test_an_entry_of_the_menu_has_the_slash_of_its_page(root, blog):
    config = f"{CONFIG}navbar-links: {{Set: settings, Feed: /feed.xml, CV: cv}}\n"
    files = {
        "settings.md": "---\npermalink: /settings\n---\nSet.\n",
        "cv.md": POST,
    }
    import_jekyll(blog(files, config), root=root)

    assert '("Set", "settings/")' in (root / "pelicanconf.py").read_text()
    assert '("CV", "cv.html")' in (root / "pelicanconf.py").read_text()


def test_places_that_are_not_there_are_named(root, blog):
    text = f"{POST}\n# Here\n\n[a](#here) [b](#gone) <a id='x'></a>[c](#x)\n"
    import_jekyll(blog({"_posts/2020-01-02-a.md": text}), root=root)
    report = (root / "import-report.md").read_text()

    line = (
        "content/posts/2020-01-02-a.md:10: the link to #gone names a place that is not"
    )
    assert line in report
    assert report.count("names a place") == 1


ARCHIVES = """\
jekyll-archives:
  enabled: [tags, categories]
  permalinks: {tag: '/topics/:name/'}
"""


def test_old_pages_of_tags_lead_to_ours(root, blog):
    tagged = "---\ntitle: A\ntags: [C++, deep wells]\ncategory: mud\n---\nWords.\n"
    files = {
        "_posts/2020-01-02-a.md": tagged,
        "tag/deep.html": "---\nlayout: tag\ntag: deep wells\n---\n",
        "tag/none.html": "---\nlayout: tag\ntag: unknown\n---\n",
    }
    import_jekyll(blog(files, CONFIG + ARCHIVES), root=root)
    values = {}
    exec((root / "pelicanconf.py").read_text().split("\n", 1)[1], values)

    assert values["REDIRECTS"] == {
        "/topics/c/": "/tags/cpp/",
        "/topics/deep-wells/": "/tags/deep-wells/",
        "/category/mud/": "/blog/",
        "/tag/deep.html": "/tags/deep-wells/",
        "/tag/none.html": "/tags/",
    }


def test_ten_thousand_files_come_over(root, blog):
    files = {f"assets/{n}.txt": str(n) for n in range(9_900)}
    files |= {f"_posts/2020-01-02-p{n}.md": POST for n in range(100)}

    said = import_jekyll(blog(files), root=root)

    assert "10001 files in the Jekyll site" in said
    assert "100 posts, 0 notes, 0 pages, 9900 pictures and other files" in said
    assert sum(1 for f in (root / "content/assets").iterdir()) == 9_900


GISCUS = """
giscus: {repository: ada/wells, repository-id: R_1, category: Talk, category-id: D_1}
matomo: {site_id: 9, uri: stats.ada.example}
analytics: {provider: google-gtag, google: {tracking_id: G-1}}
staticman: {repository: , branch: main}
site-css: /mine.css
"""


def test_comments_and_statistics_go_on(root, blog):
    config = CONFIG + GISCUS
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST}, config), root=root)

    settings = (root / "pelicanconf.py").read_text()
    for value in ('"service": "giscus"', '"repo": "ada/wells"', '"category-id": "D_1"'):
        assert value in settings
    for value in ('"service": "matomo"', '"site": "9"', '"https://stats.ada.example"'):
        assert value in settings
    report = (root / "import-report.md").read_text()
    assert "_config.yml:1: google_analytics: write its script in" in report
    assert "_config.yml:1: site-css: content/theme/static/css/own.css is for" in report
    assert not re.search("(giscus|matomo|staticman): write", report)


def test_what_would_not_be_loaded_is_allowed_by_one_setting(root, blog):
    text = POST + '<b style="x">b</b> ![a](https://p.example/a.png)\n'
    import_jekyll(blog({"_posts/2020-01-02-a.md": text}), root=root)

    report = (root / "import-report.md").read_text()
    one = 'ALLOWED_HOSTS = {"img": ["p.example"], "style": ["inline"]}'
    assert f"what 2 of these lines say may be allowed at once, by {one}" in report


def test_what_jekyll_makes_anew_is_made_anew(root, blog):
    made = dict.fromkeys(("rss.xml", "sitemap.xml"), "---\n---\n{{ site.time }}")
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST, **made}), root=root)

    assert 'FEED_POSTS_ATOM = "rss.xml"' in (root / "pelicanconf.py").read_text()
    assert "write it anew" not in (root / "import-report.md").read_text()


def test_a_text_that_jekyll_does_not_show_is_a_draft_without_an_address(root, blog):
    text = "---\ntitle: A\ndate: 2020-01-02\npermalink: /a/\n---\nWords.\n"
    new = imported(root, blog, {"_posts/new.md": text}, "content/posts/new.md")

    assert "published: false" in new
    assert "permalink" not in new
    assert "new.md:1: its name has no date" in (root / "import-report.md").read_text()


def test_what_is_no_text_and_no_name_is_taken_out_or_told(root, blog):
    text = "---\ntitle: A\ntags: [a, 🙂]\nlang: xx\n---\nW\x00ords.\n"
    new = imported(root, blog, {"_posts/2020-01-02-a.md": text})

    assert "\nWords." in new
    report = (root / "import-report.md").read_text()
    assert "1 × texts with control characters" in report
    assert "a.md:3: '🙂' has neither letters nor digits" in report
    assert "a.md:4: pages have no words in the language 'xx'" in report


def test_what_may_have_been_meant_is_said(root, blog):
    text = "[a](pics/a.png) [b](/else/b) [c](https://ada.example/else/c)"
    text += " [d](/pics//a.png) [e](/2020-01-01-e.md)"
    older = {
        "_posts/old/2020-01-01-e.md": POST.replace("First", "E"),
        "pics/a.png": "P",
    }
    made = body(root, blog, text, **older)

    report = (root / "import-report.md").read_text()
    assert "/2020/01/02/pics/a.png leads nowhere; /pics/a.png is there." in report
    assert "the link /else/b leads nowhere; write its whole address if" in report
    assert "leads nowhere; /posts/old/2020-01-01-e.md is there." in report
    assert "[c](https://ada.example/else/c) [d](/pics/a.png)" in made


def test_nothing_is_said_of_a_list_that_stays_behind(root, blog):
    (root / "content/pages/home.md").write_text("---\npermalink: /\n---\n")
    listed = "---\n---\n{% for post in site.posts %}{{ post.title }}{% endfor %}"
    import_jekyll(
        blog({"index.html": listed, "_posts/2020-01-02-a.md": POST}), root=root
    )

    assert "home-2.md" not in (root / "import-report.md").read_text()


def test_no_text_gets_a_name_that_is_not_read(root, blog):
    files = {"LICENSE.md": "---\ntitle: Free\n---\nWords.\n", "a/LICENSE.txt": "Free."}
    new = imported(root, blog, files, "content/pages/page-LICENSE.md")

    assert "permalink: /LICENSE" in new
    report = (root / "import-report.md").read_text()
    assert "content/a/LICENSE.txt:1: is not published, for IGNORE_FILES has" in report


def test_examples_of_a_theme_are_nobodys(root, blog):
    config = "social-network-links: {email: me@example.com, github: ada}\n"

    import_jekyll(blog({"lab.html": LAB}, CONFIG + config), root=root)

    assert 'SOCIAL = [("github", "ada")]' in (root / "pelicanconf.py").read_text()


MENUS = {  # configurations, to what is in their menus
    "theme: minima": [("Lab", "lab/")],
    "collections: {tabs: {output: true, permalink: '/:title/'}}": [
        ("Two", "two/"),
        ("One", "one/"),
        ("Team", "team/"),
    ],
    "header_pages: [lab.md]": [("Lab", "lab/")],
}


@pytest.mark.parametrize("config", MENUS)
def test_pages_are_in_the_menu_where_their_theme_shows_them(root, blog, config):
    team = "permalink: /team/\nnav: true\nnav_order: 3"
    files = {
        "lab.md": LAB.replace("title", "permalink: /lab/\ntitle"),
        "_tabs/one.md": "---\norder: 2\n---\nOne.\n",
        "_tabs/two.md": "---\norder: 1\n---\nTwo.\n",
        "team.md": f"---\n{team}\n---\nAll of us.\n" if "tabs" in config else "",
    }

    import_jekyll(blog(files, f"{CONFIG}{config}\n"), root=root)

    values = {}
    exec((root / "pelicanconf.py").read_text().split("\n", 1)[1], values)
    assert values["MENU"] == MENUS[config]


def test_a_menu_has_addresses_alone(root, blog):
    config = (
        CONFIG + """navbar-links: {Out: 'https://out.example/" target="_blank"'}\n"""
    )
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST}, config), root=root)

    assert '("Out", "https://out.example/")' in (root / "pelicanconf.py").read_text()


def test_settings_that_a_build_would_refuse_are_left_out_and_named(root, blog):
    config = "title: T\ntimezone: JPN\nnavbar-links: {A: 'https://a b.example'}\n"
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST}, config), root=root)

    settings = (root / "pelicanconf.py").read_text()
    report = (root / "import-report.md").read_text()
    assert "JPN" not in settings
    assert "a b" not in settings
    assert "- _config.yml:1: TIMEZONE was left out: TIMEZONE is 'JPN', which" in report
    assert (
        "- _config.yml:1: MENU was left out: the address 'https://a b.example'"
        in report
    )


def whole_project(folder):
    sites.write(folder, sites.site_files(sites.WHOLE, sites.SETTINGS))
    (folder / "pelicanconf.py").write_text((folder / "site_settings.py").read_text())


REFUSED = {  # what only a build sees: in a text, and what is said of it
    "a/p.png": "",
    "_posts/2020-01-02-a.md": "---\ntitle: A\npermalink: /Same/\n"
    "summary: '[no](/nowhere/) here'\n---\nWords.\n",
    "_posts/2020-01-03-b.md": "---\ntitle: B\npermalink: /same/\n---\nWords.\n",
    "_posts/2020-01-04-c.md": "---\ntitle: C\n---\n"
    '<img src="/p.png" srcset="/p.png 1x, /gone.png 2x" alt="P">\n\n![Q](/cut.png)\n',
}
SAID = [
    "content/posts/2020-01-02-a.md:4: ",  # a dead link in a summary
    "content/posts/2020-01-03-b.md:3: ",  # an address but for its case
    "content/posts/2020-01-04-c.md:6: the link to /gone.png leads nowhere",
    "content/posts/2020-01-04-c.md:8: the picture /cut.png is cut off",
]


def test_what_a_built_site_would_be_refused_for_is_in_the_report(tmp_path, blog):
    pictures = {"p.png": sites.png(20, 20), "cut.png": sites.png(20, 20)[:-8]}
    whole_project(tmp_path)
    import_jekyll(blog(REFUSED | pictures), root=tmp_path)

    report = (tmp_path / "import-report.md").read_text()
    assert [said for said in SAID if said not in report] == []
    assert not list(tmp_path.glob("output*"))


def test_a_dry_run_says_what_an_import_of_a_built_site_says(tmp_path, blog):
    pictures = {"p.png": sites.png(20, 20), "cut.png": sites.png(20, 20)[:-8]}
    project = tmp_path / "project"
    project.mkdir()
    whole_project(project)
    source, before = blog(REFUSED | pictures), everything(project)

    tried = import_jekyll(source, root=project, dry_run=True)

    assert everything(project) == before
    said = import_jekyll(source, root=project)
    assert "the picture /cut.png is cut off" in tried
    assert tried.splitlines()[:-1] == said.splitlines()[:-1]


def test_what_keeps_a_site_from_being_built_is_said_in_a_line(tmp_path, blog):
    whole_project(tmp_path)
    with (tmp_path / "pelicanconf.py").open("a") as settings:
        settings.write("THEME = 'gone'\n")
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST}), root=tmp_path)

    report = (tmp_path / "import-report.md").read_text()
    assert "- pelicanconf.py:" in report
    assert "gone" in report


def test_an_imported_site_is_built(tmp_path, blog):
    files = {
        "_posts/2020-01-02-a.md": "---\nlayout: post\n---\n\n"
        "[b]({% post_url 2020-01-03-b %}) ![p](/pics/p.png) and $x^2$\n",
        "_posts/2020-01-03-b.md": "---\ntitle: B\nredirect_from: /old/\n---\nWords.\n",
        "pics/p.png": sites.png(20, 20),
    }
    whole_project(tmp_path)
    import_jekyll(blog(files), root=tmp_path)

    done = sites.run_pelican(tmp_path, "-s", "pelicanconf.py")

    assert done.returncode == 0, done.stderr
    page = (tmp_path / "output/2020/01/02/a.html").read_text()
    assert "/2020/01/03/b.html" in page
    assert "/pics/p.png" in page
    assert "<math" in page
    assert (tmp_path / "output/old/index.html").exists()


WORKS = "@book{lovelace, title={Notes}, author={Ada Lovelace}, year={1843}}"
CITATIONS = [
    ("{% cite lovelace %}", "[@lovelace]"),
    ("{%cite lovelace babbage:1822 -l 3%}", "[@lovelace; @babbage:1822, p. 3]"),
    ('{% cite lovelace --prefix "see also" %}', "[see also @lovelace]"),
    ("{% bibliography --cited --file works %}", ""),
    ("{% bibliography -q @book %}", "{% bibliography -q @book %}"),
    ("{% cite love;lace %}", "{% cite love;lace %}"),
]


@pytest.mark.parametrize(("tag", "new"), CITATIONS)
def test_citations_of_works_come_over_with_the_works(root, blog, tag, new):
    config = f"{CONFIG}scholar: {{source: /_refs/, bibliography: works.bib}}\n"
    post = f"---\ntitle: A\n---\nSo {tag}.\n"
    source = blog({"_refs/works.bib": WORKS, "_posts/2020-01-02-a.md": post}, config)

    import_jekyll(source, root=root)

    assert f"So {new}." in (root / "content/posts/2020-01-02-a.md").read_text()
    assert (root / "content/refs/works.bib").read_text() == WORKS
    assert 'BIBLIOGRAPHY = "refs/works.bib"' in (root / "pelicanconf.py").read_text()


def test_citations_of_a_site_without_works_stay(root, blog):
    assert "{% cite a %}" in body(root, blog, "{% cite a %}")


BOXES = [
    ("> a\n{: .prompt-warning }", "> a\n{: .box-warning }"),
    ("a\n{: .notice--info}", "a\n{: .box-note}"),
    ('<div class="x notice" markdown="1">', '<div class="x box-note" markdown="1">'),
    ("{: .my-notice--info}", "{: .my-notice--info}"),
    ("`{: .notice--danger}`", "`{: .notice--danger}`"),
    ("a\n{: #b .notice--danger}", "a\n{: #b .box-error}"),
]


@pytest.mark.parametrize(("theirs", "ours"), BOXES)
def test_boxes_of_other_themes_are_boxes_here(root, blog, theirs, ours):
    assert body(root, blog, f"b\n\n{theirs}\n\nc").strip() == f"b\n\n{ours}\n\nc"


def test_pictures_come_from_the_folder_that_a_text_names(root, blog):
    head = "media_subpath: /pics/a/\nimage: {src: cover.png, width: 3, alt: A well}"
    post = f"---\ntitle: A\n{head}\n---\n![b](b.png) ![c](/pics/c.png) [d](#d)\n"
    pictures = dict.fromkeys(("pics/a/cover.png", "pics/a/b.png", "pics/c.png"), "")

    new = imported(root, blog, {"_posts/2020-01-02-a.md": post, **pictures})

    assert "image: /pics/a/cover.png\n" in new
    assert "cover-alt: A well\n" in new
    assert "![b](/pics/a/b.png) ![c](/pics/c.png) [d](#d)" in new
