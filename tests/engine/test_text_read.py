"""Who hears of a text that was read finds on it what texts carry."""

from blinker import Signal
from pelican.contents import Page
from pelican.settings import DEFAULT_CONFIG

from plugins.shared import text as texts


def test_every_receiver_gets_a_complete_text(monkeypatch):
    monkeypatch.setattr(texts, "text_read", Signal())
    texts.complete_texts()
    heard = []

    def hear(text):
        heard.append([name for name in texts.UNSET if not hasattr(text, name)])

    with texts.text_read.connected_to(hear):
        Page("", {"title": "A < B"}, {**DEFAULT_CONFIG})

    assert heard == [[]]
