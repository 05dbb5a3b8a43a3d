"""The Excel file shows the page as it stands: same rows, same order, same sentences, and never a formula."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from targets.enums import Answer, Quality
from targets.selectors import indicator_row
from tests import factories as f
from tests.dashboards.figures import record


@pytest.fixture
def workbook(world, rounds, sign_in):
    """workbook(query) downloads the dashboard of 2026 as the leader and opens it."""
    client = sign_in(world.ha)

    def get(query: str = ""):
        response = client.get(f"/ke-hoach/{world.plan.code}/tong-quan/2026/excel/{query}")
        assert response.status_code == 200
        return load_workbook(BytesIO(response.content))

    return get


def table(sheet) -> list[dict]:
    """The rows under the head as dictionaries."""
    rows = list(sheet.iter_rows(values_only=True))
    head = int(sheet.freeze_panes[1:]) - 2
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def test_a_row_says_what_the_page_and_the_verdict_say(world, workbook):
    record(world.indicators[0], 2026, "44.25", by=world.dung, quality=Quality.ESTIMATE)
    record(world.indicators[1], 2026, by=world.dung, answer=Answer.NO_DATA, note="chưa điều tra")

    first, second = table(workbook()["Chỉ tiêu"])

    verdict = indicator_row(world.plan, "2.1.1", on=f.TODAY).verdict(2026)
    assert first["Nhận xét"] == verdict.sentence
    assert (first["Mã"], first["Năm 2026"], first["Loại số"]) == ("2.1.1", 44.25, "ước thực hiện")
    assert (first["Đánh giá"], first["Mức phải đạt"], first["Năm đích"]) == ("chậm", "ít nhất 60%", "2030")
    assert second["Năm 2026"] == "chưa có số liệu"
    assert "chưa điều tra" in second["Nhận xét"]


def test_it_is_filtered_and_sorted_as_the_page_is(world, workbook):
    record(world.indicators[0], 2026, "70", by=world.dung)
    record(world.indicators[1], 2026, "70", by=world.dung)
    worst = f.make_indicator(world.plan, "2.1.3", owner=world.b, baseline=(2023, "40"))
    record(worst, 2026, "30", by=world.dung)

    assert [row["Mã"] for row in table(workbook("?xep=te-nhat")["Chỉ tiêu"])] == ["2.1.3", "2.1.2", "2.1.1"]
    assert [row["Mã"] for row in table(workbook("?danh-gia=met")["Chỉ tiêu"])] == ["2.1.1", "2.1.2"]
    assert [row["Mã"] for row in table(workbook("?co-quan=SOA")["Chỉ tiêu"])] == ["2.1.1"]


def test_numbers_are_numbers_shown_on_their_true_side_of_the_target(world, workbook):
    near = f.make_indicator(world.plan, "2.1.3", owner=world.a, lower="60", decimals=0)
    record(near, 2026, "59.96", by=world.dung)

    sheet = workbook("?co-quan=SOA")["Chỉ tiêu"]
    cell = next(row[3] for row in sheet.iter_rows() if row[0].value == "2.1.3")

    assert (cell.value, cell.data_type) == (59.96, "n")
    assert cell.number_format.endswith("#,##0.00")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_is_never_a_formula(world, workbook, text):
    world.indicators[0].name = text
    world.indicators[0].save()

    cell = next(row[1] for row in workbook()["Chỉ tiêu"].iter_rows() if row[0].value == "2.1.1")

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_signs_that_excel_cannot_hold_are_left_out(world, workbook):
    record(world.indicators[0], 2026, by=world.dung, answer=Answer.NO_DATA, note="chưa\x0bcó")

    assert "chưacó" in table(workbook()["Chỉ tiêu"])[0]["Nhận xét"]


def test_it_opens_with_what_the_page_says_aloud_and_how_it_is_narrowed(world, workbook):
    rows = [row[:2] for row in workbook("?co-quan=SOA&danh-gia=no_data")["Tóm tắt"].iter_rows(values_only=True)]

    said = "Năm 2026, SOA: 0/1 chỉ tiêu đạt hoặc đúng tiến độ, 1 chưa đánh giá được hoặc chưa có số liệu."
    assert ("Tình hình", said) in rows
    assert ("Cơ quan", "SOA") in rows
    assert ("Chỉ gồm chỉ tiêu", "chưa có số liệu") in rows


def test_tasks_and_agencies_have_their_sheets(world, workbook):
    book = workbook()

    assert table(book["Nhiệm vụ"])[0] == {
        "Cơ quan chủ trì": "SOA",
        "Hoàn thành": 0,
        "Đang thực hiện": 0,
        "Chưa thực hiện": 0,
        "Không phát sinh": 0,
        "Chưa có báo cáo được duyệt": 2,
        "Cộng": 2,
    }
    assert table(book["Đúng hạn"])[0] == {"Cơ quan": "SOA", "2025": "chưa gửi", "2026": "còn hạn"}


def test_it_prints_on_a4_across_with_its_head_on_every_page(workbook):
    for sheet in workbook():
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.freeze_panes
        assert sheet.print_title_rows


def test_what_the_cards_draw_is_there_as_numbers(world, workbook):
    record(world.indicators[0], 2025, "41", by=world.dung)
    record(world.indicators[0], 2026, "44.25", by=world.dung)

    values, path, *_rest = table(workbook("?co-quan=SOA")["Diễn biến"])

    assert [values[str(year)] for year in range(2024, 2031)] == [None, 41, 44.25, None, None, None, None]
    assert path["2030"] == 60
    assert path["2025"] == pytest.approx(45.714286)


def test_a_chart_has_a_file_of_its_own(world, rounds, sign_in):
    client = sign_in(world.ha)

    def sheets(chart: str):
        return load_workbook(BytesIO(client.get(f"/ke-hoach/{world.plan.code}/tong-quan/2026/excel/{chart}/").content))

    assert sheets("nhiem-vu").sheetnames == ["Nhiệm vụ"]
    assert sheets("dung-han").sheetnames == ["Đúng hạn"]
    assert client.get(f"/ke-hoach/{world.plan.code}/tong-quan/2026/excel/la/").status_code == 404


def test_files_have_every_agency_where_the_page_has_the_first(world, workbook, monkeypatch):
    monkeypatch.setattr("reports.dashboards.selectors.AGENCIES_SHOWN", 1)
    monkeypatch.setattr("reports.dashboards.selectors.LEADS_SHOWN", 1)

    book = workbook()

    assert [row["Cơ quan"] for row in table(book["Đúng hạn"])] == ["SOA", "SOB"]
    assert [row["Cơ quan chủ trì"] for row in table(book["Nhiệm vụ"])] == ["SOA", "SOB"]
