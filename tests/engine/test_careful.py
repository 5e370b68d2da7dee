"""No text makes the reader raise an error, or takes it for ever."""

import re
import time
from pathlib import Path
from threading import Thread

import pytest
from sites import post

from plugins.reader import careful, parse
from plugins.reader.careful import CarefulReader
from plugins.reader.converter import Converter
from plugins.reader.model import Options
from plugins.shared.time_limit import TooLong, at_most

OPTIONS = Options(
    markdown={
        "extensions": [
            "markdown.extensions.extra",
            "plugins.markdown.dialect",
            "plugins.markdown.maths",
        ]
    },
    macros={},
    fallback="error",
    summary_words=50,
)


@pytest.fixture
def reader():
    return CarefulReader(OPTIONS)


@pytest.fixture
def odd_summary(monkeypatch):
    """Summaries fail for one word, and take for ever for another."""
    summary = parse.summary

    def odd(html, words, figure):
        if "odd" in html:
            raise IndexError("list is empty")
        while "endless" in html:
            pass
        return summary(html, words, figure)

    monkeypatch.setattr(parse, "summary", odd)


def test_the_line_is_named_that_cannot_be_read(reader, odd_summary):
    reading = reader.read(post("one\n\ntwo odd\n\nthree").encode())

    assert reading.problems == [
        (
            "fatal",
            8,
            "cannot be read (IndexError: list is empty); simplify what is unusual "
            "there.",
        )
    ]


def test_marks_that_markdown_leaves_in_a_text_are_a_mistake(reader, monkeypatch):
    convert = Converter.convert
    monkeypatch.setattr(  # as Markdown does where it loses a part that was finished
        Converter,
        "convert",
        lambda *text: convert(*text).replace("odd", "\x02klzzwxh:0001\x03"),
    )

    ((level, line, words),) = reader.read(post("a\n\nodd").encode()).problems

    assert (level, line) == ("fatal", 8)
    assert "(Garbled: Markdown mixes up signs such as * and [ here)" in words


def test_what_could_not_be_read_leaves_no_trace(reader, odd_summary):
    text = post("# A heading\n\n[a][b]\n\n[b]: c").encode()
    before = reader.read(text)

    reader.read(post("odd").encode())

    assert reader.read(text) == before


def test_what_takes_too_long_is_given_up(reader, odd_summary, monkeypatch):
    monkeypatch.setattr(careful, "SECONDS", 0.1)

    with pytest.raises(TooLong):
        reader.read(post("endless").encode())


def test_what_is_nested_too_deep_says_so(reader):
    reading = reader.read(post("a\n\n" + "> " * 2000 + "b").encode())

    ((_, line, words),) = reading.problems
    assert (line, words) == (
        8,
        "cannot be read (it is nested too deep); write it flat.",
    )


def test_a_pattern_that_goes_astray_is_stopped():
    with pytest.raises(TooLong), at_most(0.1):
        re.fullmatch("(a*)*b", "a" * 40)


def test_what_the_system_does_for_the_work_counts():
    """Long patterns make it fetch and return memory all the time."""
    began = time.process_time()

    with pytest.raises(TooLong), at_most(0.1):
        endless_reading()

    assert time.process_time() - began < 2


def endless_reading():
    with Path("/dev/zero").open("rb", buffering=0) as zeros:
        while True:
            zeros.read(1 << 24)


def test_time_is_counted_for_the_work_alone():
    with at_most(0.05):
        time.sleep(0.2)
    while time.process_time() % 0.2 < 0.1:  # nothing stops what comes after
        pass


def test_in_a_thread_there_is_no_limit():
    done = []

    def work():
        with at_most(0.05):
            done.append(True)

    thread = Thread(target=work)
    thread.start()
    thread.join()

    assert done
