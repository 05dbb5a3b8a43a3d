"""The form as a workbook, in a browser: taken away, filled in, handed in, looked at, applied."""

import pytest

from reports.models import TaskEntry
from tests.collect.pages import page as address
from tests.steps import report_of
from tests.workbook import files as w

pytestmark = pytest.mark.browser


def test_a_workbook_goes_out_and_comes_back(transactional_db, world, round_, visit, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = report_of(world.a, round_)
    visitor = visit("an")
    page = visitor.page
    page.goto(address("form", report))
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải mẫu Excel").click()
    assert taken.value.suggested_filename == "bao-cao-2026-so-a.xlsx"
    content = taken.value.path().read_bytes()
    values = {"1.1 result": "Đã tổ chức 12 lớp.", "1.2 progress": "gần xong", "2.1.1 typed": "1.234"}
    TaskEntry.objects.filter(submission=report, task__code="2").update(result="Bản trên biểu.")
    values["2 result"] = "Bản trong tệp."

    page.get_by_role("link", name="Nộp từ Excel").click()
    page.set_input_files("#file", {"name": "a.xls", "mimeType": "", "buffer": b"ma,ket qua"})
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_text("không đọc được như một tệp Excel").wait_for()
    visitor.check()
    filled = {"name": "a.xlsx", "mimeType": "", "buffer": w.edited(content, w.fill(values))}
    page.set_input_files("#file", filled)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_text("1 ô có số viết chưa rõ kiểu").wait_for()
    for width in (360, 1280):
        visitor.resize(width)
        visitor.check()
        visitor.picture(f"workbook-{width}")
    page.get_by_label("Kiểu Việt Nam").check()
    page.get_by_role("button", name="Đưa vào biểu").click()

    page.get_by_text("Đã đưa 2 mục từ tệp vào biểu").wait_for()
    visitor.check()
    saved = dict(TaskEntry.objects.filter(submission=report).values_list("task__code", "result"))
    assert saved == {"1.1": "Đã tổ chức 12 lớp.", "1.2": "", "2": "Bản trên biểu."}
    assert report.indicator_entries.get().typed == "1.234"
