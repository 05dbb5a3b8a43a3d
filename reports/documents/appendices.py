"""The appendices of a consolidated report: every indicator, every task and every agency, difficulties and findings."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.dashboards.progress import TaskState
from reports.documents.paper import Align, Appendix, Assignment, Cell, Column, Group, Line, Table, roman
from reports.documents.rows import Rows
from reports.documents.wording import (
    figure_notes,
    previous_words,
    required_words,
    share_words,
    timeliness_words,
    total_word,
    value_words,
    verdict_word,
)
from reports.enums import ChangeKind, DifficultyState, FindingState, Progress, State
from reports.models import (
    ConsolidatedAgency,
    ConsolidatedChange,
    ConsolidatedDifficulty,
    ConsolidatedFinding,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
)
from targets.enums import Status

NOT_REACHED = (Status.MISSED, Status.OFF_TRACK)


def appendices_of(rows: Rows) -> list[Appendix]:
    """In the order in which the body names them; the last one carries the seal. Reads the tasks, which come once."""
    report = rows.consolidation
    year = report.round.year
    titled: list[tuple[str, Table | list[Group]]] = [
        (_("KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM {year}").format(year=year), _indicators(rows.indicators, report)),
        (_("KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM {year}").format(year=year), list(_groups(rows.tasks))),
        (_("TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC CƠ QUAN"), _agencies(rows.agencies, report)),
    ]
    if rows.passages:
        titled.append((_("KHÓ KHĂN, VƯỚNG MẮC; ĐỀ XUẤT, KIẾN NGHỊ"), _difficulties(rows.difficulties)))
        if rows.findings:
            titled.append((_("TỒN TẠI QUA KIỂM TRA, GIÁM SÁT"), _findings(rows.findings)))
    if rows.changes:
        titled.append((_("CÁC ĐIỂM ĐÍNH CHÍNH"), _changes(rows.changes)))
    seal = _("Mã kiểm tra nội dung (SHA-256): {sha256}").format(sha256=report.sha256) if report.sha256 else ""
    return [
        Appendix(
            label=_("Phụ lục {number}").format(number=roman(number)),
            title=title,
            attached=_attached(report),
            table=content if isinstance(content, Table) else None,
            groups=content if isinstance(content, list) else [],
            is_landscape=number == 1,
            remark=seal if number == len(titled) else "",
        )
        for number, (title, content) in enumerate(titled, 1)
    ]


def _attached(report: Consolidation) -> str:
    if report.document_date is None:
        return _("(Kèm theo dự thảo Báo cáo, bản số {number})").format(number=report.number)
    day = date_format(report.document_date, "d/m/Y")
    words = _("(Kèm theo Báo cáo số {number} ngày {day} của {agency})")
    return words.format(number=report.document_number, day=day, agency=report.coordinator_name)


def _indicators(indicators: Iterable[ConsolidatedIndicator], report: Consolidation) -> Table:
    """The column "So lộ trình" came with the second version of the seal; papers issued before stay as they were."""
    year, has_share = report.round.year, report.seal_version > 1
    columns = [
        Column(_("Mã"), 14 if has_share else 16),
        Column(_("Chỉ tiêu"), 43 if has_share else 45),
        Column(_("Đơn vị tính"), 16 if has_share else 17),
        Column(_("Mức phải đạt"), 32 if has_share else 34),
        Column(_("Năm {year}").format(year=year - 1), 16, Align.RIGHT),
        Column(_("Lộ trình năm {year}").format(year=year), 17 if has_share else 18, Align.RIGHT),
        Column(_("Thực hiện năm {year}").format(year=year), 20, Align.RIGHT),
        *([Column(_("So lộ trình (%)"), 15, Align.RIGHT)] if has_share else []),
        Column(_("Đánh giá"), 17 if has_share else 18, Align.CENTER),
        Column(_("Nhận xét"), 42 if has_share else 45),
        Column(_("Cơ quan báo cáo"), 25 if has_share else 28),
    ]
    return Table(columns, [_indicator(line, has_share) for line in indicators])


def _indicator(line: ConsolidatedIndicator, has_share: bool) -> list[Cell]:
    baseline = _("số gốc: {baseline}").format(baseline=line.baseline) if line.baseline else ""
    return [
        Cell(line.code),
        Cell(line.name),
        Cell(line.unit),
        Cell(line.target, baseline),
        Cell(previous_words(line), total_word(line) if line.previous is not None else ""),
        Cell(required_words(line)),
        Cell(value_words(line), figure_notes(line)),
        *([Cell(share_words(line))] if has_share else []),
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
        leads=_leads(task),
        missing=_("Chưa có phần được duyệt. {missing}").format(missing=task.missing) if task.missing else "",
        parts=[line for part in parts for line in _part(part)],
    )


def _leads(task: ConsolidatedTask) -> str:
    """Who leads it and, since that is kept, how far it is by what they said."""
    leads = _("Chủ trì: {leads}").format(leads=task.leads or _("chưa xác định"))
    if not task.state:
        return leads
    return _("{leads}. Tiến độ: {state}").format(leads=leads, state=str(TaskState(task.state).label).lower())


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


def _difficulties(lines: Sequence[ConsolidatedDifficulty]) -> Table:
    columns = [
        Column(_("TT"), 10, Align.CENTER),
        Column(_("Cơ quan"), 30),
        Column(_("Khó khăn, vướng mắc"), 50),
        Column(_("Đề xuất, kiến nghị"), 35),
        Column(_("Kết quả giải quyết"), 40),
    ]
    return Table(columns, [_difficulty(line) for line in lines])


def _difficulty(line: ConsolidatedDifficulty) -> list[Cell]:
    task = _("nhiệm vụ {code}").format(code=line.task_code) if line.task_code else ""
    raised = _("nêu ngày {day}").format(day=date_format(line.raised_on, "d/m/Y"))
    state = str(DifficultyState(line.state).label)
    return [
        Cell(str(line.order)),
        Cell(line.agency_name, "; ".join(filter(None, [task, raised]))),
        Cell(line.text, line.group),
        Cell(line.proposal),
        Cell(f"{state}: {line.answer}" if line.answer else state, line.document),
    ]


def _findings(lines: Sequence[ConsolidatedFinding]) -> Table:
    columns = [
        Column(_("TT"), 10, Align.CENTER),
        Column(_("Cơ quan"), 35),
        Column(_("Tồn tại"), 60),
        Column(_("Khắc phục trước"), 22, Align.CENTER),
        Column(_("Kết quả khắc phục"), 38),
    ]
    return Table(columns, [_finding(line) for line in lines])


def _finding(line: ConsolidatedFinding) -> list[Cell]:
    held = _("kiểm tra ngày {day}").format(day=date_format(line.held_on, "d/m/Y"))
    state = str(FindingState(line.state).label)
    return [
        Cell(str(line.order)),
        Cell(line.agency_name, held),
        Cell(line.text),
        Cell(date_format(line.mend_by, "d/m/Y") if line.mend_by else ""),
        Cell(f"{state}: {line.mended}" if line.mended else state),
    ]


def _changes(lines: Sequence[ConsolidatedChange]) -> Table:
    columns = [
        Column(_("TT"), 10, Align.CENTER),
        Column(_("Nội dung"), 45),
        Column(_("Đã ban hành"), 55),
        Column(_("Đính chính"), 55),
    ]
    return Table(columns, [_change(line) for line in lines])


def _change(line: ConsolidatedChange) -> list[Cell]:
    name = ", ".join(filter(None, [line.place, line.name]))
    kind = str(ChangeKind(line.kind).label)
    return [Cell(str(line.order)), Cell(name, f"{kind}: {line.field}"), Cell(line.before), Cell(line.after)]
