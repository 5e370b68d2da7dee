"""What is not for readers: drafts, droppings, and files that lie elsewhere."""

import os
import re
import shutil

import pytest
from figure_sites import ALT, OURS, site_of
from sites import ALL, SETTINGS, build, post

PLUGINS = [*OURS["PLUGINS"][:1], "plugins.private", *OURS["PLUGINS"][1:]]
PUBLIC = {"WITH_DRAFTS": False, "STRICT": True, "SITEURL": "https://example.org"}
SEARCHED = ALL | {"DIRECT_TEMPLATES": ["index", *ALL["DIRECT_TEMPLATES"]]}
SECRET = "Nobodymayreadthis"
DRAFTS = {
    "posts/plain.md": "",
    "posts/en.md": "slug: two\n",
    "posts/vi.md": "slug: two\nlang: vi\n",
    "posts/address.md": "permalink: /soon/\n",
    "posts/file.md": "save_as: later.html\nurl: later.html\n",
    "notes/note.md": "",
    "notes/vi.md": "lang: vi\n",
    "notes/address.md": "permalink: /soon-too/\n",
    "pages/page.md": "",
    "pages/vi.md": "lang: vi\n",
    "pages/address.md": "permalink: /sooner/\n",
}


GOOD = {
    "content/posts/good.md": post("Good."),
    "content/notes/good.md": post("Good."),
}


def draft(more="", body=SECRET):
    return (
        f"---\ntitle: Draft\ndate: 2026-01-03\npublished: false\n{more}---\n\n{body}\n"
    )


def output(folder):
    """The files of the built site: bytes by path."""
    root = folder / "output"
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def drafts():
    return {f"content/{path}": draft(more) for path, more in DRAFTS.items()}


def site(folder, files, **settings):
    done = build(folder, {**GOOD, **files}, SEARCHED | settings)
    assert done.returncode == 0, done.stderr
    return output(folder)


def test_no_draft_is_in_a_public_build_whatever_its_address(tmp_path):
    with_them = site(tmp_path / "a", drafts(), **PUBLIC)
    without = site(tmp_path / "b", {}, **PUBLIC)

    assert with_them == without


def test_at_home_every_draft_is_written(tmp_path):
    found = site(tmp_path, drafts())

    shown = [path for path, data in found.items() if SECRET.encode() in data]
    assert len(shown) == len(DRAFTS)
    assert all(path.endswith(("/index.html", "later.html")) for path in shown)


def test_what_only_a_draft_shows_stays_at_home_with_it(tmp_path):
    body = "![a](/images/own.svg) ![b](/images/both.svg) ![c](beside.svg)"
    figure = f'![{ALT}](demo:wave "Wave.")'
    files = site_of({"posts/good.md": post("![b](/images/both.svg)")}) | {
        "content/posts/draft.md": draft(
            "cover-img: /images/cover.svg\n",
            f"{body}\n\n{figure}",
        ),
        **{
            f"content/{name}.svg": '<svg width="9" height="9"></svg>'
            for name in ("images/cover", "images/own", "images/both", "posts/beside")
        },
        "content/images/alone.svg": "<svg></svg>",
    }
    settings = {**OURS, "PLUGINS": PLUGINS}

    at_home, lock = site(tmp_path, files, **settings), tmp_path / "figures.lock"
    is_locked = lock.exists()
    shutil.rmtree(tmp_path / "output")
    public = site(tmp_path, files, **settings, **PUBLIC)

    assert any(path.startswith("figures/") for path in at_home)
    assert not any(path.startswith("figures/") for path in public)
    pictures = {path for path in public if path.endswith(".svg")}
    assert pictures == {"images/both.svg", "images/alone.svg"}
    assert {"posts/beside.svg", "images/own.svg", "images/cover.svg"} <= at_home.keys()
    assert not is_locked
    assert not lock.exists()


def test_mistakes_in_a_draft_do_not_keep_the_rest_from_readers(tmp_path):
    unfinished = {"content/posts/draft.md": draft(body="![](/images/a.png) [b](c.md)")}

    assert "blog/good/index.html" in site(tmp_path, unfinished, **PUBLIC)


@pytest.mark.parametrize("settings", [{}, PUBLIC], ids=["at home", "in public"])
def test_a_link_from_a_published_text_to_a_draft_is_a_mistake(tmp_path, settings):
    files = {
        "content/posts/good.md": post("One.\n\nSee [that](draft.md)."),
        "content/posts/draft.md": draft(body="To [another draft](other.md)."),
        "content/posts/other.md": draft(),
    }

    done = build(tmp_path, files, settings)

    assert done.returncode == 1
    first, *_ = done.stderr.splitlines()
    assert first.startswith("content/posts/good.md:8: the link to draft.md leads to a ")
    assert "other.md" not in done.stderr


