"""Ages, what says nothing, and what a step must say: pure rules."""

import datetime as dt
import unicodedata

import pytest

from agencies.errors import Refused
from reports.difficulties.ages import Age, age_of, older_than
from reports.difficulties.checking import LONGEST_TEXT, Said, checked
from reports.difficulties.nothing import difficulty_in, says_nothing
from reports.enums import DifficultyAction as Action
from reports.enums import DifficultyState as State
from tests.factories import TODAY, ZONE


def at(text):
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("state", "escalated", "answered", "age"),
    [
        (State.OPEN, None, None, Age(unanswered=22)),
        (State.ESCALATED, "13/11/2026 08:00", None, Age(unanswered=22, undecided=10)),
        (State.ANSWERED, None, "06/11/2026 08:00", Age(answered_after=5)),
        (State.ANSWERED, "03/11/2026 08:00", "01/11/2026 23:59", Age(answered_after=0)),
        (State.CLOSED, None, "02/11/2026 00:01", Age(answered_after=1)),
        (State.CLOSED, None, None, Age()),
        (State.WITHDRAWN, "03/11/2026 08:00", None, Age()),
    ],
)
def test_days_are_counted_from_midnight_to_midnight(state, escalated, answered, age):
    moments = {"escalated_at": escalated and at(escalated), "answered_at": answered and at(answered)}
    now = at("23/11/2026 00:05")
    assert age_of(state, raised_at=at("01/11/2026 23:50"), now=now, zone=ZONE, **moments) == age


@pytest.mark.parametrize(("days", "is_long"), [(30, False), (31, True)])
def test_more_than_thirty_days_is_long(days, is_long):
    assert Age(unanswered=days).is_long == is_long
    assert Age(unanswered=0, undecided=days).is_long == is_long
    assert not Age(answered_after=days).is_long


def test_what_is_older_than_so_many_days_began_before_a_midnight():
    assert older_than(30, at("23/11/2026 15:00"), ZONE) == at("24/10/2026 00:00")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "-",
            "…",
            ".",
            "Không",
            "không.",
            "KHÔNG CÓ",
            "Không có gì",
            "Không phát sinh",
            "ko",
            "0",
            "N/A no",
        ),
        *("Chưa phát sinh khó khăn, vướng mắc gì.", "Trong năm không gặp khó khăn nào đáng kể", "Khong co kho khan"),
        *(
            "Không có khó khăn, vướng mắc; không có đề xuất, kiến nghị.",
            "Không có".encode().decode(),
            "Hiện nay chưa có",
        ),
        unicodedata.normalize("NFD", "Không có khó khăn"),
    ],
)
def test_saying_that_there_is_none_is_no_difficulty(text):
    assert says_nothing(text)
    assert difficulty_in(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Không có kinh phí.",
            "Chưa có đất sạch",
            "Khó khăn",
            "Không đủ người",
            "Thiếu 2 giáo viên",
            "Chưa có hướng dẫn",
        ),
        *("Không phát sinh mới, các dự án cũ vẫn vướng mặt bằng", "Nhân lực còn hạn chế"),
    ],
)
def test_what_tells_of_something_is_one(text):
    assert not says_nothing(text)
    assert difficulty_in(f" {text} ") == text


def refusal(said, action, **how):
    how = {"words": True, "on": TODAY, **how}
    with pytest.raises(Refused) as refused:
        checked(said, action, **how)
    return refused.value.field, refused.value.message


DECIDED = {"text": "Đồng ý.", "document_number": "88/TB-UBND", "document_date": TODAY}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": " "}, "text", "nội dung quyết định"),
        ({"document_number": ""}, "document_number", "số, ký hiệu"),
        ({"document_date": None}, "document_date", "ngày văn bản"),
        ({"document_date": TODAY + dt.timedelta(days=1)}, "document_date", "(24/11/2026) không được sau hôm nay"),
        ({"document_date": dt.date(2026, 11, 2)}, "document_date", "Văn bản ngày 02/11/2026 có trước ngày nêu"),
        ({"document_number": "8" * 61}, "document_number", "61 ký tự"),
        ({"text": "a" * (LONGEST_TEXT + 1)}, "text", "5001 ký tự"),
    ],
)
def test_a_decision_names_a_document_that_can_be_one(changes, field, words):
    raised = [dt.date(2026, 11, 3), dt.date(2026, 11, 20)]
    where, message = refusal(Said(**DECIDED | changes), Action.DECIDE, raised=raised)
    assert (where, words in message) == (field, True), message


def test_a_decision_of_the_day_on_which_the_first_was_raised_does():
    said = Said(**DECIDED | {"document_date": dt.date(2026, 11, 3), "document_number": " 88 /TB-UBND\n"})
    kept = checked(said, Action.DECIDE, words=True, on=TODAY, raised=[dt.date(2026, 11, 3), dt.date(2026, 11, 20)])
    assert kept.document_number == "88 /TB-UBND"


def test_an_answer_may_name_an_older_document_but_names_it_whole():
    old = dt.date(2019, 3, 5)
    said = Said(text="Theo nghị định.", document_number="30/2019/NĐ-CP", document_date=old)
    assert checked(said, Action.ANSWER, words=True, on=TODAY, raised=[TODAY]) == said
    assert checked(Said(text="Có."), Action.ANSWER, words=True, on=TODAY) == Said(text="Có.")
    assert refusal(Said(text="Có.", document_number="30"), Action.ANSWER)[0] == "document_date"
    assert refusal(Said(text="Có.", document_date=old), Action.ANSWER)[0] == "document_number"


def test_a_document_belongs_to_what_the_authorities_say():
    assert refusal(Said(text="Xong.", document_number="1", document_date=TODAY), Action.CLOSE)[0] == "document_number"


@pytest.mark.parametrize("action", [action for action in Action if action != Action.WITHDRAW])
def test_where_words_are_needed_a_sentence_asks_for_them(action):
    assert refusal(Said(), action)[0] == "text"
