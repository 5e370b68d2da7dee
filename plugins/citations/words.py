"""What is said around citations, in each language."""

from typing import NamedTuple


class Words(NamedTuple):
    """The words of one language."""

    references: str = "References"
    et_al: str = "et al."
    both: str = "and"
    no_date: str = "n.d."
    edited: str = "editor"
    edition: str = "{} edition"
    ordinals: tuple[str, ...] = ("th", "st", "nd", "rd")  # 0th, 1st, …
    back: str = "Back to where it is cited"


WORDS = {
    "en": Words(),
    "vi": Words(
        references="Tài liệu tham khảo",
        et_al="và cộng sự",
        both="và",
        no_date="không rõ năm",
        edited="biên tập",
        edition="Ấn bản {}",
        ordinals=("",),
        back="Trở lại chỗ trích dẫn",
    ),
}


def words_of(language: str) -> Words:
    """Those of a language; English where we do not know it."""
    return WORDS.get(language.partition("-")[0], WORDS["en"])
