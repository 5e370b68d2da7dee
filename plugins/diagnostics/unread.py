"""Files in the content folder that nothing reads and nothing shows."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from plugins.shared.paths import name_filter
from plugins.shared.site import Context, in_words, own_kinds
from plugins.shared.text import Settings

OWN_THEME = "theme"  # in the content folder: plugins/own_theme
WRITTEN = {".txt", ".text", ".rmd", ".qmd", ".mdx", ".ipynb", ".org", ".adoc"}
READ = ("md", "markdown", "mkd", "mdown")
NAMED = "nothing reads it: texts are in Markdown; let its name end in .md."
PLACED = "nothing reads it: texts are in %s; move it there."
SHOWN = "nothing shows it: link to it from a text%s."


def unread_files(context: Context, settings: Settings) -> Iterator[tuple[Path, str]]:
    """Each of them with what to do, in order."""
    content = Path(settings["PATH"])
    known = {*context["generated_content"], *context["static_content"]}
    known |= {settings["BIBLIOGRAPHY"].lstrip("/"), *settings["TEMPLATE_PAGES"]}
    known |= {*context.get("drafts_left_out", ()), *context.get("files_left_out", ())}
    kinds = (f"{kind.name.upper()}_PATHS" for kind in own_kinds(context))
    folders = [f for k in ("ARTICLE_PATHS", *kinds, "PAGE_PATHS") for f in settings[k]]
    for name in _files(content, settings["IGNORE_FILES"]):
        if name in known or (path := PurePosixPath(name)).parts[0] == OWN_THEME:
            continue
        if message := _message(path, folders, settings["STATIC_PATHS"]):
            yield content / path, message


def _files(content: Path, ignored: list[str]) -> Iterator[str]:
    """Every file whose name is not ignored, by its path in the content folder."""
    is_ignored = name_filter(ignored)
    for folder, folders, files in os.walk(content):
        for names in (folders, files):
            names[:] = sorted(name for name in names if not is_ignored(name))
        here = Path(folder).relative_to(content).as_posix()
        yield from files if here == "." else (f"{here}/{name}" for name in files)


def _message(path: PurePosixPath, folders: list[str], shown: list[str]) -> str:
    """What is to be done with the file; nothing where its own message says it."""
    suffix, among_texts = path.suffix, any(map(path.is_relative_to, folders))
    is_text = suffix.lower() in {f".{name}" for name in READ}
    if among_texts and suffix in {f".{name}" for name in (*READ, "html", "htm", "rst")}:
        return ""
    if among_texts and (is_text or suffix.lower() in WRITTEN):
        return NAMED
    if is_text:
        return PLACED % in_words(folders)
    return SHOWN % (f", or move it to {in_words(shown)}" if shown else "")
