"""How long it takes from a save until the browser can have the new page.

Blogs of 100, of 1,000 and of 10,000 made posts are built, served and edited; a save has
been seen when its news was pushed and the new bytes were got.  Hugo builds and serves
the same posts, and is asked for the page again and again.  Ratios are to Hugo in the
same run; times are the median and the 95th percentile.
"""

import json
import os
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.blogs import Blog, Hugo, Ours
from tests.benchmarks.spent import Spent

COUNTS = (100, 1_000, 10_000)
BODIES, OTHERS = 30, 10  # saves of a kind
REST = 0.4  # seconds between saves, as a quick writer would leave
IDLE = 10.0  # seconds in which nobody types
PAUSE = 0.002  # seconds between looks where no news is told
LOST = 60.0  # seconds after which a save has not been seen

Edit = Callable[[Blog, int], tuple[str, bytes]]  # the page that gets a new mark


def body(blog: Blog, n: int) -> tuple[str, bytes]:
    """A paragraph more in a post."""
    post = blog.post(1)
    put(post, f"{post.read_text()}\nOne more paragraph, bodymark{n}.\n")
    return blog.address.format("post-1"), b"bodymark%d." % n


def title(blog: Blog, n: int) -> tuple[str, bytes]:
    """Another title."""
    change(blog, 2, "title:", f"title: Titlemark{n}")
    return blog.address.format("post-2"), b"Titlemark%d<" % n


def tags(blog: Blog, n: int) -> tuple[str, bytes]:
    """Another tag."""
    change(blog, 3, "tags:", f"tags: [slow heat, tagmark{n}]")
    return blog.address.format("post-3"), b"tagmark%d/" % n


def new(blog: Blog, n: int) -> tuple[str, bytes]:
    """A post that was not there."""
    text = f"---\ntitle: New\ntags: [slow heat]\n---\nNewmark{n}.\n"
    put(blog.posts / f"2024-11-30-new-{n}.md", text)
    return blog.address.format(f"new-{n}"), b"Newmark%d" % n


def renamed(blog: Blog, n: int) -> tuple[str, bytes]:
    """A post under another name."""
    (blog.posts / f"2024-11-30-new-{n}.md").rename(
        blog.posts / f"2024-11-30-other-{n}.md"
    )
    return blog.address.format(f"other-{n}"), b"Newmark%d" % n


def template(blog: Blog, n: int) -> tuple[str, bytes]:
    """A line more in the template of posts."""
    file = blog.root / blog.template
    head, start, rest = file.read_text().partition("{% block main %}")
    put(file, f"{head}{start}templatemark{n}.{rest}")
    return blog.address.format("post-1"), b"templatemark%d." % n


def style(blog: Blog, n: int) -> tuple[str, bytes]:
    """A rule more in the style sheet."""
    file = blog.root / blog.style
    put(file, f"{file.read_text()}\n.stylemark{n}x {{ color: red; }}\n")
    return f"/{blog.style.replace('static/', '')}", b"stylemark%dx" % n


def change(blog: Blog, number: int, start: str, line: str) -> None:
    """Put another line in the place of one of a post."""
    post = blog.post(number)
    lines = post.read_text().split("\n")
    put(post, "\n".join(line if old.startswith(start) else old for old in lines))


def put(file: Path, text: str) -> None:
    """Save as editors do, by a rename."""
    new = file.with_name(f"{file.name}~")
    new.write_text(text)
    new.replace(file)


SAVES: dict[str, tuple[Edit, int]] = {
    "body": (body, BODIES),
    "title": (title, OTHERS),
    "tags": (tags, OTHERS),
    "new": (new, OTHERS),
    "renamed": (renamed, OTHERS),
    "template": (template, OTHERS),
    "style sheet": (style, OTHERS),
}


