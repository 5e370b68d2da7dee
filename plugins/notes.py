"""Notes: a third kind of content, short and dated, beside posts and pages.

Notes have their own folder, addresses, template, list and feed.  They share tags with
posts, and nothing else: they are never in the posts' list.  Their settings are
NOTE_PATHS, NOTE_URL, NOTE_SAVE_AS, NOTE_LANG_URL, NOTE_LANG_SAVE_AS, NOTES_URL and
NOTES_SAVE_AS.
"""

from plugins.shared.kinds import OwnKind

NOTES = OwnKind("note", "notes")


def register() -> None:
    """Connect to Pelican."""
    NOTES.register()
