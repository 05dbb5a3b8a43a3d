"""No word that would change a reading is passed over in silence: it is read, or a warning names it."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targets.phrases import read_phrase

PLAIN = [  # (what is measured, the figure with its verb, what follows): each is read without a warning
    ("tỷ lệ hộ nghèo đa chiều", "còn 3%", "vào năm 2030"),
    ("tỷ lệ lao động qua đào tạo", "đạt 70%", ""),
    ("", "giảm 5%", "số vụ cháy"),
    ("", "100%", "hộ gia đình được sử dụng nước sạch"),
    ("năng suất lúa", "đạt 62 tạ/ha", "đến năm 2029"),
    ("xây dựng", "12 trạm y tế", ""),
    ("kim ngạch xuất khẩu", "tăng 7%/năm", ""),
    ("số giường bệnh", "đạt 32 giường/vạn dân", "vào năm 2027"),
    ("độ che phủ rừng", "đạt 42%", "vào năm 2028"),
]
ANYWHERE = ["ít nhất", "tối thiểu", "tối đa", "không quá", "không dưới", "nhiều nhất", "trở xuống", "hơn", "khoảng"]
ANYWHERE += [
    "gần",
    "cao hơn",
    "thấp hơn",
    "≥",
    "<",
    "±",
    "%",
    "gấp",
    "gấp đôi",
    "2 lần",
    "5",
    "12,5",
    "một nửa",
    "quá nửa",
]
ANYWHERE += ["1/3", "mỗi huyện", "từ 2 đến 5", "từ 2% trở lên", "hoặc cao hơn"]
AFTER = ["trên", "dưới", "tăng", "giảm", "trở lên", "lần", "mỗi", "bình quân", "từ", "thêm", "lên", "còn", "tăng thêm"]
BEFORE = ["trên", "dưới", "lần", "so với năm 2020", "mỗi"]


def phrase(*parts):
    return " ".join(part for part in parts if part)


def passed_over(plain, written):
    """Whether `written`, which has a word more than `plain`, is read as if it had not."""
    read, changed = read_phrase(plain), read_phrase(written)
    assert (len(read.readings), read.warning) == (1, None)
    return changed.readings == read.readings and changed.warning is None


@given(st.sampled_from(PLAIN), st.sampled_from(ANYWHERE), st.data())
@settings(max_examples=400, deadline=None)
def test_a_word_put_in_anywhere_is_read_or_warned_of(parts, word, data):
    words = phrase(*parts).split()
    at = data.draw(st.integers(0, len(words)))
    written = phrase(*words[:at], word, *words[at:])
    assert not passed_over(phrase(*parts), written), written


@pytest.mark.parametrize("parts", PLAIN, ids=lambda parts: phrase(*parts))
def test_a_word_beside_the_figure_is_read_or_warned_of(parts):
    head, figure, tail = parts
    written = [phrase(head, figure, word, *rest) for word, rest in product(AFTER, [(), ("vào năm 2030",)])]
    written += [phrase(head, figure, tail, word) for word in AFTER]
    written += [phrase(head, word, figure, tail) for word in BEFORE]
    plain = {text: phrase(*parts) for text in written}
    plain |= {phrase(head, figure, w, *r): phrase(head, figure, *r) for w, r in product(AFTER, [(), ("vào năm 2030",)])}
    silent = [text for text in written if passed_over(plain[text], text)]
    assert silent == []


@pytest.mark.parametrize(
    ("phrase", "words"),
    [("trên 10% trở lên", ["“trên”", "“trở lên”"]), ("đạt 30 - 35% số hộ trở xuống", ["“30 - 35”", "“trở xuống”"])],
)
def test_words_that_contradict_each_other_are_named(phrase, words):
    assert ", ".join(words) in read_phrase(phrase).warning
