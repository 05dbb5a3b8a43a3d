"""The table of an indicator's page as a file: the same figures, verdicts and sentences."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from targets.enums import Accumulation, Answer, Kind, Quality
from targets.models import Milestone
from targets.outlook import outlook_of
from targets.selectors import indicator_row
from tests import factories as f
from tests.dashboards.figures import record


@pytest.fixture
def book(world, rounds, sign_in):
    def get(code="2.1.1"):
        response = sign_in(world.ha).get(f"/ke-hoach/{world.plan.code}/chi-tieu/{code}/excel/")
        assert response.status_code == 200
        assert response["Content-Disposition"] == f'attachment; filename="chi-tieu-{code}-{world.plan.code}.xlsx"'
        return load_workbook(BytesIO(response.content))

    return get


def table(sheet):
    """Rows by their first cell, each a mapping from the head's labels."""
    _title, head, *rows = sheet.iter_rows(values_only=True)
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_figures_verdicts_and_sentences_are_those_of_the_page(world, book):
    for year, value in ((2024, "50"), (2025, "52"), (2026, "53")):
        record(world.indicators[0], year, value, by=world.dung)

    years = table(book()["Từng năm"])

    row = indicator_row(world.plan, "2.1.1", on=f.TODAY)
    assert list(years) == [str(year) for year in row.plan.years]
    for year in (2024, 2025, 2026):
        shown = years[str(year)]
        assert (shown["Đánh giá"], shown["Nhận xét"]) == (row.verdict(year).status.label, row.verdict(year).sentence)
        assert shown["Giá trị"] == float(row.value(year))
    assert years["2026"]["Dự báo"] is None
    assert [years["2030"][name] for name in ("Dự báo", "Dự báo thấp", "Dự báo cao")] == [59.5, 57, 62]
    assert years["2030"]["Nhận xét"] is None


def test_a_projection_has_the_digits_that_keep_it_off_the_target(world, book):
    for year, value in ((2024, "59.80"), (2025, "59.83"), (2026, "59.86")):
        record(world.indicators[0], year, value, by=world.dung)

    head, years = 2, {row[0].value: row for row in book()["Từng năm"].iter_rows(min_row=3)}
    labels = [cell.value for cell in book()["Từng năm"][head]]

    cells = [years["2029"][labels.index(label)] for label in ("Dự báo", "Dự báo thấp", "Dự báo cao")]
    assert [(cell.value, cell.number_format.endswith("0.00")) for cell in cells] == [(59.95, True)] * 3
    assert years["2028"][labels.index("Dự báo")].number_format.endswith("#,##0.0")


def test_a_path_just_short_of_the_target_is_not_rounded_onto_it(world, book):
    Milestone.objects.create(indicator=world.indicators[0], year=2027, value=Decimal("59.96"))

    cell = book()["Từng năm"]["E6"]

    assert (cell.value, cell.number_format.endswith("0.00")) == (59.96, True)


def test_what_is_said_of_the_years_to_come_is_said_in_the_file(world, book):
    for year, value in ((2024, "50"), (2025, "52"), (2026, "53")):
        record(world.indicators[0], year, value, by=world.dung)

    said = table(book()["Nhận xét"])

    outlook = outlook_of(indicator_row(world.plan, "2.1.1", on=f.TODAY))
    assert said["Dự báo"]["Nội dung"] == outlook.sentence
    assert said["Việc phải làm"]["Nội dung"] == outlook.task


def test_kinds_of_nothing_and_zero_stay_apart(world, book):
    record(world.indicators[0], 2024, "0", by=world.dung)
    record(world.indicators[0], 2025, by=world.dung, answer=Answer.NO_DATA)
    record(world.indicators[0], 2026, by=world.dung, answer=Answer.NOT_DUE)

    years = table(book()["Từng năm"])

    assert [years[year]["Câu trả lời"] for year in ("2024", "2025", "2026", "2027")] == [
        "có số liệu",
        "chưa có số liệu",
        "không thuộc kỳ",
        None,
    ]
    assert [years[year]["Giá trị"] for year in ("2024", "2025", "2026")] == [0, None, None]


def test_every_answer_stays_on_record_with_its_reason(world, book):
    record(world.indicators[0], 2025, "51", by=world.dung, quality=Quality.ESTIMATE)
    record(world.indicators[0], 2025, "52.5", by=world.dung, revision=2)

    _title, _head, *rows = book()["Các lần duyệt"].iter_rows(values_only=True)

    assert [(row[1], row[2], row[3], row[6]) for row in rows] == [
        (1, "51,0%", "ước thực hiện", None),
        (2, "52,5%", "chính thức", "Số chính thức."),
    ]


def test_an_amount_that_adds_up_has_both_figures(world, book):
    flats = f.make_indicator(
        world.plan,
        "2.1.9",
        owner=world.a,
        kind=Kind.COUNT,
        unit="căn hộ",
        decimals=0,
        lower="7000",
        accumulation=Accumulation.WITHIN_YEAR,
    )
    record(flats, 2024, "1000", by=world.dung, quality=Quality.ESTIMATE)
    record(flats, 2025, "500", by=world.dung)

    years = table(book("2.1.9")["Từng năm"])

    assert (years["2025"]["Trong năm"], years["2025"]["Cộng dồn"]) == (500, 1500)
    assert [years[year]["Loại số"] for year in ("2024", "2025")] == ["ước thực hiện", "ước thực hiện"]


def test_it_is_there_for_whoever_may_read_the_page(world, rounds, sign_in):
    address = f"/ke-hoach/{world.plan.code}/chi-tieu/2.1.1/excel/"

    assert sign_in(world.cuc).get(address).status_code == 200
    assert sign_in(world.lan).get(address).status_code == 404
