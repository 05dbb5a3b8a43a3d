"""Reading a plan file: what is refused, on which line and in which words. No database."""

import json
from pathlib import Path

import pytest

from targets.exchange.nodes import FileRefused
from targets.exchange.records import write
from targets.exchange.schema import read_plan

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "plan-ha-nam-2024.json"
TEXT = FILE.read_text(encoding="utf-8")


@pytest.fixture
def data():
    return json.loads(TEXT)


def text_of(data):
    return json.dumps(data, ensure_ascii=False, indent=2)


def problems_of(text):
    with pytest.raises(FileRefused) as refused:
        read_plan(text)
    return [(problem.line, problem.message) for problem in refused.value.problems]


def line_of(text, fragment):
    """The line of the only place where `fragment` stands."""
    assert text.count(fragment) == 1, fragment
    return text[: text.index(fragment)].count("\n") + 1


def test_the_plan_is_read_and_written_back_as_it_was():
    assert write(read_plan(TEXT)) == TEXT


def test_figures_are_written_without_needless_zeros(data):
    data["indicators"][3]["target"]["lower"] = "60.500"
    assert '"lower": "60.5"' in write(read_plan(text_of(data)))


@pytest.mark.parametrize(
    ("broken", "line", "reason"),
    [
        ("", 1, "thiếu giá trị"),
        ('{"format": "tien-do/plan/1"\n "plan": {}}', 2, "thiếu dấu phẩy"),
        ('{"format":\n\n}', 3, "thiếu giá trị"),
        ("{\n'format': 1}", 2, "tên khóa thiếu dấu ngoặc kép"),
        ('{"a": "một\nhai"}', 1, "không được xuống dòng"),
        ('{}\n{"thừa": 1}', 2, "còn nội dung sau"),
        ("[" * 100_000, 1, "quá sâu"),
    ],
)
def test_what_is_not_json_is_refused_with_its_line(broken, line, reason):
    [(at, message)] = problems_of(broken)
    assert at == line
    assert reason in message


@pytest.mark.parametrize("other", ['{"format": "khac/1"}', "{}", "[]", '"chữ"', "7"])
def test_another_kind_of_file_is_named_as_such(other):
    [(line, message)] = problems_of(other)
    assert line == 1
    assert "không phải tệp kế hoạch" in message


def test_a_missing_and_an_unknown_key_are_told_where_they_stand(data):
    task = data["tasks"][2]
    task["titel"] = task.pop("title")
    text = text_of(data)
    assert problems_of(text) == [
        (line_of(text, '      "code": "2.1",') - 1, "Thiếu khóa “title”."),
        (
            line_of(text, '"titel"'),
            "Không có khóa “titel”. Các khóa được dùng: code, section, title, text, responsibilities.",
        ),
    ]


def test_a_key_given_twice_is_refused():
    text = TEXT.replace('  "groups": [', '  "groups": [],\n  "groups": [')
    assert problems_of(text) == [(line_of(text, '  "groups": [\n'), "Khóa “groups” bị lặp lại.")]


