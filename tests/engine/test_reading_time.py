"""How long texts take to read, in many scripts."""

import pytest

from plugins.reader.reading_time import english_words, reading_minutes

# The first article of the Universal Declaration of Human Rights, as the UN has it.
ARTICLE = {
    "en": "All human beings are born free and equal in dignity and rights. They are "
    "endowed with reason and conscience and should act towards one another in a "
    "spirit of brotherhood.",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền. "
    "Mọi con người đều được tạo hóa ban cho lý trí và lương tâm và cần phải đối xử với "
    "nhau trong tình anh em.",
    "zh": "人人生而自由，在尊严和权利上一律平等。"
    "他们赋有理性和良心，并应以兄弟关系的精神相对待。",
    "ja": "すべての人間は、生まれながらにして自由であり、"
    "かつ、尊厳と権利とについて平等である。"
    "人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. "
    "인간은 천부적으로 이성과 양심을 부여받았으며 "
    "서로 형제애의 정신으로 행동하여야 한다.",
}


@pytest.mark.parametrize("language", ARTICLE)
def test_a_translation_says_as_much_as_its_original(language):
    assert english_words(ARTICLE[language]) == pytest.approx(30, abs=0.5)


@pytest.mark.parametrize("language", ARTICLE)
def test_a_long_text_takes_as_long_in_every_language(language):
    paragraphs = f"<p>{ARTICLE[language]}</p>\n" * 45

    assert reading_minutes(paragraphs) == 7  # 1350 words at 200 a minute


def test_a_mixed_text_is_the_sum_of_its_parts():
    mixed = f"{ARTICLE['en']} {ARTICLE['zh']} {ARTICLE['ko']}"

    assert english_words(mixed) == pytest.approx(90, abs=1)


def test_a_foreign_name_does_not_make_a_text_vietnamese():
    english = "A friend, Phạm Thị Dũng, read this and found two mistakes in it at once."

    assert english_words(english) == 15


def test_formulas_count_as_words_and_blocks_of_code_as_nothing():
    formulas = "<p><math><mi>x</mi><mo>=</mo><mi>y</mi></math> <code>a b c</code></p>"

    assert reading_minutes(formulas * 100) == 1
    assert reading_minutes(formulas * 101) == 2
    assert reading_minutes("<pre>word word</pre>" * 1000) == 1


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (201, 2), (1000, 5)])
def test_reading_takes_a_minute_for_200_words(words, minutes):
    assert reading_minutes(f"<p>{'a ' * words}</p><pre>{'b ' * 500}</pre>") == minutes


@pytest.mark.parametrize("html", ["", "<p>–</p>", "<p>One.</p>"])
def test_nothing_takes_less_than_a_minute(html):
    assert reading_minutes(html) == 1
