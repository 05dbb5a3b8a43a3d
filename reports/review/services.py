"""The changes the coordinator makes to a sent report: accepting and returning items, and giving an agency more time."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from reports.doors import Standing
from reports.enums import ItemState, State
from reports.holding import hold
from reports.models import (
    Extension,
    IndicatorEntry,
    ReviewNote,
    Submission,
    SubmissionVersion,
    TaskEntry,
)
from reports.review.contests import Choice
from reports.review.recording import Acceptance

Entry = TaskEntry | IndicatorEntry


def accept_item(
    *,
    entry: Entry,
    by: Person,
    now: dt.datetime,
    reason: str = "",
    sending: int | None = None,
    take_back: bool = False,
    choice: Choice | None = None,
) -> None:
    """Accept one item; an indicator's answer becomes the current figure of its year.

    `sending` is the number of the SubmissionVersion that was read. With `take_back` it is an item that was returned by
    mistake, and that alone: nobody takes back unseen what a colleague has just returned. Where agencies say different
    things, `choice` says whose figure stands and `reason` why; an answer that is not chosen is accepted as read and
    leaves the record as it is. Raises Refused where the person is not the coordinator's, where the report is not under
    review, where that choice was not made yet, and where the parts do not add up to the whole on record and no
    `reason` says why they may; Stale when somebody was first, or an agency sent again.
    """
    accept_items(
        submission=entry.submission,
        entries=[entry],
        by=by,
        now=now,
        reason=reason,
        sending=sending,
        take_back=take_back,
        choice=choice,
    )


def accept_items(
    *,
    submission: Submission,
    entries: Sequence[Entry],
    by: Person,
    now: dt.datetime,
    reason: str = "",
    sending: int | None = None,
    take_back: bool = False,
    choice: Choice | None = None,
) -> None:
    """Accept several items of one report in one transaction. A fixed number of queries; see `accept_item`."""
    _require_under_review(submission, by=by, now=now)
    with acting(by.user):
        version = _held_version(submission, sending)
        _mark(submission, entries, ItemState.ACCEPTED, [ItemState.RETURNED if take_back else ItemState.PENDING])
        _note(entries, version, ItemState.ACCEPTED, reason, by=by, now=now)
        answers = [entry for entry in entries if isinstance(entry, IndicatorEntry)]
        if answers:
            Acceptance(
                submission=submission, version=version, reason=reason.strip(), choice=choice, by=by, now=now
            ).put_on_record(answers)


def return_item(*, entry: Entry, reason: str, by: Person, now: dt.datetime, sending: int | None = None) -> None:
    """Return one item to be mended; `reason` is mandatory and stays in the item's thread for ever.

    What was typed stays. A figure that was on record before stays until a mended one is accepted. `sending` and what
    is raised: as in `accept_item`.
    """
    if not reason.strip():
        raise Refused(_("Hãy ghi rõ cần bổ sung hoặc sửa điều gì."), field="reason")
    _require_under_review(entry.submission, by=by, now=now)
    with acting(by.user):
        version = _held_version(entry.submission, sending)
        _mark(entry.submission, [entry], ItemState.RETURNED, [ItemState.PENDING, ItemState.ACCEPTED])
        _note([entry], version, ItemState.RETURNED, reason, by=by, now=now)


def extend(
    *, submission: Submission, due_at: dt.datetime, reason: str, decided_by: str, by: Person, now: dt.datetime
) -> Extension:
    """Give one agency a later due moment. Lateness is shown against both from then on."""
    _require_coordinator(submission, by=by, now=now)
    if due_at <= submission.round.due_at:
        raise Refused(_("Hạn mới phải sau hạn chung của kỳ báo cáo."), field="due_at")
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do gia hạn."), field="reason")
    if not decided_by.strip():
        raise Refused(_("Hãy ghi người quyết định gia hạn."), field="decided_by")
    with acting(by.user):
        hold(submission)
        return Extension.objects.create(
            submission=submission,
            due_at=due_at,
            reason=reason.strip(),
            decided_by=decided_by.strip(),
            at=now,
            by=by.user,
        )


def _require_coordinator(submission: Submission, *, by: Person, now: dt.datetime) -> None:
    if not Standing(by, submission.round.plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ người của cơ quan đầu mối được làm việc này."))
    if submission.round.locked_at:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa.").format(year=submission.round.year))


def _require_under_review(submission: Submission, *, by: Person, now: dt.datetime) -> None:
    _require_coordinator(submission, by=by, now=now)
    if submission.state != State.SUBMITTED:
        message = _("Báo cáo đang ở trạng thái “{state}”, không duyệt được từng mục.")
        raise Refused(message.format(state=State(submission.state).label))


def _held_version(submission: Submission, seen: int | None) -> SubmissionVersion:
    """The sending under review, which stays so until the end of the transaction; Stale where it is not the one `seen`.

    Refused where the round has been locked meanwhile.
    """
    if hold(submission).state != State.SUBMITTED:
        raise Stale(_("Có mục vừa được người khác xử lý. Hãy tải lại trang để xem."), current=submission)
    version = submission.versions.latest("number")
    if seen not in (None, version.number):
        message = _("Cơ quan đã gửi lại báo cáo sau khi bạn mở trang. Hãy đọc lần gửi mới rồi quyết định.")
        raise Stale(message, current=submission)
    return version


def _mark(submission: Submission, entries: Sequence[Entry], state: ItemState, sources: Sequence[ItemState]) -> None:
    """Compare-and-swap on the items: all of them, or Stale."""
    marked = 0
    for model in (TaskEntry, IndicatorEntry):
        pks = [entry.pk for entry in entries if isinstance(entry, model)]
        if pks:
            rows = model._default_manager.filter(pk__in=pks, submission=submission, state__in=sources)
            marked += rows.update(state=state)
    if marked != len(entries):
        raise Stale(_("Có mục vừa được người khác xử lý. Hãy tải lại trang để xem."), current=submission)
    for entry in entries:
        entry.state = state


def _note(
    entries: Sequence[Entry],
    version: SubmissionVersion,
    decision: ItemState,
    reason: str,
    *,
    by: Person,
    now: dt.datetime,
) -> None:
    ReviewNote.objects.bulk_create(
        ReviewNote(
            task_entry=entry if isinstance(entry, TaskEntry) else None,
            indicator_entry=entry if isinstance(entry, IndicatorEntry) else None,
            version=version,
            decision=decision,
            reason=reason.strip(),
            at=now,
            by=by.user,
        )
        for entry in entries
    )
