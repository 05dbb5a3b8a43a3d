"""The workbook as it is taken away."""

from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from agencies.text import fold
from reports.collect.opening import open_round
from reports.models import IndicatorEntry, TaskEntry
from reports.workbook.layout import Memory, columns_of, lines_of_memory, memory_from, unwritten, written
from tests import factories as f
from tests.collect.pages import on_record, page
from tests.steps import report_of
from tests.workbook import files as w


@pytest.fixture
def book(form_file):
    return lambda: load_workbook(BytesIO(form_file()))


def test_the_file_is_named_after_year_and_agency(an, report):
    answer = an.get(page("form_workbook", report))

    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-2026-so-a.xlsx"'
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_instructions_and_two_tables_are_to_be_seen_and_the_rest_is_not(book):
    assert [(s.title, s.sheet_state) for s in book().worksheets] == [
        ("Hướng dẫn", "visible"),
        ("Nhiệm vụ", "visible"),
        ("Chỉ tiêu", "visible"),
        ("danh-sach", "hidden"),
        ("tien-do", "veryHidden"),
    ]


def test_only_what_can_be_typed_is_open(book):
    made = book()

    for name in w.SHEETS.values():
        assert made[name].protection.sheet
        assert made[name].protection.password is None
    controls = {"1.1": ("code", "result")} | dict.fromkeys(
        ("2.1.1", "2.1.3", "2.1.6"), ("code", "typed", "status", "note")
    )
    places = [(code, control) for code, names in controls.items() for control in names]
    open_cells = {place for place in places if not w.cell(made, *place).protection.locked}
    assert open_cells == {
        ("1.1", "result"),
        *((code, field) for code in ("2.1.1", "2.1.3") for field in ("typed", "status", "note")),
        *(("2.1.6", field) for field in ("status", "note")),
    }


def test_numerator_and_denominator_are_open_only_where_they_are_asked_for(book):
    made = book()

    assert [w.cell(made, c, "typed_numerator").protection.locked for c in ("2.1.1", "2.1.3")] == [False, True]


def test_what_is_typed_stays_text(book):
    """Excel makes a day of 2/5 in a cell of any other format."""
    made = book()

    assert {w.cell(made, "2.1.1", f).number_format for f in ("typed", "typed_numerator", "note")} == {"@"}


def test_lists_offer_the_answers_of_the_item(book):
    made = book()

    def choices(code, control):
        one = w.cell(made, code, control)
        rules = one.parent.data_validations.dataValidation
        source = next(rule.formula1 for rule in rules if one.coordinate in rule.sqref)
        sheet, _sign, cells = source.replace("$", "").replace("'", "").partition("!")
        return [row[0].value for row in made[sheet][cells]]

    assert choices("1.1", "progress") == ["Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Không phát sinh"]
    measured = ["ước thực hiện", "sơ bộ", "chính thức", "chưa có số liệu", "không thuộc kỳ"]
    assert choices("2.1.1", "status") == measured
    assert choices("2.1.6", "status") == ["đã hoàn thành", "chưa hoàn thành", "chưa có số liệu", "không thuộc kỳ"]
    assert choices("2.1.4", "typed") == ["1", "2", "3"]


def test_it_holds_what_the_form_holds_and_what_stands_beside(world, report, form_file):
    before = open_round(plan=world.plan, year=2025, by=f.person(world.khoa), now=f.NOW.replace(year=2025))
    old = TaskEntry.objects.filter(submission=report_of(world.a, before), task__code="1.1")
    old.update(progress="done", result="Đã tổ chức 9 lớp.")
    TaskEntry.objects.filter(submission=report).update(progress="in_progress", result="Đã tổ chức 12 lớp.")
    IndicatorEntry.objects.filter(submission=report, indicator__code="2.1.1").update(
        typed="53", value=53, answer="figure"
    )
    on_record(world.indicators[0], 2025, "49.5", world.a, world.dung, quality="preliminary")
    made = load_workbook(BytesIO(form_file()))

    def row(code):
        sheet = w.sheet_of(made, code)
        return [c.value for c in sheet[w.row_of(sheet, code)]]

    assert row("1.1")[2:7] == [
        "Nhiệm vụ 1.1\n(chủ trì)",
        "Hoàn thành\nĐã tổ chức 9 lớp.",
        "Đã đủ.",
        "Đang thực hiện",
        "Đã tổ chức 12 lớp.",
    ]
    assert row("2.1.1")[4:8] == ["49,5%\nsơ bộ", "48,6%", "ít nhất 60%\n(2030)", row("2.1.1")[7]]
    assert row("2.1.1")[8:12] == ["53", None, None, "ước thực hiện"]
    assert "Tử số: Số người tham gia" in row("2.1.1")[3]


