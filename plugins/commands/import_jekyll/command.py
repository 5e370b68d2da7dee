"""A Jekyll site's texts, files and settings, brought into this project."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.commands.import_jekyll import blog as blogs
from plugins.commands.import_jekyll import settings as own_settings
from plugins.commands.import_jekyll.plan import Plan, planned, record_of
from plugins.commands.import_jekyll.read_back import Reader
from plugins.commands.import_jekyll.rehearsal import rehearsal
from plugins.commands.import_jekyll.report import Report
from plugins.commands.import_jekyll.source import opened
from plugins.commands.import_jekyll.taken import Taken
from plugins.commands.import_jekyll.trial import refused
from plugins.commands.import_jekyll.writing import RECORD, Writing, record
from plugins.commands.project import ROOT, CommandError, read_settings
from plugins.shared.progress import log_progress
from plugins.shared.settings import merged

REPORT = "import-report.md"
KINDS = ("posts", "notes", "pages")
NOTHING = "%s: has no post, no page and no file to bring over; nothing was changed."
UNWRITABLE = "%s: cannot be written (%s); nothing was changed."
NO_KIND = "%r is not a map such as talks=pages; the kinds are posts, notes, pages."


def import_jekyll(
    address: str,
    *,
    kinds: Mapping[str, str] | None = None,
    dry_run: bool = False,
    root: Path = ROOT,
) -> str:
    """What came over from a Jekyll site, and what needs a hand.

    Args:
        address: a folder, or what ``git clone`` takes.
        kinds: posts, notes or pages for the texts of a collection; else notes.
        dry_run: tell, and write nothing.
        root: the project.
    """
    if dry_run:
        with rehearsal(root) as copy:
            return _imported(address, kinds or {}, copy).short(None)
    return _imported(address, kinds or {}, root).short(root / REPORT)


def _imported(address: str, kinds: Mapping[str, str], root: Path) -> Report:
    settings = merged(read_settings(root))
    content = root / settings["PATH"]
    before = record(content)
    with opened(address) as folder:
        log_progress(f"reading {address}")
        blog = blogs.read(folder)
        taken = Taken(content, settings, before["texts"], before["files"])
        plan = planned(blog, taken, kinds)
        if not (plan.texts or plan.files):
            raise CommandError(NOTHING % address)
        edited = own_settings.edited(root, blog, plan, before["settings"])
        writing = Writing(content, before["files"])
        report = Report(address, blog, plan, edited, writing)
        reader = Reader(merged(edited.all(settings)), root)
        report.read_back(reader.read(plan.texts))
        _write(writing, plan, edited, report, root)
    report.refused = refused(root)
    writing.write(root / REPORT, report.whole().encode())
    return report


def _write(
    writing: Writing,
    plan: Plan,
    edited: own_settings.Edited,
    report: Report,
    root: Path,
) -> None:
    """Write everything, or, where that fails, nothing."""
    wanted: dict[str, bytes | Path] = {t.path: t.content.encode() for t in plan.texts}
    files = list(writing.decide(wanted | plan.files))
    try:
        _write_files(writing, files)
        if edited.text:
            writing.write(root / own_settings.FILE, edited.text.encode())
        kept = {
            "texts": record_of(plan),
            "files": {**writing.earlier, **writing.digests},
            "settings": edited.ours,
        }
        writing.write(writing.content / RECORD, _json(kept))
        writing.write(root / REPORT, report.whole().encode())
    except OSError as error:
        writing.take_back()
        named = error.filename or writing.content
        raise CommandError(UNWRITABLE % (named, error.strerror or error)) from None
    except BaseException:
        writing.take_back()
        raise


def _write_files(writing: Writing, files: list[tuple[str, bytes | Path]]) -> None:
    for number, (path, source) in enumerate(files, start=1):
        writing.write(writing.content / path, source)
        if number % 500 == 0:
            log_progress(f"wrote {number} of {len(files)} files")


def _json(value: Any) -> bytes:
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def kinds_in(words: str) -> dict[str, str]:
    """``talks=pages,recipes=posts`` as a map."""
    found = {}
    for pair in filter(None, words.split(",")):
        name, _, kind = pair.partition("=")
        if not name.strip() or kind.strip() not in KINDS:
            raise CommandError(NO_KIND % pair)
        found[name.strip().lstrip("_")] = kind.strip()
    return found
