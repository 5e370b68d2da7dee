"""Show the site while it is being written.

Each save starts a build in a process of its own, so that edits of plugins and
settings count and no mistake in them can end the server.  What the build changed is
copied to the folder that is served; a build that fails changes nothing there.
"""

import json
import queue
import signal
import sys
import tempfile
from filecmp import cmp
from pathlib import Path

from plugins.commands.dev_server.process import BuildProcess
from plugins.commands.dev_server.server import HOST, BuildStatus, serve
from plugins.commands.dev_server.watch import on_save
from plugins.commands.project import ROOT, read_settings
from plugins.shared.settings import merged

PULSE = 0.5  # seconds; a signal that comes just before a wait is seen after it
LAST_LINES = 12  # of what a crashed build said, shown in the page


class DevServer:
    """Builds on every save, newest first, and brings the result to the pages."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.root = root
        settings = merged(read_settings(root))
        self.mistakes = root / settings["CACHE_FOLDER"] / "errors.json"
        self.site = folder / "site"
        self.draft = folder / "draft"
        self.site.mkdir()
        self.status = BuildStatus()
        self.events: queue.SimpleQueue[BuildProcess | None] = queue.SimpleQueue()
        self.build: BuildProcess | None = None  # the newest
        self.spare: BuildProcess | None = None  # the next, waiting for its word

    def run(self) -> None:
        """Build now and at each save, until the program is told to end."""
        try:
            with on_save(self.root, lambda: self.events.put(None)):
                self.start()
                self.follow()
        finally:
            for build in filter(None, (self.build, self.spare)):
                build.stop()

    def follow(self) -> None:
        """Answer to saves and to the ends of builds, as they come."""
        while True:
            try:
                ended = self.events.get(timeout=PULSE)
            except queue.Empty:
                continue
            if ended is None:
                self.start()
            elif ended is self.build:
                self.show(ended)
                self.spare = self.ready()

    def start(self) -> None:
        """Give up the build under way, whose words are old, and begin anew."""
        if self.build:
            self.build.stop()
        self.mistakes.unlink(missing_ok=True)
        self.build, self.spare = self.spare or self.ready(), None
        self.build.begin()

    def ready(self) -> BuildProcess:
        """A build that waits for its word."""
        return BuildProcess(
            self.draft, self.root, {"KEEP_GOING": True}, self.events.put
        )

    def show(self, build: BuildProcess) -> None:
        """Serve what the build made, if it made anything, and tell the pages."""
        errors = read_errors(self.mistakes)
        if build.failed:
            self.status.publish(
                rebuilt=False, errors=errors or build.said[-LAST_LINES:]
            )
            return
        changed = update(self.site, build.folder, keep=bool(errors))
        self.status.publish(rebuilt=changed, errors=errors)


def read_errors(file: Path) -> list[str]:
    """The mistakes that a build which kept going has left in ``file``."""
    return list(json.loads(file.read_text("utf-8"))) if file.exists() else []


def update(site: Path, fresh: Path, *, keep: bool) -> bool:
    """Whether anything changed when ``site`` was made equal to ``fresh``.

    Files of equal content are left alone; others are moved, so that a reader sees
    either the old or the new one, whole.

    Args:
        site: the folder that is served.
        fresh: the folder that was built; it loses its files.
        keep: leave the files of ``site`` that ``fresh`` does not have.
    """
    new = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    old = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    gone = set() if keep else old - new
    for name in gone:
        remove(site / name)
    changed = {n for n in new if n not in old or not cmp(fresh / n, site / n, False)}
    for name in changed:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).replace(site / name)
    return bool(changed or gone)


def remove(file: Path) -> None:
    """Delete a file, and the folders that it leaves empty."""
    file.unlink()
    for folder in file.parents:
        if any(folder.iterdir()):
            return
        folder.rmdir()


def livereload(root: Path = ROOT) -> None:
    """Serve the site, rebuilt at each save, until Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory() as folder:
        dev_server = DevServer(Path(folder), root)
        server = serve(dev_server.site, dev_server.status)
        print(f"http://{HOST}:{server.server_port}/", flush=True)
        try:
            dev_server.run()
        except KeyboardInterrupt:
            print()
