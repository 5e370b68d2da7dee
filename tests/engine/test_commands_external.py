"""Links to other sites: asked politely, and only what is gone is a mistake."""

from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from plugins.commands import external
from plugins.commands.check import check
from plugins.commands.project import CommandError

HOME = "https://home.example"
ANSWERS = {"/ok": 200, "/gone": 404, "/removed": 410, "/refused": 403, "/busy": 503}
ASKED = Counter()


class Foreign(BaseHTTPRequestHandler):
    """Another site, of which one page answers only to browsers' usual question."""

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        ASKED[self.path, self.command] += 1
        shy = self.path == "/shy" and self.command == "GET"
        self.send_response(200 if shy else ANSWERS.get(self.path, 405))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def foreign(monkeypatch):
    """The address of a server that others own."""
    monkeypatch.setattr(external, "PAUSE", 0)
    ASKED.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def problems(tmp_path, *links):
    """What is said of a site of one page, made of one text."""
    (tmp_path / "site").mkdir()
    html = "".join(f'<a href="{link}">' for link in links)
    (tmp_path / "site/index.html").write_text(html)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/text.md").write_text("\n".join(["title: A", *links]))
    found = external.problems(tmp_path / "site", HOME, tmp_path / "content")
    return [problem.replace(f"{tmp_path}/", "") for problem in found]


@pytest.mark.parametrize("path", ["/ok", "/shy", "/refused", "/busy"])
def test_what_is_there_or_refuses_a_program_is_no_mistake(tmp_path, foreign, path):
    assert problems(tmp_path, foreign + path) == []


@pytest.mark.parametrize(
    ("path", "why"), [("/gone", "404 Not Found"), ("/removed", "410 Gone")]
)
def test_what_is_gone_is_told_with_its_line(tmp_path, foreign, path, why):
    assert problems(tmp_path, f"{foreign}/ok", foreign + path) == [
        f"content/text.md:3: the link to {foreign}{path} is answered with {why}; "
        "correct it, or leave it out."
    ]


def test_a_server_that_cannot_be_reached_is_told(tmp_path):
    (problem,) = problems(tmp_path, "http://127.0.0.1:1/page")

    assert "http://127.0.0.1:1/page is not answered (" in problem


def test_each_page_is_asked_for_once(tmp_path, foreign):
    ok = f"{foreign}/ok"
    share = f"{foreign}/share?u=https%3A%2F%2Fhome.example%2F"
    problems(tmp_path, ok, f"{ok}#a", f"{ok}#b", f"{HOME}/about/", share, "/here/")

    assert ASKED == {("/ok", "HEAD"): 1}


def test_servers_of_others_are_not_asked_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")

    with pytest.raises(CommandError, match="leave it out in CI"):
        check(external=True)
