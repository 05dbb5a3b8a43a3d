"""Drafts and what their files say, for the tests of Word, PDF and Excel."""

import datetime as dt
from io import BytesIO

import pytest
import time_machine
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from agencies.models import User
from plan.enums import Document as Paperwork
from plan.models import Recipient
from reports.collect.opening import open_round
from reports.collect.services import save_indicator_entry
from reports.consolidate.frozen import paper_on
from reports.documents.pdf import write_pdf
from reports.documents.word import write_word
from reports.issuing.services import issue
from reports.models import IndicatorEntry, Round, TaskEntry
from reports.workflow import Action
from targets.enums import Comparator, Direction
from targets.models import Indicator
from tests import factories as f
from tests.consolidate.conftest import accept, build
from tests.steps import fill, report_of, step

LONG = "Ẵ" * 5000  # a letter that stands in no heading
HOSTILE = (
    r"=1+1 @SUM(A1) #let x = 1 #panic() *đậm* _nghiêng_ $x$ @nguồn <b>&amp;</b> <nhãn> \ \u{41} `mã` // ghi /* chú */ "
    r'[ngoặc] {{ 7*7 }} {% now %} "nháy" ]]> -- ... ~ = == - + %s {0}'
)


@pytest.fixture
def on_the_day_of_the_tests():
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def varied(world):
    """A draft with an indicator for every verdict; one agency's explanation is an attack, Sở B has sent nothing."""
    owner, baseline = world.a, (2023, "40")
    answers = {"2.1.1": "52,5"}
    f.make_indicator(world.plan, "2.1.3", owner=owner, baseline=baseline)
    f.make_indicator(world.plan, "2.1.4", owner=owner, baseline=baseline)
    f.make_indicator(world.plan, "2.1.5", owner=owner, lower="1.0", unit="bác sĩ/10.000 dân", decimals=2)
    f.make_indicator(world.plan, "2.1.6", owner=owner, comparator=Comparator.RANGE, upper="65")
    f.make_indicator(world.plan, "2.1.7", owner=owner, direction=Direction.MAINTAIN)
    f.make_indicator(world.plan, "2.1.8", owner=owner)
    f.make_indicator(world.plan, "2.1.9", owner=owner)
    answers |= {"2.1.3": "47,9", "2.1.4": "12", "2.1.5": "12.392,4", "2.1.6": "70", "2.1.7": "59,96", "2.1.8": "30"}
    Indicator.objects.filter(code="2.1.9").update(name="=1+1 #x *b* $c$ <i> @d \\")
    round_ = open_round(plan=world.plan, year=2026, by=f.person(world.khoa), now=f.NOW)
    report = report_of(world.a, round_)
    fill(report, world.an)
    TaskEntry.objects.filter(submission=report, task__code="1.1").update(result=HOSTILE)
    for entry in IndicatorEntry.objects.filter(submission=report).select_related("submission__round", "indicator"):
        typed = answers.get(entry.indicator.code)
        changes = {"typed": typed, "note": "Đã rà soát."} if typed else {"answer": "no_data", "note": HOSTILE}
        save_indicator_entry(entry=entry, version=entry.version, changes=changes, by=f.person(world.an), now=f.NOW)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    accept(world, report)
    return build(world, round_)


@pytest.fixture
def issued(world, complete):
    User.objects.filter(pk=world.giang.pk).update(position="Phó Giám đốc")
    for order, text in enumerate(["Bộ Nội vụ", "Ủy ban nhân dân tỉnh"]):
        Recipient.objects.create(plan=world.plan, document=Paperwork.REPORT, text=text, order=order)
    world.giang.refresh_from_db()
    number, day = "125/BC-SDM", dt.date(2026, 11, 3)
    Round.objects.update(opened_at=f.NOW - dt.timedelta(days=30))
    signed = {"by": f.person(world.giang), "now": f.NOW, "confirmed": True}
    draft = build(world, complete)
    return issue(consolidation=draft, document_number=number, document_date=day, **signed)


def word_of(report):
    file = BytesIO()
    write_word(paper_on(report), file)
    return Document(file)


def pdf_of(report, **options):
    file = BytesIO()
    write_pdf(paper_on(report), file, **options)
    return PdfReader(file)


def squeezed(text):
    """Without any white space: where lines end on a page is nobody's statement."""
    return "".join(text.split())


def pdf_text(reader):
    return squeezed("".join(page.extract_text() for page in reader.pages))


def indicator_rows(document):
    head, *rows = next(table for table in document.tables if table.rows[0].cells[0].text == "Mã").rows
    labels = [cell.text for cell in head.cells]
    return [dict(zip(labels, row.cells, strict=True)) for row in rows]


def said(cell):
    """What a cell says apart from its notes."""
    return "\n".join(line.text for line in cell.paragraphs if line.style.name != "Table Note")


def lines_of(report):
    """The paragraphs of the Word file."""
    return [paragraph.text for paragraph in word_of(report).paragraphs]


def in_workbook(report):
    with report.workbook.open() as file:
        sheet = load_workbook(file)["Chỉ tiêu"]
    labels = [cell.value for cell in sheet[2]]
    lines = {}
    for row in sheet.iter_rows(min_row=3, values_only=True):
        found = dict(zip(labels, row, strict=True))
        lines[found["Mã"]] = (found["Đánh giá"], found["Nhận xét"])
    return lines


def in_word(report):
    rows = indicator_rows(word_of(report))
    return {row["Mã"].text: (row["Đánh giá"].text, said(row["Nhận xét"])) for row in rows}
