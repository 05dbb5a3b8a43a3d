"""Word and PDF say what the page, the workbook and the API say, and nothing that an agency types can change that."""

import datetime as dt
import re
from decimal import Decimal
from io import BytesIO
from urllib.parse import unquote

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from openpyxl import load_workbook
from pypdf import PdfReader

from agencies.models import User
from plan.enums import Document as Paperwork
from plan.models import Recipient
from reports.collect.opening import open_round
from reports.collect.services import save_indicator_entry
from reports.consolidate.content import AgencyLine, Content
from reports.consolidate.frozen import paper_on
from reports.consolidate.services import issue
from reports.documents.paper import authority_of, long_date
from reports.documents.pdf import write_pdf
from reports.documents.word import write_word
from reports.documents.wording import sentences_of
from reports.enums import State
from reports.models import Consolidation, IndicatorEntry, Round, TaskEntry
from reports.workflow import Action
from targets.enums import Comparator, Direction, Status
from targets.models import Indicator
from tests import factories as f
from tests.consolidate.conftest import accept, build
from tests.steps import fill, report_of, step

pytestmark = pytest.mark.django_db
LONG = "Ớ" * 5000
HOSTILE = (
    r"=1+1 @SUM(A1) #let x = 1 #panic() *đậm* _nghiêng_ $x$ @nguồn <b>&amp;</b> <nhãn> \ \u{41} `mã` // ghi /* chú */ "
    r'[ngoặc] {{ 7*7 }} {% now %} "nháy" ]]> -- ... ~ = == - + %s {0}'
)


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
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


def on_page(client, report):
    page = BeautifulSoup(client.get(reverse("reports:version", args=[report.pk])).content, "html.parser")
    for row in page.select(".consolidated-indicators tbody tr"):
        code = row.select_one("th .muted").get_text()
        yield code, (row.select_one(".chip").get_text(), str(row.select_one("td .chip ~ .small").contents[0]))


def in_workbook(report):
    with report.workbook.open() as file:
        sheet = load_workbook(file)["Chỉ tiêu"]
    labels = [cell.value for cell in sheet[2]]
    lines = {}
    for row in sheet.iter_rows(min_row=3, values_only=True):
        found = dict(zip(labels, row, strict=True))
        lines[found["Mã"]] = (found["Đánh giá"], found["Nhận xét"])
    return lines


def in_api(client, report):
    answer = client.get(f"/api/v1/consolidations/{report.pk}/").json()
    return {line["code"]: (line["verdict_label"], line["sentence"]) for line in answer["indicators"]}


def in_word(report):
    rows = indicator_rows(word_of(report))
    return {row["Mã"].text: (row["Đánh giá"].text, said(row["Nhận xét"])) for row in rows}


def missing_from_pdf(report):
    """The indicators whose row does not stand in the PDF, cell after cell, as it stands in the Word file."""
    text, rows = pdf_text(pdf_of(report)), indicator_rows(word_of(report))
    return [row["Mã"].text for row in rows if squeezed("".join(cell.text for cell in row.values())) not in text]


def test_every_verdict_has_the_same_word_and_sentence_everywhere(world, varied, sign_in):
    client = sign_in(world.dung)
    expected = {line.code: (line.get_status_display(), line.sentence) for line in varied.indicators.all()}
    assert {line.status for line in varied.indicators.all()} == set(Status)
    assert dict(on_page(client, varied)) == expected
    assert in_workbook(varied) == expected
    assert in_api(client, varied) == expected
    assert in_word(varied) == expected
    assert missing_from_pdf(varied) == []


def test_the_comparison_can_fail(world, varied, sign_in):
    """One letter, changed behind the back of the file that is drawn already."""
    before, text = in_word(varied), pdf_text(pdf_of(varied))
    line = varied.indicators.get(code="2.1.1")
    varied.indicators.filter(pk=line.pk).update(sentence=line.sentence.replace("48,6", "48,7"))
    assert in_workbook(varied) == before != in_word(varied)
    assert dict(on_page(sign_in(world.dung), varied)) == in_word(varied)
    assert pdf_text(pdf_of(varied)) != text


def test_what_an_agency_types_is_only_text(varied):
    varied.tasks.get(code="1.1").parts.update(proposal=f"{HOSTILE}\n\n{LONG}")
    paragraphs, text = [line.text for line in word_of(varied).paragraphs], pdf_text(pdf_of(varied))
    assert f"Sở A (chủ trì, đang thực hiện): {HOSTILE}" in paragraphs
    assert LONG in paragraphs
    assert text.count(squeezed(HOSTILE)) == 4  # in a result, a proposal, a sentence and its note
    assert text.count("Ớ") == len(LONG)


