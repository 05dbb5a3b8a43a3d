"""The pure rules: numbers, signatures, and what differs between two contents."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook

from agencies.errors import Refused
from reports.enums import ChangeKind
from reports.issuing.cells import cells_that_differ, paragraphs_that_differ
from reports.issuing.changes import Change, Said, changes_in
from reports.issuing.numbering import numbered
from reports.issuing.signing import authority_from, proposals


@pytest.mark.parametrize(
    ("typed", "on_paper"),
    [
        ("125/BC-SNV", "125/BC-SNV"),
        ("5/BC-SNV", "05/BC-SNV"),
        ("05/BC-SNV", "05/BC-SNV"),
        (" 12 / BC - SLĐTBXH ", "12/BC-SLĐTBXH"),
        ("92/BC-SLĐ-TB&XH", "92/BC-SLĐ-TB&XH"),
        ("113-BC/TU", "113-BC/TU"),
        ("7a/BC-UBND", "07a/BC-UBND"),
    ],
)
def test_a_number_stands_as_the_decree_writes_it(typed, on_paper):
    assert numbered(typed) == on_paper


@pytest.mark.parametrize(
    "typed", ["", "  ", "125", "BC-SNV", "/BC-SNV", "0/BC-SNV", "125/KH-SNV", "125/BC-", "mới/BC-SNV"]
)
def test_what_is_no_number_of_a_report_is_refused(typed):
    with pytest.raises(Refused, match="125/BC-SNV") as refused:
        numbered(typed)
    assert refused.value.field == "document_number"


@pytest.mark.parametrize(
    ("position", "likeliest"),
    [
        ("Giám đốc", ["GIÁM ĐỐC"]),
        ("Phó Giám đốc", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("Phó Giám đốc Sở", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("Giám đốc Sở Y tế", ["GIÁM ĐỐC"]),
        ("Phó Chủ tịch UBND tỉnh", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("Quyền Giám đốc", ["Q. GIÁM ĐỐC"]),
        ("Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("Phó Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("Trưởng phòng Việc làm", ["TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG VIỆC LÀM"]),
    ],
)
def test_the_signature_follows_the_position(position, likeliest):
    assert proposals(position)[0] == likeliest
    assert all(authority_from("\n".join(lines)) == lines for lines in proposals(position))


def test_nobody_signs_without_a_position():
    assert proposals("  ") == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Hãy ghi chức vụ"),
        ("\n \n", "Hãy ghi chức vụ"),
        ("KT. Giám đốc", "KT. GIÁM ĐỐC"),
        ("TUQ. Giám đốc\n", "TUQ. GIÁM ĐỐC"),
        ("a\nb\nc\nd\ne", "4 dòng"),
        ("x" * 121, "120 ký tự"),
    ],
)
def test_a_signature_that_lacks_a_line_is_refused(typed, words):
    with pytest.raises(Refused, match=words) as refused:
        authority_from(typed)
    assert refused.value.field == "authority"


def said(key, **fields):
    return Said(key, f"Dòng {key}", fields)


def test_two_equal_contents_have_no_changes():
    rows = [said("1", giá="5"), said("2", giá="6")]
    assert list(changes_in("Chỉ tiêu", rows, rows)) == []


def test_changes_say_what_came_went_and_reads_otherwise():
    before = [said("1", giá="5", tên="A"), said("2", giá="6")]
    after = [said("1", giá="5,5", tên="A"), said("3", giá="7", ghi="")]
    assert list(changes_in("Chỉ tiêu", before, after)) == [
        Change(ChangeKind.CHANGED, "Chỉ tiêu", "Dòng 1", "giá", "5", "5,5"),
        Change(ChangeKind.ADDED, "Chỉ tiêu", "Dòng 3", "Nội dung", "", "giá: 7"),
        Change(ChangeKind.REMOVED, "Chỉ tiêu", "Dòng 2", "Nội dung", "giá: 6", ""),
    ]


def test_a_field_that_is_new_or_gone_is_a_change():
    changes = list(changes_in("", [said("1", a="x")], [said("1", b="y")]))
    assert [(one.field, one.before, one.after) for one in changes] == [("a", "x", ""), ("b", "", "y")]


def test_an_order_alone_is_no_change():
    rows = [said("1", a="x"), said("2", a="y")]
    assert list(changes_in("", rows, rows[::-1])) == []


def workbook(**sheets):
    book, file = Workbook(), BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file


def odd(expected, found, **how):
    return [(one.place, one.expected, one.found) for one in cells_that_differ(expected, found, **how)]


HEADED = [["Biểu"], ["Mã", "Số", "Ngày"]]
DAY = dt.datetime(2026, 12, 5, 9, 30)


def test_equal_workbooks_have_no_cell_that_differs():
    rows = [*HEADED, ["1", 0.1 + 0.2, DAY], [None, "", None]]
    again = [*HEADED, ["1", 0.3, DAY + dt.timedelta(microseconds=400)], [None, None, None]]
    assert odd(workbook(A=rows), workbook(A=again)) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["1", 0.30000000000001, DAY], [("A!B3", "0,3", "0,30000000000001")]),
        (["1", "0,3", DAY], [("A!B3", "0,3 (số)", "0,3 (chữ)")]),  # text where a figure was
        (["1", 0.3, DAY + dt.timedelta(minutes=1)], [("A!C3", "09:30 05/12/2026", "09:31 05/12/2026")]),
        (["1", "=1+1", DAY], [("A!B3", "0,3", "=1+1")]),
        (["1", 0.3, DAY, "thêm"], [("A!D3", "(trống)", "thêm")]),
    ],
)
def test_one_changed_cell_is_named(row, said):
    assert odd(workbook(A=[*HEADED, ["1", 0.3, DAY]]), workbook(A=[*HEADED, row])) == said


def test_a_row_that_is_gone_or_new_is_named():
    rows = [*HEADED, ["1", 2, None]]
    assert odd(workbook(A=rows), workbook(A=HEADED)) == [("A!A3", "1", "(trống)"), ("A!B3", "2", "(trống)")]
    assert odd(workbook(A=HEADED), workbook(A=rows)) == [("A!A3", "(trống)", "1"), ("A!B3", "(trống)", "2")]


def test_an_older_file_need_not_have_what_came_later_but_what_it_has_must_be_right():
    now = workbook(A=[["Biểu"], ["Mã", "Mới", "Số"], ["1", "x", 5]], B=[["Biểu"]])
    assert odd(now, workbook(A=[["Biểu"], ["Mã", "Số"], ["1", 5]]), is_older=True) == []
    assert odd(now, workbook(A=[["Biểu"], ["Mã", "Số"], ["1", 6]]), is_older=True) == [("A!B3", "5", "6")]
    assert odd(now, workbook(A=[["Biểu"], ["Mã", "Mới", "Số"], ["1", "x", 5]])) == [
        ("B", "có trang này", "không có trang này")
    ]


def test_paragraphs_are_named_by_their_number():
    left, right = ["a", "b", "c", "d"], ["a", "x", "c", "d", "e"]
    found = [(one.place, one.expected, one.found) for one in paragraphs_that_differ(left, right)]
    assert found == [("đoạn 2", "b", "x"), ("đoạn 5", "(không có)", "e")]
    assert list(paragraphs_that_differ(left, left)) == []
