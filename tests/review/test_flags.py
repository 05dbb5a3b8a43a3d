"""What is odd about an answer, and what is not."""

from decimal import Decimal

import pytest

from reports.flags import Figures, FlagKind, Other, Work, indicator_flags, task_flags
from targets.enums import Accumulation, Answer, Direction, Kind


def kinds(**fields):
    return [flag.kind for flag in indicator_flags(figures(**fields))]


def figures(**fields):
    defaults = {
        "kind": Kind.PERCENT,
        "unit": "%",
        "accumulation": Accumulation.AT_TIME,
        "direction": Direction.UP,
        "answer": Answer.FIGURE,
        "value": Decimal("52.5"),
    }
    numbers = {"value", "numerator", "denominator", "last_year"}
    return Figures(**(defaults | {k: Decimal(v) if k in numbers and v else v for k, v in fields.items()}))


COUNT = {"kind": Kind.COUNT, "unit": "căn hộ"}


def test_an_ordinary_figure_has_no_flag():
    assert kinds(last_year="50.1") == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": "104.2"}, [FlagKind.OVER_WHOLE]),
        ({"value": "100"}, []),
        ({"value": "104.2", **COUNT}, []),
        ({"value": "-1"}, [FlagKind.NEGATIVE]),
        ({"numerator": "8120", "denominator": "7790"}, [FlagKind.OVER_DENOMINATOR]),
        ({"numerator": "7790", "denominator": "7790"}, []),
        ({"numerator": "8120", "denominator": "7790", **COUNT}, []),
    ],
)
def test_bounds_of_what_is_possible(fields, expected):
    assert kinds(**fields) == expected


@pytest.mark.parametrize(
    ("last", "value", "fields", "expected"),
    [
        ("94.2", "84.2", {}, [FlagKind.JUMP]),
        ("94.2", "84.3", {}, []),
        ("1.2", "1.9", {}, [FlagKind.JUMP]),
        ("1.2", "1.8", {}, []),
        ("1000", "1501", COUNT, [FlagKind.JUMP]),
        ("1000", "1500", COUNT, []),
        ("1500", "1000", {**COUNT, "direction": Direction.DOWN}, []),
        ("1501", "1000", {**COUNT, "direction": Direction.DOWN}, [FlagKind.JUMP]),
        ("0", "3", COUNT, [FlagKind.JUMP]),
        ("3", "0", COUNT, [FlagKind.JUMP]),
        ("0", "0", COUNT, []),
        ("1", "3", {"kind": Kind.LEVEL, "unit": "mức độ"}, []),
    ],
)
def test_a_jump_against_last_year(last, value, fields, expected):
    assert kinds(last_year=last, value=value, **fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [FlagKind.FALLING]),
        ({"accumulation": Accumulation.WITHIN_YEAR}, []),
        ({"direction": Direction.DOWN}, []),
        ({"kind": Kind.NUMBER}, []),
    ],
)
def test_a_stock_that_should_grow_and_falls(fields, expected):
    assert kinds(**(COUNT | fields), last_year="1000", value="990") == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer.NO_DATA, [FlagKind.NO_DATA]),
        (Answer.NOT_DUE, [FlagKind.NOT_DUE]),
        (Answer.DONE, []),
        (Answer.NOT_DONE, []),
    ],
)
def test_the_two_kinds_of_nothing_are_looked_at(answer, expected):
    assert kinds(answer=answer, value=None, last_year="50") == expected


def test_another_agencys_figure_for_the_same_indicator():
    same, other = Other("Sở A", "52,5%", ("figure", Decimal("52.50"))), Other("Sở B", "51%", ("figure", 51))
    flag = indicator_flags(figures(others=(same, other)))[0]
    assert (flag.kind, flag.sentence) == (FlagKind.DIFFERS, "Cơ quan khác báo cáo số liệu khác: Sở B: 51%.")
    assert kinds(others=(same,)) == []


def test_another_agency_that_says_there_is_no_figure_says_something_else():
    flag = indicator_flags(figures(others=(Other("Sở B", "chưa có số liệu", ("no_data", None)),)))[0]
    assert flag.sentence == "Cơ quan khác báo cáo số liệu khác: Sở B: chưa có số liệu."
    declared = {"kind": Kind.MILESTONE, "unit": "", "answer": Answer.DONE, "value": None}
    assert kinds(**declared, others=(Other("Sở B", "chưa hoàn thành", ("not_done", None)),)) == [FlagKind.DIFFERS]
    assert kinds(**declared, others=(Other("Sở B", "đã hoàn thành", ("done", None)),)) == []


