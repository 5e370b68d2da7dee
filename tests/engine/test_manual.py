"""The manual is a whole site, with everything in it that the code has."""

import html
import re
import subprocess
import sys

import pytest
import tenant
from sites import ROOT

import tasks
from plugins import defaults
from plugins.commands.build import build_for_public
from plugins.commands.manual import settings, write_manual
from plugins.commands.project import CommandError
from plugins.reader.fields import ELSEWHERE, KEYS
from tests.site import budgets
from tests.site.accessibility import violations
from tests.site.pages import exceeded, opened, pages

ADDRESS = "https://tidewater.test/log/manual"
CODE = re.compile(r"<code>([^<]+)</code>")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Somebody's copy of the project."""
    return tenant.fork(tmp_path_factory.mktemp("manual") / "project")


@pytest.fixture(scope="module")
def site(project):
    """The manual, built strictly for an address below a path."""
    write_manual(project / "built", ADDRESS, root=project)
    return project / "built"


def code(site, page):
    """What stands in a page as code."""
    text = (site / page / "index.html").read_text("utf-8")
    return {html.unescape(words) for words in CODE.findall(text)}


def test_every_setting_is_in_it(site):
    names = {name for name in vars(defaults) if name.isupper()}

    assert names <= code(site, "settings")


def test_every_key_is_in_it(site):
    assert {*KEYS, *ELSEWHERE} <= code(site, "keys")


def test_every_command_and_option_is_in_it(site):
    shown = code(site, "commands")

    for name in ("start", "upgrade", "publish"):
        options = getattr(tasks, name).help
        assert {f"invoke {name}", *(f"--{option}" for option in options)} <= shown


def test_the_command_itself_knows_every_option(project):
    """When it runs, invoke has read the help of its tasks, and keeps it."""
    command = [sys.executable, "-m", "invoke", "docs"]
    subprocess.run(command, cwd=project, check=True)

    page = (project / "docs/output/commands/index.html").read_text("utf-8")
    assert "<code>--siteurl</code>" in page


def test_every_demo_is_in_it(site):
    demos = (ROOT / "demos/figures").glob("[a-z]*.py")
    names = {f"demo:{path.stem.replace('_', '-')}" for path in demos}

    assert names <= code(site, "demos")


def test_what_can_be_written_is_shown(site):
    page = (site / "markdown/index.html").read_text("utf-8")

    for sign in ("<math", "<table", "box-note", "highlight", "footnote"):
        assert sign in page


def test_its_address_is_in_every_link(site):
    page = (site / "index.html").read_text("utf-8")

    assert f'href="{ADDRESS}/begin/"' in page
    assert (site / "search/index.html").exists()


def test_every_page_opens_without_a_fault_and_fits_a_phone(browser, site):
    """What is too heavy, moves, is missing, or is told by the browser as an error."""
    for name in pages(site):
        assert list(exceeded(budgets.stable_visit(browser, site, ADDRESS, name))) == []
        with opened(browser, site, ADDRESS, name) as (page, _):
            page.set_viewport_size({"width": 360, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, name


@pytest.mark.parametrize("page", ["figures", "markdown", "settings"])
def test_everyone_can_read_it(browser, site, page):
    assert list(violations(browser, site, ADDRESS, f"{page}/index.html")) == []


def test_a_setting_has_its_default_and_what_is_said_of_it():
    block = '# Look\nA = "x|y"  # one\n# Two,\n# lines.\nB = [\n]\n'

    table = settings(f'"""Data."""\n\n{block}')

    assert "## Look\n" in table
    assert r'| `A` | `"x\|y"` | one |' in table
    assert "| `B` | `…` | Two, lines. |" in table


def test_it_is_published_beside_a_site_that_says_so(project):
    root, here = project, "https://tidewater.test/log/book"

    build_for_public(root / "without", here, root=root)
    with (root / "publishconf.py").open("a") as file:
        file.write('MANUAL_URL = "manual/"\n')
    build_for_public(root / "with", here, root=root)

    assert not (root / "without/manual").exists()
    page = (root / "with/manual/index.html").read_text("utf-8")
    assert f'href="{here}/manual/begin/"' in page
    assert (root / "with/blog/gulls/index.html").exists()


@pytest.mark.parametrize("place", ["blog/", "https://elsewhere.test/manual"])
def test_a_manual_without_a_place_of_its_own_is_told(project, place):
    public = project / "publishconf.py"
    public.write_text(f"{public.read_text()}MANUAL_URL = {place!r}\n")

    with pytest.raises(CommandError, match="MANUAL_URL is"):
        build_for_public(project / "none", "https://tidewater.test", root=project)

    assert not (project / "none").exists()
