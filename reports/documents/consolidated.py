"""The consolidated report put on paper: its frozen rows, arranged as a report to a higher authority.

The body is what a leader reads; every indicator, every task and every agency stand in the appendices.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.documents.paper import (
    BLANK,
    Align,
    Appendix,
    Assignment,
    Cell,
    Chapter,
    Column,
    Foot,
    Group,
    Head,
    Line,
    Paper,
    Table,
    authority_of,
    long_date,
)
from reports.documents.wording import (
    figure_notes,
    previous_words,
    required_words,
    sentences_of,
    timeliness_words,
    total_word,
    value_words,
    verdict_word,
)
from reports.documents.workbook import Rows
from reports.enums import Progress, State
from reports.models import ConsolidatedAgency, ConsolidatedIndicator, ConsolidatedPart, ConsolidatedTask, Consolidation
from reports.workflow import APPROVED
from targets.enums import Status

CONCERNS = (Status.MISSED, Status.OFF_TRACK, Status.AT_RISK)  # worst first
NOT_REACHED = CONCERNS[:2]


@dataclass(frozen=True)
class Letterhead:
    """What of the paper is the plan's and not the report's: whose plan, where, and to whom the report goes."""

    issuer: str
    place: str
    addressees: list[str]


def paper_of(rows: Rows, letterhead: Letterhead) -> Paper:
    """The report on paper. Reads the tasks and their parts, which come only once."""
    report = rows.consolidation
    year, is_draft = report.round.year, report.document_date is None
    return Paper(
        file_title=_("Báo cáo tổng hợp năm {year}").format(year=year),
        author=report.coordinator_name,
        made_at=report.issued_at or report.built_at,
        left_mark=_("SỐ LIỆU MINH HỌA") if report.round.is_demonstration else "",
        right_mark=_("DỰ THẢO, bản số {number}").format(number=report.number) if is_draft else "",
        head=_head(report, letterhead),
        kind=_("BÁO CÁO"),
        subject=_("Kết quả năm {year} triển khai Kế hoạch {title}").format(year=year, title=_inside(report.plan_title)),
        addressed=_("Kính gửi:"),
        addressees=letterhead.addressees,
        opening=_opening(report),
        chapters=[
            Chapter(_("I. TÌNH HÌNH CHUNG"), _summary(report, rows.agencies)),
            Chapter(_("II. CHỈ TIÊU KHÔNG ĐẠT, CHẬM HOẶC CÓ NGUY CƠ"), _concerns(rows.indicators)),
            Chapter(_("III. CƠ QUAN CHƯA CÓ BÁO CÁO ĐƯỢC DUYỆT"), _missing(rows.agencies)),
        ],
        closing=_("Kết quả từng chỉ tiêu, từng nhiệm vụ và tình hình gửi báo cáo nêu tại các Phụ lục kèm theo./."),
        foot=_foot(report),
        appendices=_appendices(rows),
    )


def _inside(title: str) -> str:
    """A title as part of a sentence: its first word starts small, unless it is an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _head(report: Consolidation, letterhead: Letterhead) -> Head:
    number = report.document_number or f"{BLANK}/BC-{BLANK}"
    return Head(
        superior=letterhead.issuer.upper() if letterhead.issuer != report.coordinator_name else "",
        agency=report.coordinator_name.upper(),
        nation=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        number=_("Số: {number}").format(number=number),
        dated=long_date(letterhead.place, report.document_date, report.round.year),
    )


def _opening(report: Consolidation) -> list[Line]:
    words = _("{agency} báo cáo kết quả năm {year} như sau; số liệu tính đến {built}.")
    opening = [
        Line(words.format(agency=report.coordinator_name, year=report.round.year, built=_moment(report.built_at)))
    ]
    if report.round.is_demonstration:
        lead = _("Số liệu minh họa.")
        opening.append(Line(_("Để làm quen phần mềm, không phải số liệu thật."), lead))
    return opening


def _moment(moment: dt.datetime) -> str:
    local = timezone.localtime(moment)
    words = _("{hour} giờ {minute} ngày {day}")
    return words.format(hour=f"{local:%H}", minute=f"{local:%M}", day=date_format(local, "d/m/Y"))


def _summary(report: Consolidation, agencies: Sequence[ConsolidatedAgency]) -> list[Line]:
    """How things stand, in the report's own sentences. Those on missing agencies have a chapter to themselves."""
    return [Line(words) for words in sentences_of(report, agencies).standing]


def _concerns(indicators: Sequence[ConsolidatedIndicator]) -> list[Line]:
    """What needs a leader's eye, the worst first: each with its verdict's own word and sentence."""
    found = sorted((one for one in indicators if one.status in CONCERNS), key=lambda one: CONCERNS.index(one.status))
    lines = []
    for one in found:
        name = f"{one.code}. {one.name} ({verdict_word(one)}):"
        lines.append(Line(f"{one.sentence}. {one.agency_name}." if one.agency_name else f"{one.sentence}.", name))
    return lines or [Line(_("Không có chỉ tiêu nào không đạt, chậm hoặc có nguy cơ."))]


def _missing(agencies: Sequence[ConsolidatedAgency]) -> list[Line]:
    """The statement of missing agencies, with every name, by how far their reports have come."""
    missing = [one for one in agencies if one.state not in APPROVED]
    if not missing:
        return [Line(_("Báo cáo của cả {total} cơ quan đã được duyệt.").format(total=len(agencies)))]
    words = _(
        "{missing} trong {total} cơ quan chưa có báo cáo được duyệt; báo cáo này không có phần của các cơ quan đó."
    )
    lines = [Line(words.format(missing=len(missing), total=len(agencies)))]
    for state in State:
        names = [one.agency_name for one in missing if one.state == state]
        if names:
            lines.append(Line(f"{'; '.join(names)}.", f"{state.label} ({len(names)}):"))
    return lines


