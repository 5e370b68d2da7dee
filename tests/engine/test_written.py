"""What was lost on the way to the site is said: files written twice, dead links."""

import pytest
from sites import LISTS, build, post

BARE = "---\ntitle: A\ndate: 2026-01-01\n{}\n---\n\nWords.\n"
LINKS = {
    "[a](/nope/)": "the link to /nope/ leads nowhere.",
    "[a](/nope.html)": "the link to /nope.html leads nowhere.",
    "![a picture](/images/nope.png)": "the link to /images/nope.png leads nowhere.",
    "[a](#nope)": "the link to #nope names a place that is not there.",
    "[a](good.md#nope)": "the link to good.md#nope names a place that is not there.",
    "[a]({tag}nope)": "the link to {tag}nope leads nowhere.",
    "[a]({category}nope)": "the link to {category}nope leads nowhere.",
    "[a]({author}nope)": "the link to {author}nope leads nowhere.",
    "[a]({foo}bar)": "the link to {foo}bar leads nowhere.",
    "[a](../pages/about.html)": "the link to ../pages/about.html leads nowhere.",
    "<a href='/single/'>a</a>": "the link to /single/ leads nowhere.",
    "<a href=/bare/>a</a>": "the link to /bare/ leads nowhere.",
    '<A HREF="/upper/">a</A>': "the link to /upper/ leads nowhere.",
    '<a title="x > y" href="/sign/">a</a>': "the link to /sign/ leads nowhere.",
    '<img alt="a" srcset="/images/no.png 2x" src="/images/x.svg">': (
        "the link to /images/no.png leads nowhere."
    ),
    '<object data="/images/o.svg"></object>': (
        "the link to /images/o.svg leads nowhere."
    ),
    "[a](/blog)": "the link to /blog is a folder; end it with a slash.",
}
GOOD = {
    "content/posts/good.md": post("## There\n\nGood."),
    "content/notes/good.md": post("Good."),
    "content/images/x.svg": '<svg width="9" height="9"></svg>',
}


def said(folder, files, **settings):
    done = build(folder, {**GOOD, **files}, settings)
    return done.returncode, done.stderr.splitlines()


@pytest.fixture(scope="module")
def dead(tmp_path_factory):
    files = {
        f"content/posts/p{n}.md": post(f"First.\n\n{link}")
        for n, link in enumerate(LINKS)
    }
    return said(tmp_path_factory.mktemp("site"), files)


def test_each_link_that_leads_nowhere_is_named_with_its_line_once(dead):
    code, lines = dead

    assert code == 1
    assert sorted(lines[:-1]) == sorted(
        f"content/posts/p{n}.md:8: {words}" for n, words in enumerate(LINKS.values())
    )


@pytest.mark.parametrize("site", ["", "https://example.org", "https://a.b/c/d"])
def test_a_link_that_only_a_list_or_a_feed_shows_is_named_too(tmp_path, site):
    files = {
        "content/posts/a.md": BARE.format('summary: "See [it](/gone/)."'),
        "content/notes/a.md": BARE.format('summary: "See [it](/gone-too/)."'),
    }

    code, lines = said(tmp_path, files, SITEURL=site)

    assert code == 1
    assert lines[:2] == [
        "content/notes/a.md:4: the link to /gone-too/ leads nowhere.",
        "content/posts/a.md:4: the link to /gone/ leads nowhere.",
    ]


def test_a_link_that_a_page_shows_of_another_text_is_said_once(tmp_path):
    home = "---\ntitle: Home\npermalink: /\ntemplate: index\n---\n"
    files = {"content/pages/home.md": home, "content/posts/a.md": post("[a](/gone/)")}

    code, lines = said(tmp_path, files)

    assert code == 1
    assert lines[:-1] == ["content/posts/a.md:6: the link to /gone/ leads nowhere."]


@pytest.mark.parametrize("site", ["", "https://a.b/c"])
def test_what_is_relative_to_a_page_is_right_where_others_show_it(tmp_path, site):
    body = '[a](../good/) [b](./#fn) <a href="../good/">c</a>\n\n<p id="fn">d</p>'

    assert said(tmp_path, {"content/posts/a.md": post(body)}, SITEURL=site) == (0, [])
    page = (tmp_path / "output/index.html").read_text()
    assert page.count(f'href="{site}/blog/good/"') == 2
    assert f'href="{site}/blog/a/#fn"' in page


def test_what_is_relative_to_a_page_and_leads_nowhere_is_said_once(tmp_path):
    files = {"content/posts/a.md": post("[a](../gone/)")}

    code, lines = said(tmp_path, files, SITEURL="https://a.b")

    assert code == 1
    assert lines[:-1] == ["content/posts/a.md:6: the link to ../gone/ leads nowhere."]


