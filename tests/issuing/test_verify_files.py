"""verify_report and what a reader sees of a file beside its words: their places, how they are shown, the margins."""

from copy import deepcopy
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import load_workbook

from reports.documents.drawing import word_file
from reports.models import PaperTemplate
from tests.consolidate.conftest import build
from tests.issuing.conftest import issue_by
from tests.issuing.test_verify import ask, edited, report  # noqa: F401
from tests.papers.test_templates import take

pytestmark = pytest.mark.django_db


def hidden_digit(document):
    run = next(run for p in document.paragraphs for run in p.runs if "12 lớp" in run.text)
    first = deepcopy(run._r)
    run._r.addprevious(first)
    before, after = run.text.split("12 lớp")
    first.find(qn("w:t")).text, run.text = f"{before}1", f"2 lớp{after}"
    run.font.hidden = True


def sign_before_a_figure(document):
    run = next(run for p in document.paragraphs for run in p.runs if "12 lớp" in run.text)
    run._r.find(qn("w:t")).addprevious(OxmlElement("w:noBreakHyphen"))


def figure_in_another_column(document):
    for table in document.tables:
        for row in table.rows:
            for left, right in zip(row.cells, row.cells[1:], strict=False):
                if left.text and not right.text:
                    left._tc.addprevious(right._tc)
                    return
    raise AssertionError("no row with an empty cell")


def row_of_nothing(document):
    table = document.tables[-2]
    row = deepcopy(table.rows[-1]._tr)
    for text in row.iter(qn("w:t")):
        text.text = ""
    table._tbl.append(row)


def mark_in_the_margin(document):
    document.sections[0].header.add_paragraph("BẢN CHÍNH THỨC")


def mark_on_the_first_page(document):
    document.sections[0].first_page_header.add_paragraph("DỰ THẢO")


@pytest.mark.parametrize(
    "change",
    [
        hidden_digit,
        sign_before_a_figure,
        figure_in_another_column,
        row_of_nothing,
        mark_in_the_margin,
        mark_on_the_first_page,
    ],
)
def test_what_reads_otherwise_in_a_document_is_noticed(report, tmp_path, change):  # noqa: F811
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(word_file(report).getvalue())
    document = Document(path)
    document.save(path)
    assert ask(path)[0] == 0
    change(document)
    document.save(path)
    assert ask(path)[0] == 1


@pytest.mark.parametrize("shape", ['"62,5"', "0", "0%", "#,##0.0,", ";;;"])
def test_a_figure_that_is_shown_as_another_is_noticed(edited, shape):  # noqa: F811
    path, _place = edited()
    book = load_workbook(path)
    cell = next(cell for row in book["Chỉ tiêu"].iter_rows() for cell in row if cell.value == 52.5)
    cell.number_format = shape
    book.save(path)
    code, said = ask(path)
    assert code == 1
    assert f"Chỉ tiêu!{cell.coordinate}: đúng ra là “52,5 (định dạng " in said


@pytest.mark.parametrize("shape", [r"[$-42A]#,##0.0", "#,##0.0", r"\#,##0.0"])
def test_the_same_format_in_another_programs_hand_is_the_same(edited, shape):  # noqa: F811
    path, _place = edited()
    book = load_workbook(path)
    cell = next(cell for row in book["Chỉ tiêu"].iter_rows() for cell in row if cell.value == 52.5)
    cell.number_format = shape
    book.save(path)
    assert ask(path)[0] == 0


def test_a_template_that_somebody_replaced_in_the_storage_is_named(world, complete):
    take(world)
    template = PaperTemplate.objects.get()
    issue_by(world, build(world, complete))
    assert ask("125/BC-SDM")[0] == 0
    path = Path(template.file.file.path)
    path.write_bytes(path.read_bytes() + b"\n")
    code, said = ask("125/BC-SDM")
    assert code == 1
    assert f"Mẫu văn bản đã lưu: đúng ra là “{template.file.sha256}”" in said
    path.unlink()
    assert "Mẫu văn bản đã lưu: đúng ra là “có trong kho tệp”" in ask("125/BC-SDM")[1]
