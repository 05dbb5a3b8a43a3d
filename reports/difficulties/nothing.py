"""Telling "không có" and its like from a difficulty: who answers that there is none has none. Pure."""

import re

from agencies.text import clean, fold

_NOT = {"khong", "ko", "kg", "chua", "none", "nil", "no", "0"}
# words with which "there is none" is said; with any other word beside them something is told
_AROUND = {
    *("co", "gap", "phat", "sinh", "ghi", "nhan", "thay", "kho", "khan", "vuong", "mac", "ton", "tai", "han", "che"),
    *("nguyen", "nhan", "de", "xuat", "kien", "nghi", "noi", "dung", "van", "y", "gi", "nao", "lon", "dang", "ke"),
    *("them", "khac", "va", "hoac", "trong", "nam", "ky", "thoi", "gian", "nay", "hien", "den", "bao", "cao"),
    *("don", "vi", "n", "a"),
}


def says_nothing(text: str) -> bool:
    """Whether `text` is empty, a dash, or says only that there is nothing: "Không", "Chưa phát sinh khó khăn gì."."""
    words = set(re.findall(r"\w+", fold(text)))
    return not words or (bool(words & _NOT) and words <= _NOT | _AROUND)


def difficulty_in(text: str) -> str:
    """`text` as it is kept, empty where it says nothing."""
    return "" if says_nothing(text) else clean(text)