def test_a_row_longer_than_a_page_goes_on_over_it(world, complete):
    draft = build(world, complete)
    draft.indicators.filter(code="2.1.1").update(note=LONG, sentence=HOSTILE * 20)
    text = pdf_text(pdf_of(draft))
    assert text.count("Ớ") == len(LONG)
    assert text.count(squeezed("{{ 7*7 }}")) == 20
    assert text.count("Nhậnxét") > 3  # the head of the table, again on every page
    assert in_word(draft)["2.1.1"][1] == HOSTILE * 20


def test_control_characters_are_left_out_and_break_nothing(world, complete):
    TaskEntry.objects.update(result="a\x01\x0b\x1b\x7f\x85b\ufffe\tc\r\nd\u202ee")
    draft = build(world, complete)
    assert "Sở A (chủ trì, đang thực hiện): ab c" in [paragraph.text for paragraph in word_of(draft).paragraphs]
    assert "abc" in pdf_text(pdf_of(draft))


def test_no_word_leaves_the_page(varied):
    varied.indicators.filter(code="2.1.1").update(name=LONG, unit="Ỡ" * 30)
    lines = [line for page in pdf_of(varied).pages for line in page.extract_text().split("\n")]
    assert sum(line.count("Ớ") for line in lines) == len(LONG)
    assert max(line.count("Ớ") for line in lines) < 60
    assert max(line.count("Ỡ") for line in lines) < 9  # in a narrow column


def test_a_draft_says_so_on_every_page_of_both(world, complete):
    draft = build(world, complete)
    pages = [page.extract_text() for page in pdf_of(draft).pages]
    assert all("DỰ THẢO, bản số 1" in page for page in pages)
    assert all("MINH HỌA" not in page for page in pages)
    document = word_of(draft)
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert "DỰ THẢO, bản số 1" in section.header.paragraphs[0].text
        assert "DỰ THẢO, bản số 1" in section.first_page_header.paragraphs[0].text


def test_sample_figures_are_called_so_on_every_page_of_both(world, complete):
    Round.objects.update(is_demonstration=True)
    draft = build(world, complete)
    assert all("SỐ LIỆU MINH HỌA" in page.extract_text() for page in pdf_of(draft).pages)
    document = word_of(draft)
    assert all("SỐ LIỆU MINH HỌA" in section.first_page_header.paragraphs[0].text for section in document.sections)
    assert "Số liệu minh họa. Để làm quen phần mềm, không phải số liệu thật." in [p.text for p in document.paragraphs]


@pytest.fixture
def issued(world, complete):
    User.objects.filter(pk=world.giang.pk).update(position="Phó Giám đốc")
    for order, text in enumerate(["Bộ Nội vụ", "Ủy ban nhân dân tỉnh"]):
        Recipient.objects.create(plan=world.plan, document=Paperwork.REPORT, text=text, order=order)
    world.giang.refresh_from_db()
    draft = build(world, complete)
    number, day = "125/BC-SDM", dt.date(2026, 11, 3)
    return issue(consolidation=draft, document_number=number, document_date=day, by=f.person(world.giang), now=f.NOW)


def test_an_issued_report_carries_number_date_addressees_signer_and_hash(issued):
    document = word_of(issued)
    head, foot = (" ".join(cell.text for row in document.tables[i].rows for cell in row.cells) for i in (0, 1))
    body = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "ỦY BAN NHÂN DÂN TỈNH\nSỞ ĐẦU MỐI" in head
    assert "Số: 125/BC-SDM Hà Nam, ngày 03 tháng 11 năm 2026" in head
    assert "Kính gửi:\n- Bộ Nội vụ;\n- Ủy ban nhân dân tỉnh." in body
    assert "(Kèm theo Báo cáo số 125/BC-SDM ngày 03/11/2026 của Sở Đầu mối)" in body
    assert "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nĐỗ Hương Giang" in foot
    assert "Nơi nhận:\n- Như trên;\n- Lưu: VT." in foot
    assert f"Mã kiểm tra nội dung (SHA-256): {issued.sha256}" in body
    assert "DỰ THẢO" not in "".join(section.header.paragraphs[0].text for section in document.sections)
    text = pdf_text(pdf_of(issued))
    assert all(squeezed(words) in text for words in [*body.split("\n"), "KT. GIÁM ĐỐC", "Đỗ Hương Giang"])
    assert "DỰTHẢO" not in text


