"""What people do with a report's files: have the PDF drawn, and say after which template reports are made."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.enums import FileKind
from agencies.errors import Refused, Stale
from agencies.files.sniffing import kind_of
from plan.models import Plan
from reports.consolidate.running import ACTIVE, enqueue
from reports.documents.template import LARGEST, Unfit
from reports.doors import Standing
from reports.enums import JobKind
from reports.evidence.attaching import attached
from reports.models import Consolidation, Job, PaperTemplate
from reports.papers.checking import Checked, checked
from reports.papers.selectors import current_template


def ask_for_pdf(*, report: Consolidation, by: Person, now: dt.datetime) -> Job:
    """The job that draws the report's PDF: the one waiting or running, else a new one. Whoever may read may ask."""
    with acting(by.user):
        job, made = Job.objects.get_or_create(
            kind=JobKind.PDF,
            round=report.round,
            subject=report,
            state__in=ACTIVE,
            defaults={"asked_at": now, "asked_by": by.user, "beat_at": now},
        )
        if made:
            enqueue(job)
    return job


def take_template(
    *, plan: Plan, upload: "UploadedFile[bytes]", seen: int | None, by: Person, now: dt.datetime
) -> tuple[PaperTemplate, Checked]:
    """Keep `upload` as the template of the reports built from now on, and say what to mind about it.

    `seen` is the template the caller looked at. Raises Refused for anybody but the coordinator's people and for a file
    by which no report can be made, Stale where somebody else was first.
    """
    _require_officer(plan, by, now)
    found = _fit(upload)
    with attached(upload, by=by, now=now) as attachment:
        _refuse_stale(plan, seen)
        return PaperTemplate.objects.create(plan=plan, file=attachment, at=now, by=by.user), found


def use_default(*, plan: Plan, seen: int | None, by: Person, now: dt.datetime) -> PaperTemplate:
    """Go back to the form of the decree. Raises as `take_template`."""
    _require_officer(plan, by, now)
    with acting(by.user):
        _refuse_stale(plan, seen)
        return PaperTemplate.objects.create(plan=plan, at=now, by=by.user)


def _require_officer(plan: Plan, by: Person, now: dt.datetime) -> None:
    if not Standing(by, plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ người của cơ quan đầu mối được làm việc này."))


def _fit(upload: "UploadedFile[bytes]") -> Checked:
    """What the check found. Raises Refused where it speaks against the file."""
    if (upload.size or 0) > LARGEST:
        raise Refused(_("Tệp mẫu lớn hơn 5 MB. Hãy bỏ bớt hình trong mẫu."), field="file")
    content = upload.read()
    upload.seek(0)
    try:
        if content and kind_of(upload.file) != FileKind.WORD:  # type: ignore[arg-type]
            raise Refused(_("Mẫu phải là tệp Word (.docx)."), field="file")
        found = checked(content) if content else Checked(faults=[_("Tệp trống, không có nội dung.")])
    except Unfit as unfit:
        raise Refused(str(unfit), field="file") from unfit
    except Refused as refused:
        raise Refused(refused.message, field="file") from refused
    finally:
        upload.seek(0)
    if found.faults:
        raise Unusable(found.faults)
    return found


class Unusable(Refused):
    """A template with several faults, each a sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults), field="file")
        self.faults = faults


def _refuse_stale(plan: Plan, seen: int | None) -> None:
    """Takes its turn: the second of two callers sees what the first has done."""
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    current = current_template(plan)
    if (current.pk if current else None) != seen:
        message = _("Mẫu vừa được người khác thay. Hãy xem mẫu đang dùng rồi làm lại nếu vẫn cần.")
        raise Stale(message, current=current)
