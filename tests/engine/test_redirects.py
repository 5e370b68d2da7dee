"""Old addresses lead to the new ones."""

import re

import pytest
import sites

from plugins.redirects import file_of, redirect, target
from plugins.shared.languages import own

TEXT = "---\ntitle: Moved\ndate: 2026-01-02\n{}\n---\n\nWords.\n"
ADDRESS = "https://example.org/sub"


def built(tmp_path, head, **settings):
    files = sites.WHOLE | {"content/posts/moved.md": TEXT.format(head)}
    return sites.build(
        tmp_path, files, sites.SETTINGS | {"SITEURL": ADDRESS} | settings
    )


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/old/", "old/index.html"),
        ("/old", "old/index.html"),
        ("old/page.html", "old/page.html"),
        ("/2020/01/a%20b/", "2020/01/a b/index.html"),
        ("/v1.0/", "v1.0/index.html"),
    ],
)
def test_the_file_of_an_old_address_is_the_one_that_servers_show(address, file):
    assert file_of(address) == file


def test_a_new_address_is_whole_wherever_it_is():
    assert target("/new/", ADDRESS) == f"{ADDRESS}/new/"
    assert target("new/#part", ADDRESS) == f"{ADDRESS}/new/#part"
    assert target("https://example.com/x", ADDRESS) == "https://example.com/x"


def test_an_address_cannot_end_its_attribute():
    assert 'href="https://e.org/&quot;&gt;' in redirect(
        'https://e.org/">', own("en"), "en"
    )


def test_old_addresses_of_a_text_lead_to_it(tmp_path):
    done = built(tmp_path, "redirect_from:\n  - /old/\n  - /2020/a.html")

    for name in ("old/index.html", "2020/a.html"):
        page = (tmp_path / "output" / name).read_text("utf-8")
        assert f'content="0; url={ADDRESS}/blog/moved/"' in page
    assert done.returncode == 0, done.stderr


def test_the_address_of_a_list_that_the_site_lacks_may_lead_elsewhere(tmp_path):
    moved = {"/categories/": "/tags/", "/categories/a/": "/tags/", "/tags/": "/blog/"}
    lists = {"DIRECT_TEMPLATES": ["tags", "blog"]}

    done = built(tmp_path, "tags: a", REDIRECTS=moved, **lists)

    assert (tmp_path / "output/categories/index.html").exists()
    assert "'/tags/' cannot lead elsewhere" in done.stderr
    assert "'/categories/'" not in done.stderr


def test_a_text_may_send_its_readers_elsewhere(tmp_path):
    built(tmp_path, "redirect_to: /about/", THEME=str(sites.ROOT / "theme"))

    page = (tmp_path / "output/blog/moved/index.html").read_text("utf-8")
    assert f'content="0; url={ADDRESS}/about/"' in page
    assert "/blog/moved/" not in (tmp_path / "output/sitemap.xml").read_text("utf-8")


def test_settings_may_name_addresses_that_have_moved(tmp_path):
    built(tmp_path, "", REDIRECTS={"/page2/": "/blog/"})

    page = (tmp_path / "output/page2/index.html").read_text("utf-8")
    assert f'href="{ADDRESS}/blog/"' in page


def test_a_setting_that_leads_nowhere_is_named_with_its_line(tmp_path):
    done = built(tmp_path, "", REDIRECTS={"/page2/": "/gone/"})

    said = "the address '/gone/' in REDIRECTS leads nowhere."
    assert re.search(rf"^site_settings.py:\d+: {said}", done.stderr, re.MULTILINE)


@pytest.mark.parametrize("old", ["/about/", "/blog/", "/tags/index.html"])
def test_a_page_that_is_there_stays_and_is_told(tmp_path, old):
    done = built(tmp_path, f"redirect_from: {old}")

    assert f"moved.md:4: the address '{old}' cannot lead elsewhere" in done.stderr


@pytest.mark.parametrize("old", ["/%00/", "/../../a/", "/" + "x" * 300, "/a%3Fb/"])
def test_an_old_address_that_no_file_can_have_is_told(tmp_path, old):
    done = built(tmp_path, f"redirect_from: {old}")

    assert f"moved.md:4: the address '{old}' would be written to" in done.stderr


def test_an_address_that_is_none_is_told(tmp_path):
    done = built(tmp_path, "redirect_from: two words")

    assert "'two words' is not an address" in done.stderr
