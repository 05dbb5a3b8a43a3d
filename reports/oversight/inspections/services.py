"""Recording inspections and what became of their findings. The only way in for each."""

import datetime as dt
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.models import Agency
from plan.models import Plan, Task
from reports.doors import Standing
from reports.enums import FindingAction, FindingState
from reports.evidence.attaching import attached
from reports.models import Finding, FindingStep, Inspection
from reports.oversight.inspections.lines import Line, read_lines
from reports.oversight.inspections.steps import target_of
from reports.oversight.inspections.telling import tell_of_finding, tell_of_inspection, tell_of_step
from reports.oversight.typed import document_of, not_to_come, text_of

LONGEST_FINDING = 2_000  # characters
MOST_FINDINGS = 100  # of one inspection


def record(
    *,
    plan: Plan,
    agency: Agency,
    held_on: dt.date,
    conclusion: str,
    findings: str,
    by: Person,
    now: dt.datetime,
    task: Task | None = None,
    mend_by: dt.date | None = None,
    document_number: str = "",
    document_date: dt.date | None = None,
    upload: "UploadedFile[bytes] | None" = None,
) -> Inspection:
    """Put an inspection on record and tell the agency. `findings` has one a line (see `lines`), `mend_by` is the day of
    those that name none.

    Raises Refused for anybody but the coordinator's people, and where a day or a text does not do.
    """
    on = timezone.localdate(now)
    _inspector(by, plan, on=on)
    not_to_come(held_on, "held_on", on=on)
    conclusion = text_of(conclusion, "conclusion", missing=_("Hãy ghi kết luận của cuộc kiểm tra."))
    number, day = document_of(document_number, document_date, on=on)
    if mend_by and mend_by < held_on:
        raise Refused(_("Hạn khắc phục không thể trước ngày kiểm tra."), field="mend_by")
    lines = _checked(read_lines(findings), held_on)
    with attached(upload, by=by, now=now) as file:
        _not_twice(plan, agency, held_on, conclusion)
        inspection = Inspection.objects.create(
            plan=plan,
            agency=agency,
            agency_name=agency.name,
            task=task,
            held_on=held_on,
            document_number=number,
            document_date=day,
            conclusion=conclusion,
            file=file,
            made_at=now,
            made_by=by.user,
        )
        Finding.objects.bulk_create(
            Finding(inspection=inspection, order=order, text=line.text, mend_by=line.mend_by or mend_by)
            for order, line in enumerate(lines, 1)
        )
        tell_of_inspection(inspection, now=now)
    return inspection


def add_finding(*, inspection: Inspection, text: str, mend_by: dt.date | None, by: Person, now: dt.datetime) -> Finding:
    """One more finding of an inspection on record. Raises Refused as `record`."""
    _inspector(by, inspection.plan, on=timezone.localdate(now))
    text = text_of(text, "text", missing=_("Hãy ghi tồn tại phải khắc phục."), longest=LONGEST_FINDING)
    if mend_by and mend_by < inspection.held_on:
        raise Refused(_("Hạn khắc phục không thể trước ngày kiểm tra."), field="mend_by")
    with acting(by.user):
        held = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
        known = list(held.findings.values_list("text", flat=True))
        if text in known:
            raise Refused(_("Tồn tại này đã có trong cuộc kiểm tra."), field="text")
        if len(known) >= MOST_FINDINGS:
            raise Refused(
                _("Một cuộc kiểm tra ghi nhiều nhất {most} tồn tại.").format(most=MOST_FINDINGS), field="text"
            )
        finding = Finding.objects.create(inspection=inspection, order=len(known) + 1, text=text, mend_by=mend_by)
        tell_of_finding(finding, now=now)
    return finding


def add_minutes(
    *,
    inspection: Inspection,
    document_number: str,
    document_date: dt.date | None,
    upload: "UploadedFile[bytes] | None",
    by: Person,
    now: dt.datetime,
) -> Inspection:
    """Put the paper that came later beside an inspection: what is on record already is never replaced. Raises Refused
    as `record`, where nothing is given, and where it is there already."""
    on = timezone.localdate(now)
    _inspector(by, inspection.plan, on=on)
    number, day = document_of(document_number, document_date, on=on)
    if not number and upload is None:
        raise Refused(_("Hãy ghi số văn bản hoặc chọn tệp."), field="document_number")
    with attached(upload, by=by, now=now) as file:
        held = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
        if (number and held.document_number) or (file and held.file_id):
            raise Refused(_("Văn bản của cuộc kiểm tra đã được ghi. Hãy tải lại trang để xem."))
        if number:
            held.document_number, held.document_date = number, day
        if file:
            held.file = file
        held.save(update_fields=["document_number", "document_date", "file"])
    return held


