"""The site while it is being written: every save counts, no mistake ends it."""

import html
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import small_site
from sites import WHOLE, settings_text
from tiny import PATIENCE, running, started

from plugins.commands.dev_server.origin import is_authors
from plugins.commands.dev_server.process import SiteProcess

ROOT = Path(__file__).resolve().parents[2]
START = (
    "from pathlib import Path; "
    "from plugins.commands.dev_server.loop import livereload; "
)
ENDLESS = """
import os, pathlib, time
pathlib.Path('child.pid').write_text(str(os.getpid()))
time.sleep(3600)
"""


class Served:
    """A running `livereload`, and what its pages would see."""

    def __init__(self, root):
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-c", START + f"livereload(Path({str(root)!r}))"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.address = self.process.stdout.readline().strip()
        self.news = urllib.request.urlopen(self.address + "-/events", timeout=PATIENCE)

    def next_news(self, busy=""):
        """The next state that the server tells its pages, with this under way."""
        start = time.monotonic()
        for line in self.news:  # now and then one that says only that it is alive
            if line.startswith(b"data: "):
                news = json.loads(line.removeprefix(b"data: "))
                if news["busy"] == busy:
                    return news
            if time.monotonic() - start > 2 * PATIENCE:
                break
        raise AssertionError("there is no news")

    def until(self, holds):
        """Wait for news, of which a save may bring more than one, until this holds."""
        while not holds():
            self.next_news()

    def save(self, name, text):
        """Save a file as editors do: a new one takes the place of the old."""
        fresh = self.root / (name + "~")
        fresh.write_text(text, "utf-8")
        fresh.replace(self.root / name)

    def get(self, path, **headers):
        """Status, type and text of one address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = urllib.request.Request(self.address + path, headers=named)
        try:
            answer = urllib.request.urlopen(asked, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()

    def stop(self):
        """The exit code after the signal that a closed terminal sends."""
        self.news.close()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code


@pytest.fixture
def served(tmp_path):
    """A small project, served, after its first build."""
    served = Served(small_site.make(tmp_path))
    while not served.next_news()["version"]:
        pass
    yield served
    assert served.stop() == 0


def hello(body):
    return small_site.POST.format(title="Hello", body=body)


def test_a_save_is_seen_and_told(served):
    served.save("content/posts/hello.md", hello("Second words."))

    assert served.next_news()["errors"] == []
    served.until(lambda: "Second words." in served.get("blog/hello/")[2])


def test_an_edit_during_a_build_is_not_lost(served):
    for words in ("Second words.", "Third words.", "Last words."):
        served.save("content/posts/hello.md", hello(words))
        time.sleep(0.1)

    served.until(lambda: "Last words." in served.get("blog/hello/")[2])


def test_pages_hear_how_far_long_work_is(served):
    slow = "import pathlib, time\nfrom plugins.shared import progress\n"
    slow += "while not pathlib.Path('seen').exists():\n    time.sleep(0.05)\n"
    slow += "    progress.log_progress('read 250 of 999 texts')\n"
    served.save("pelicanconf.py", small_site.SETTINGS + slow)

    served.next_news(busy="read 250 of 999 texts")
    (served.root / "seen").touch()
    served.next_news()


def test_a_deleted_post_is_gone(served):
    served.save("content/posts/other.md", small_site.POST.format(title="O", body=""))
    served.until(lambda: served.get("blog/o/")[0] == 200)
    (served.root / "content/posts/other.md").unlink()

    served.until(lambda: served.get("blog/o/")[0] == 404)


@pytest.mark.parametrize(
    ("name", "broken", "said"),
    [
        (
            "theme/templates/article.html",
            "{% if %}",
            "theme/templates/article.html:1: ",
        ),
        ("pelicanconf.py", "SITENAME = (", "pelicanconf.py:1: cannot be read"),
    ],
)
def test_a_mistake_is_shown_over_the_last_good_site(served, name, broken, said):
    before = (served.root / name).read_text("utf-8")
    page = served.get("blog/hello/")
    served.save(name, broken)

    while said not in "\n".join(served.next_news()["errors"]):
        pass
    assert served.get("blog/hello/") == page
    served.save(name, before)
    while served.next_news()["errors"]:
        pass


def whole(root, posts):
    """A running `livereload` with the plugins of this project."""
    (root / "pelicanconf.py").write_text(settings_text())
    (root / "theme").symlink_to(ROOT / "theme")
    for folder in ("images", "pages", "posts"):
        (root / "content" / folder).mkdir(parents=True)
    for path, data in WHOLE.items():
        data = data.encode() if isinstance(data, str) else data
        (root / path).write_bytes(data)
    for name, front in posts.items():
        post = root / f"content/posts/2026-01-02-{name}.md"
        post.write_text(f"---\n{front}---\n\nWords.\n")
    return Served(root)


def test_mistakes_in_a_real_post_are_shown_and_the_rest_goes_on(tmp_path):
    """With the plugins of this project, which name file and line."""
    bad = "title: Bad\ndate: soon\n"
    served = whole(tmp_path, {"good": "title: Good\n", "bad": bad})
    while not (news := served.next_news())["version"]:
        pass

    (error,) = news["errors"]
    assert error.startswith("content/posts/2026-01-02-bad.md:3:")
    assert "Words." in served.get("blog/good/")[2]
    served.stop()


def test_the_desk_has_every_text_and_what_is_open(tmp_path):
    late = "title: Late\ndate: 2999-01-01\n"
    posts = {"good": "title: Good\nsummary: In *short*.\n", "late": late}
    posts |= {"draft": "title: Draft\nstatus: draft\ntitel: x\n"}
    served = whole(tmp_path, posts)
    while not (news := served.next_news())["version"]:
        pass
    _, _, page = served.get("-/")
    unseen, published = page.split("<h2>Published")

    assert news["warnings"][0] in html.unescape(unseen)
    assert "Held back until 2999-01-01" in unseen
    assert '<a href="/drafts/draft/">Draft</a>' in unseen
    assert '<a href="/blog/good/">Good</a>' in published
    assert "<p>In short.</p>" in published
    assert "1 word, 1 min, 2026-01-02" in published
    served.stop()


def test_the_newest_save_is_seen_though_no_cache_can_be_written(tmp_path):
    (tmp_path / ".cache").write_text("A file, where a folder should be.")
    served = whole(tmp_path, {"good": "title: Good\n"})
    while not served.next_news()["version"]:
        pass
    for number in range(8):
        text = f"---\ntitle: Good\n---\n\nSaved {number}.\n"
        served.save("content/posts/2026-01-02-good.md", text)

    served.until(lambda: "Saved 7." in served.get("blog/good/")[2])
    served.stop()


def test_pages_carry_the_script_and_other_files_are_untouched(served):
    status, kind, page = served.get("")
    style = served.get("theme/style.css")

    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert page.count("/-/livereload.js") == 1
    css = small_site.FILES["theme/static/style.css"]
    assert style == (200, "text/css; charset=utf-8", css)
    assert "EventSource" in served.get("-/livereload.js")[2]


def test_the_sites_own_404_page_is_shown(served):
    assert served.get("no/such/page/")[0] == 404
    served.save("theme/templates/404.html", "{% extends 'base.html' %}")
    settings = small_site.SETTINGS + 'DIRECT_TEMPLATES = ["index", "404"]\n'
    served.save("pelicanconf.py", settings)
    served.until(lambda: "<title>Small</title>" in served.get("no/such/page/")[2])

    assert served.get("no/such/page/")[:2] == (404, "text/html; charset=utf-8")


def test_only_the_author_is_answered(served):
    """Not what comes through a name that another site has pointed to this machine."""
    here = served.address.removeprefix("http://").rstrip("/")

    assert served.get("", Host=here, Origin=f"http://{here}")[0] == 200
    for path in ("", "blog/hello/", "no/such/page/", "-/livereload.js", "-/events"):
        assert served.get(path, Host="evil.example")[0] == 403
    assert served.get("-/events", Origin="https://evil.example")[0] == 403
    assert served.get("", Sec_Fetch_Site="cross-site")[0] == 403


def test_other_sites_cannot_show_what_is_served(served):
    with urllib.request.urlopen(served.address + "theme/style.css") as answer:
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_name_that_no_file_can_have_is_not_there(served):
    assert served.get("a" * 5000)[0] == 404


def test_only_this_machine_can_ask(served):
    """From elsewhere its address is not even open."""
    if not Path("/proc/net/tcp").exists():
        pytest.skip("only Linux tells who listens where")
    port = int(served.address.split(":")[2].rstrip("/"))
    table = Path("/proc/net/tcp").read_text().splitlines()[1:]
    local = [line.split()[1] for line in table if line.split()[3] == "0A"]

    assert [a for a in local if a.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]


def test_folders_are_not_listed(served):
    assert served.get("theme/")[0] == 404


@pytest.mark.parametrize("at_work", [True, False])
def test_nothing_is_left_running(served, at_work):
    children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children")
    if not children.exists():
        pytest.skip("only Linux tells who started whom")
    if at_work:
        served.save("pelicanconf.py", small_site.SETTINGS + ENDLESS)
        started(served.root)
    begun = children.read_text().split()

    served.stop()

    assert begun
    assert not [pid for pid in begun if Path("/proc", pid).exists()]


def test_nothing_is_left_running_by_one_that_is_killed(tmp_path):
    served = Served(small_site.make(tmp_path))
    while not served.next_news()["version"]:
        pass
    served.save("pelicanconf.py", small_site.SETTINGS + ENDLESS)
    build = started(tmp_path)

    served.news.close()
    served.process.kill()
    served.process.wait()
    served.process.stdout.close()

    assert not running(build)


def test_a_build_can_end_its_figures_though_ctrl_c_is_ignored(tmp_path):
    """As in the background of a script: what we start inherits that it is ignored."""
    root = small_site.make(tmp_path)
    slow = "import os, pathlib, time\n"
    slow += "pathlib.Path('child.pid').write_text(str(os.getpid()))\n"
    slow += "try:\n    time.sleep(3600)\n"
    slow += "finally:\n    pathlib.Path('ended').touch()\n"
    (root / "pelicanconf.py").write_text(small_site.SETTINGS + slow)
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)
    site = SiteProcess(tmp_path / "unseen", root, print)
    signal.signal(signal.SIGINT, ignored)
    started(root)

    site.stop()

    assert (root / "ended").exists()


def test_an_open_page_follows_the_author(served, browser):
    """Under the strictest policy: it reloads, and shows what is wrong until mended."""
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message))
    page.goto(served.address + "blog/hello/")

    served.save("content/posts/hello.md", hello("Second words."))
    page.get_by_text("Second words.").wait_for()
    served.save("theme/templates/article.html", "{% if %}")
    page.get_by_text("theme/templates/article.html:1: ").first.wait_for()
    served.save("theme/templates/article.html", "{{ article.title }} mended</body>")
    page.get_by_text("Hello mended").wait_for()

    assert page.get_by_role("alert").count() == 0
    icon = served.address + "favicon.ico"  # asked for by the browser, not by the page
    assert [c.text for c in complaints if c.location["url"] != icon] == []
    page.close()


MORE = "<details><summary>More</summary>Much.</details><input type='range'>"
IS_KEPT = """() => scrollY === 200 && document.querySelector("details").open
    && document.querySelector("input").value === "7"
    && document.activeElement.nodeName === "INPUT"