def test_what_has_a_date_to_come_is_held_back_and_said(tmp_path):
    text = "---\ntitle: T\ndate: 2999-05-01\n---\nLater.\n"
    coming = {"content/posts/later.md": text, "content/notes/coming.md": text}

    public = build(tmp_path / "a", {**GOOD, **coming}, SEARCHED | PUBLIC)
    at_home = site(tmp_path / "b", coming)

    assert public.returncode == 0
    assert sorted(public.stderr.splitlines()) == [
        f"{path}:3: held back until 2999-05-01 00:00; publish again then."
        for path in sorted(coming)
    ]
    assert output(tmp_path / "a") == site(tmp_path / "c", {}, **PUBLIC)
    assert {"drafts/later/index.html", "drafts/coming/index.html"} <= at_home.keys()
    assert "later" not in at_home["sitemap.xml"].decode()


# Droppings

DROPPINGS = [
    "posts/._good.md",
    "posts/.ipynb_checkpoints/old-checkpoint.md",
    "posts/#good.md#",
    "posts/good.md~",
    "images/.env",
    "images/.git/config",
    "images/.DS_Store",
    "images/Thumbs.db",
    "images/a.png~",
]


def test_what_editors_and_systems_leave_is_neither_read_nor_published(tmp_path):
    files = {f"content/{path}": post("Old copy.") for path in DROPPINGS}
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/posts/.#good.md").symlink_to("me@host.1:2")

    found = site(tmp_path, files, STRICT=True)

    assert found == site(tmp_path / "clean", {}, STRICT=True)


def test_not_even_a_link_publishes_a_hidden_file(tmp_path):
    files = {
        "content/posts/good.md": post("[key](../images/.env.json)"),
        "content/images/.env.json": "KEY=1",
    }

    done = build(tmp_path, files)

    assert done.returncode == 1
    assert done.stderr.startswith(
        "content/posts/good.md:6: the link to ../images/.env.json"
    )
    assert not any(b"KEY" in data for data in output(tmp_path).values())


# Outside

OUTSIDE = b'<svg width="9" height="9">outside</svg>'


@pytest.fixture
def outside(tmp_path):
    """What a build says of texts; beside ``content`` lies a picture, untouched."""

    def built(texts):
        (tmp_path / "else").mkdir(parents=True)
        (tmp_path / "else/outside.svg").write_text("kept")
        files = {f"content/posts/{name}.md": text for name, text in texts.items()}
        files["outside.svg"] = OUTSIDE
        arguments = ("--output", "else/site")
        done = build(tmp_path, files, {"KEEP_GOING": True}, *arguments)
        written = [path for path in (tmp_path / "else").rglob("*") if path.is_file()]
        assert (tmp_path / "else/outside.svg").read_text() == "kept"
        assert not [path for path in written if OUTSIDE in path.read_bytes()]
        assert {p.name for p in (tmp_path / "else").iterdir()} == {
            "site",
            "outside.svg",
        }
        return done.stderr

    return built


def test_a_file_outside_is_not_published_and_named(outside):
    said = outside(
        {
            "a": post("![A plot](../../outside.svg)"),
            "b": post("![A plot](/../outside.svg)"),
            "c": post("[text](../../outside.svg)"),
            "d": "---\ntitle: D\ndate: 2026-01-01\ncover-img: ../outside.svg\n---\n",
        }
    )

    assert "posts/a.md:6: the link to ../../outside.svg leads out of the con" in said
    assert "posts/b.md:6: the link to /../outside.svg leads " in said
    assert "posts/c.md:6: the link to ../../outside.svg leads out of the con" in said
    assert "posts/d.md:4: cover-img names '../outside.svg'" in said


def test_a_link_of_the_file_system_leads_nothing_in(tmp_path, outside):
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/file").symlink_to("../../outside.svg")
    (tmp_path / "content/images/folder").symlink_to("../../else")

    said = outside({})

    assert "content/images/file:1: the file is a link to" in said
    assert "content/images/folder:1: the file is a link to" in said


ESCAPES = {
    "a": "save_as: ../outside.svg",
    "b": "save_as: ../site-evil/a.html",
    "c": "save_as: /etc/a.html",
    "d": "permalink: /../../a/",
    "e": "slug: ../../../a",
    "f": "lang: ../../../../x",
}


def test_a_file_in_the_root_is_never_taken_for_a_plugin(tmp_path):
    names = [name.removeprefix("plugins.") for name in SETTINGS["PLUGINS"]]
    theirs = {f"{name}.py": "raise RuntimeError(__file__)\n" for name in names}

    done = build(tmp_path, {"content/posts/a.md": post("Words."), **theirs})

    assert (done.returncode, done.stderr) == (0, "")


def test_no_text_is_written_outside_the_site(outside):
    head = "---\ntitle: A\ndate: 2026-01-01\n{}\n---\n"

    said = outside({name: head.format(line) for name, line in ESCAPES.items()})

    named = re.findall(r"^content/posts/(.)\.md:4: it would be written to", said, re.M)
    assert named == list(ESCAPES)


ENDLESS = {  # how each is made, and what is said of it
    "pipe": (os.mkfifo, "neither a file nor a folder"),
    "zeros": (lambda p: p.symlink_to("/dev/zero"), "neither a file nor a folder"),
    "lost": (lambda p: p.symlink_to("gone"), "a link to gone, which is not there"),
    "own": (lambda p: p.symlink_to(p.name), "which is not there"),
    "around": (lambda p: p.symlink_to(".."), "a link to a folder that it is in itself"),
}


