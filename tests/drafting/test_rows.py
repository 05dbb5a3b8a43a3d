"""Tables of indicators with a column for each year, and documents of another province than the one on record."""

import pytest

from agencies.enums import Level
from plan.document import read_file
from targets.drafting.gaps import gaps
from targets.drafting.reading import read_document
from targets.drafting.who import Known
from targets.exchange.records import AgencyRecord
from tests.document.making import as_docx, as_pdf

HEAD = """ỦY BAN NHÂN DÂN TỈNH AN BÌNH
Số: 88/KH-UBND
An Bình, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Chuyển đổi số tỉnh An Bình đến năm 2030, tầm nhìn đến năm 2045
I. MỤC TIÊU
1. Mục tiêu cụ thể
Các chỉ tiêu chi tiết tại Phụ lục I ban hành kèm theo.
II. NHIỆM VỤ
1. Hạ tầng số (Sở Khoa học và Công nghệ chủ trì)
Xây dựng trung tâm dữ liệu.
III. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ đôn đốc, tổng hợp báo cáo UBND tỉnh trước ngày 15/12 hằng năm.
PHỤ LỤC I
"""
ROWS = [
    ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện 2025", "Hết năm 2026", "Đến năm 2030", "Tầm nhìn 2045", "Cơ quan theo dõi"],
    ["I", "Hạ tầng số", "", "", "", "", "", ""],
    ["1", "Tỷ lệ phủ sóng 5G", "%", "41,5", "≥ 60", "≥ 99", "100", "Sở Khoa học và Công nghệ"],
    ["2", "Tỷ lệ hồ sơ quá hạn", "%", "", "Dưới 2%", "Dưới 1%", "0%", "Văn phòng UBND tỉnh"],
    ["II", "Kinh tế số", "", "", "", "", "", ""],
    ["3", "Thu nhập bình quân đầu người", "triệu đồng/năm", "80", "86", "120", "", "Các sở, ban, ngành"],
    ["4", "Tiêu hao năng lượng giảm bình quân", "", "", "1%/năm", "1 - 1,5%/năm", "", ""],
    ["5", "Trung tâm dữ liệu vùng", "", "", "", "-", "Trung tâm của vùng", ""],
]  # fmt: skip
OTHERS = Known(
    agencies=(
        AgencyRecord("UBND", "Ủy ban nhân dân tỉnh Sông Lam", "UBND tỉnh", Level.GOVERNMENT, ["Ủy ban nhân dân tỉnh"]),
        AgencyRecord("SKHCN", "Sở Khoa học và Công nghệ", "Sở KHCN", Level.PROVINCE, []),
    )
)


def asked(row):
    target = row["target"]
    return (row["name"], target["comparator"], target["lower"], target["upper"], target["year"], row["unit"])


@pytest.mark.parametrize("made", [(as_docx, "a.docx"), (as_pdf, "a.pdf")], ids=["docx", "pdf"])
def test_a_row_of_an_appendix_is_an_indicator(made):
    draft = read_document(made[0](HEAD, ROWS), made[1], OTHERS)[1]
    rows = draft["indicators"]
    assert [asked(row) for row in rows] == [
        ("Tỷ lệ phủ sóng 5G", "ge", "99", None, 2030, "%"),
        ("Tỷ lệ hồ sơ quá hạn", "lt", None, "1", 2030, "%"),
        ("Thu nhập bình quân đầu người", "ge", "120", None, 2030, "triệu đồng/năm"),
        ("Tiêu hao năng lượng giảm bình quân: mức giảm mỗi năm", "range", "1", "1.5", 2030, "%/năm"),
    ]
    assert [row["direction"] for row in rows] == ["up", "down", "up", "up"]
    assert [row["code"] for row in rows] == ["PLI.1", "PLI.2", "PLI.3", "PLI.4"]
    assert (rows[0]["baseline"]["year"], rows[0]["baseline"]["value"]) == (2025, "41.5")
    assert rows[0]["owner"]["agency"] == draft["tasks"][0]["responsibilities"][0]["agency"]
    assert rows[2]["owner"] is None  # a group does not report a figure
    told = {warning["path"]: warning["message"] for warning in draft["warnings"]}
    assert {"indicators[0].target", "indicators[2].owner"} <= told.keys()
    steps = [one["message"] for one in draft["warnings"] if one["path"] == "indicators[0].target"]
    assert "2026: ≥ 60" in steps[0]
    assert "2045" in steps[1]
    assert draft["plan"]["horizon_year"] == 2030  # a vision is none
    assert [gap.path for gap in gaps(draft)] == ["plan.report_due.agencies"]


def test_quotes_of_a_row_are_lines_of_the_document():
    data = as_docx(HEAD, ROWS)
    printed = {line.text for line in read_file(data, "a.docx")}
    rows = read_document(data, "a.docx", OTHERS)[1]["indicators"]
    assert all(line in printed for row in rows for line in row["quote"].split("\n"))


def test_a_plan_of_another_province_takes_none_of_our_agencies():
    draft = read_document(HEAD.encode(), "a.txt", OTHERS)[1]
    named = {agency["code"]: agency["name"] for agency in draft["agencies"]}
    assert named[draft["plan"]["issuer"]] == "Ủy ban nhân dân tỉnh An Bình"
    assert named.keys().isdisjoint({"UBND", "SKHCN"})
    city = HEAD.replace("TỈNH AN BÌNH", "THÀNH PHỐ HUẾ").replace("An Bình,", "Huế,")
    draft = read_document(city.encode(), "a.txt", OTHERS)[1]
    assert "SKHCN" not in {agency["code"] for agency in draft["agencies"]}


def test_a_single_report_day_of_the_coordinator_is_that_of_the_consolidation():
    due = read_document(HEAD.encode(), "a.txt", OTHERS)[1]["plan"]["report_due"]
    assert due == {"agencies": "", "consolidation": "12-15"}
