"""A Jekyll site comes over as it is, and nothing of the author's is lost."""

import json
import re
import subprocess
from functools import partial
from pathlib import Path

import jekyll_blogs
import pytest
from jekyll_blogs import CONFIG, LAB, POST, SETTINGS, body, everything, write

from plugins.commands.import_jekyll.command import import_jekyll, kinds_in
from plugins.commands.import_jekyll.report import by_kind
from plugins.commands.project import CommandError


@pytest.fixture(autouse=True)
def no_build(monkeypatch):
    jekyll_blogs.build_none(monkeypatch)


@pytest.fixture
def root(tmp_path):
    return jekyll_blogs.project(tmp_path)


@pytest.fixture
def blog(tmp_path):
    return partial(jekyll_blogs.blog, tmp_path)


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


def test_nothing_of_the_source_is_run(root, blog):
    loop = "{% for i in (1..99999) %}{% for j in (1..99999) %}x{% endfor %}{% endfor %}"
    inner = {"_includes/me.html": "{% include me.html %}"}

    assert body(root, blog, f"{loop}\n{{% include me.html %}}", **inner)
    assert "goes on too long" in (root / "import-report.md").read_text()


def test_a_second_run_changes_nothing(root, blog):
    files = {"_posts/2020-01-02-a.md": POST, "cv.md": POST, "p.png": b"P"}
    import_jekyll(blog(files), root=root)
    before = everything(root)

    said = import_jekyll(blog(files), root=root)

    assert everything(root) == before
    assert "0 files new, 0 renewed, 3 the same, 0 yours" in said


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


def test_ten_thousand_files_come_over(root, blog):
    files = {f"assets/{n}.txt": str(n) for n in range(9_900)}
    files |= {f"_posts/2020-01-02-p{n}.md": POST for n in range(100)}

    said = import_jekyll(blog(files), root=root)

    assert "10001 files in the Jekyll site" in said
    assert "100 posts, 0 notes, 0 pages, 9900 pictures and other files" in said
    assert sum(1 for f in (root / "content/assets").iterdir()) == 9_900


def test_what_jekyll_makes_anew_is_made_anew(root, blog):
    made = dict.fromkeys(("rss.xml", "sitemap.xml"), "---\n---\n{{ site.time }}")
    import_jekyll(blog({"_posts/2020-01-02-a.md": POST, **made}), root=root)

    assert 'FEED_POSTS_ATOM = "rss.xml"' in (root / "pelicanconf.py").read_text()
    assert "write it anew" not in (root / "import-report.md").read_text()


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
