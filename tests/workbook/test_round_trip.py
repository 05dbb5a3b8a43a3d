"""Out and in again: nothing changed, something filled in, saved by another program, marked and given back."""

import shutil
import subprocess
from io import BytesIO
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError
from openpyxl import load_workbook

from reports.models import IndicatorEntry, TaskEntry, Upload
from reports.workbook.layout import memory_from
from reports.workbook.services import take_in
from tests.collect.pages import page
from tests.factories import NOW, person
from tests.workbook import files as w

FILLED = {
    "1.1 progress": "Hoàn thành",
    "1.1 result": "Đã tổ chức 12 lớp.\nCó 400 người dự.",
    "1.2 progress": "Không phát sinh",
    "2.1.1 typed_numerator": "8.120,0",
    "2.1.1 typed_denominator": "15585",
    "2.1.1 status": "sơ bộ",
    "2.1.3 typed": "1234",
    "2.1.4 status": "chưa có số liệu",
    "2.1.4 note": "Đang thẩm định.",
    "2.1.6 status": "đã hoàn thành",
    "2.1.6 note": "Quyết định số 12.",
}


@pytest.fixture
def applied(an, previewed):
    """applied(bytes, **choices) hands in and applies what the page proposes, but for `choices`; the page after that."""

    def _applied(content, **choices):
        shown = previewed(content)
        return an.post(shown.request["PATH_INFO"], proposed(shown) | choices, follow=True)

    return _applied


def proposed(shown):
    """What a browser would post from the page, with nothing touched."""
    form = BeautifulSoup(shown.content, "html.parser").select_one("main form")
    inputs = form.select("input[name]") if form else []
    return {i["name"]: i["value"] for i in inputs if i.get("type") != "radio" or i.has_attr("checked")}


def test_unchanged_it_changes_nothing(report, form_file, previewed):
    IndicatorEntry.objects.filter(submission=report).update(typed="khoảng 1.5", note="− giảm")
    TaskEntry.objects.filter(submission=report, task__code="1.1").update(
        result="=1+1\n  lùi vào, \t và _x0041_ cuối", difficulty="- gạch đầu dòng"
    )

    shown = previewed(form_file())

    assert "Không có gì thay đổi" in shown.text
    assert shown.context["preview"].lines == []


def test_filled_in_it_fills_the_form(world, form_file, applied, items):
    after = applied(w.edited(form_file(), w.fill(FILLED)))

    assert "Đã đưa 6 mục từ tệp vào biểu lúc 09:00 23/11/2026." in after.text
    now = items()
    assert (now["1.1"].progress, now["1.1"].result) == ("done", "Đã tổ chức 12 lớp.\nCó 400 người dự.")
    assert now["1.2"].progress == "not_arisen"
    share = now["2.1.1"]
    assert (share.answer, share.typed_numerator, share.typed_denominator) == ("figure", "8.120,0", "15585")
    assert (share.numerator, share.denominator, share.quality) == (8120, 15585, "preliminary")
    assert (now["2.1.3"].value, now["2.1.3"].answer) == (1234, "figure")
    assert (now["2.1.4"].answer, now["2.1.4"].note) == ("no_data", "Đang thẩm định.")
    assert now["2.1.6"].answer == "done"
    assert {entry.edited_by for entry in now.values() if entry.version} == {world.an}


def test_afterwards_the_page_says_what_was_saved_and_what_was_not(form_file, applied):
    after = applied(w.edited(form_file(), w.fill(FILLED | {"2.1.5 typed": "khoảng 70"})))

    assert "Đã đưa 6 mục từ tệp vào biểu lúc 09:00 23/11/2026." in after.text
    assert {line.outcome.value for line in after.context["preview"].lines} == {"taken", "fault"}
    assert "“khoảng 70” không phải là một số" in after.text
    upload = Upload.objects.get()
    assert (upload.saved, upload.applied_at, upload.name) == (6, NOW, "bao-cao.xlsx")


