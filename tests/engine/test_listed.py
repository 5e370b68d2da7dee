"""Lists of texts find a text as other lists do, and without looking at each."""

import pickle
from types import SimpleNamespace

from plugins.shared.listed import LISTS, Listed, give_lists


class Text:
    """Counts how often it is compared."""

    compared = 0

    def __eq__(self, other):
        Text.compared += 1
        return self is other

    __hash__ = object.__hash__


def test_a_text_is_found_without_looking_at_each():
    texts = [Text() for _ in range(10)]
    some = Listed(texts[:5])

    assert [text in some for text in texts] == [True] * 5 + [False] * 5
    assert Text.compared == 0


def test_what_is_added_later_is_found():
    first, second = Text(), Text()
    texts = Listed([first])
    assert second not in texts

    texts.append(second)
    assert second in texts


def test_what_it_knows_is_not_kept():
    texts, asked = Listed(["a"]), Listed(["a"])
    assert "b" not in asked

    assert pickle.dumps(asked) == pickle.dumps(texts)
    assert pickle.loads(pickle.dumps(asked)) == ["a"]


def test_a_generator_gathers_its_articles_in_them():
    generator = SimpleNamespace()
    give_lists(generator)

    for name in LISTS:
        getattr(generator, name)["x"].append("text")
        assert type(getattr(generator, name)["x"]) is Listed
