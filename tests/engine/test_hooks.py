"""Plugins' parts of a build, in their order."""

from copy import copy

import pytest
from blinker import default_namespace
from pelican import signals

from plugins.shared.hooks import FILES, Hooks, Order, when_complete, while_writing

BOOKS = ("receivers", "_by_sender", "_by_receiver")  # of a blinker signal


@pytest.fixture
def apart():
    """A while in which no plugin is connected but those that come."""
    signals = list(default_namespace.values())
    kept = [{name: getattr(signal, name) for name in BOOKS} for signal in signals]
    for signal in signals:
        for name in BOOKS:
            empty = copy(getattr(signal, name))
            empty.clear()
            setattr(signal, name, empty)
    yield
    for signal, books in zip(signals, kept, strict=True):
        for name, book in books.items():
            setattr(signal, name, book)


def site():
    return Hooks({"generated_content": {}}, {"SITEURL": "https://a.org"})


def test_hooks_are_called_in_order_whoever_came_first(apart):
    called = []
    while_writing(lambda *_: called.append("write"))
    for order in (Order.LIST, Order.DESCRIBE, Order.FINISH, Order.FILL):
        when_complete(lambda *_, name=order.name: called.append(name), order)

    running = site()
    signals.all_generators_finalized.send([running])
    running.refresh_metadata_intersite_links()
    running.generate_output(None)

    assert called == ["FILL", "FINISH", "DESCRIBE", "LIST", "write"]


def test_a_hook_gets_context_whole_settings_and_outputs(apart):
    given = []
    when_complete(lambda *values: given.extend(values), Order.LIST)

    running = site()
    running.refresh_metadata_intersite_links()

    context, settings, outputs = given
    assert context is running.context
    assert (settings["SITEURL"], settings["SEARCH_URL"]) == ("https://a.org", "search/")
    assert outputs is running.outputs


def test_a_plugin_that_registers_twice_is_called_once(apart):
    called = []

    def hook(*_):
        called.append(1)

    for _ in range(2):
        when_complete(hook, Order.LIST)
    site().refresh_metadata_intersite_links()

    assert called == [1]


def test_files_that_plugins_keep_go_to_their_places(apart, tmp_path):
    (tmp_path / "kept").write_text("here")
    running = site()
    running.context[FILES]["a/b.txt"] = tmp_path / "kept"

    running.generate_output(None)
    running.outputs.write(tmp_path / "output")

    assert (tmp_path / "output/a/b.txt").read_text() == "here"