def test_a_draft_leaves_room_for_number_day_and_name(world, complete):
    head, foot, *_others = word_of(build(world, complete)).tables
    assert squeezed(head.rows[1].cells[0].text) == "Số:/BC-"
    assert squeezed(head.rows[1].cells[1].text) == "HàNam,ngàythángnăm2026"
    assert foot.rows[0].cells[1].text == "THỦ TRƯỞNG CƠ QUAN\n"


def test_missing_agencies_are_named_once_by_how_far_they_are(world, round_, accepted):
    body = [paragraph.text for paragraph in word_of(build(world, round_)).paragraphs]
    start = body.index("III. CƠ QUAN CHƯA CÓ BÁO CÁO ĐƯỢC DUYỆT")
    assert body[start + 1].startswith("1 trong 2 cơ quan chưa có báo cáo được duyệt")
    assert body[start + 2] == "Đang soạn (1): Sở B."
    assert "Sở B" not in "".join(body[:start])


def test_a_sentence_that_happens_to_name_an_agency_stays(world, round_, accepted):
    draft = build(world, round_)
    first, rest = draft.summary.split("\n", 1)
    draft.summary = f"{first} Sở B dẫn đầu.\n{rest}"
    draft.save()
    body = [paragraph.text for paragraph in word_of(draft).paragraphs]
    summary = body[body.index("I. TÌNH HÌNH CHUNG") + 1 : body.index("II. CHỈ TIÊU KHÔNG ĐẠT, CHẬM HOẶC CÓ NGUY CƠ")]
    assert summary == draft.summary.split("\n")[:3]
    assert draft.summary.split("\n")[3:] == ["Chưa gửi báo cáo: Sở B."]


@pytest.mark.parametrize(
    ("standings", "missing"),
    [
        ([(None, "draft"), (f.NOW, "submitted"), (f.NOW, "accepted")], 2),
        ([(f.NOW, "accepted"), (f.NOW, "locked")], 0),
        ([(f.NOW, "returned"), (f.NOW, "submitted")], 1),
        ([], 0),
    ],
)
def test_the_summary_is_told_apart_as_it_was_put_together(standings, missing):
    lines = [
        AgencyLine(
            agency_id=number,
            order=number,
            agency_name=f"Sở {number}",
            state=State(state),
            general_due_at=f.NOW,
            due_at=f.NOW,
            first_sent_at=sent,
            last_sent_at=sent,
            days_late=0 if sent else None,
            sent_by="",
        )
        for number, (sent, state) in enumerate(standings)
    ]
    content = Content(2026, [], [], lines, None, [])
    said = sentences_of(Consolidation(summary=content.summary), lines)
    assert (len(said.standing), len(said.missing)) == (3 if lines else 2, missing)
    assert [*said.standing, *said.missing] == content.summary.split("\n")


def test_a_running_total_is_called_so_on_paper_and_on_the_page(world, complete, sign_in):
    draft = build(world, complete)
    totals = {"previous": Decimal(800), "value": Decimal(1300), "decimals": 0}
    draft.indicators.filter(code="2.1.1").update(**totals, adds_up=True, added=Decimal(500))
    draft.indicators.filter(code="2.1.2").update(**totals)
    total, plain = indicator_rows(word_of(draft))
    assert total["Năm 2025"].text == "800\ncộng dồn"
    assert total["Thực hiện năm 2026"].text == "1.300\ncộng dồn; riêng trong năm: 500; ước thực hiện"
    assert (plain["Năm 2025"].text, plain["Thực hiện năm 2026"].text) == ("800", "1.300\nước thực hiện")
    assert "riêngtrongnăm:500" in pdf_text(pdf_of(draft))

    page = BeautifulSoup(sign_in(world.dung).get(reverse("reports:version", args=[draft.pk])).content, "html.parser")
    rows = page.select(".consolidated-indicators tbody tr")
    assert [row.get_text().count("cộng dồn") for row in rows] == [2, 0]


def test_where_all_is_accepted_that_is_said(world, complete):
    assert "Báo cáo của cả 2 cơ quan đã được duyệt." in [p.text for p in word_of(build(world, complete)).paragraphs]


def test_the_body_names_what_is_not_reached_worst_first(varied):
    body = [paragraph.text for paragraph in word_of(varied).paragraphs]
    start = body.index("II. CHỈ TIÊU KHÔNG ĐẠT, CHẬM HOẶC CÓ NGUY CƠ")
    codes = [line[: len("2.1.1")] for line in body[start + 1 : start + 4]]
    assert codes == ["2.1.7", "2.1.4", "2.1.3"]
    assert body[start + 2].endswith(f"{varied.indicators.get(code='2.1.4').sentence}. Sở A.")