def main() -> None:
    """Print a table for each number of posts."""
    for count in COUNTS:
        print(f"  {count} posts", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            ours = Ours(Path(folder) / "ours", count)
            other = Hugo(Path(folder) / "hugo", count) if Hugo.is_there() else None
            print_builds(ours, other)
            print_saves(ours, other)


def print_builds(ours: Blog, other: Blog | None) -> None:
    """Builds with nothing cached, with nothing changed, and after one edit."""
    kinds: dict[str, Callable[[Blog], object]] = {
        "nothing cached": Blog.forget,
        "nothing changed": str,
        "one body edited": lambda blog: body(blog, -1),
    }
    for name, prepare in kinds.items():
        spent = []
        for blog in filter(None, (ours, other)):
            prepare(blog)
            spent.append(blog.run())
        first, *rest = spent
        ratio = f"{first.wall / rest[0].wall:6.2f} x" if rest else ""
        print(f"    build, {name:<18}{as_words(first)}{ratio}", flush=True)
    if rest:
        print(f"    {other.name:<25}{as_words(rest[0])}")


def as_words(spent: Spent) -> str:
    """What a build took."""
    wall, cpu, peak = spent
    return f"{wall:7.2f} s wall{cpu:7.2f} s cpu{peak:6.0f} MiB"


def print_saves(ours: Blog, other: Blog | None) -> None:
    """Saves of every kind here, and of bodies in the other."""
    began = time.perf_counter()
    with ours.served() as server, told(ours) as news:
        print(f"    first page {time.perf_counter() - began:19.2f} s", flush=True)
        for name, (edit, times) in SAVES.items():
            cpu = processor(server)
            took = [latency(ours, edit, n, news) for n in range(times)]
            each = 1000 * (processor(server) - cpu) / times
            print(f"    save, {name:<14}{as_times(took)}{each:6.0f} ms cpu", flush=True)
        cpu = processor(server)
        time.sleep(IDLE)
        idle = (processor(server) - cpu) / IDLE
        print(f"    idle {idle:24.1%} of a core, {memory(server):.0f} MiB", flush=True)
    if other:
        with other.served():
            took = [latency(other, body, n, None) for n in range(OTHERS)]
        print(f"    save, body in Hugo {as_times(took)[1:]}", flush=True)


def as_times(seconds: list[float]) -> str:
    """The median and the 95th percentile, in milliseconds."""
    high = quantiles(seconds, n=20)[-1]
    return f"{1000 * median(seconds):8.1f} / {1000 * high:6.1f} ms"


def latency(blog: Blog, edit: Edit, n: int, news: threading.Semaphore | None) -> float:
    """Seconds from a save until it has been seen."""
    blog.get(blog.address.format("post-1"))
    time.sleep(REST)
    while news and news.acquire(blocking=False):
        pass
    start = time.perf_counter()
    address, mark = edit(blog, n)
    while mark not in (blog.get(address) or b""):
        if news and not news.acquire(timeout=LOST):
            raise TimeoutError(f"No news of the save of {address}")
        time.sleep(0 if news else PAUSE)
    return time.perf_counter() - start


@contextmanager
def told(blog: Blog) -> Iterator[threading.Semaphore]:
    """Released each time when the pages are told of something new."""
    news, seen = threading.Semaphore(0), [""]
    address = f"http://127.0.0.1:{blog.port}/-/events"
    with urllib.request.urlopen(address, timeout=600) as events:

        def listen() -> None:
            with suppress(OSError, ValueError):
                for line in events:
                    if line.startswith(b"data: "):
                        found = json.loads(line.removeprefix(b"data: "))
                        if found["version"] != seen[-1]:
                            seen[-1] = found["version"]
                            news.release()

        threading.Thread(target=listen, daemon=True).start()
        yield news


def processor(server: int) -> float:
    """Seconds of processor that a process and those it started have used."""
    ticks = (int(word) for stat in family(server) for word in stat[11:13])
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def memory(server: int) -> float:
    """MiB that they have, what they share counted once."""
    found = 0
    for stat in family(server):
        for line in Path(f"/proc/{stat[-1]}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                found += int(line.split()[1])
    return found / 1024


def family(server: int) -> Iterator[list[str]]:
    """What Linux knows of each of them, and its number."""
    known = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            _, _, words = (folder / "stat").read_text().rpartition(") ")
            known[int(folder.name)] = [*words.split(), folder.name]
    waiting = [server]
    while waiting:
        number = waiting.pop()
        yield known[number]
        waiting += [n for n, words in known.items() if int(words[1]) == number]


if __name__ == "__main__":
    main()
