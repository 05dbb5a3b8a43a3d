import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.text import clean, fold, nfc, sort_key

ALPHABET = list("aàảãáạăằâầbcdđeêghiklmnoôơpqrstuưvxy")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở  Y tế", "so y te"),
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("Đồng Văn", "đồng văn"),
        ("Ðồng", "Đồng"),  # eth for đ
        (unicodedata.normalize("NFD", "Ủy ban"), "Ủy ban"),
    ],
)
def test_fold_joins_spellings_of_one_word(one, other):
    assert fold(one) == fold(other)


def test_what_no_database_can_keep_is_left_out():
    assert clean("Một\x00 \ud83d\r\nhai \udc00") == "Một \nhai"
    assert clean("a\ud800\u0301") == "á"
    assert clean("\ud800") == ""


@pytest.mark.parametrize(
    ("words", "in_order"),
    [
        (["má", "ma", "mạ", "mã", "mà", "mả"], ["ma", "mà", "mả", "mã", "má", "mạ"]),
        (["Đồng", "Dũng", "Ân", "An", "Ấn"], ["An", "Ân", "Ấn", "Dũng", "Đồng"]),
        (["Sở Y tế", "Sở Xây dựng", "Ủy ban"], ["Sở Xây dựng", "Sở Y tế", "Ủy ban"]),
        (["Hoa", "Hòa", "Hoàn"], ["Hoa", "Hòa", "Hoàn"]),
    ],
)
def test_the_order_is_the_vietnamese_one(words, in_order):
    assert sorted(words, key=sort_key) == in_order


def test_the_alphabet_is_in_order():
    assert sorted(set(ALPHABET), key=sort_key) == ALPHABET


@given(st.text())
def test_any_text_has_a_key_and_a_fold_that_do_not_depend_on_the_form(text):
    for form in ("NFC", "NFD"):
        same = unicodedata.normalize(form, text)
        assert sort_key(nfc(same)) == sort_key(same)
        assert fold(nfc(same)) == fold(same)
    assert fold(fold(text)) == fold(text)