def _foot(report: Consolidation) -> Foot:
    signer = report.issued_by
    return Foot(
        recipients=[_("Nơi nhận:"), _("- Như trên;"), _("- Lưu: VT.")],
        authority=(authority_of(signer.position) if signer else []) or [_("THỦ TRƯỞNG CƠ QUAN")],
        name=str(signer) if signer else "",
    )


def _appendices(rows: Rows) -> list[Appendix]:
    report = rows.consolidation
    year, attached = report.round.year, _attached(report)
    seal = _("Mã kiểm tra nội dung (SHA-256): {sha256}").format(sha256=report.sha256) if report.sha256 else ""
    return [
        Appendix(
            label=_("Phụ lục I"),
            title=_("KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM {year}").format(year=year),
            attached=attached,
            table=_indicators(rows.indicators, year),
            is_landscape=True,
        ),
        Appendix(
            label=_("Phụ lục II"),
            title=_("KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM {year}").format(year=year),
            attached=attached,
            groups=list(_groups(rows.tasks)),
        ),
        Appendix(
            label=_("Phụ lục III"),
            title=_("TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC CƠ QUAN"),
            attached=attached,
            table=_agencies(rows.agencies, report),
            remark=seal,
        ),
    ]


def _attached(report: Consolidation) -> str:
    if report.document_date is None:
        return _("(Kèm theo dự thảo Báo cáo, bản số {number})").format(number=report.number)
    day = date_format(report.document_date, "d/m/Y")
    words = _("(Kèm theo Báo cáo số {number} ngày {day} của {agency})")
    return words.format(number=report.document_number, day=day, agency=report.coordinator_name)


def _indicators(indicators: Iterable[ConsolidatedIndicator], year: int) -> Table:
    columns = [
        Column(_("Mã"), 16),
        Column(_("Chỉ tiêu"), 45),
        Column(_("Đơn vị tính"), 17),
        Column(_("Mức phải đạt"), 34),
        Column(_("Năm {year}").format(year=year - 1), 16, Align.RIGHT),
        Column(_("Lộ trình năm {year}").format(year=year), 18, Align.RIGHT),
        Column(_("Thực hiện năm {year}").format(year=year), 20, Align.RIGHT),
        Column(_("Đánh giá"), 18, Align.CENTER),
        Column(_("Nhận xét"), 45),
        Column(_("Cơ quan báo cáo"), 28),
    ]
    return Table(columns, [_indicator(line) for line in indicators])


def _indicator(line: ConsolidatedIndicator) -> list[Cell]:
    baseline = _("số gốc: {baseline}").format(baseline=line.baseline) if line.baseline else ""
    return [
        Cell(line.code),
        Cell(line.name),
        Cell(line.unit),
        Cell(line.target, baseline),
        Cell(previous_words(line), total_word(line) if line.previous is not None else ""),
        Cell(required_words(line)),
        Cell(value_words(line), figure_notes(line)),
        Cell(verdict_word(line), is_strong=line.status in NOT_REACHED),
        Cell(line.sentence, line.note),
        Cell(line.agency_name),
    ]


def _groups(tasks: Iterable[tuple[ConsolidatedTask, Iterable[ConsolidatedPart]]]) -> Iterator[Group]:
    for section, group in groupby(tasks, key=lambda pair: pair[0].section):
        yield Group(section, [_assignment(task, parts) for task, parts in group])


def _assignment(task: ConsolidatedTask, parts: Iterable[ConsolidatedPart]) -> Assignment:
    return Assignment(
        title=f"{task.code}. {task.title}",
        leads=_("Chủ trì: {leads}").format(leads=task.leads or _("chưa xác định")),
        missing=_("Chưa có phần được duyệt. {missing}").format(missing=task.missing) if task.missing else "",
        parts=[line for part in parts for line in _part(part)],
    )


def _part(part: ConsolidatedPart) -> Iterator[Line]:
    role = f"({Duty(part.duty).label}, {str(Progress(part.progress).label).lower()})"
    yield Line(f"{role}: {part.result}" if part.result else f"{role}.", part.agency_name)
    if part.difficulty:
        yield Line(part.difficulty, _("Khó khăn, vướng mắc:"))
    if part.proposal:
        yield Line(part.proposal, _("Đề xuất, kiến nghị:"))


def _agencies(agencies: Iterable[ConsolidatedAgency], report: Consolidation) -> Table:
    columns = [
        Column(_("TT"), 10, Align.CENTER),
        Column(_("Cơ quan"), 57),
        Column(_("Trạng thái"), 26),
        Column(_("Hạn gửi"), 22, Align.CENTER),
        Column(_("Gửi lần đầu"), 22, Align.CENTER),
        Column(_("Đúng hạn"), 28),
    ]
    return Table(columns, [_agency(line, report) for line in agencies])


def _agency(line: ConsolidatedAgency, report: Consolidation) -> list[Cell]:
    sent = timezone.localtime(line.first_sent_at) if line.first_sent_at else None
    return [
        Cell(str(line.order)),
        Cell(line.agency_name, line.sent_by),
        Cell(str(State(line.state).label)),
        Cell(date_format(timezone.localtime(line.due_at), "d/m/Y")),
        Cell(date_format(sent, "d/m/Y"), f"{sent:%H:%M}") if sent else Cell(""),
        Cell(timeliness_words(line, report)),
    ]