QUOTIENT = {"numerator": "8120", "denominator": "15585", "multiplier": 100}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("52.101380", []),
        ("52.1", []),
        ("52.10", []),
        ("52", []),
        ("52.2", [FlagKind.QUOTIENT]),
        ("52.11", [FlagKind.QUOTIENT]),
    ],
)
def test_a_figure_beside_its_own_numerator_and_denominator(value, expected):
    assert kinds(value=value, **QUOTIENT) == expected


def test_a_figure_that_contradicts_its_quotient_is_said_with_the_quotient_in_its_own_digits():
    flag = indicator_flags(figures(value="52.2", **QUOTIENT))[0]
    words = "Số đã ghi 52,2% khác kết quả chia tử số cho mẫu số: 8.120 / 15.585 = 52,1%."
    assert flag.sentence == words


def test_a_jump_is_said_in_the_digits_of_last_years_figure():
    flag = indicator_flags(figures(value="52.101380", last_year="92.4", **QUOTIENT))[0]
    assert flag.sentence == "Giảm 40,3 điểm phần trăm so với năm trước (92,4%)."


def test_only_a_surprising_figure_wants_a_word():
    wants = {kind for kind in FlagKind if kind.wants_a_word}
    assert wants == {"over_denominator", "quotient", "over_whole", "negative", "jump", "falling"}


def test_sentences_name_the_figures_the_vietnamese_way():
    flag = indicator_flags(figures(value="104.2", last_year="94.2"))
    assert [f.sentence for f in flag] == [
        "Tỷ lệ trên 100%.",
        "Tăng 10 điểm phần trăm so với năm trước (94,2%).",
    ]
    parts = indicator_flags(figures(numerator="8120", denominator="7790"))
    assert parts[0].sentence == "Tử số 8.120 lớn hơn mẫu số 7.790."
    grades = figures(value="2", others=(Other("Sở B", "mức độ 3", ("figure", 3)),), kind=Kind.LEVEL, unit="mức độ")
    assert indicator_flags(grades)[0].sentence == "Cơ quan khác báo cáo số liệu khác: Sở B: mức độ 3."
    jump = indicator_flags(figures(value="2500", last_year="1000", **COUNT))
    assert jump[0].sentence == "Thay đổi hơn 1,5 lần so với năm trước (1.000 căn hộ)."


@pytest.mark.parametrize(
    ("last", "value", "fields", "sentence"),
    [
        ("0", "5", COUNT, "Năm trước là 0 căn hộ, năm nay là 5 căn hộ."),
        ("5", "0", COUNT, "Năm trước là 5 căn hộ, năm nay không còn (0 căn hộ)."),
        ("-2", "3", {"kind": Kind.NUMBER, "unit": "độ"}, "Đổi dấu so với năm trước: từ −2 độ thành 3 độ."),
    ],
)
def test_nothing_and_a_change_of_sign_have_no_multiple(last, value, fields, sentence):
    (flag,) = indicator_flags(figures(last_year=Decimal(last), value=Decimal(value), **fields))
    assert (flag.kind, flag.sentence) == (FlagKind.JUMP, sentence)


def test_what_has_been_before_is_possible():
    assert kinds(last_year="103", value="104.2") == []
    assert kinds(value="-1", kind=Kind.NUMBER, unit="điểm") == []


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (Work(progress="in_progress", result="Đã làm."), []),
        (Work(progress="not_arisen", result="", last_progress="done", last_result="x"), [FlagKind.NOT_ARISEN]),
        (Work(progress="in_progress", result="b", last_progress="done", last_result="a"), [FlagKind.STEP_BACK]),
        (Work(progress="done", result="a", last_progress="done", last_result="a"), [FlagKind.SAME_TEXT]),
        (Work(progress="done", result="b", last_progress="in_progress", last_result="a"), []),
    ],
)
def test_odd_answers_for_tasks(work, expected):
    assert [flag.kind for flag in task_flags(work)] == expected