def test_what_was_not_taken_is_not_proposed_a_second_time(form_file, applied, an, items):
    content = w.edited(form_file(), w.fill({"1.1 result": "Một.", "1.2 result": "Hai."}))
    leave = f"take-task-{items()['1.2'].pk}-result"

    after = applied(content, **{leave: "keep"})

    assert proposed(after)[leave] == "keep"
    assert items()["1.2"].result == ""


def test_a_file_that_was_applied_is_not_proposed_when_it_is_handed_in_again(form_file, applied, previewed, an, items):
    content = w.edited(form_file(), w.fill({"1.1 result": "Từ tệp."}))
    applied(content)
    TaskEntry.objects.filter(task__code="1.1").update(result="", version=2)  # taken back by hand

    shown = previewed(content)

    assert "Tệp này đã được đưa vào biểu lúc 09:00 23/11/2026." in shown.text
    assert proposed(shown)[f"take-task-{items()['1.1'].pk}-result"] == "keep"
    other = previewed(w.edited(form_file(), w.fill({"1.1 result": "Tệp khác."})))
    assert proposed(other)[f"take-task-{items()['1.1'].pk}-result"] == "0"


def test_half_of_a_sign_is_saved_as_something_that_can_be_kept(form_file, applied, items):
    applied(w.edited(form_file(), w.fill({"1.1 result": "Một_xDC00_ hai _xD83D__xDE00_"})))

    assert items()["1.1"].result == "Một\ufffd hai \U0001f600"


def test_nothing_stays_in_the_store_when_it_cannot_be_noted(form_file, hand_in, files, monkeypatch):
    content = form_file()
    monkeypatch.setattr(Upload, "save", Mock(side_effect=DatabaseError))

    with pytest.raises(DatabaseError):
        hand_in(content)
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_the_name_of_a_file_cannot_turn_the_direction_of_writing(world, report, form_file):
    upload = take_in(submission=report, name="bao\u202ecao.xlsx", content=form_file(), by=person(world.an), now=NOW)

    assert upload.name == "baocao.xlsx"


def test_the_original_is_kept_under_a_name_of_our_own(form_file, applied, files):
    content = w.edited(form_file(), w.fill({"1.1 result": "Một."}))

    applied(content)

    upload = Upload.objects.get()
    with upload.file.open() as file:
        assert file.read() == content
    assert "bao-cao" not in upload.file.name
    assert upload.file.name.startswith("workbooks/2026/")


def test_the_result_of_a_formula_counts(form_file, applied, items):
    """As Excel saves it: the formula with its last result."""
    content = w.edited(form_file(), w.fill({"2.1.5 typed": "=70+4.5"}))
    part = w.sheet_part(content, "2.1.5")
    content = w.replaced(content, part, b"<f>70+4.5</f><v></v>", b"<f>70+4.5</f><v>74.5</v>")

    applied(content)

    assert items()["2.1.5"].typed == "74,5"


@pytest.mark.parametrize(("style", "typed"), [("vi", "1.234"), ("en", "1,2340"), ("", "")])
def test_one_answer_settles_the_style_of_all_numbers(style, typed, form_file, applied, items):
    applied(w.edited(form_file(), w.fill({"2.1.3 typed": "1.234", "1.1 result": "Một."})), style=style)

    assert items()["2.1.3"].typed == typed
    assert items()["1.1"].result == "Một."


def test_a_doubt_is_settled_at_its_cell(form_file, applied, items):
    content = w.edited(form_file(), w.fill({"2.1.1 typed": 0.521}, number_format="0.0%"))

    after = applied(content, **{f"take-indicator-{items()['2.1.1'].pk}-typed": "0"})

    assert items()["2.1.1"].typed == "52,1"
    lines = after.context["preview"].lines
    assert [(line.outcome.value, line.mine) for line in lines] == [("taken", "52,1")]


