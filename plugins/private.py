"""What is not for readers stays at home, whatever its address would be.

Where WITH_DRAFTS is off, drafts are as if they had never been read: no page, no
figure, no picture that only they show; what has a date to come is one of them until
then (WITH_FUTURE_DATES), and is said.  No file from outside the content folder is
copied, and none with a name that IGNORE_FILES lists, even if a text names it; and
nothing is written outside the output folder.
"""

import logging
import os
import sys
from fnmatch import fnmatch
from glob import escape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from pelican import Pelican, signals
from pelican.contents import Static

from plugins.shared.kinds import finalized
from plugins.shared.locations import display_path, find_line, log_at
from plugins.shared.paths import is_inside, leads_out, name_filter, why_not_written
from plugins.shared.settings import merged
from plugins.shared.site import own_kinds
from plugins.shared.text import Text, complete_texts, named_pictures, text_read

log = logging.getLogger(__name__)

Generator = Any  # one of Pelican's, or of a kind of our own

LEFT_OUT = "drafts_left_out"  # in the context: the drafts, by source path
FILES_LEFT_OUT = "files_left_out"  # likewise the files that are not copied
LISTS = (  # where Pelican's generators keep drafts
    *("drafts", "drafts_translations"),
    *("draft_pages", "draft_translations"),
)
ADDRESSES = ("save_as:", "save-as:", "permalink:", "slug:", "lang:")
HELD_BACK = "%s:%d: held back until %s; publish again then."
LINKED = "the file is a link to %s, outside the folder %s; put the file itself there."
UNREAD = "%s; take it out of the content folder."
NOT_WRITTEN = "it would be written to %r, %s; give it another address."


def pass_over(pelican: Pelican) -> None:
    """Do not read what may have no end, such as pipes and devices."""
    settings = pelican.settings
    is_ignored = name_filter(settings["IGNORE_FILES"])
    for path in sorted(filter(_why_unread, Path(settings["PATH"]).rglob("*"))):
        if not is_ignored(path.name):
            log_at(log, logging.ERROR, path, 1, UNREAD % _why_unread(path))
            settings["IGNORE_FILES"] = [*settings["IGNORE_FILES"], escape(path.name)]


def _why_unread(path: Path) -> str:
    if path.is_symlink():
        target = Path(os.path.realpath(path))
        if is_inside(path.parent, target):
            return "is a link to a folder that it is in itself"
        if not target.exists() or target.is_symlink():
            return f"is a link to {path.readlink()}, which is not there"
    return "" if path.is_file() or path.is_dir() else "is neither a file nor a folder"


def leave_out_drafts(generator: Generator) -> None:
    """Take the drafts from what a generator has read."""
    if merged(generator.settings)["WITH_DRAFTS"]:
        return
    context = generator.context
    lists = (*LISTS, *(kind.drafts for kind in own_kinds(context)))
    for name in lists:
        for draft in getattr(generator, name, []):
            path = draft.get_relative_source_path()
            context.setdefault(LEFT_OUT, {})[path] = draft
            context["generated_content"][path] = None
            if draft.metadata.get("status") != "draft":  # its date has made it one
                _say_when(draft)
        if hasattr(generator, name):
            setattr(generator, name, [])
            context[name] = []


def _say_when(text: Text) -> None:
    """No mistake, but nothing to be silent about."""
    path, line = text.source_path, find_line(text.source_path, "date:")
    when = f"{text.date:%Y-%m-%d %H:%M}"
    print(HELD_BACK % (display_path(path), line, when), file=sys.stderr)


def leave_out_files(generator: Generator) -> None:
    """Take what is private or lies outside from the files that will be copied."""
    context, folder = generator.context, Path(generator.path)
    private = _of_drafts_alone(context, generator.settings)
    kept, links = [], set()
    for file in generator.staticfiles:
        path = PurePosixPath(file.get_relative_source_path())
        if not is_inside(folder / path, folder):
            links.add(_link(folder, path))
        elif str(path) not in private and _may_be_copied(file, path):
            kept.append(file)
            continue
        del context["static_content"][str(path)]
        context.setdefault(FILES_LEFT_OUT, set()).add(str(path))
    generator.staticfiles = context["staticfiles"] = kept
    for link in sorted(filter(None, links)):
        words = LINKED % (link.resolve(), display_path(folder))
        log_at(log, logging.ERROR, link, 1, words)


def _link(folder: Path, path: PurePosixPath) -> Path | None:
    """What in the content folder leads out of it; None if a text names the outside."""
    steps = [folder / step for step in (*reversed(path.parents), path)]
    return next((step for step in steps[1:] if step.is_symlink()), None)


def _may_be_copied(file: Static, path: PurePosixPath) -> bool:
    """Whether no pattern of IGNORE_FILES fits its path: a link may have named it."""
    ignored = file.settings["IGNORE_FILES"]
    dropped = any(fnmatch(name, i) for name in path.parts for i in ignored)
    return not dropped and not leads_out(getattr(file, "override_save_as", ""))


def _of_drafts_alone(context: dict[str, Any], settings: dict[str, Any]) -> set[str]:
    """The files that drafts show and that nothing else so much as mentions."""
    named = set().union(*map(_files, context.get(LEFT_OUT, {}).values()))
    if not named:
        return named
    others = filter(None, context["generated_content"].values())
    texts = [repr(settings), *(unquote(f"{c._content} {c.metadata}") for c in others)]
    return {
        path
        for path in named
        if not any(PurePosixPath(path).name in text for text in texts)
    }


def _files(text: Text) -> set[str]:
    """The files that a text shows, by their paths in the content folder."""
    covers = filter(None, named_pictures(text))
    paths = (unquote(c).removeprefix("{static}").lstrip("/") for c in covers)
    return {*paths, *map(unquote, text.get_static_links())}


def keep_inside(text: Text) -> None:
    """Do not write a text whose address leads out of the site, or is none."""
    save_as = text.save_as
    if why := why_not_written(save_as):
        line = find_line(text.source_path, *ADDRESSES)
        log_at(log, logging.ERROR, text.source_path, line, NOT_WRITTEN % (save_as, why))
        text.override_save_as = ""


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    signals.initialized.connect(pass_over)
    signals.article_generator_finalized.connect(leave_out_drafts)
    signals.page_generator_finalized.connect(leave_out_drafts)
    finalized.connect(leave_out_drafts)
    signals.static_generator_finalized.connect(leave_out_files)
    text_read.connect(keep_inside)