def test_the_word_file_keeps_the_decrees_measures(world, complete):
    document = word_of(build(world, complete))
    body, indicators, tasks, agencies = document.sections
    for section in (body, tasks, agencies):
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert indicators.orientation == WD_ORIENT.LANDSCAPE
    assert round(indicators.page_width.mm) == 297
    for section in document.sections:
        assert section._sectPr.xpath("./w:pgNumType[@w:start=1 and following-sibling::w:cols]")
        assert section.header._element.xpath(".//w:fldSimple[@w:instr='PAGE']")
        assert not section.first_page_header._element.xpath(".//w:fldSimple")
    style = document.styles["Body Text"]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    assert round(style.paragraph_format.first_line_indent.mm) == 10
    assert not document.element.xpath("//w:rFonts[@w:asciiTheme]")
    for table in document.tables[2:]:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        width = sum(column.width for column in table.columns)
        assert round(width / Mm(1)) == {"Mã": 257, "TT": 165}[table.rows[0].cells[0].text]


def test_the_pdf_is_tagged_in_its_own_fonts_and_always_the_same(world, complete):
    draft = build(world, complete)
    reader = pdf_of(draft, is_checked=True)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("vi")
    assert reader.metadata.title == "Báo cáo tổng hợp năm 2026"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in fonts} == {"LiberationSerif"}
    sizes = {tuple(sorted(round(float(side)) for side in page.mediabox[2:])) for page in reader.pages}
    assert sizes == {(595, 842)}
    first, second = BytesIO(), BytesIO()
    write_pdf(paper_on(draft), first)
    write_pdf(paper_on(draft), second)
    assert first.getvalue() == second.getvalue()


def test_only_the_first_page_of_each_part_has_no_number(world, complete):
    TaskEntry.objects.update(result="Một câu dài vừa phải. " * 300)
    pages = [page.extract_text() for page in pdf_of(build(world, complete)).pages]
    numbers = [re.search(r"(\d*)\s*DỰ THẢO", page)[1] for page in pages]
    body, first, second, third = [0, *(place for place, page in enumerate(pages) if "\nPhụ lục I" in page)]
    assert [numbers[place] for place in (body, first, third)] == ["", "", ""]
    assert third - second > 3
    assert numbers[second:third] == ["", *map(str, range(2, third - second + 1))]


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [("word", "docx", b"PK"), ("pdf", "pdf", b"%PDF")],
)
def test_the_file_has_a_name_that_every_system_takes(issued, world, sign_in, name, kind, start):
    response = sign_in(world.an).get(reverse(f"reports:{name}", args=[issued.pk]))
    assert b"".join(response.streaming_content).startswith(start)
    assert f"Báo cáo tổng hợp năm 2026, số 125-BC-SDM.{kind}" in unquote(response["Content-Disposition"])


def test_a_reader_of_the_english_pages_gets_the_same_paper(world, complete, sign_in):
    client, address = sign_in(world.dung), reverse("reports:word", args=[build(world, complete).pk])
    client.cookies["django_language"] = "en"
    file = BytesIO(b"".join(client.get(address).streaming_content))
    assert "I. TÌNH HÌNH CHUNG" in [paragraph.text for paragraph in Document(file).paragraphs]


def queries_of(report):
    fresh = type(report).objects.select_related("round__plan", "issued_by").get(pk=report.pk)
    with CaptureQueriesContext(connection) as captured:
        paper_on(fresh)
    return len(captured)


def test_it_takes_the_same_queries_whatever_its_size(world, complete):
    draft = build(world, complete)
    few, part = queries_of(draft), draft.tasks.first().parts.first()
    for number in range(30):
        part.pk, part.agency_name, part.order = None, f"Xã {number}", 9 + number
        part.save(force_insert=True)
    assert few == queries_of(draft) == 6


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2027, 1, 5), "Hà Nam, ngày 05 tháng 01 năm 2027"),
        (dt.date(2027, 2, 28), "Hà Nam, ngày 28 tháng 02 năm 2027"),
        (dt.date(2026, 3, 9), "Hà Nam, ngày 09 tháng 3 năm 2026"),
        (dt.date(2026, 12, 15), "Hà Nam, ngày 15 tháng 12 năm 2026"),
    ],
)
def test_only_the_first_two_months_are_written_with_a_zero(day, words):
    assert long_date("Hà Nam", day, 2026) == words


@pytest.mark.parametrize(
    ("position", "lines"),
    [("Giám đốc", ["GIÁM ĐỐC"]), ("Phó Giám đốc", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]), ("", [""])],
)
def test_a_deputy_signs_for_the_head(position, lines):
    assert authority_of(position) == lines