def test_links_that_lead_somewhere_are_fine(tmp_path):
    body = (
        "[a](/blog/good/) [b](good.md#there) [c]({tag}x) [d](#top) [e](/notes/) "
        "![f](/images/x.svg) [g](https://example.org/x) [h](mailto:a@example.org) "
        "[i](/feeds/all.atom.xml) `<a href='/x/'>` [j](/blog/a/#fn)\n\n"
        '<p id="fn">`[k](/code/)` <a href="/blog/?q=1">l</a></p>\n\n'
        "    <a href='/x/'>\n"
    )
    files = {"content/posts/a.md": BARE.format("tags: x").replace("Words.", body)}

    assert said(tmp_path, files, STRICT=True) == (0, [])


def test_a_link_of_the_theme_that_leads_nowhere_is_said_once(tmp_path):
    files = {
        "theme/templates/article.html": '<a href="{{ SITEURL }}/lost/">x</a>',
        "content/posts/a.md": post("x"),
    }

    code, lines = said(tmp_path, files, MENU=[], SITEURL="https://a.b")

    assert code == 0
    assert lines == [
        "blog/a/index.html:1: warning: the link to 'https://a.b/lost/' leads nowhere. "
        "It is on 2 pages.",
    ]


def test_a_draft_may_have_a_tag_that_no_page_is_for_yet(tmp_path):
    article = "{% for t in article.tags %}<a href='/{{ t.url }}'>{% endfor %}"
    files = {
        "theme/templates/article.html": article,
        "content/posts/draft.md": BARE.format("tags: new\nstatus: draft"),
    }

    assert said(tmp_path, files) == (0, [])


# Files that two want


TAKEN = {  # addresses, and who has them
    "/sitemap.xml": "the site's own sitemap.xml",
    "/robots.txt": "the site's own robots.txt",
    "/search/index/words/3.json": "the site's own search/index/words/3.json",
    "/theme/style.css": "a file of the theme",
    "/feeds/all.atom.xml": "the site's own feeds/all.atom.xml",
    "/feeds/tags/x.atom.xml": "the site's own feeds/tags/x.atom.xml",
    "/images/x.svg": "content/images/x.svg",
    "/blog/page/2/": "the page blog/page/2/index.html",
}


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    files = {
        f"content/posts/p{n}.md": BARE.format(f"permalink: {address}\ntags: x")
        for n, address in enumerate(TAKEN)
    }
    searched = {"SEARCH_SAVE_AS": "search/index.html", "DEFAULT_PAGINATION": 1}
    code, lines = said(tmp_path_factory.mktemp("taken"), files, **searched)
    assert code == 1
    return lines


@pytest.mark.parametrize("address", TAKEN)
def test_a_text_that_takes_the_place_of_another_file_is_named(taken, address):
    place = f"content/posts/p{list(TAKEN).index(address)}.md"
    (line,) = [line for line in taken if line.startswith(place)]
    assert line.startswith(f"{place}:4: its address is taken: ")
    assert line.endswith(f" is also written for {TAKEN[address]}; give it another.")


def test_names_that_differ_in_capitals_alone_are_one_on_many_computers(tmp_path):
    files = {
        "content/posts/a.md": BARE.format("slug: Upper"),
        "content/posts/b.md": BARE.format("slug: upper"),
    }

    code, lines = said(tmp_path, files)

    assert code == 1
    assert lines[0].startswith(
        "content/posts/a.md:4: blog/Upper/index.html and blog/upper/index.html, of "
        "content/posts/b.md, are one file on many computers;"
    )


def test_a_page_may_take_the_place_of_a_list_on_purpose(tmp_path):
    files = {"content/pages/blog.md": "---\ntitle: Blog\npermalink: /blog/\n---\n"}

    assert said(tmp_path, files, DIRECT_TEMPLATES=["index", *LISTS]) == (0, [])


def test_another_site_on_the_same_host_is_elsewhere(tmp_path):
    body = "[me](https://example.org/) [x](/blog/a/) [p](https://example.org/other/#x)"
    files = {"content/posts/a.md": post(body)}

    for site in ("https://example.org/sub", "https://example.org"):
        assert said(tmp_path, files, SITEURL=site) == (0, [])


def test_a_whole_address_into_the_site_is_looked_up(tmp_path):
    files = {"content/posts/a.md": post("[x](https://example.org/blog/nope/)")}

    _, lines = said(tmp_path, files, SITEURL="https://example.org")

    assert lines[0] == "content/posts/a.md:6: the link to /blog/nope/ leads nowhere."