def test_the_workbook_comes_back_with_its_faults_marked(an, report, form_file, previewed):
    faults = {"2.1.1 typed": "khoảng 50", "1.1 progress": "gần xong", "2.1.3 typed": "1.234"}
    content = w.edited(form_file(), w.fill(faults))
    shown = previewed(w.edited(content, w.fill_as_text({"1.2 result": "=1+1"})))

    answer = an.get(page("handed_in_marked", report, Upload.objects.get().pk))

    assert answer["Content-Disposition"] == 'attachment; filename="danh-dau-bao-cao-2026-so-a.xlsx"'
    made = load_workbook(BytesIO(answer.getvalue()))
    for place in faults:
        code, control = place.split()
        one = w.cell(made, code, control)
        assert one.fill.fgColor.rgb == "FFFFE98A"
        assert one.value == faults[place]
        assert w.cell(made, code, "mark").value == "Lỗi"
    assert "không phải là một số" in w.cell(made, "2.1.1", "typed").comment.text
    assert "1,2340" in w.cell(made, "2.1.3", "typed").comment.text
    assert (w.cell(made, "1.2", "result").data_type, w.cell(made, "1.2", "result").comment) == ("s", None)
    assert w.cell(made, "1.2", "mark").value is None
    assert "Tải tệp có đánh dấu" in shown.text


def test_the_marked_workbook_can_be_mended_and_handed_in(an, report, form_file, previewed):
    previewed(w.edited(form_file(), w.fill({"2.1.1 typed": "khoảng 50"})))
    marked = an.get(page("handed_in_marked", report, Upload.objects.get().pk)).getvalue()

    shown = previewed(w.edited(marked, w.fill({"2.1.1 typed": "50,5"})))

    assert [line.outcome.value for line in shown.context["preview"].lines] == ["change"]


def test_a_file_with_pictures_of_excel_s_own_is_read(form_file, previewed):
    """Conditional formats, validations of a newer kind and the like draw warnings from the reader, nothing more."""
    content = w.edited(form_file(), w.fill({"1.1 result": "Một."}))
    more = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x/></ext></extLst></worksheet>'

    shown = previewed(w.replaced(content, w.sheet_part(content, "1.1"), b"</worksheet>", more))

    assert [line.outcome.value for line in shown.context["preview"].lines] == ["change"]


def test_a_number_format_that_is_not_there_breaks_neither_reading_nor_marking(an, report, form_file, previewed):
    content = w.edited(form_file(), w.fill({"2.1.5 typed": 74.5, "1.1 progress": "gần xong"}))
    content = w.replaced(content, "xl/styles.xml", b'numFmtId="49"', b'numFmtId="999"')

    shown = previewed(content)

    assert [line.outcome.value for line in shown.context["preview"].lines] == ["fault", "change"]
    assert an.get(page("handed_in_marked", report, Upload.objects.get().pk)).status_code in (200, 302)


def test_a_workbook_made_in_english_is_read_in_vietnamese(an, report, hand_in, items):
    an.cookies["django_language"] = "en"
    book = load_workbook(BytesIO(an.get(page("form_workbook", report)).getvalue()))
    del an.cookies["django_language"]
    memory = memory_from(tuple(value or "" for value in row) for row in book["tien-do"].iter_rows(values_only=True))
    sheet = next(s for s in book.worksheets if s["C2"].value and s["C3"].value and "1.1" in s["C3"].value)
    columns = {c.value: c.column for c in sheet[2]}
    word = memory.words["task", "progress"]["done"]
    sheet.cell(3, columns[memory.labels["task", "progress"]]).value = word.upper()

    shown = an.get(hand_in(w.saved(book))["Location"])

    assert word != "Hoàn thành"
    assert [(line.control, line.outcome.value) for line in shown.context["preview"].lines] == [("progress", "change")]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_is_read_as_well(tmp_path, form_file, applied, items):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(w.edited(form_file(), w.fill(FILLED | {"2.1.5 typed": "=70+4.5"})))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, tmp_path / "in" / "a.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    after = applied((tmp_path / "a.xlsx").read_bytes())

    assert "Đã đưa 7 mục từ tệp vào biểu lúc 09:00 23/11/2026." in after.text
    now = items()
    assert now["1.1"].result == "Đã tổ chức 12 lớp.\nCó 400 người dự."
    assert (now["2.1.3"].value, now["2.1.5"].typed, now["2.1.6"].answer) == (1234, "74,5", "done")
