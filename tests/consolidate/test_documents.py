"""Word and PDF say what the page, the workbook and the API say, and nothing that an agency types can change that."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.consolidate.frozen import paper_on
from reports.models import TaskEntry
from targets.enums import Status
from tests.consolidate.conftest import build
from tests.consolidate.papers import (
    HOSTILE,
    LONG,
    in_word,
    in_workbook,
    indicator_rows,
    on_the_day_of_the_tests,
    pdf_of,
    pdf_text,
    squeezed,
    varied,
    word_of,
)

__all__ = ["on_the_day_of_the_tests", "varied"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day_of_the_tests")]


def on_page(client, report):
    page = BeautifulSoup(client.get(reverse("reports:version", args=[report.pk])).content, "html.parser")
    for row in page.select(".consolidated-indicators tbody tr"):
        code = row.select_one("th a").get_text()
        yield code, (row.select_one(".chip").get_text(), str(row.select_one("td .chip ~ .small").contents[0]))


def in_api(client, report):
    answer = client.get(f"/api/v1/consolidations/{report.pk}/").json()
    return {line["code"]: (line["verdict_label"], line["sentence"]) for line in answer["indicators"]}


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
    assert text.count(squeezed(HOSTILE)) == 5  # in the body, a result, a proposal, a sentence and its note
    assert text.count("Ẵ") == len(LONG)


def test_a_row_longer_than_a_page_goes_on_over_it(world, complete):
    draft = build(world, complete)
    draft.indicators.filter(code="2.1.1").update(note=LONG, sentence=HOSTILE * 20)
    text = pdf_text(pdf_of(draft))
    assert text.count("Ẵ") == len(LONG)
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
    assert sum(line.count("Ẵ") for line in lines) == 2 * len(LONG)  # in the body and in the appendix
    assert max(line.count("Ẵ") for line in lines) < 60
    assert max(line.count("Ỡ") for line in lines) < 9  # in a narrow column


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
    assert few == queries_of(draft) == 7
