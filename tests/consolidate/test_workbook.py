"""The workbook says what the rows say, in real numbers and dates, and nothing in it is ever a formula."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from agencies.workbooks.sheets import LINES_IN_A_ROW, Book, Column, Look, Number, clean, lines_of, pieces
from reports import jobs
from reports.consolidate.frozen import rows_of
from reports.documents.workbook import write_workbook
from reports.enums import JobKind
from reports.issuing.services import issue
from reports.models import IndicatorEntry, Job, Round, TaskEntry
from targets.models import Measurement
from tests import factories as f
from tests.consolidate.conftest import build

SHEETS = ["Tóm tắt", "Chỉ tiêu", "Nhiệm vụ", "Khó khăn, đề xuất", "Tình hình gửi báo cáo"]


def opened(draft):
    draft.refresh_from_db()
    with draft.workbook.open() as file:
        return load_workbook(file)


def texts(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


@pytest.fixture
def drawn(tmp_path):
    """drawn(*rows) gives a sheet of two columns, written and read back."""

    def _drawn(*rows, look=Look.PLAIN):
        book = Book(title="Thử", author="Sở A")
        sheet = book.sheet(
            "Thử", "Bảng thử", [Column("Một", 20), Column("Hai", 20)], kept=1, marks=("Sở A & B", "Dự thảo")
        )
        for row in rows:
            sheet.row(row, look)
        sheet.filterable()
        with (tmp_path / "thu.xlsx").open("wb") as file:
            book.save(file)
        return load_workbook(tmp_path / "thu.xlsx")["Thử"]

    return _drawn


@pytest.mark.django_db
def test_it_has_its_sheets(world, complete):
    assert opened(build(world, complete)).sheetnames == SHEETS


@pytest.mark.django_db
def test_an_issued_one_has_the_words_as_well(world, complete):
    draft = build(world, complete)
    draft.passages.filter(key="direction").update(text="Lời của chuyên viên.")
    draft.issued_at = f.NOW
    file = BytesIO()
    write_workbook(rows_of(draft), file)
    words = [cell.value for cell in load_workbook(file)["Lời văn"]["A"]]
    assert words[2:5] == [
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "1. Chỉ đạo, hướng dẫn, kiểm tra",
        "Lời của chuyên viên.",
    ]


@pytest.mark.django_db
def test_indicators_are_the_frozen_rows(world, complete):
    draft = build(world, complete)
    IndicatorEntry.objects.update(value=Decimal(1))  # what happens to live rows afterwards is nothing to it
    rows = texts(opened(draft)["Chỉ tiêu"])
    assert len(rows) == draft.indicators.count() == 2
    line = draft.indicators.get(code="2.1.1")
    assert rows[0] == [
        "2.1.1",
        line.name,
        "%",
        line.target,
        line.baseline,
        None,
        None,
        pytest.approx(float(line.required)),
        52.5,
        None,
        pytest.approx(108.088, abs=0.001),
        "ước thực hiện",
        "đúng tiến độ",
        line.sentence,
        "Sở A",
        None,
    ]


@pytest.mark.django_db
def test_figures_are_numbers_in_the_vietnamese_format(world, complete):
    cell = opened(build(world, complete))["Chỉ tiêu"]["I3"]
    assert (cell.value, cell.data_type, cell.number_format) == (52.5, "n", "[$-42A]#,##0.0")


@pytest.mark.django_db
def test_a_running_total_is_called_so_and_stands_beside_what_the_year_brought(world, complete):
    draft = build(world, complete)
    draft.indicators.filter(code="2.1.1").update(
        previous=Decimal(800), value=Decimal(1300), adds_up=True, added=Decimal("500.5")
    )
    file = BytesIO()
    write_workbook(rows_of(draft), file)
    labels, total, plain = (
        [cell.value for cell in row] for row in load_workbook(file)["Chỉ tiêu"].iter_rows(min_row=2, max_row=4)
    )
    place = labels.index("Cách tính")
    assert labels[place : place + 5] == [
        "Cách tính",
        "Năm 2025",
        "Lộ trình năm 2026",
        "Thực hiện năm 2026",
        "Trong đó riêng năm 2026",
    ]
    assert [total[place], total[place + 1], *total[place + 3 : place + 5]] == ["cộng dồn", 800, 1300, 500.5]
    assert [plain[place], plain[place + 4]] == [None, None]


@pytest.mark.django_db
def test_what_is_no_figure_is_said_in_words_and_zero_is_a_figure(world, complete):
    first = Measurement.objects.get(indicator__code="2.1.1")
    for code, answer, value in (("2.1.1", "no_data", None), ("2.1.2", "figure", Decimal(0))):
        indicator = Measurement.objects.get(indicator__code=code).indicator
        Measurement.objects.create(
            indicator=indicator,
            year=2026,
            revision=2,
            agency=world.a,
            answer=answer,
            value=value,
            quality="estimate",
            reason="Đính chính",
            recorded_at=f.NOW,
            recorded_by=first.recorded_by,
        )
    sheet = opened(build(world, complete))["Chỉ tiêu"]
    assert [sheet["I3"].value, sheet["I4"].value] == ["chưa có số liệu", 0]


@pytest.mark.django_db
def test_tasks_stand_with_the_text_of_every_part(world, complete):
    TaskEntry.objects.filter(task__code="1.1", submission__agency=world.b).update(result="Phần của Sở B.")
    rows = texts(opened(build(world, complete))["Nhiệm vụ"])
    assert rows[:4] == [
        ["III.1. Nâng cao nhận thức", None, None, None, None],
        ["1.1", "Nhiệm vụ 1.1", None, "Đang thực hiện", "Chủ trì: Sở A"],
        [None, "Sở A", "chủ trì", "Đang thực hiện", "Đã tổ chức 12 lớp."],
        [None, "Sở B", "phối hợp", "Đang thực hiện", "Phần của Sở B."],
    ]
    assert [row[0] for row in rows if row[0]] == ["III.1. Nâng cao nhận thức", "1.1", "1.2", "2"]


@pytest.mark.django_db
def test_missing_parts_are_named_under_the_task(world, round_, accepted):
    rows = texts(opened(build(world, round_))["Nhiệm vụ"])
    assert [None, "Chưa có phần được duyệt", None, None, "Phối hợp: Sở B (chưa gửi)."] in rows


@pytest.mark.django_db
def test_difficulties_and_proposals_have_a_sheet_of_their_own(world, complete):
    entry = TaskEntry.objects.filter(task__code="1.2", submission__agency=world.b)
    entry.update(difficulty="Thiếu kinh phí.", proposal="Bố trí 1,2 tỷ đồng.")
    rows = texts(opened(build(world, complete))["Khó khăn, đề xuất"])
    assert rows == [["1.2", "Nhiệm vụ 1.2", "Sở B", "Thiếu kinh phí.", "Bố trí 1,2 tỷ đồng."]]


@pytest.mark.django_db
def test_moments_are_real_dates_in_the_offices_time(world, round_, accepted):
    sheet = opened(build(world, round_))["Tình hình gửi báo cáo"]
    sent = sheet["E3"]
    assert (sent.value, sent.number_format) == (dt.datetime(2026, 11, 23, 9, 0), "dd/mm/yyyy hh:mm")
    assert sent.is_date
    assert [sheet["C3"].value, sheet["G3"].value, sheet["H3"].value] == ["Đã duyệt", 0, "đúng hạn"]
    assert [sheet["C4"].value, sheet["G4"].value] == ["Đang soạn", None]


@pytest.mark.django_db
def test_a_draft_says_so_on_every_page(world, complete):
    book = opened(build(world, complete))
    assert {sheet.oddHeader.right.text for sheet in book} == {"Dự thảo, bản số 1"}
    assert "SỐ LIỆU MINH HỌA" not in first_column(book["Tóm tắt"])


@pytest.mark.django_db
def test_sample_figures_are_called_so_on_the_first_sheet_and_every_page(world, complete):
    Round.objects.update(is_demonstration=True)
    book = opened(build(world, complete))
    assert first_column(book["Tóm tắt"])[2] == "SỐ LIỆU MINH HỌA"
    assert {sheet.oddHeader.left.text for sheet in book} == {"SỐ LIỆU MINH HỌA"}


@pytest.mark.django_db
def test_an_issued_report_carries_number_date_and_hash(world, complete):
    Round.objects.update(opened_at=f.NOW - dt.timedelta(days=30))
    draft = build(world, complete)
    issue(
        consolidation=draft,
        document_number="125/BC-SDM",
        document_date=dt.date(2026, 11, 3),
        by=f.person(world.giang),
        now=f.NOW,
        confirmed=True,
    )
    jobs.workbook(Job.objects.get(kind=JobKind.WORKBOOK).pk)
    summary = opened(draft)["Tóm tắt"]
    said = {row[0]: row[1] for row in texts(summary) if row[0]}
    assert said["Số, ngày văn bản"] == "Số 125/BC-SDM, ngày 03/11/2026"
    assert said["Mã kiểm tra nội dung (SHA-256)"] == draft.sha256
    assert summary.oddHeader.right.text == "Số 125/BC-SDM, ngày 03/11/2026"


def first_column(sheet):
    return [row[0].value for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 912", "-5%", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
)
def test_text_never_becomes_a_formula(drawn, text):
    cell = drawn([text, "x"])["A3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_leading_tab_or_break_is_no_way_round_it(drawn):
    sheet = drawn(["\t=1+1", "\r\n=1+1"])
    assert [(cell.data_type, bool(cell.quotePrefix)) for cell in sheet[3]] == [("s", True), ("s", True)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b\x0bc", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a b"),
        ("a\ufffe\x85b", "ab"),
        ("Ữ ệ ₫ 😀", "Ữ ệ ₫ 😀"),
    ],
)
def test_control_characters_are_left_out(drawn, text, left):
    assert clean(text) == left
    assert drawn([text, "x"])["A3"].value == left


def test_markup_is_only_text(drawn):
    assert drawn(["<b>&amp;</b> ]]>", "x"])["A3"].value == "<b>&amp;</b> ]]>"


def test_a_page_is_a4_landscape_with_its_head_repeated_and_kept_in_sight(drawn):
    sheet = drawn(["a", "b"])
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$2:$2", "B3")
    assert sheet.auto_filter.ref == "A2:B3"
    assert (sheet["A1"].value, sheet["A2"].value) == ("Bảng thử", "Một")
    assert sheet.oddHeader.left.text == "Sở A && B"
    assert sheet.column_dimensions["B"].width == 20


def test_cells_are_set_in_the_offices_type_and_wrapped(drawn):
    sheet = drawn(["a", Number(Decimal("-0.5"), 2)])
    assert (sheet["A3"].font.name, sheet["A3"].font.sz, sheet["A3"].alignment.wrap_text) == (
        "Times New Roman",
        12,
        True,
    )
    assert (sheet["B3"].value, sheet["B3"].number_format) == (-0.5, "[$-42A]#,##0.00")
    assert sheet["B3"].alignment.horizontal == "right"
    assert sheet["A2"].font.bold


def test_a_day_is_a_real_date(drawn):
    cell = drawn([dt.date(2026, 3, 5), None])["A3"]
    assert (cell.value.date(), cell.number_format) == (dt.date(2026, 3, 5), "dd/mm/yyyy")


def test_a_long_text_goes_on_in_the_next_rows_and_nothing_is_lost(drawn):
    words = " ".join(f"từ{number}" for number in range(10_000))
    sheet = drawn([words, "bên cạnh"])
    rows = [row[0].value for row in sheet.iter_rows(min_row=3)]
    assert len(rows) > 100
    assert "".join(rows) == words
    assert all(sheet.row_dimensions[number].height < 409 for number in range(3, sheet.max_row + 1))
    assert [sheet["B3"].value, sheet["B4"].value] == ["bên cạnh", None]


@pytest.mark.parametrize(
    "text", ["", "ngắn", "dòng\n" * 100, "a" * 40_000, "  đầu và cuối  \n\n", "chữ " * 9_000, "\n" * 200]
)
def test_pieces_are_the_text_and_fit_a_row(text):
    cut = list(pieces(text, 30))
    assert "".join(cut) == text
    assert all(lines_of(piece.strip("\n"), 30) <= LINES_IN_A_ROW for piece in cut)


def test_rows_are_as_high_as_their_text(drawn):
    sheet = drawn(["ngắn", "x"], ["một câu dài hơn hẳn bề rộng của cột nên phải xuống dòng", "x"])
    assert sheet.row_dimensions[3].height < sheet.row_dimensions[4].height
