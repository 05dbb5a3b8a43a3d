"""Findings typed or pasted one a line."""

import datetime as dt

import pytest

from reports.oversight.inspections.lines import read_lines

DAY = dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "text", "mend_by"),
    [
        ("Chưa lập danh sách.", "Chưa lập danh sách.", None),
        ("1. Chưa lập danh sách", "Chưa lập danh sách", None),
        ("- Chưa lập danh sách; hạn 31/12/2026", "Chưa lập danh sách", DAY),
        ("a) Chưa lập danh sách (hạn: 31/12/2026)", "Chưa lập danh sách", DAY),
        ("Chưa lập danh sách, hạn khắc phục trước ngày 31/12/2026.", "Chưa lập danh sách", DAY),
        ("Chưa lập danh sách.\t31/12/2026", "Chưa lập danh sách.", DAY),
        ("Chưa lập danh sách | 31-12-2026", "Chưa lập danh sách", DAY),
        ("Chưa lập danh sách; 31.12.2026", "Chưa lập danh sách", DAY),
        # a day that belongs to the text stays there
        ("Chưa sửa kế hoạch số 12 ngày 05/03/2026", "Chưa sửa kế hoạch số 12 ngày 05/03/2026", None),
        ("Không gửi báo cáo trước ngày 05/12/2025", "Không gửi báo cáo trước ngày 05/12/2025", None),
        ("2.150 căn chưa nghiệm thu", "2.150 căn chưa nghiệm thu", None),
    ],
)
def test_a_line_is_read_with_its_own_day(typed, text, mend_by):
    (line,) = read_lines(typed)
    assert (line.text, line.mend_by) == (text, mend_by)


def test_empty_lines_say_nothing_and_numbers_stay():
    assert [(line.number, line.text) for line in read_lines("\r\nMột\r\n \r\nHai\n")] == [(2, "Một"), (4, "Hai")]


def test_what_is_no_day_is_kept_to_be_asked_about():
    (line,) = read_lines("Chưa lập danh sách; hạn 31/02/2026")
    assert (line.typed_day, line.mend_by) == ("31/02/2026", None)