def test_no_text_becomes_a_formula(report, form_file):
    for number, text in enumerate(("=1+1", "+1", "-1", "@x", "#REF!")):
        TaskEntry.objects.filter(submission=report, task__code="1.1").update(result=text)
        one = w.cell(load_workbook(BytesIO(form_file())), "1.1", "result")
        assert (number, one.data_type, one.value) == (number, "s", text)


def test_long_texts_wrap_in_rows_that_fit_them(report, form_file):
    short = w.cell(load_workbook(BytesIO(form_file())), "1.1", "result")
    TaskEntry.objects.filter(submission=report, task__code="1.1").update(result="Đã tổ chức các lớp. " * 40)
    long = w.cell(load_workbook(BytesIO(form_file())), "1.1", "result")

    heights = [one.parent.row_dimensions[one.row].height for one in (short, long)]
    assert long.alignment.wrap_text
    assert 250 < heights[1] <= 409
    assert heights[0] < 100


def test_it_prints_on_a4_across_with_the_head_on_each_page(book):
    for name in w.SHEETS.values():
        sheet = book()[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.freeze_panes == "D3"


def test_properties_say_whose_it_is(book):
    made = book()

    properties = {prop.name: prop.value for prop in made.custom_doc_props.props}
    assert properties == {
        "tien-do-plan": "ke-hoach-thu",
        "tien-do-year": "2026",
        "tien-do-agency": "SOA",
        "tien-do-form": "1",
    }
    assert made.properties.title == "Báo cáo năm 2026, Sở A"


def test_what_came_back_is_open_and_the_rest_is_closed(form_file, sent):
    sent("1.1")
    made = load_workbook(BytesIO(form_file()))

    assert not w.cell(made, "1.1", "result").protection.locked
    assert w.cell(made, "1.2", "result").protection.locked
    assert w.cell(made, "2.1.1", "typed").protection.locked
    sheet = w.sheet_of(made, "1.2")
    assert "Đã gửi, không sửa được." in [c.value for c in sheet[w.row_of(sheet, "1.2")]]


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_x0041_", "a_xb_", "_x00e0_ và _x_"])
def test_what_looks_like_a_code_of_excel_s_comes_back_as_it_was(text):
    """In a cell "_x0041_" is an A."""
    assert "_x0041_" not in written(text).replace("_x005F_x0041_", "")
    assert unwritten(written(text)) == text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["task", "indicator"])
def test_no_two_columns_are_headed_alike(kind, language):
    with translation.override(language):
        labels = [fold(column.label) for column in columns_of(kind, 2026)]

    assert len(set(labels)) == len(labels)


def test_the_memory_comes_back_as_it_was_written():
    memory = Memory(
        plan="p",
        year="2026",
        agency="SOA",
        form="1",
        labels={("task", "code"): "Mã", ("indicator", "code"): "Mã"},
        words={("task", "progress"): {"done": "Hoàn thành"}},
        held={("task", "1.1", "result"): "", ("task", "1.1", "progress"): "done"},
    )

    assert memory_from(lines_of_memory(memory)) == memory
    assert memory_from([("edition", "1")]) is None


def test_it_costs_the_same_number_of_queries_however_long_the_form(an, world, report, django_assert_num_queries):
    with django_assert_num_queries(14):
        an.get(page("form_workbook", report))
    IndicatorEntry.objects.filter(submission=report).exclude(indicator__code="2.1.1").delete()
    TaskEntry.objects.filter(submission=report).exclude(task__code="1.1").delete()
    with django_assert_num_queries(14):
        an.get(page("form_workbook", report))
