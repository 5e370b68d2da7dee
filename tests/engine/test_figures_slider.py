"""What a slider needs to be told, and how it stands in the page before any script."""

import json

import pytest

from plugins.figures import slider

STEPS = {
    "label": "weight < 1",
    "values": ["0", "½"],
    "descriptions": ['"none"', "half"],
    "start": 0,
    "curves": {"curve": [[0, 1], [2, 3], [4, 5]]},
}


def read(folder, steps):
    path = folder / slider.FILE
    path.write_text(json.dumps(steps), encoding="utf-8")
    return slider.read(path)


def test_a_slider_stands_in_the_page_with_its_first_value_and_hidden(tmp_path):
    shown = slider.element(read(tmp_path, STEPS), "Play Figure 1")

    assert shown == (
        '<div class="figure-steps" hidden>'
        f'<button type="button" aria-label="Play Figure 1">{slider.PLAY}</button>'
        '<label>weight &lt; 1<input type="range" max="1" value="0" '
        'aria-valuetext="&quot;none&quot;" autocomplete="off"></label>'
        '<output aria-live="off">0</output></div>\n'
    )


def test_on_a_page_in_another_language_its_words_are_marked_as_english(tmp_path):
    shown = slider.element(read(tmp_path, STEPS), "Chạy Hình 1", ' lang="en"')

    assert '<label lang="en">weight' in shown
    assert '<output lang="en" aria-live="off">0<' in shown
    assert '<button type="button" aria-label="Chạy Hình 1">' in shown


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"curves": {"curve": [[0, 1], [2, 3, 4]]}}, "must tell all of its 2 frames"),
        ({"x": {"curve": [[0, 1, 2]]}}, "must tell all of its 2 frames"),
        ({"texts": {"name": ["one"]}}, "must tell all of its 2 frames"),
        ({"descriptions": ["none"]}, "must tell all of its 2 frames"),
        ({"start": 2}, "must tell all of its 2 frames"),
    ],
)
def test_steps_that_do_not_fit_together_are_refused(tmp_path, change, message):
    with pytest.raises(ValueError, match=message):
        read(tmp_path, STEPS | change)


@pytest.mark.parametrize("missing", sorted(STEPS))
def test_steps_that_lack_a_part_are_refused(tmp_path, missing):
    steps = {name: part for name, part in STEPS.items() if name != missing}

    with pytest.raises(ValueError, match=f"steps.json says nothing of {missing}"):
        read(tmp_path, steps)
