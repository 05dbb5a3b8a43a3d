"""verify_report: one changed digit in a file and one changed row in the database are noticed and named."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from docx import Document
from openpyxl import load_workbook

from reports import jobs
from reports.consolidate.frozen import paper_on
from reports.documents.word import write_word
from reports.enums import JobKind
from reports.management.commands.verify_report import excerpts
from reports.models import Consolidation, Job, SubmissionVersion
from tests.consolidate.conftest import build
from tests.issuing.conftest import issue_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(issued):
    """Issued, with its workbook drawn."""
    jobs.workbook(Job.objects.get(kind=JobKind.WORKBOOK).pk)
    return Consolidation.objects.select_related("round__plan__issuer", "issued_by", "built_by").get(pk=issued.pk)


def ask(*arguments):
    """(exit code, what was said)."""
    out = StringIO()
    try:
        call_command("verify_report", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        return ended.code, out.getvalue()
    return 0, out.getvalue()


def tamper(sql, *values):
    """Change frozen rows as somebody would who owns the database."""
    table = next(word for word in sql.split() if word.startswith(("reports_", "targets_")))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def edited(report, tmp_path):
    """edited(sheet, old, new): the path of the report's workbook with one cell changed."""

    def _edited(sheet="", old=None, new=None):
        path = tmp_path / "bao-cao.xlsx"
        path.write_bytes(Path(report.workbook.path).read_bytes())
        if sheet:
            book = load_workbook(path)
            cell = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == old)
            cell.value = new
            book.save(path)
            return path, f"{sheet}!{cell.coordinate}"
        return path, ""

    return _edited


@pytest.mark.parametrize("name", ["125/BC-SDM", " 125/BC-SDM ", "2026"])
def test_a_whole_report_is_said_to_be_whole(report, name):
    code, said = ask(name)
    assert code == 0
    assert f"Mã kiểm tra khớp: {report.sha256}" in said
    assert "Báo cáo nguyên vẹn." in said


def test_a_whole_file_is_said_to_be_whole(edited):
    assert ask(edited()[0])[0] == 0


@pytest.mark.parametrize(
    ("sheet", "old", "new", "expected", "found"),
    [
        ("Chỉ tiêu", 52.5, 52.6, "52,5", "52,6"),
        ("Nhiệm vụ", "Đã tổ chức 12 lớp.", "Đã tổ chức 13 lớp.", "Đã tổ chức 12 lớp.", "Đã tổ chức 13 lớp."),
        ("Chỉ tiêu", "2.1.1", None, "2.1.1", "(trống)"),
    ],
)
def test_one_changed_cell_of_a_file_is_named(edited, sheet, old, new, expected, found):
    path, place = edited(sheet, old, new)
    code, said = ask(path)
    assert code == 1
    assert f"{place}: đúng ra là “{expected}”, nay là “{found}”" in said
    assert "1 điểm khác." in said


def test_a_file_that_a_program_saved_again_is_whole(edited):
    path, _place = edited()
    book = load_workbook(path)
    book.save(path)
    assert ask(path)[0] == 0


def test_a_sheet_put_in_or_left_out_is_named(edited):
    path, _place = edited()
    book = load_workbook(path)
    book.remove(book["Chỉ tiêu"])
    book.create_sheet("Thêm")
    book.save(path)
    code, said = ask(path)
    assert code == 1
    assert "Chỉ tiêu: đúng ra là “có trang này”, nay là “không có trang này”" in said
    assert "Thêm: đúng ra là “không có trang này”" in said


def test_a_forged_hash_is_noticed_by_the_number(edited, report):
    path, place = edited("Tóm tắt", report.sha256, "0" * 64)
    code, said = ask(path)
    assert code == 1
    assert f"{place}: đúng ra là “{report.sha256}”" in said


@pytest.mark.parametrize(
    ("sql", "values", "words"),
    [
        (
            "UPDATE reports_consolidatedindicator SET value = %s WHERE code = '2.1.1'",
            [Decimal("52.6")],
            "Chỉ tiêu 2.1.1: thực hiện năm 2026: đúng ra là “52,5”, nay là “52,6”",
        ),
        (
            "UPDATE reports_consolidatedpart SET result = %s WHERE agency_name = 'Sở A'",
            ["Đã tổ chức 13 lớp."],
            "phần của Sở A: kết quả: đúng ra là “Đã tổ chức 12 lớp.”, nay là “Đã tổ chức 13 lớp.”",
        ),
        (
            "UPDATE reports_consolidatedagency SET days_late = %s WHERE agency_name = 'Sở B'",
            [3],
            "Tình hình gửi báo cáo, Sở B: số ngày trễ: đúng ra là “0”, nay là “3”",
        ),
        (  # without a source of its own, known from the workbook kept since the issue
            "UPDATE reports_consolidatedtask SET title = %s WHERE code = '2'",
            ["Nhiệm vụ khác"],
            "Tệp Excel đã lưu, Nhiệm vụ!",
        ),
        ("UPDATE reports_consolidation SET summary = %s WHERE id > 0", ["Đạt cả."], "Tệp Excel đã lưu, Tóm tắt!"),
    ],
)
def test_one_changed_row_of_the_database_is_named(report, sql, values, words):
    tamper(sql, *values)
    code, said = ask("125/BC-SDM")
    assert code == 1
    assert "Mã kiểm tra KHÔNG khớp" in said
    assert words in said


