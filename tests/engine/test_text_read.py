"""Who hears of a text that was read finds on it what texts carry."""

from types import SimpleNamespace

from pelican import signals

from plugins.shared.site import UNSET, complete_texts, text_read


def test_every_receiver_gets_a_complete_text():
    complete_texts()
    heard = []

    def hear(text):
        heard.append(UNSET.keys() - vars(text).keys())

    with text_read.connected_to(hear):
        signals.content_object_init.send(SimpleNamespace(title="A < B"))

    assert heard == [set()]
