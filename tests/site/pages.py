"""What a browser makes of the built pages: their weight, what they ask for, what moves.

Pages are opened at their public address, and every answer comes from the folder of the
built site: nothing leaves the machine, and what leads to another host is heard, unless
the policy of the page names it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
from playwright.sync_api import Browser, Page, Route

from plugins.own_theme import SHEET

POLICY = re.compile('http-equiv="Content-Security-Policy" content="([^"]*)"')
QUALITY = 5  # of Brotli, as hosts use it
STYLE, SCRIPT, FONT = ".css", ".js", ".woff2"
FORMULAS = f"-math{FONT}"
TEXT = (f"-roman{FONT}", f"-italic{FONT}")  # the face of the text, all weights
LIMITS = {  # endings of names: bytes of a page, compressed
    (STYLE,): 8_000,
    (SCRIPT,): 3_000,
    (FORMULAS,): 66_000,
    TEXT: 58_000,
}
REQUESTS = (
    8  # without the face of the text, and lazy pictures: these grow with the page
)
PACKED = {".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp", FONT}
PICTURES = {".svg", *PACKED} - {FONT}
REDIRECT = re.compile(rb"<meta\b[^>]*\shttp-equiv=[\"']?refresh\b", re.IGNORECASE)
LAZY = "img[loading=lazy]"
PHONE = {"width": 412, "height": 823}
WATCH_SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { shifts += e.value }))
  .observe({type: 'layout-shift', buffered: true});
"""


@dataclass
class Visit:
    """One page: what it asked for and what the browser had to say about it."""

    weights: dict[str, int] = field(default_factory=dict)  # compressed bytes, by file
    lazy: set[str] = field(default_factory=set)  # the files that may come later
    errors: list[str] = field(default_factory=list)
    shift: float = 0.0  # cumulative layout shift
    has_maths: bool = False
    policy: str = ""  # what it may load

    def weight(self, *endings: str) -> int:
        """The bytes of all files whose names end in one of these ways."""
        return sum(n for name, n in self.weights.items() if name.endswith(endings))

    def allows(self, url: str) -> bool:
        """Whether the policy names the host of an address."""
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}" in re.split(r"[\s;]+", self.policy)

    def weight_of_text(self) -> int:
        """All bytes but those of pictures and fonts."""
        return sum(self.weights.values()) - self.weight(FONT, *PICTURES)


def pages(site: Path) -> list[str]:
    """The pages of a built site, by file, but for those that only lead to another."""
    found = (
        path for path in site.rglob("*.html") if not REDIRECT.search(path.read_bytes())
    )
    return sorted(path.relative_to(site).as_posix() for path in found)


def one_of_each_kind(site: Path) -> list[str]:
    """The largest page of each folder and depth."""
    largest: dict[tuple[str, int], str] = {}
    for name in sorted(pages(site), key=lambda name: (site / name).stat().st_size):
        parts = name.split("/")
        largest[parts[0], len(parts)] = name
    return sorted(largest.values())


def exceeded(visit: Visit) -> Iterator[str]:
    """The limits that a page goes beyond, one line each."""
    yield from visit.errors
    for endings, limit in LIMITS.items():
        own = visit.weight(SHEET) if STYLE in endings else 0  # the author's affair
        if (weight := visit.weight(*endings) - own) > limit:
            files = " and ".join(endings)
            yield f"{weight} bytes of {files} compressed; the limit is {limit}."
    counted = {name for name in visit.weights if not name.endswith(TEXT)}
    if len(asked := counted - visit.lazy) > REQUESTS:
        files = " ".join(sorted(asked))
        yield f"{len(asked)} requests; the limit is {REQUESTS}: {files}"
    if visit.weight(FORMULAS) and not visit.has_maths:
        yield "loads the font for formulas, and has none."
    if visit.shift > 0:
        yield f"the layout shifts by {visit.shift:.4f}; the limit is 0."


def visit(browser: Browser, site: Path, address: str, name: str) -> Visit:
    """What comes of opening a page for the first time, on a phone."""
    with opened(browser, site, address, name) as (page, seen):
        page.wait_for_timeout(100)  # milliseconds, for what comes after loading
        seen.shift = float(page.evaluate("shifts"))
        seen.has_maths = page.locator("math").count() > 0
        lazy = page.locator(LAZY).evaluate_all("all => all.map(one => one.currentSrc)")
        seen.lazy = {_file_name(url, address) for url in lazy}
    return seen


@contextmanager
def opened(
    browser: Browser, site: Path, address: str, name: str, *, scripts: bool = True
) -> Iterator[tuple[Page, Visit]]:
    """A page of the site in a fresh browser, and what is seen of it till the end."""
    seen = Visit(policy=_policy(site / name))
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    page.on("console", lambda said: _hear(seen, said.type, said.text))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.route("**/*", lambda route: _answer(route, site, address, seen))
    page.goto(f"{address}/{name.removesuffix('index.html')}")
    page.evaluate("document.fonts.ready.then(() => true)")
    yield page, seen
    context.close()


def _policy(page: Path) -> str:
    """The policy that a page has in it."""
    found = POLICY.search(page.read_text("utf-8"))
    return found[1] if found else ""


def _hear(seen: Visit, kind: str, text: str) -> None:
    """What the policy of a page forbids is said as an error."""
    if kind in {"error", "warning"}:
        seen.errors.append(text)


def _answer(route: Route, site: Path, address: str, seen: Visit) -> None:
    url = route.request.url
    if not url.startswith(f"{address}/"):
        if seen.allows(url):
            return route.fulfill(status=204)
        seen.errors.append(f"asks another host for {url}.")
        return route.abort()
    name = _file_name(url, address)
    file = site / name
    if not file.is_file():
        seen.errors.append(f"asks for {name}, which is not there.")
        return route.fulfill(status=404)
    data = file.read_bytes()
    seen.weights[name] = _compressed(file, data)
    return route.fulfill(body=data, content_type=guess_type(file.name)[0])


def _file_name(url: str, address: str) -> str:
    """The file, from the folder of the site, that is served at one of its addresses."""
    name = unquote(urlsplit(url.removeprefix(f"{address}/")).path)
    return f"{name}index.html" if name.endswith("/") or not name else name


def _compressed(file: Path, data: bytes) -> int:
    return len(
        data if file.suffix in PACKED else brotli.compress(data, quality=QUALITY)
    )
