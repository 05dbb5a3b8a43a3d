"""Agencies from Excel: what a list would do, shown first, then done."""

import time
import unicodedata

import pytest
from openpyxl import load_workbook

from agencies.managing.importing import apply, preview
from agencies.managing.sheet import read_list, write_list
from agencies.models import Agency
from agencies.workbooks.opening import open_workbook
from tests import factories as f
from tests.agencies.lists import HEADINGS, upload, workbook

IMPORT = "/quan-ly-co-quan/tu-excel/"


def listed(*rows, **more):
    return read_list(open_workbook(workbook(*rows, **more)).book)


def kinds(*rows, **more):
    return [line.kind for line in preview(listed(*rows, **more)).lines]


def reasons(*rows):
    return [(problem.cell, problem.reason) for line in preview(listed(*rows)).lines for problem in line.problems]


def test_lines_are_new_changed_the_same_or_faulty(world):
    rows = [
        ("", "Sở Nội vụ", "", "", "Sở NV; SNV"),
        ("SOA", "Sở A", "Sở A tỉnh", "", ""),
        ("sob", "Sở B", "", "Sở, ban, ngành tỉnh", ""),
        ("", "sở đầu mối", "", "", ""),
        ("SOX", "Sở A", "", "", ""),
        ("", "Sở Lạ", "", "cấp trời", ""),
    ]
    found = preview(listed(*rows))
    assert [line.kind for line in found.lines] == ["new", "changed", "same", "same", "faulty", "faulty"]
    new, changed, *_, known, level = found.lines
    assert (new.agency.code, new.agency.aliases) == ("SNV", ["Sở NV", "SNV"])
    assert changed.changes == ["Tên ngắn: “SOA” thành “Sở A tỉnh”"]
    assert known.problems[0].cell == "A6"
    assert "đã có với mã SOA" in known.problems[0].reason
    assert level.problems[0].cell == "D7"
    assert Agency.objects.count() == 4


@pytest.mark.parametrize(
    ("rows", "cell", "reason"),
    [
        ([("S1", "", "", "", "x")], "B2", "Thiếu tên"),
        ([("", "Sở Mới", "", "", "Sở B")], "E2", "đã là tên của Sở B"),
        ([("", "Sở Mới", "sob", "", "")], "C2", "đã là tên của Sở B"),
        ([("", "Sở Mới", "", "", ""), ("", "SỞ MỚI", "", "", "")], "B3", "trùng với dòng 2"),
        ([("SOA", "Sở A", "", "", ""), ("SOA", "Sở A", "", "", "")], "A3", "trùng với dòng 2"),
        ([("SM", "Sở Mới", "", "", ""), ("SM", "Sở Mới", "", "", "")], "A3", "trùng với dòng 2"),
        ([("", "=1+1", "", "", "")], "B2", "công thức"),
        ([("", "Sở " + "x" * 300, "", "", "")], "B2", "dài quá 250"),
        ([("&", "Sở Mới", "", "", "")], "A2", "chữ hoặc số"),
    ],
)
def test_a_faulty_line_names_its_cell_and_reason(world, rows, cell, reason):
    [(where, why)] = reasons(*rows)
    assert where == cell
    assert reason in why


def test_headings_are_found_in_any_order_spelling_and_row(world):
    headings = ("  tên viết tắt ", unicodedata.normalize("NFD", "TÊN CƠ QUAN:"), "STT", "mã")
    above = (("Danh sách cơ quan",), (), ("Ngày 01/01/2024",))
    row = ("Sở NV ", unicodedata.normalize("NFD", "Sở  Nội vụ "), 1, "SNV")
    [line] = preview(listed(row, (None, " ", None, None), headings=headings, above=above)).lines
    assert (line.kind, line.number, line.agency.name, line.agency.short_name) == ("new", 5, "Sở Nội vụ", "Sở NV")