@pytest.fixture(scope="module")
def endless(tmp_path_factory):
    """What a build says of files in all places that cannot be read to an end."""
    folder = tmp_path_factory.mktemp("endless")
    plots = "".join(f"![A plot](../images/{name}.png)\n" for name in ENDLESS)
    for name, (make, _) in ENDLESS.items():
        for path in (f"posts/{name}.md", f"images/{name}.png", name):
            odd = folder / "content" / path
            odd.parent.mkdir(parents=True, exist_ok=True)
            make(odd)
    files = GOOD | {"content/posts/more.md": post(plots)}
    said = build(folder, files, {"KEEP_GOING": True}).stderr
    assert (folder / "output/blog/good/index.html").is_file(), said
    return said.splitlines()


@pytest.mark.parametrize("path", ["posts/%s.md", "images/%s.png", "%s"])
@pytest.mark.parametrize("name", ENDLESS)
def test_what_cannot_be_read_to_an_end_is_named_and_not_read(endless, name, path):
    start = f"content/{path % name}:1: is "
    (said,) = (line for line in endless if line.startswith(start))
    assert ENDLESS[name][1] in said


def test_the_mark_of_an_open_editor_is_no_mistake(tmp_path):
    mark = tmp_path / "content/posts/.#good.md"
    mark.parent.mkdir(parents=True)
    mark.symlink_to("somebody@here.1234:567")

    site(tmp_path, {}, **PUBLIC)


LONG = "x" * 300
IMPOSSIBLE = [
    (f"slug: {LONG}", "a name of more than 255 bytes"),
    ("slug: " + "đ" * 150, "a name of more than 255 bytes"),
    ('slug: "a\\0b"', r"with '\x00' in it"),
    ("slug: ../../a", "outside the site"),
    ('slug: "a\\u2028b"', r"with '\u2028' in it"),
    ("permalink: /../a/", "outside the site"),
    (r"permalink: C:\a", "with '\\\\' in it"),
    ("permalink: /a?b/", "with '?' in it"),
    ("permalink: /a/#b", "with '#' in it"),
    (f"permalink: /{LONG}.html", "a name of more than 255 bytes"),
    (f"tags: [{LONG}]", "is too long to make an address of; rename it."),
    (f"category: {LONG}", "is too long to make an address of; rename it."),
    (f"author: {LONG}", "is too long to make an address of; rename it."),
    (f"series: {LONG}", "is too long to make an address of; rename it."),
]


FOLDERS = ["vi", "feeds", "series", "authors", "blog", "theme"]
NOWHERE = [  # what is seen while reading, and what in pages
    [
        "[a]({static}/%00)",
        "[a]({filename}%00.md)",
        '<video src="%00.mp4"></video>',
    ],
    ["[a](%00)", "![a b](/images/%00.png)"],
]
HEAD = "---\ntitle: {0}\ndate: 2026-01-01\n{1}\n---\n\nWords.\n"


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory):
    """What a build says that nobody may publish, of texts with a mistake each."""
    lines = enumerate(line for line, _ in IMPOSSIBLE)
    texts = {f"line{number}": HEAD.format("A", line) for number, line in lines}
    texts |= {name: HEAD.format("A", f"save_as: {name}") for name in FOLDERS}
    texts["other"] = HEAD.format("B", "lang: vi\nseries: s")
    files = {f"content/posts/{name}.md": text for name, text in texts.items()}
    done = build(tmp_path_factory.mktemp("mistakes"), GOOD | files, PUBLIC)
    assert done.returncode == 1
    return done.stderr.splitlines()


@pytest.mark.parametrize("number", range(len(IMPOSSIBLE)))
def test_an_address_that_no_file_can_have_is_named(mistakes, number):
    start, (_, why) = f"content/posts/line{number}.md:4: ", IMPOSSIBLE[number]
    assert any(line.startswith(start) and why in line for line in mistakes)


@pytest.mark.parametrize("name", FOLDERS)
def test_no_text_is_a_file_where_a_folder_comes(mistakes, name):
    said = f"it would be written to {name}, but {name} is a file"
    assert any(
        line.startswith(f"content/posts/{name}.md:4: {said}") for line in mistakes
    )


@pytest.mark.parametrize("bodies", NOWHERE)
def test_an_address_that_no_file_has_leads_nowhere(tmp_path, bodies):
    texts = {f"content/posts/{n}.md": post(body) for n, body in enumerate(bodies)}

    done = build(tmp_path, GOOD | texts, PUBLIC)

    assert done.returncode == 1
    named = re.findall(r"^content/posts/(\d).md:6: the ", done.stderr, re.MULTILINE)
    assert named == [str(number) for number in range(len(bodies))], done.stderr


def test_slashes_of_a_permalink_count_once(tmp_path):
    files = {
        "content/posts/a.md": post("A.").replace(
            "\n---", "\npermalink: //a//b/\n---", 1
        )
    }

    assert "a/b/index.html" in site(tmp_path, files)