CHANGES = [
    # where, what is put there, a piece of the refusal
    (("plan", "issuer"), "UBND-NB", "không phải mã của cơ quan nào"),
    (("plan", "coordinator"), None, "phải là chữ"),
    (("plan", "code"), "kế hoạch", "chỉ được gồm chữ"),
    (("plan", "issued_on"), "28/06/2024", "2024-06-28"),
    (("plan", "start_year"), "2024", "phải là một số nguyên"),
    (("plan", "start_year"), True, "phải là một số nguyên"),
    (("plan", "horizon_year"), 2023, "Số phải từ 2024 đến"),
    (("plan", "report_due", "agencies"), "05/12", "tháng-ngày"),
    (("plan", "report_due", "agencies"), "02-29", "tháng-ngày"),
    (("plan", "report_due", "consolidation"), "12-05", "phải sau hạn của các cơ quan"),
    (("plan", "legal_bases"), "Nghị quyết", "danh sách"),
    (("plan", "signature"), [], "đối tượng"),
    (("plan", "short_title"), "x" * 201, "nhiều nhất là 200"),
    (("plan", "title"), "  ", "Không được để trống"),
    (("agencies", 3, "code"), "SNV", "đã dùng ở dòng"),
    (("agencies", 3, "level"), "tỉnh", "chọn một trong: government"),
    (("agencies", 3, "name"), "Sở\u0000 X", "ký tự không in được"),
    (("agencies", 3, "aliases"), [1], "phải là chữ"),
    (("groups", 1, "members", 1), "UBND-PHULY", "đã có trong nhóm"),
    (("groups", 1, "members", 0), "SO-KHONG-CO", "không phải mã của cơ quan nào"),
    (("recipients", 0, "document"), "letter", "chọn một trong"),
    (("sections", 2, "parent"), "II", "không phải mã của mục nào đứng trước"),
    (("sections", 3, "code"), "I.1", "đã dùng ở dòng"),
    (("tasks", 0, "section"), "III.9", "không phải mã của mục nào"),
    (("tasks", 0, "code"), "1/1", "chỉ được gồm chữ"),
    (("tasks", 5, "code"), "1.1", "đã dùng ở dòng"),
    (("tasks", 0, "responsibilities"), [], "chưa được phân công"),
    (("tasks", 0, "responsibilities", 0, "role"), "support", "ít nhất một cơ quan chủ trì"),
    (("tasks", 0, "responsibilities", 0, "group"), "SBN-LIEN-QUAN", "một cơ quan (“agency”) hoặc một nhóm"),
    (("tasks", 0, "responsibilities", 0, "agency"), None, "một cơ quan (“agency”) hoặc một nhóm"),
    (("tasks", 0, "responsibilities", 2, "group"), "SBN-LIEN-QUAN", "đã được phân công trong nhiệm vụ này"),
    (("indicators", 3, "decimals"), 7, "Số phải từ 0 đến 6"),
    (("indicators", 3, "kind"), "share", "chọn một trong: percent"),
    (("indicators", 3, "owner", "agency"), "SO-KHONG-CO", "không phải mã của cơ quan nào"),
    (("indicators", 3, "owner", "confirmed"), "false", "true hoặc false"),
    (("indicators", 3, "target"), None, "đối tượng"),
    (("indicators", 3, "target", "year"), 2031, "Số phải từ 2024 đến 2030"),
    (("indicators", 3, "target", "lower"), "60,5", "dấu chấm thập phân"),
    (("indicators", 3, "target", "lower"), 60, "dấu ngoặc kép"),
    (("indicators", 3, "target", "lower"), "65", "Cận dưới phải nhỏ hơn cận trên"),
    (("indicators", 3, "target", "upper"), None, "“range” cần ghi số cho: “lower”, “upper”"),
    (("indicators", 3, "target", "comparator"), "between", "chọn một trong: ge"),
    (("indicators", 3, "target", "comparator"), "ge", "“ge” cần ghi số cho: “lower”"),
    (("indicators", 3, "target", "comparator"), "done", "chỉ dùng cho, chỉ tiêu loại “milestone”"),
    (("indicators", 4, "target", "tolerance"), "1", "“ge” cần ghi số cho: “lower”"),
    (("indicators", 8, "kind"), "percent", "chỉ dùng cho, chỉ tiêu loại “milestone”"),
    (("indicators", 8, "target", "lower"), "1", "“done” cần ghi số cho: không khóa nào"),
    (("indicators", 18, "target", "tolerance"), None, "“approx” cần ghi số cho: “lower”, “tolerance”"),
    (("indicators", 18, "target", "tolerance"), "-1", "Dung sai không được âm"),
    (("indicators", 1, "baseline", "value"), "1.9%", "dấu chấm thập phân"),
    (("indicators", 1, "baseline", "source"), "", "Không được để trống"),
    (("indicators", 1, "baseline", "year"), 18, "Số phải từ 1900"),
]


@pytest.mark.parametrize(("place", "value", "reason"), CHANGES, ids=lambda part: str(part)[:40])
def test_a_wrong_value_is_refused_with_its_reason(data, place, value, reason):
    *path, last = place
    inner = data
    for step in path:
        inner = inner[step]
    inner[last] = value
    text = text_of(data)
    problems = problems_of(text)
    assert any(reason in message for _line, message in problems)
    assert all(0 < line <= text.count("\n") + 1 for line, _message in problems)


def test_a_wrong_value_is_refused_on_its_own_line(data):
    data["indicators"][3]["target"]["lower"] = "sáu mươi"
    text = text_of(data)
    [(line, message)] = problems_of(text)
    assert line == line_of(text, "sáu mươi")
    assert "dấu chấm thập phân" in message


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(data):
    data["plan"]["place"] = ""
    data["agencies"][2]["name"] = None
    data["indicators"][41]["section"] = "V"
    lines = [line for line, _message in problems_of(text_of(data))]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_text_is_brought_into_composed_form(data):
    data["plan"]["place"] = "Ha\u0300 Nam"
    assert read_plan(text_of(data)).plan.place == "Hà Nam"


def test_an_indicator_may_have_no_owner(data):
    data["indicators"][0]["owner"] = None
    assert read_plan(text_of(data)).indicators[0].owner is None
