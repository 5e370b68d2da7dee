"""Any text can be built: a page comes out, or a mistake with its place.

A few texts from a fixed seed; ODD_TEXTS and ODD_SEED in the environment ask for others:

    ODD_TEXTS=5000 ODD_SEED=7 python -m pytest tests/engine/test_any_text.py
"""

import os
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from odd_texts import OddTexts
from sites import AVATARS, ROOT, build, post, run_pelican
from test_reader import options
from test_settings_check import GOOD, mistakes

from plugins import defaults
from plugins.figures.request import parse
from plugins.reader.addresses import TextLocation, by_file, from_root
from plugins.reader.careful import CarefulReader
from plugins.settings.reading import SettingsError
from plugins.shared.links import broken_links

COUNT = int(os.environ.get("ODD_TEXTS", "60"))
SEED = int(os.environ.get("ODD_SEED", "1"))
PER_SITE = 60
SECONDS = 10  # of the processor, for any text of a megabyte or less
PLACE = re.compile(r"(\S.*?):(\d+): (?:warning: )?\S")  # of a mistake
LAST = re.compile(r"\d+ mistakes?\. ")
NAMES = [name for name in vars(defaults) if name.isupper()]


def test_whatever_is_wrong_with_a_text_has_its_line():
    texts, reader = OddTexts(SEED), CarefulReader(options())
    for number in range(COUNT):
        data = texts.text()
        began = time.process_time()

        reading = reader.read(data)

        assert time.process_time() - began < SECONDS, (SEED, number)
        lines = re.split(rb"\r\n|\r|\n", data)
        for _, line, words in reading.problems:
            assert 1 <= line <= len(lines), (SEED, number, line, words)
            assert words, (SEED, number, line)


def test_any_address_is_an_address_or_refused(tmp_path):
    texts, location = OddTexts(SEED), TextLocation(tmp_path / "a.md", tmp_path, "")
    for _ in range(COUNT):
        address = texts.address()
        with suppress(ValueError):
            parse(address)
        html = f'<a href="{address}"><img srcset="{address}" src="{address}"></a>'
        (tmp_path / "index.html").write_text(
            from_root(by_file(html), location), "utf-8"
        )

        broken_links(tmp_path, "https://a.b")


@pytest.mark.parametrize("site", range(-(-COUNT // PER_SITE)))
def test_a_site_of_any_texts_is_built(tmp_path, site):
    texts, kinds = OddTexts(SEED * 1_000_003 + site), ("posts", "notes", "pages")
    files = {
        f"content/{kinds[number % 3]}/{number}.md": texts.text()
        for number in range(PER_SITE)
    }
    settings = {"THEME": str(ROOT / "theme"), "KEEP_GOING": True}

    done = build(tmp_path, AVATARS | files, settings)

    assert done.returncode == 0, (SEED, site, done.stderr[-2000:])
    for said in done.stderr.splitlines():
        assert has_place(said, tmp_path), (SEED, site, said[:300])


@pytest.mark.parametrize("number", range(COUNT // 10))
def test_any_setting_is_right_or_has_its_line(tmp_path, monkeypatch, number):
    monkeypatch.chdir(tmp_path)
    texts = OddTexts(SEED * 1_000_003 + number)
    text = "\n".join([GOOD, *(texts.setting(NAMES) for _ in range(1 + number % 3))])
    try:
        said = mistakes(tmp_path, text)
    except SettingsError as error:
        said = [str(error)]
    for line in said:
        assert has_place(line, tmp_path), (SEED, number, line[:300])
    if said:
        return

    (tmp_path / "content/posts").mkdir()
    (tmp_path / "content/posts/a.md").write_text(post("Words."))
    done = run_pelican(tmp_path, "-s", "pelicanconf.py")

    assert done.returncode in (0, 1), (SEED, number)
    for line in done.stderr.splitlines():
        if not LAST.match(line):
            assert has_place(line, tmp_path), (SEED, number, text, line[:300])


def has_place(said: str, folder: Path) -> bool:
    """Whether a message names a line of a file that is there."""
    place = PLACE.match(said)
    paths = [folder / place[1], folder / "output" / place[1]] if place else []
    file = next(filter(Path.is_file, paths), None)
    if place is None or file is None:
        return False
    return 1 <= int(place[2]) <= len(file.read_bytes().splitlines()) + 1
