"""Show the site while it is being written.

A process keeps the site in memory and follows each save; we serve what it makes, when
it is asked for, and tell the pages that are open.  Settings, plugins and demos count
from its beginning: where one of them is saved, another process begins, and takes the
place of the first as soon as it has the site.
"""

import queue
import secrets
import signal
import sys
import tempfile
import threading
import time
import webbrowser
from contextlib import suppress
from pathlib import Path

from plugins.commands.dev_server.answers import Answer, Page
from plugins.commands.dev_server.origin import TOKEN
from plugins.commands.dev_server.process import GoneError, News, SiteProcess
from plugins.commands.dev_server.server import HOST, serve
from plugins.commands.dev_server.status import Status
from plugins.commands.dev_server.watch import on_save
from plugins.commands.project import ROOT
from plugins.shared.progress import log_progress

PULSE = 0.5  # seconds; a signal that comes just before a wait is seen after it
LONG = 0.5  # seconds after which pages are told that something is under way
REST = 0.02  # seconds for the rest of a save, where a file is found empty
LAST_LINES = 12  # of what a crashed process said, shown in the page
CODE = ("plugins", "demos")
TEXTS = {".md", ".html", ".css", ""}  # what needs no page to be loaded whole
FIGURES = "figures are being computed"
READING = "the site is being read"
WORKING = "the site is being changed"

Event = tuple[SiteProcess, News] | None  # None: something was saved


class DevServer:
    """Follows every save, and brings the result to the pages."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root
        self.status = Status()
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.saved: set[Path] = set()  # and not followed yet
        self.lock = threading.Lock()
        self.site: SiteProcess | None = None  # that serves
        self.next: SiteProcess | None = None  # that begins
        self.failed: list[str] = []  # what the newest has said, if it could not begin
        self.said: set[str] = set()  # of mistakes, in the terminal
        self.busy = threading.Timer(LONG, print)

    def get(self, path: str) -> Page | None:
        """A file of the site; called on many threads."""
        for _ in range(2):  # it may be replaced while it is asked
            with suppress(GoneError):
                return self.site.ask("page", path).page if self.site else None
        return None

    def run(self) -> None:
        """Follow what is saved until the program is told to end."""
        try:
            with on_save(self.root, self.save):
                self.begin()
                while True:
                    with suppress(queue.Empty, GoneError):
                        self.follow(self.events.get(timeout=PULSE))
        finally:
            for site in filter(None, (self.site, self.next)):
                site.stop()

    def save(self, files: set[Path]) -> None:
        """The author has saved something; called on other threads."""
        with self.lock:
            self.saved |= files
        self.events.put(None)

    def follow(self, event: Event) -> None:
        """Do what there is to do about a save, or what a process tells."""
        if event is None:
            with self.lock:
                saved, self.saved = self.saved, set()
            if saved:  # else an earlier event has brought them all
                self.change(saved)
            return
        site, news = event
        if news == "progress":
            if site is self.next or (site is self.site and site.last.is_computing):
                self.busy.cancel()
                log_progress(site.progress)
                self.status.update(busy=site.progress)
        elif site is self.next and news == "ready":
            self.replace()
        elif site is self.next and news == "ended":
            self.next, self.failed = None, site.said[-LAST_LINES:]
            self.show(self.site.last if self.site else Answer(0, [], []))
        elif site is self.site and news == "ended":
            self.begin()
        elif site is self.site and site.last.done:
            print(f"{site.last.done} are there", flush=True)
            self.follow_change(site.last, set())
        elif site is self.site:
            self.show(site.last)

    def begin(self) -> None:
        """Have a new process read the site, by the newest settings and code."""
        if self.next:
            self.next.stop()
        self.began = time.perf_counter()
        folder, tell = self.folder / "unseen", self.events.put
        self.next = SiteProcess(folder, self.root, lambda *event: tell(event))
        self.say_soon(READING)

    def replace(self) -> None:
        """Serve the site that the new process has read."""
        old, self.site, self.next, self.failed = self.site, self.next, None, []
        if old:
            old.stop()
        assert self.site
        answer = self.site.ask("change", [])  # after what was saved meanwhile
        print(f"the site is read: {_ms(self.began)}", flush=True)
        self.follow_change(answer, set())

    def change(self, saved: set[Path]) -> None:
        """Bring in what was saved."""
        paths = {file.relative_to(self.root) for file in saved}
        if any(map(is_code, paths)) or not (self.site or self.next):
            self.begin()
            return
        if any(file.is_file() and not file.stat().st_size for file in saved):
            time.sleep(REST)
        names = sorted(map(str, paths))
        if self.next:
            self.next.send("change", names)
        if self.site:
            began = time.perf_counter()
            self.say_soon(WORKING)
            answer = self.site.ask("change", names)
            self.follow_change(answer, saved)
            print(f"{answer.done or names[0]}: {_ms(began)}", flush=True)

    def follow_change(self, answer: Answer, saved: set[Path]) -> None:
        """Show what the site has become."""
        if answer.done is None:
            self.begin()
            return
        kinds, state = {file.suffix for file in saved}, self.status.state
        self.show(
            answer,
            changes=state.changes + 1,
            styles=state.styles + (".css" in kinds),
            pictures=state.pictures + bool(kinds - TEXTS),
        )

    def show(self, answer: Answer, **values: int) -> None:
        """Tell the pages, and the author what is new and wrong."""
        if self.site:
            for path in self.status.paths():  # their mistakes are known then
                answer = self.site.ask("page", path)
        for text in answer.errors:
            if text not in self.said:
                print(text, flush=True)
        self.said = set(answer.errors)
        self.busy.cancel()
        self.status.update(
            errors=(*self.failed, *answer.errors),
            warnings=tuple(answer.warnings),
            is_old=bool(self.failed),
            busy=READING if self.next else FIGURES if answer.is_computing else "",
            **values,
        )

    def say_soon(self, busy: str) -> None:
        """Tell the pages what is under way, if it takes long."""
        self.busy.cancel()
        self.busy = threading.Timer(LONG, self.status.update, kwargs={"busy": busy})
        self.busy.daemon = True
        self.busy.start()


def is_code(path: Path) -> bool:
    """Whether a file of the project counts from the beginning of a process."""
    return path.parts[0] in CODE or (len(path.parts) == 1 and path.suffix == ".py")


def _ms(began: float) -> str:
    return f"{1000 * (time.perf_counter() - began):.0f} ms"


def livereload(root: Path = ROOT, host: str = HOST, *, show: bool = False) -> None:
    """Serve the site, following each save, until Ctrl-C.

    Args:
        root: the project.
        host: at which address of this machine; others than its own can then ask, if
            they know the token that is printed.
        show: open a browser.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    token = "" if host == HOST else secrets.token_urlsafe(16)
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory() as folder:
        dev_server = DevServer(Path(folder), root)
        server = serve(dev_server.status, dev_server.get, host, token)
        address = f"http://{host}:{server.server_port}/{token and f'?{TOKEN}={token}'}"
        print(address, flush=True)
        print(f"Drafts and all that is open: {address.partition('?')[0]}-/", flush=True)
        if show:
            webbrowser.open(address)
        dev_server.run()
