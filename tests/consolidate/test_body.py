"""What the body says: passages as written, everything else by itself, and old reports as they were."""

from decimal import Decimal

import pytest

from reports.consolidate.content import AgencyLine, Content
from reports.consolidate.frozen import paper_on
from reports.documents.body import DIFFICULTIES_NAMED
from reports.documents.wording import sentences_of, share_of_path, share_words
from reports.enums import ConsolidationState, State
from reports.models import (
    ConsolidatedDifficulty,
    ConsolidatedFinding,
    ConsolidatedIndicator,
    Consolidation,
    Difficulty,
    Finding,
    Inspection,
)
from tests import factories as f
from tests.consolidate.conftest import build
from tests.consolidate.papers import lines_of, on_the_day_of_the_tests, varied

__all__ = ["on_the_day_of_the_tests", "varied"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day_of_the_tests")]

OUTLINE = [
    "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "1. Chỉ đạo, hướng dẫn, kiểm tra",
    "2. Tình hình gửi báo cáo của các cơ quan",
    "II. KẾT QUẢ THỰC HIỆN",
    "1. Nhiệm vụ",
    "a) Nâng cao nhận thức (mục III.1 của Kế hoạch)",
    "2. Chỉ tiêu",
    "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
    "IV. KHÓ KHĂN, VƯỚNG MẮC; ĐỀ XUẤT, KIẾN NGHỊ",
    "V. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2027",
]


def chapter(draft, title, *, section=""):
    """The lines of a chapter or of one of its sections, lead and text together."""
    found = next(one for one in paper_on(draft).chapters if one.title.endswith(title))
    if section:
        found = next(one for one in found.sections if one.title.endswith(section))
    return [" ".join(filter(None, [line.lead, line.text])) for line in found.lines]


def reports(draft):
    return chapter(draft, "TRIỂN KHAI", section="các cơ quan")


def indicators(draft):
    return chapter(draft, "THỰC HIỆN", section="Chỉ tiêu")


def test_the_outline_is_that_of_such_reports(world, complete):
    body = lines_of(build(world, complete))
    assert [line for line in body if line in OUTLINE] == OUTLINE


def test_what_was_written_stands_there_and_figures_beside_it(world, complete):
    draft = build(world, complete)
    draft.passages.filter(key="shortcomings").update(text="Lời của chuyên viên.\n\nĐoạn hai.")
    assert chapter(draft, "NGUYÊN NHÂN") == ["Lời của chuyên viên.", "Đoạn hai."]
    draft.passages.update(text="")
    assert indicators(draft)[0].startswith("Năm 2026: 2 chỉ tiêu")
    assert reports(draft)[-1] == "Báo cáo của cả 2 cơ quan đã được duyệt."


def test_missing_agencies_are_named_once_by_how_far_they_are(world, round_, accepted):
    draft = build(world, round_)
    draft.passages.update(text="")
    assert reports(draft)[1:] == [
        "1 trong 2 cơ quan chưa có báo cáo được duyệt; báo cáo này không có phần của các cơ quan đó.",
        "Đang soạn (1): Sở B.",
    ]
    said = [line for one in paper_on(draft).chapters for line in (one.lines, *[s.lines for s in one.sections])]
    assert str(said).count("Sở B") == 1


def test_a_sentence_that_happens_to_name_an_agency_stays(world, round_, accepted):
    draft = build(world, round_)
    first, rest = draft.summary.split("\n", 1)
    draft.summary = f"{first} Sở B dẫn đầu.\n{rest}"
    assert indicators(draft)[0] == f"{first} Sở B dẫn đầu."
    assert draft.summary.split("\n")[3:] == ["Chưa gửi báo cáo: Sở B."]
    assert "Chưa gửi báo cáo" not in str(paper_on(draft).chapters)


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
    content = Content(2026, [], [], lines, None)
    said = sentences_of(Consolidation(summary=content.summary), lines)
    assert (len(said.reports), len(said.missing)) == (1 if lines else 0, missing)
    assert [*said.indicators, *said.tasks, *said.reports, *said.missing] == content.summary.split("\n")


def test_indicators_stand_by_verdict_and_what_is_not_reached_at_the_end_worst_first(varied):
    lines = indicators(varied)
    assert lines[1].startswith("Vượt (")
    assert [line[: len("2.1.1")] for line in lines[-3:]] == ["2.1.7", "2.1.4", "2.1.3"]
    assert lines[-2].endswith(f"{varied.indicators.get(code='2.1.4').sentence}. Sở A.")


def raised(world, draft, count, **more):
    for number in range(1, count + 1):
        difficulty = Difficulty.objects.create(
            plan=world.plan, agency=world.a, agency_name="Sở A", text="x", raised_at=f.NOW, raised_by=world.an
        )
        values = {"agency_name": "Sở A", "text": f"Thiếu kinh phí {number}", "raised_on": f.TODAY, "state": "open"}
        ConsolidatedDifficulty.objects.create(consolidation=draft, difficulty=difficulty, order=number, **values | more)


def test_difficulties_that_wait_stand_in_the_report_by_themselves(world, complete):
    draft = build(world, complete)
    draft.passages.update(text="")
    raised(world, draft, 2, group="Kinh phí", proposal="Bổ sung.")
    said = "Sở A: Thiếu kinh phí {}. Đề xuất: Bổ sung. Nêu ngày 23/11/2026; chờ xử lý."
    assert chapter(draft, "KIẾN NGHỊ") == ["Kinh phí:", said.format(1), said.format(2)]
    draft.difficulties.update(state="answered", answer="Đã bố trí.", document="số 5/UBND ngày 01/11/2026")
    assert chapter(draft, "KIẾN NGHỊ") == []
    row = paper_on(draft).appendices[3].table.rows[0]
    assert [cell.text for cell in row][-1] == "Đã trả lời: Đã bố trí."
    assert row[-1].note == "số 5/UBND ngày 01/11/2026"


def test_of_many_difficulties_the_body_names_some_and_the_appendix_all(world, complete):
    draft = build(world, complete)
    draft.passages.update(text="")
    raised(world, draft, DIFFICULTIES_NAMED + 2)
    lines = chapter(draft, "KIẾN NGHỊ")
    assert len(lines) == DIFFICULTIES_NAMED + 1
    assert lines[-1] == "2 khó khăn, vướng mắc khác đang chờ giải quyết nêu tại Phụ lục IV."
    assert len(paper_on(draft).appendices[3].table.rows) == DIFFICULTIES_NAMED + 2


def test_findings_have_an_appendix_where_there_are_any(world, complete):
    draft = build(world, complete)
    assert [one.label for one in paper_on(draft).appendices] == [
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
        "Phụ lục IV",
    ]
    inspection = Inspection.objects.create(
        plan=world.plan,
        agency=world.a,
        agency_name="Sở A",
        held_on=f.TODAY,
        conclusion="x",
        made_at=f.NOW,
        made_by=world.dung,
    )
    found = Finding.objects.create(inspection=inspection, order=1, text="Chưa mở sổ.")
    ConsolidatedFinding.objects.create(
        consolidation=draft,
        finding=found,
        order=1,
        agency_name="Sở A",
        held_on=f.TODAY,
        text="Chưa mở sổ.",
        state="open",
    )
    last = paper_on(draft).appendices[-1]
    assert (last.label, last.title) == ("Phụ lục V", "TỒN TẠI QUA KIỂM TRA, GIÁM SÁT")


def test_a_report_from_before_the_narrative_keeps_its_body(world, round_, accepted):
    draft = build(world, round_)
    draft.passages.all().delete()
    draft.seal_version = 1
    paper = paper_on(draft)
    assert [one.title for one in paper.chapters] == [
        "I. TÌNH HÌNH CHUNG",
        "II. CHỈ TIÊU KHÔNG ĐẠT, CHẬM HOẶC CÓ NGUY CƠ",
        "III. CƠ QUAN CHƯA CÓ BÁO CÁO ĐƯỢC DUYỆT",
    ]
    assert len(paper.appendices) == 3
    assert len(paper.appendices[0].table.columns) == 10


def test_a_correction_says_what_it_corrects(world, complete):
    issued, draft = build(world, complete), build(world, complete)
    issued.document_number, issued.document_date = "125/BC-SDM", f.TODAY
    issued.state = ConsolidationState.ISSUED
    draft.corrects, draft.correction_reason = issued, "Nhầm đơn vị tính."
    paper = paper_on(draft)
    assert paper.subject.endswith("(bản đính chính)")
    assert "đính chính Báo cáo số 125/BC-SDM ngày 23/11/2026" in paper.opening[1].text
    assert paper.opening[2].text == "Nhầm đơn vị tính."


@pytest.mark.parametrize(
    ("value", "required", "status", "unit", "words"),
    [
        ("52.5", "48.571429", "on_track", "%", "108,1"),
        ("59.9999", "60", "off_track", "%", "99,9998"),  # never rounded up to the whole
        ("60", "60", "met", "%", "100,0"),
        ("1", "2", "met", "%", ""),  # less is better here: a half would be read as a failure
        ("3", "2", "missed", "%", ""),
        ("3", "3", "met", "mức độ", ""),
        (None, "60", "no_data", "%", ""),
        ("5", None, "met", "%", ""),
        ("5", "0", "met", "%", ""),
    ],
)
def test_a_share_of_the_path_is_told_only_where_it_says_something(value, required, status, unit, words):
    line = ConsolidatedIndicator(
        value=value and Decimal(value), required=required and Decimal(required), status=status, unit=unit
    )
    assert share_words(line) == words
    assert (share_of_path(line) is None) == (words == "")
