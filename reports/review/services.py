"""The changes the coordinator makes to a sent report: accepting and returning items."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.text import clean
from reports.doors import Standing
from reports.enums import ItemState, State
from reports.holding import hold
from reports.models import (
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
        _note([(entry, reason) for entry in entries], version, ItemState.ACCEPTED, by=by, now=now)
        answers = [entry for entry in entries if isinstance(entry, IndicatorEntry)]
        if answers:
            Acceptance(
                submission=submission, version=version, reason=clean(reason), choice=choice, by=by, now=now
            ).put_on_record(answers)


def return_item(*, entry: Entry, reason: str, by: Person, now: dt.datetime, sending: int | None = None) -> None:
    """Return one item to be mended; `reason` is mandatory and stays in the item's thread for ever.

    What was typed stays. A figure that was on record before stays until a mended one is accepted. `sending` and what
    is raised: as in `accept_item`.
    """
    return_items(submission=entry.submission, returns=[(entry, reason)], by=by, now=now, sending=sending)


def return_items(
    *,
    submission: Submission,
    returns: Sequence[tuple[Entry, str]],
    by: Person,
    now: dt.datetime,
    sending: int | None = None,
) -> None:
    """Return several items of one report, each with its own reason: all of them or none. A fixed number of queries; see
    `return_item`."""
    if not all(clean(reason) for _entry, reason in returns):
        raise Refused(_("Hãy ghi rõ cần bổ sung hoặc sửa điều gì."), field="reason")
    _require_under_review(submission, by=by, now=now)
    with acting(by.user):
        version = _held_version(submission, sending)
        entries = [entry for entry, _reason in returns]
        _mark(submission, entries, ItemState.RETURNED, [ItemState.PENDING, ItemState.ACCEPTED])
        _note(returns, version, ItemState.RETURNED, by=by, now=now)


def require_coordinator(submission: Submission, *, by: Person, now: dt.datetime) -> None:
    if not Standing(by, submission.round.plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ người của cơ quan đầu mối được làm việc này."))
    if submission.round.locked_at:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa.").format(year=submission.round.year))


def _require_under_review(submission: Submission, *, by: Person, now: dt.datetime) -> None:
    require_coordinator(submission, by=by, now=now)
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
        raise Stale(_("Mục vừa được người khác xử lý. Hãy đọc quyết định đó rồi làm tiếp."), current=submission)
    for entry in entries:
        entry.state = state


def _note(
    decided: Sequence[tuple[Entry, str]],
    version: SubmissionVersion,
    decision: ItemState,
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
            reason=clean(reason),
            at=now,
            by=by.user,
        )
        for entry, reason in decided
    )
