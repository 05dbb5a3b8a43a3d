"""Whatever an agency types, the papers can be drawn; and where one cannot, its reader is told so."""

import datetime as dt
import subprocess
from io import BytesIO
from threading import BoundedSemaphore

import pytest
import time_machine
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from reports.documents import pdf
from reports.documents.paper import Appendix, Assignment, Cell, Chapter, Column, Foot, Group, Head, Line, Paper, Table
from reports.documents.word import write_word
from tests import factories as f
from tests.consolidate.conftest import build

MOST = 20_000  # characters of one text: reports.collect.services.LONGEST_TEXT

HOSTILE = {
    "numbers": "68/KH-UBND, ",
    "one long number": "1/",
    "long words": "x" * 41 + " ",
    "words too long for a cell": "x" * 15 + " ",
    "marks": "\u0301",
    "marks in words": "a" + "\u0301" * 30 + " ",
    "joined pictures": "\U0001f469\u200d",
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467 ",
    "joined letters": "\u0915\u094d",
    "a long flag": "\U000e0067",
    "spaces of no width": "\u200b",
    "joiners of no width": "\u2060",
    "soft hyphens": "\u00ad",
    "turned around": "\u202e\u2066",
    "empty letters": "\u3164",
    "line ends": "a\n\u2028\u2029\x85\x0c",
    "control characters": "a\x00\x01\x1b\x7f ",
    "no characters": "\ufffe\uffff\ufdd0\U0001fffe\U0010ffff\ue000",
}


def paper(text):
    """`text` at every place that an agency, an administrator or the plan fills."""
    task = Assignment(title=text[:300], leads=text[:300], missing=text[:300], parts=[Line(text, text[:300])])
    return Paper(
        file_title="Báo cáo",
        author=text[:250],
        made_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        left_mark="",
        right_mark="",
        head=Head(superior="", agency=text[:100], nation="", motto="", number=text[:100], dated=""),
        kind="BÁO CÁO",
        subject=text[:300],
        addressed="Kính gửi:",
        addressees=[text[:300], text[:300]],
        opening=[Line(text)],
        chapters=[Chapter("I. TÌNH HÌNH CHUNG", [Line(text, "Sở A:")])],
        closing="./.",
        foot=Foot(recipients=["Nơi nhận:", text[:100]], authority=[text[:100]], name=text[:100]),
        appendices=[
            Appendix(
                label="Phụ lục I",
                title=text[:300],
                attached=text[:300],
                table=Table([Column("Mã", 16), Column("Nhận xét", 45)], [[Cell(text[:50]), Cell(text, text)]]),
                is_landscape=True,
            ),
            Appendix(label="Phụ lục II", title="", attached="", groups=[Group(text[:300], [task])], remark=text[:300]),
        ],
    )


def drawn(text):
    file = BytesIO()
    pdf.write_pdf(paper(text), file)
    return PdfReader(file)


def full(piece):
    return (piece * MOST)[:MOST]


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_text_keeps_a_report_from_being_drawn(piece, monkeypatch):
    monkeypatch.setattr(pdf, "_LONGEST", 30)
    assert drawn(f"{full(piece)}.").pages


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_text_keeps_a_word_file_from_being_opened(piece):
    file = BytesIO()
    write_word(paper(f"{full(piece)}."), file)
    assert Document(file).paragraphs


def test_the_numbers_of_documents_stay_whole_and_can_be_found():
    text = "".join(page.extract_text() for page in drawn("Theo văn bản số 68/KH-UBND, " * 500).pages)
    assert text.count("68/KH-UBND") > 1500
    assert "/\n" not in text


def test_marks_that_letters_really_carry_stay():
    text = "Ớ e\u0302\u0323 \u0e19\u0e49\u0e33 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert pdf.drawable(text) == text
    assert pdf.drawable("a" + "\u0301" * 100 + "b") == "a" + "\u0301" * pdf.MOST_MARKS + "b"


@pytest.fixture
def _today():
    with time_machine.travel(f.NOW, tick=False):
        yield


def failing(error):
    def run(*_args, **_options):
        raise error

    return run


@pytest.mark.django_db
@pytest.mark.usefixtures("_today")
class TestWhereItCannotBeDrawn:
    @pytest.fixture
    def draft(self, world, complete):
        return build(world, complete)

    def ask(self, client, draft, kind="pdf"):
        return client.get(reverse(f"reports:{kind}", args=[draft.pk]))

    @pytest.mark.parametrize(
        "error",
        [
            subprocess.CalledProcessError(1, "typeset", stderr=b"maximum grouping depth exceeded"),
            subprocess.TimeoutExpired("typeset", 60),
            OSError("Cannot allocate memory"),
        ],
        ids=["failed", "too long", "no memory"],
    )
    def test_the_reader_is_told_and_the_log_knows_why(self, world, draft, sign_in, monkeypatch, caplog, error):
        monkeypatch.setattr("reports.documents.pdf.subprocess.run", failing(error))

        answer = self.ask(sign_in(world.dung), draft)

        assert answer.status_code == 503
        assert "Chưa lập được tệp PDF" in answer.content.decode()
        assert reverse("reports:word", args=[draft.pk]) in answer.content.decode()
        [line] = [line for line in caplog.records if line.name == "reports.consolidate.views"]
        said = str(line.exc_info[1])
        assert "grouping depth" in said or "timed out" in said or "memory" in said

    def test_a_word_file_that_fails_is_told_too(self, world, draft, sign_in, monkeypatch):
        monkeypatch.setattr("reports.consolidate.views.write_word", failing(ValueError("XML compatible")))

        answer = self.ask(sign_in(world.dung), draft, "word")

        assert answer.status_code == 503
        assert "Chưa lập được tệp Word" in answer.content.decode()

    def test_too_many_at_once_are_asked_to_wait(self, world, draft, sign_in, monkeypatch):
        monkeypatch.setattr(pdf, "_turns", turns := BoundedSemaphore(1))
        monkeypatch.setattr(pdf, "_PATIENCE", 0.01)
        client = sign_in(world.dung)

        with turns:
            answer = self.ask(client, draft)

        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert "Đang có nhiều tệp PDF được lập cùng lúc" in answer.content.decode()
        assert self.ask(client, draft).status_code == 200
