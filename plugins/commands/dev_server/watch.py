"""Notice that the author has saved something."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

FOLDERS = ("content", "theme", "plugins", "demos")
GATHER = 5  # milliseconds to wait for the rest of one save; less costs a processor
SETTINGS = 50  # the same, for the files of the root
LISTEN = 200  # milliseconds after which a watcher looks whether it should stop

Changes = Iterator[set[tuple[Change, str]]]
Tell = Callable[[set[Path]], None]


@contextmanager
def on_save(root: Path, tell: Tell) -> Iterator[None]:
    """Within the block, call ``tell`` soon after each change of the site's sources.

    It is told the files, or folders.  Watching has begun when the block begins: no
    change is lost, however busy the listener is.
    """
    stop = threading.Event()
    how = {"stop_event": stop, "rust_timeout": LISTEN, "yield_on_timeout": True}
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    # Editors put a new file in the place of the old one, so that the settings have to
    # be watched from their folder.
    both: list[Changes] = [
        watch(*folders, step=GATHER, **how),  # type: ignore[arg-type]
        watch(root, recursive=False, watch_filter=is_setting, step=SETTINGS, **how),  # type: ignore[arg-type]
    ]
    threads = [threading.Thread(target=pass_on, args=(it, tell)) for it in both]
    try:
        for changes, thread in zip(both, threads, strict=True):
            next(changes)  # begins to watch
            thread.start()
        yield
    finally:
        stop.set()
        for thread in threads:  # a daemon in foreign code could keep us from ending
            if thread.is_alive():
                thread.join()


def is_setting(change: Change, path: str) -> bool:
    """Whether a file of the root is one that the site depends on."""
    return path.endswith(".py") and DefaultFilter()(change, path)


def pass_on(changes: Changes, tell: Tell) -> None:
    """Tell of every set of changes that is not empty."""
    for change in changes:
        if change:
            tell({Path(path) for _, path in change})
