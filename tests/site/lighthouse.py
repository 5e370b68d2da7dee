"""Full marks from Lighthouse, on one page of each kind, as on a phone with a slow line.

The site is served as its host will serve it, at its public address, by a server in
``lighthouse.mjs``; one browser visits the pages one after another.  What is wrong with
the words or the code of a page is found at the first visit.  Speed is another matter:
what else the machine does can make a page slower but never faster, so a page that seems
slow is visited again, and the best of a few visits counts.  It is compared with a
standard page, visited in the same run, because milliseconds tell how fast a machine is.
"""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import sync_playwright

from plugins.commands.project import CommandError
from plugins.shared.links import address_of
from tests.site import browser, node_tools
from tests.site.pages import one_of_each_kind

VISITS = 5  # of a page that seems slow
STANDARD = Path(__file__).with_name("standard")  # a page that is as slow as one may be
STANDARD_HOME = "/.standard/"
HIDDEN = 'name="robots" content="noindex"'
SCRIPT = Path(__file__).with_name("lighthouse.mjs")
BLOCKING = "total-blocking-time"
CHROME = ["--headless=new", *browser.ARGUMENTS]

Report = Mapping[str, Any]  # of one visit; "categories" and "audits" are Lighthouse's


def problems(site: Path, address: str) -> Iterator[str]:
    """What keeps pages that live at ``address`` from full marks, one line each."""
    first = reports(site, address, one_of_each_kind(site))
    for name, report in first.items():
        yield from (f"{name}: {fault}" for fault in faults(report))
    for name, report in fastest(site, address, first).items():
        yield from (f"{name}: {delay}" for delay in delays(report))


def fastest(site: Path, address: str, best: dict[str, Report]) -> dict[str, Report]:
    """The best report on each page, after more visits to those that were slow."""
    for _ in range(VISITS - 1):
        slow = [name for name, report in best.items() if any(delays(report))]
        again = reports(site, address, slow) if slow else {}
        better = {name: min(best[name], again[name], key=slowness) for name in again}
        best = {**best, **better}
    return best


def slowness(report: Report) -> tuple[float, ...]:
    """What puts reports on a page in order: the lower, the better."""
    return any(delays(report)), -_score(report), _value(report, BLOCKING)


def delays(report: Report) -> Iterator[str]:
    """How a page was too slow, or came in pieces, if it did."""
    standard = report["standard"]
    if _score(report) < _score(standard):
        for miss in _lost_marks(report, "performance"):
            yield f"{miss} (the best of {VISITS} visits)"
    blocked, most = _value(report, BLOCKING), _value(standard, BLOCKING)
    if blocked > most:
        yield (
            f"scripts block it for {blocked:.0f} ms at the best of {VISITS} visits, "
            f"the standard page for {most:.0f} ms: do less at once, or later."
        )
    if (shift := _value(report, "cumulative-layout-shift")) > 0:
        yield (
            f"the layout shifts by {shift:.4f} at the best of {VISITS} visits; "
            "the limit is 0: reserve the room."
        )


def faults(report: Report) -> Iterator[str]:
    """What cost a page marks however fast it comes."""
    for category in report["categories"].keys() - {"performance"}:
        yield from _lost_marks(report, category)


def _lost_marks(report: Report, name: str) -> Iterator[str]:
    """What cost a page marks: of how many, what it was, and where to read about it."""
    category = report["categories"][name]
    if category["score"] == 1:
        return
    marks = f"{category['title']} {100 * (category['score'] or 0):.0f} of 100"
    for each in category["auditRefs"]:
        audit = report["audits"][each["id"]]
        if each["weight"] and (audit["score"] or 0) < 1:
            yield f"{marks}: {_described(audit)}"


def _described(audit: Mapping[str, Any]) -> str:
    values = [audit.get(key) for key in ("place", "displayValue", "errorMessage")]
    what = ", ".join([audit["title"].rstrip("."), *filter(None, values)])
    link = audit["description"].rpartition("](")[2].partition(")")[0]
    return f"{what}; see {link}"


def _value(report: Report, audit: str) -> float:
    """What an audit measured, which it could not if the browser failed it."""
    return float(report["audits"][audit].get("numericValue", math.inf))


def _score(report: Report) -> float:
    return float(report["categories"]["performance"]["score"] or 0)


def reports(site: Path, address: str, names: list[str]) -> dict[str, Report]:
    """What Lighthouse makes of pages of a site, by name, at one visit each.

    Each report has, as "standard", that on the standard page in the same run.
    """
    node_tools.require("node", "npm", "openssl")
    job = {
        "modules": str(node_tools.package(node_tools.LIGHTHOUSE).parent),
        "chrome": {"chromePath": _browser(), "chromeFlags": CHROME},
        "folders": [
            (f"{urlsplit(address).path}/", str(site)),
            (STANDARD_HOME, str(STANDARD)),
        ],
        "pages": [
            {"url": urljoin(address, STANDARD_HOME), "skipAudits": []},
            *(_page(site, address, name) for name in names),
        ],
    }
    done = node_tools.run("node", str(SCRIPT), json.dumps(job))
    if done.returncode:
        raise CommandError(f"Lighthouse failed: {done.stderr.strip()}")
    standard, *found = map(json.loads, done.stdout.splitlines())
    with_standard = ({**report, "standard": standard} for report in found)
    return dict(zip(names, with_standard, strict=True))


def _page(site: Path, address: str, name: str) -> dict[str, Any]:
    """Where a page is, and what must not be asked of one that is not to be found."""
    hidden = HIDDEN in (site / name).read_text("utf-8")
    url = f"{address}/{address_of(Path(name))}"
    return {"url": url, "skipAudits": ["is-crawlable"] if hidden else []}


def _browser() -> str:
    with sync_playwright() as playwright:
        return str(browser.executable(playwright))