def take_step(
    *,
    finding: Finding,
    action: FindingAction,
    text: str,
    seen: int,
    by: Person,
    now: dt.datetime,
    upload: "UploadedFile[bytes] | None" = None,
) -> FindingStep:
    """The agency says what it mended; the coordinator closes the finding or sends it back. `seen` is the number of
    steps on the screen.

    Raises Refused where the step is not the person's to take or nothing is said, Stale where another step came first.
    """
    text = text_of(text, "text", missing=_MISSING[action]())
    with attached(upload, by=by, now=now) as file:
        rows = Finding.objects.select_related("inspection__plan", "inspection__agency").select_for_update(of=("self",))
        row = rows.get(pk=finding.pk)
        if row.step_count != seen:
            message = _("Vừa có người ghi một bước khác cho tồn tại này. Hãy xem bước đó rồi ghi lại nếu vẫn cần.")
            raise Stale(message, current=row)
        row.state = _target(row, action, by=by, on=timezone.localdate(now))
        row.step_count += 1
        row.closed_at = now if row.state == FindingState.CLOSED else None
        row.save(update_fields=["state", "step_count", "closed_at"])
        step = FindingStep.objects.create(finding=row, action=action, text=text, file=file, at=now, by=by.user)
        tell_of_step(step, now=now)
    return step


def _target(row: Finding, action: FindingAction, *, by: Person, on: dt.date) -> FindingState:
    """Where the step leads, or Refused. At most two queries."""
    actors = Standing(by, row.inspection.plan, on=on).actors(row.inspection)
    state = FindingState(row.state)
    last = row.steps.order_by("-at", "-pk").first()
    own = last is not None and last.action == FindingAction.MEND and last.by_id == by.user.pk
    target = target_of(action, state=state, actors=actors, own=own)
    if target is None and target_of(action, state=state, actors=actors):
        raise Refused(_("Người báo cáo khắc phục không tự xác nhận. Hãy nhờ đồng nghiệp xem và xác nhận."))
    if target is None:
        message = _("Không làm được “{action}”: trạng thái là “{state}” hoặc bạn không có quyền. Hãy tải lại trang.")
        raise Refused(message.format(action=action.label, state=state.label))
    return target


def _inspector(person: Person, plan: Plan, *, on: dt.date) -> None:
    if not Standing(person, plan, on=on).is_officer:
        raise Refused(_("Chỉ cơ quan đầu mối được ghi kết quả kiểm tra."))


def _not_twice(plan: Plan, agency: Agency, held_on: dt.date, conclusion: str) -> None:
    """Refused where the same is on record: a form that was sent twice. The agency is held against others' sending."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    if Inspection.objects.filter(plan=plan, agency=agency, held_on=held_on, conclusion=conclusion).exists():
        raise Refused(_("Cuộc kiểm tra này đã được ghi. Hãy xem trong danh sách."))


def _checked(lines: Sequence[Line], held_on: dt.date) -> Sequence[Line]:
    """The lines as they can be kept, or Refused with the first that cannot."""
    if len(lines) > MOST_FINDINGS:
        raise Refused(
            _("Một cuộc kiểm tra ghi nhiều nhất {most} tồn tại.").format(most=MOST_FINDINGS), field="findings"
        )
    for line in lines:
        if sentence := _objection(line, held_on):
            raise Refused(sentence.format(number=line.number, day=line.typed_day), field="findings")
    return lines


def _objection(line: Line, held_on: dt.date) -> str:
    if not line.text:
        return _("Dòng {number} chỉ có ngày, chưa ghi tồn tại.")
    if len(line.text) > LONGEST_FINDING:
        return _("Dòng {number} quá dài. Hãy tách thành nhiều tồn tại, mỗi tồn tại một dòng.")
    if line.typed_day and line.mend_by is None:
        return _("Dòng {number}: không có ngày {day}. Hãy ghi ngày theo dạng 31/12/2026.")
    if line.mend_by and line.mend_by < held_on:
        return _("Dòng {number}: hạn {day} trước ngày kiểm tra.")
    return ""


_MISSING = {
    FindingAction.MEND: lambda: _("Hãy ghi đã khắc phục những gì."),
    FindingAction.REFUSE: lambda: _("Hãy ghi rõ còn phải làm gì."),
    FindingAction.CLOSE: lambda: _("Hãy ghi căn cứ xác nhận đã khắc phục xong."),
}
