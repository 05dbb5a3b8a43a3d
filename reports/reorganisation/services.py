"""Reorganisations as administrators carry them out: prepared, changed, applied, undone."""

import datetime as dt

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.models import Reorganisation
from reports.reorganisation import draft as drafts
from reports.reorganisation.applying import carry_out
from reports.reorganisation.checking import in_short
from reports.reorganisation.journal import check_now
from reports.reorganisation.surveying import survey
from reports.reorganisation.undoing import take_back


def prepare(*, draft: dict[str, object] | None, by: Person, now: dt.datetime) -> Reorganisation:
    """A reorganisation to be worked on, empty or as a file has it. Nothing is applied.

    Raises Refused for anybody but an administrator and FileRefused for a draft out of form.
    """
    _refuse_others(by)
    row = Reorganisation(made_at=now, made_by=by.user)
    _fill(row, drafts.of(draft))
    with acting(by.user):
        row.save()
    return row


def save_draft(
    *, reorganisation: Reorganisation, version: int, draft: dict[str, object], by: Person, now: dt.datetime
) -> Reorganisation:
    """The draft as it is now. Raises Stale where somebody has changed it since `version`, Refused once it is applied,
    and FileRefused for a draft out of form."""
    _refuse_others(by)
    read = drafts.of(draft)
    with acting(by.user):
        row = _held(reorganisation, version)
        _fill(row, read)
        row.version += 1
        row.save()
    return row


def discard(*, reorganisation: Reorganisation, version: int, by: Person) -> None:
    """Throw a prepared one away. Raises Refused once it is applied, Stale as `save_draft`."""
    _refuse_others(by)
    with acting(by.user):
        _held(reorganisation, version).delete()


def apply(*, reorganisation: Reorganisation, version: int, by: Person, now: dt.datetime) -> Reorganisation:
    """Carry it out, whole or not at all; of two who do so at once the second is told.

    Raises Stale where it was changed since `version`, Refused with everything that stands in the way: what lacks a
    taker or has two, a day that has not come, later changes on record, a round that is locked already.
    """
    _refuse_others(by)
    try:
        with acting(by.user):
            row = _held(reorganisation, version)
            found = survey(drafts.of(row.draft), today=timezone.localdate(now), lock=True)
            if found.problems:
                raise Refused(in_short(found.problems))
            carry_out(found, row, now=now)
            row.applied_at, row.applied_by = now, by.user
            row.version += 1
            row.save()
            check_now()
    except IntegrityError as error:
        raise Refused(
            _("Dữ liệu vừa được người khác thay đổi. Hãy xem lại bản trước / sau rồi áp dụng lại.")
        ) from error
    return row


def undo(*, reorganisation: Reorganisation, reason: str, by: Person, now: dt.datetime) -> Reorganisation:
    """Make every row what it was before. What takers have typed into items they were handed goes back with them.

    Raises Refused without a reason, where a later round is open under a plan it touched, where a taker has sent such an
    item, and where a row says by now something else than the reorganisation made it say.
    """
    _refuse_others(by)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do hoàn tác."), field="reason")
    with acting(by.user):
        row = Reorganisation.objects.select_for_update(no_key=True).get(pk=reorganisation.pk)
        if not row.is_in_force:
            raise Stale(_("Lần sắp xếp này chưa áp dụng hoặc đã được hoàn tác."), current=row)
        take_back(row, now=now)
        row.undone_at, row.undone_by, row.undo_reason = now, by.user, reason.strip()
        row.version += 1
        row.save()
    return row


def _refuse_others(by: Person) -> None:
    if not by.is_admin:
        raise Refused(_("Chỉ người quản trị được sắp xếp cơ quan."))


def _held(reorganisation: Reorganisation, version: int) -> Reorganisation:
    """The row as it stands, nobody else changing it until the transaction ends."""
    row = Reorganisation.objects.select_for_update().filter(pk=reorganisation.pk).first()
    if row is None:
        raise Refused(_("Bản chuẩn bị này đã bị xóa."))
    if row.applied_at:
        raise Stale(_("Lần sắp xếp này đã được áp dụng."), current=row)
    if row.version != version:
        raise Stale(_("Người khác vừa sửa bản chuẩn bị này. Hãy xem lại rồi làm lại thay đổi của mình."), current=row)
    return row


def _fill(row: Reorganisation, draft: drafts.Draft) -> None:
    decision = draft.decision
    row.draft = drafts.as_value(draft)
    row.number, row.decided_on, row.effective_on = decision.number, decision.decided_on, decision.effective_on
    row.title = decision.title or _("Sắp xếp cơ quan")