"""


@pytest.fixture
def opened(served, browser):
    """A page in a browser, scrolled, opened and set by its reader."""
    more = "{{ article.content }}" + MORE + 100 * "<br>"
    template = small_site.ARTICLE.replace("{{ article.content }}", more)
    template += "{% block title %}{{ article.title }}{% endblock %}"
    served.save("theme/templates/article.html", template)
    served.until(lambda: "<details>" in served.get("blog/hello/")[2])
    page = browser.new_page()
    with page.expect_event("requestfinished", lambda it: it.resource_type == "fetch"):
        page.goto(served.address + "blog/hello/")  # and its script has it once more
    page.evaluate("window.mine = true; scrollTo(0, 200)")
    page.locator("details").evaluate("it => it.open = true")
    page.locator("input").evaluate(
        "it => { it.value = 7; it.focus({ preventScroll: true }) }"
    )
    yield page
    page.close()


@pytest.mark.parametrize(("title", "stays"), [("Hello", True), ("Hallo", None)])
def test_readers_keep_their_place(served, opened, title, stays):
    """Where the head has changed the page is loaded anew; else it stays."""
    fresh = small_site.POST.format(title=title, body="Second *words*.")
    served.save("content/posts/hello.md", f"Slug: hello\n{fresh}")
    opened.get_by_text("Second words.").wait_for()
    opened.wait_for_function(IS_KEPT)

    assert opened.evaluate("window.mine") is stays


def test_style_sheets_are_exchanged_and_the_page_stays(served, opened):
    served.save("theme/static/style.css", "body { color: rgb(1, 2, 3) }")
    colour = "getComputedStyle(document.body).color"
    opened.wait_for_function(f"() => {colour} === 'rgb(1, 2, 3)'")

    assert opened.evaluate("window.mine")


def begin(root, options, **environment):
    """`livereload` with other options than usual, and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-c", START + f"livereload(Path({str(root)!r}), {options})"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    return process, process.stdout.readline().strip()


