"""A Jekyll site that was brought over is built, or what keeps it from that is said."""

from functools import partial

import jekyll_blogs
import pytest
import sites
from jekyll_blogs import POST, everything

from plugins.commands.import_jekyll.command import import_jekyll


@pytest.fixture
def blog(tmp_path):
    return partial(jekyll_blogs.blog, tmp_path)


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