def test_a_sending_that_was_changed_is_named(report):
    version = SubmissionVersion.objects.filter(submission__agency__code="SOA").first()
    version.content["tasks"][0]["result"] = "Khác."
    tamper("UPDATE reports_submissionversion SET content = content || %s WHERE id = %s", _json(version), version.pk)
    code, said = ask("125/BC-SDM")
    assert code == 1
    assert "Lần gửi số 1 của Sở A: mã kiểm tra nội dung" in said
    assert "đúng ra là “Khác.”" in said


def _json(version):
    return json.dumps(version.content)


def test_a_changed_figure_on_record_is_named(report):
    tamper("UPDATE targets_measurement SET value = %s WHERE value = 52.5", Decimal("50"))
    code, said = ask("2026")
    assert code == 1
    assert "Mã kiểm tra khớp" in said
    assert "Chỉ tiêu 2.1.1: thực hiện năm 2026: đúng ra là “50”, nay là “52,5”" in said


def test_a_stored_file_that_somebody_replaced_is_named(report):
    path = report.workbook.path
    book = load_workbook(path)
    book["Chỉ tiêu"]["I3"] = 99
    book.save(path)
    code, said = ask("125/BC-SDM")
    assert code == 1
    assert "Tệp Excel đã lưu, Chỉ tiêu!I3: đúng ra là “52,5”, nay là “99”" in said


class TestWord:
    @pytest.fixture
    def path(self, report, tmp_path):
        path = tmp_path / "bao-cao.docx"
        with path.open("wb") as file:
            write_word(paper_on(report), file)
        return path

    def test_a_whole_document_is_whole(self, path):
        assert ask(path)[0] == 0

    def test_one_changed_paragraph_is_named(self, path):
        document = Document(path)
        paragraph = next(p for p in document.paragraphs if "12 lớp" in p.text)
        run = next(run for run in paragraph.runs if "12 lớp" in run.text)
        run.text = run.text.replace("12 lớp", "13 lớp")
        document.save(path)
        code, said = ask(path)
        assert code == 1
        assert "12 lớp" in said
        assert "13 lớp" in said
        assert "1 điểm khác." in said


@pytest.mark.parametrize("what", ["999/BC-SDM", "2031", "không-có.xlsx", "tệp.pdf"])
def test_what_is_not_there_is_said_with_its_own_code(report, what):
    with pytest.raises(CommandError) as error:
        ask(what)
    assert error.value.returncode == 2


def test_a_broken_file_is_said_to_be_unreadable(report, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK not a workbook")
    with pytest.raises(CommandError, match="Không đọc được"):
        ask(path)


def test_a_file_of_a_kind_that_is_not_read_is_said_to_be_so(report, tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="Chỉ đối chiếu được tệp"):
        ask(path)


def test_a_file_of_nobody_here_is_not_guessed(report, edited):
    path, _place = edited()
    book = load_workbook(path)
    for row in book["Tóm tắt"].iter_rows():
        for cell in row:
            cell.value = None
    book.save(path)
    with pytest.raises(CommandError, match="không mang mã kiểm tra"):
        ask(path)


def test_of_a_corrected_year_the_report_in_force_is_meant(world, complete, report):
    build(world, complete)  # a draft of a correction that was put aside
    draft = build(world, complete)
    draft.indicators.filter(code="2.1.1").update(value=53)
    issue_by(world, draft, document_number="130/BC-SDM", reason="Số chính thức.")
    assert "Báo cáo số 130/BC-SDM" in ask("2026")[1]
    assert "Báo cáo số 125/BC-SDM" in ask("125/BC-SDM")[1]


def test_the_number_of_questions_does_not_grow(report, world, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(60) as asked:
            ask("125/BC-SDM")
        return len(asked)

    few = count()
    columns = "task_id, version_id, agency_name, duty, progress, result, difficulty, proposal"
    more = f'INSERT INTO reports_consolidatedpart ("order", {columns}) SELECT 50 + n, {columns} '
    tamper(f"{more} FROM reports_consolidatedpart, generate_series(1, 5) n")
    assert count() == few


def test_a_report_sealed_by_the_first_version_is_verified(world, complete):
    draft = build(world, complete)
    Consolidation.objects.filter(pk=draft.pk).update(seal_version=1)
    draft.refresh_from_db()
    issue_by(world, draft)
    assert ask("125/BC-SDM")[0] == 0


def test_a_long_text_is_shown_from_shortly_before_its_first_difference():
    long = "Đã tổ chức lớp. " * 40
    left, right = excerpts(f"{long}12 người.", f"{long}13 người.")
    assert (left[0], left[-9:], right[-9:]) == ("…", "12 người.", "13 người.")
    assert max(len(left), len(right)) < 60
    assert excerpts("12", "13") == ("12", "13")
    assert len(excerpts("", long)[1]) == 201