def end(process):
    process.terminate()
    assert process.wait(PATIENCE) == 0
    process.stdout.close()


def test_a_network_is_answered_only_with_the_printed_token(tmp_path):
    """It moves from the address into a cookie, so that links need not have it."""
    process, printed = begin(small_site.make(tmp_path), "'localhost'")
    address, token = printed.split("?token=")
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    for wrong in ("", "?token=", "?token=guess", "-/events", "-/livereload.js"):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address + wrong)
    with browser.open(f"{address}-/livereload.js?token={token}") as answer:
        assert answer.url == f"{address}-/livereload.js"
    with browser.open(f"{address}-/livereload.css") as answer:
        assert answer.status == 200
    end(process)


def test_the_authors_browser_is_opened_if_asked(tmp_path):
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    os.mkfifo(opened)
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    root = small_site.make(tmp_path / "site")

    process, printed = begin(root, "show=True", BROWSER=str(browser))

    assert opened.read_text() == f"{printed}\n"
    end(process)


LOCAL = {"Host": "127.0.0.1:8000"}
CROSS = {**LOCAL, "Sec-Fetch-Site": "cross-site"}
LINKED = {**CROSS, "Sec-Fetch-Mode": "navigate"}


@pytest.mark.parametrize(
    ("headers", "answered"),
    [
        (LOCAL, True),
        ({"Host": "localhost:9000"}, True),
        ({"Host": "[::1]:8000"}, True),
        ({"Host": "LOCALHOST"}, True),
        ({}, False),
        ({"Host": ""}, False),
        ({"Host": "[::1"}, False),
        ({"Host": "evil.example:8000"}, False),
        ({"Host": "127.0.0.1.evil.example"}, False),
        ({"Host": "localhost@evil.example"}, False),
        ({**LOCAL, "Origin": "http://127.0.0.1:8000"}, True),
        ({**LOCAL, "Origin": "http://127.0.0.1:9000"}, False),
        ({**LOCAL, "Origin": "https://evil.example"}, False),
        ({**LOCAL, "Origin": "null"}, False),
        ({**LOCAL, "Sec-Fetch-Site": "same-origin"}, True),
        ({**LOCAL, "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}, False),
        ({**CROSS, "Sec-Fetch-Dest": "script"}, False),
        ({**LINKED, "Sec-Fetch-Dest": "iframe"}, False),
        ({**LINKED, "Sec-Fetch-Dest": "document"}, True),
    ],
)
def test_requests_of_other_sites_are_told_apart(headers, answered):
    assert is_authors(headers) is answered


@pytest.mark.parametrize(
    ("headers", "answered"),
    [
        ({"Host": "10.0.0.2:8000", "Cookie": "token=abc"}, True),
        ({"Host": "10.0.0.2:8000", "Cookie": "a=b; token=abc"}, True),
        ({"Host": "10.0.0.2:8000", "Cookie": "token=abd"}, False),
        ({"Host": "10.0.0.2:8000", "Cookie": "\x00;=;"}, False),
        ({"Host": "10.0.0.2:8000"}, False),
        (LOCAL, False),
        ({**CROSS, "Cookie": "token=abc"}, False),
        ({**LOCAL, "Origin": "https://evil.example", "Cookie": "token=abc"}, False),
    ],
)
def test_who_has_the_token_is_answered_unless_another_site_asks(headers, answered):
    assert is_authors(headers, "abc") is answered


def test_words_of_pages_are_followed(served):
    served.save("theme/templates/article.html", "{{ say('skip') }}</body>")
    served.until(lambda: "Skip to the content" in served.get("blog/hello/")[2])

    (served.root / "content/theme/languages").mkdir(parents=True)
    served.save("content/theme/languages/en.toml", 'skip = "To the words"\n')
    served.until(lambda: "To the words" in served.get("blog/hello/")[2])
    served.save("content/theme/languages/en.toml", 'skip = "Over there"\n')
    served.until(lambda: "Over there" in served.get("blog/hello/")[2])
