"""A paragraph is traced to the texts that share its words, never to one that merely sounds alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.tracing.matching import paragraphs_of, runs_of, sources_of

RESULT = "Đã mở 12 lớp dạy nghề cho 360 lao động nông thôn tại 6 huyện, thành phố trong năm."
OTHER = "Đã thẩm định hồ sơ hỗ trợ nhà ở cho 45 hộ nghèo, giải ngân 2,7 tỷ đồng."


def test_a_text_taken_over_whole_is_found_to_the_word():
    (source,) = sources_of(RESULT, [("a", RESULT), ("b", OTHER)])
    assert (source.key, source.percent) == ("a", 100)


def test_a_sentence_that_was_changed_a_little_still_finds_its_source():
    (source,) = sources_of(RESULT.replace("360", "350"), [("a", RESULT), ("b", OTHER)])
    assert source.key == "a"
    assert 50 <= source.percent < 100


def test_what_the_coordinator_wrote_has_no_source():
    assert sources_of("Nhìn chung các chỉ tiêu đạt tiến độ đề ra so với lộ trình.", [("a", RESULT), ("b", OTHER)]) == []


def test_the_text_that_holds_more_of_a_paragraph_comes_first():
    found = sources_of(RESULT, [("half", RESULT[: len(RESULT) * 2 // 3]), ("whole", RESULT)])
    assert [source.key for source in found] == ["whole", "half"]


@pytest.mark.parametrize("paragraph", ["", "   ", "...", "–"])
def test_a_paragraph_without_words_has_no_source(paragraph):
    assert sources_of(paragraph, [("a", RESULT), ("b", "")]) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_share_is_a_share(one, other):
    for source in sources_of(one, [("x", other)]):
        assert 0.5 <= source.share <= 1
        assert (source.percent == 100) == (runs_of(one) <= runs_of(other))


@given(st.text(max_size=80))
def test_every_text_with_words_is_its_own_source(text):
    assert [source.percent for source in sources_of(text, [("x", text)])] == ([100] if runs_of(text) else [])


def test_blank_lines_are_no_paragraphs():
    assert paragraphs_of("Một.\n\n  Hai. \n") == ["Một.", "Hai."]
