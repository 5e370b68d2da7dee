"""Who hears of a text that was read finds on it what texts carry."""

from blinker import Signal
from pelican.contents import Page
from pelican.settings import DEFAULT_CONFIG

from plugins.shared import site


def test_every_receiver_gets_a_complete_text(monkeypatch):
    monkeypatch.setattr(site, "text_read", Signal())
    site.complete_texts()
    heard = []

    def hear(text):
        heard.append(site.UNSET.keys() - vars(text).keys())

    with site.text_read.connected_to(hear):
        Page("", {"title": "A < B"}, {**DEFAULT_CONFIG})

    assert heard == [set()]
