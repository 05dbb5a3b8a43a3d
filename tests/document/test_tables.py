"""Tasks in the tables of appendices, in .docx and in PDF."""

import pytest

from plan.document import AgencyBook, found_in, read_file
from tests.document.making import as_docx, as_pdf
from tests.document.test_plans import brief

TEXT = """ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
KẾ HOẠCH
Chuyển đổi số năm 2026
I. MỤC TIÊU
Tỷ lệ hồ sơ trực tuyến đạt 80%.
II. NHIỆM VỤ
Các nhiệm vụ cụ thể tại Phụ lục kèm theo.
PHỤ LỤC
DANH MỤC NHIỆM VỤ"""
ROWS = [
    ("TT", "Nội dung nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian hoàn thành", "Sản phẩm"),
    ("", "", "Chủ trì", "Phối hợp", "", ""),
    ("I", "Hạ tầng số", "", "", "", ""),
    ("1", "Nâng cấp mạng", "Sở Khoa học và Công nghệ", "Sở Tài chính, UBND cấp xã", "12/2026", "Mạng thông suốt"),
    ("2", "Phủ sóng 5G", "Sở Khoa học và Công nghệ", "Các doanh nghiệp viễn thông", "Thường xuyên", ""),
    ("II", "Dữ liệu số", "", "", "", ""),
    ("1", "Số hóa hồ sơ đất đai", "Sở Nông nghiệp và Môi trường Công an tỉnh", "", "Quý II/2026", ""),
    ("2", "Liên thông dữ liệu y tế", "", "Sở Y tế", "2026", ""),
]
MERGED = [((0, 2), (0, 3)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 4), (1, 4)), ((0, 5), (1, 5)), ((2, 1), (2, 5))]
TASKS = {
    "I.1": (["Sở Khoa học và Công nghệ"], ["Sở Tài chính", "UBND cấp xã"], "2026-12"),
    "I.2": (["Sở Khoa học và Công nghệ"], ["Các doanh nghiệp viễn thông"], "always"),
    "II.1": (["Sở Nông nghiệp và Môi trường", "Công an tỉnh"], [], "2026-Q2"),
    "II.2": ([], ["Sở Y tế"], "2026"),
}


def found(data):
    return found_in(read_file(data, "x"), AgencyBook())


@pytest.mark.parametrize("data", [as_docx(TEXT, ROWS, MERGED), as_pdf(TEXT, ROWS)], ids=["docx", "pdf"])
def test_a_table_with_two_rows_of_headings_and_groups(data):
    plan = found(data)
    assert brief(plan) == TASKS
    assert plan.tasks[0].product.value == "Mạng thông suốt"
    assert plan.tasks[0].section == "PL"
    assert plan.sections[-1].title.value == "DANH MỤC NHIỆM VỤ"
    assert plan.tasks[3].warnings == ("Không thấy cơ quan chủ trì trong văn bản.",)


def test_a_table_over_several_pages_repeats_its_heading_and_is_one():
    rows = [("STT", "Nhiệm vụ", "Đơn vị chủ trì"), *((str(at), f"Việc thứ {at}", "Sở Y tế") for at in range(1, 90))]
    plan = found(as_pdf(TEXT, rows))
    assert [task.code for task in plan.tasks] == [str(at) for at in range(1, 90)]
    assert {task.leads[0].proposed for task in plan.tasks} == {"Sở Y tế"}
    assert plan.tasks[88].leads[0].quote.endswith("Sở Y tế")


def test_a_table_without_numbers_is_numbered_and_says_so():
    plan = found(
        as_docx(TEXT, [("Nhiệm vụ", "Cơ quan chủ trì"), ("Trồng rừng", "Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ")])
    )
    assert brief(plan) == {"1": (["Sở Y tế"], ["Sở Nội vụ"], None)}
    assert "không đánh số" in plan.tasks[0].warnings[0]


def test_a_merged_lead_leads_every_row_that_it_spans():
    rows = [("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Một", "Sở Y tế"), ("2", "Hai", ""), ("3", "Ba", "")]
    plan = found(as_docx(TEXT, rows, [((1, 2), (2, 2))]))
    assert [[lead.proposed for lead in task.leads] for task in plan.tasks] == [["Sở Y tế"], ["Sở Y tế"], []]


def test_a_table_without_headings_is_not_guessed_at():
    plan = found(as_docx(TEXT, ROWS[3:5]))
    assert plan.tasks == ()
    assert "không có hàng tiêu đề" in plan.warnings[0]


def test_a_table_of_figures_is_no_table_of_tasks():
    plan = found(as_docx(TEXT, [("TT", "Chỉ tiêu", "2026"), ("1", "Tỷ lệ hộ nghèo", "2%")]))
    assert plan.tasks == ()
    assert plan.warnings == ("Không thấy nhiệm vụ nào trong văn bản.",)


def test_tasks_in_words_and_in_a_table_are_both_kept_and_it_is_said():
    words = TEXT.replace("Các nhiệm vụ", "1. Xây kè.\nCơ quan chủ trì: Sở Xây dựng.\n2. Các nhiệm vụ")
    plan = found(as_docx(words, ROWS, MERGED))
    assert plan.tasks[0].code == "1"
    assert len(plan.tasks) == 6
    assert "cả trong phần lời và trong bảng" in plan.warnings[0]
