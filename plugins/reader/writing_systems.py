"""Scripts that do not part words with spaces, for those who count and cut words."""

import re

CHINESE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Japanese has them too
KANA = "\u3041-\u30ff\uff66-\uff9f"
STOPS = "。，、；：！？」』）》…"

CHARACTER = re.compile(f"[{CHINESE}{KANA}]")
JAPANESE = re.compile(f"[{KANA}]")
KOREAN = re.compile("[\uac00-\ud7af]")
VIETNAMESE = re.compile(
    "[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỵỷỹ]", re.IGNORECASE
)
# A word with the space before it; two characters are about as much as a word.
WORD = re.compile(rf"\s*(?:[{CHINESE}{KANA}]{{1,2}}[{STOPS}]*|[^\s{CHINESE}{KANA}]+)")
