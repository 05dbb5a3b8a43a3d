"""Texts with words in braces: what is refused, and that nothing else ever means anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.errors import Refused
from reports.enums import ReminderKind
from reports.reminders.words import LONGEST, ORIGINALS, PLACEHOLDERS, checked, filled

VALUES = {"cơ quan": "Sở A", "năm": "2026", "hạn": "hết ngày 05/12/2026", "số ngày": "7"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Hãy ghi lời nhắc."),
        (" \n\t", "Hãy ghi lời nhắc."),
        ("x" * (LONGEST + 1), f"Lời nhắc dài {LONGEST + 1} ký tự"),
        ("Gửi {cơ quan} và {sở}.", "Không có chữ thay nào tên là {sở}. Các chữ thay dùng được: {cơ quan}, {năm},"),
        ("{cơ quan.__class__}", "{cơ quan.__class__}"),
        ("{0}", "tên là {0}"),
        ("{}", "tên là {}"),
        ("{năm!r:>10}", "tên là {năm!r:>10}"),
        ("Gửi {cơ quan trước hạn.", "Dấu { ở “Gửi {cơ quan trước h”"),
        ("Gửi cơ quan} trước hạn.", "Dấu } ở “Gửi cơ quan} trước hạn.”"),
        ("{{năm}}", "Dấu { ở"),
        ("{năm}}", "Dấu } ở"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_by_name(text, words):
    with pytest.raises(Refused) as refused:
        checked(text)
    assert words in refused.value.message
    assert refused.value.field == "body"


@pytest.mark.parametrize("text", ["{cơ quan}", "{Cơ  Quan }", "{co quan}", "{co\u031b quan}"])
def test_a_name_is_known_however_it_is_typed(text):
    assert filled(checked(text), VALUES) == "Sở A"


def test_a_text_is_stored_composed_and_with_plain_line_ends():
    assert checked(" Gư\u0309i\r\nlại. ") == "Gửi\nlại."


@pytest.mark.parametrize("kind", ReminderKind)
def test_the_originals_are_in_order(kind):
    assert checked(ORIGINALS[kind]) == ORIGINALS[kind]
    assert "{" not in filled(ORIGINALS[kind], dict.fromkeys(PLACEHOLDERS, "…"))


def test_what_is_put_in_is_not_looked_at_again():
    assert filled("{cơ quan} {năm}", {"cơ quan": "{năm}", "năm": "2026"}) == "{năm} 2026"


@given(st.text(alphabet=st.sampled_from("{}năm cơquan.!:[]0%()"), max_size=40))
def test_any_text_is_either_refused_or_filled_in_whole(text):
    try:
        body = checked(text)
    except Refused:
        return
    done = filled(body, dict.fromkeys(PLACEHOLDERS, "…"))
    assert "{" not in done
    assert "}" not in done