def test_only_the_name_is_needed_and_a_code_with_marks_is_kept_as_an_alias(world):
    [only] = preview(listed(("Bảo hiểm xã hội tỉnh Hà Nam",), headings=("Tên cơ quan",))).lines
    assert (only.agency.code, only.agency.level) == ("BHXHHN", "vertical")
    [marked] = preview(listed(("SKH&ĐT", "Sở Kế hoạch và Đầu tư", "", "", ""))).lines
    assert (marked.agency.code, marked.agency.aliases) == ("SKHDT", ["SKH&ĐT"])


def test_an_ended_agency_is_neither_changed_nor_its_code_used_again(world):
    Agency.objects.filter(pk=world.a.pk).update(valid_to="2025-03-01")
    assert "không dùng lại" in reasons(("SOA", "Sở Khác", "", "", ""))[0][1]


def test_an_alias_that_says_nothing_new_is_no_change(world):
    Agency.objects.filter(code="SOA").update(name="Sở Nội vụ", short_name="Sở NV", aliases=["Sở NV"])
    assert kinds(("SOA", "Sở Nội vụ", "Sở NV", "", "")) == ["same"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (workbook(("a", "b"), headings=("Cột 1", "Cột 2")), "Không thấy cột"),
        (workbook(headings=HEADINGS), "chưa có cơ quan nào"),
        (b"khong phai excel", "không đọc được"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "Excel cũ"),
        (b"", "Hãy chọn tệp"),
    ],
)
def test_what_is_no_list_is_said_in_a_sentence(sign_in, world, content, reason):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = sign_in(world.khoa).post(IMPORT, {"file": SimpleUploadedFile("a.xlsx", content)})
    assert page.status_code == 422
    assert reason in page.content.decode()


def test_a_list_is_looked_at_then_saved_with_one_click(sign_in, world):
    client = sign_in(world.khoa)
    page = client.post(IMPORT, {"file": upload(("", "Sở Nội vụ", "", "", ""), ("", "Sở Lạ", "", "cấp trời", ""))})
    assert "1 dòng có lỗi, 1 cơ quan mới" in " ".join(page.content.decode().split())
    assert not Agency.objects.filter(code="SNV").exists()
    done = client.post(IMPORT, {"list": page.context["list"]}, follow=True).content.decode()
    assert "Đã thêm 1 cơ quan và sửa 0 cơ quan từ tệp." in done
    assert "1 dòng có lỗi chưa được lưu: 3." in done
    assert Agency.objects.get(code="SNV").sort_key


def test_what_changed_since_the_preview_is_shown_again(sign_in, world):
    client = sign_in(world.khoa)
    page = client.post(IMPORT, {"file": upload(("", "Sở Nội vụ", "", "", ""))})
    f.make_agency("SNV", "Sở Nội vụ")
    again = client.post(IMPORT, {"list": page.context["list"]})
    assert again.status_code == 409
    assert "vừa thay đổi" in again.content.decode()
    forged = client.post(IMPORT, {"list": page.context["list"][:-1]})
    assert forged.status_code == 422


def test_the_file_to_begin_with_comes_back_the_same_and_runs_nothing(world):
    f.make_agency("CT", '=HYPERLINK("x")', aliases=["Một", "Hai"])
    content = write_list(Agency.objects.all())
    assert load_workbook(filename_of(content)).active["B2"].data_type == "s"
    found = preview(read_list(open_workbook(content).book))
    assert {line.kind for line in found.lines} == {"same"}


def filename_of(content):
    from io import BytesIO

    return BytesIO(content)


def test_three_hundred_agencies_come_in_quickly(world, django_assert_num_queries):
    rows = [("", f"Ủy ban nhân dân xã Số {number}", "", "Cấp xã", f"Xã {number}") for number in range(300)]
    begun = time.monotonic()
    content = listed(*rows)
    with django_assert_num_queries(1):
        found = preview(content)
    apply(listed=content, seen=found.fingerprint, by=world.khoa)
    assert Agency.objects.filter(level="commune").count() == 300
    assert time.monotonic() - begun < 5
