"""Moving a report through the workflow: a compare-and-swap on (state, version), so the second caller loses."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.models import User
from agencies.text import clean
from reports.collect.content import content_of
from reports.collect.selectors import FormContent, form_of
from reports.collect.supporting import missing_parts, refuse_missing_parts
from reports.difficulties.taking import take_from_report
from reports.doors import Standing
from reports.enums import ItemState, State
from reports.holding import hold
from reports.mail.events import tell_of_step
from reports.models import IndicatorEntry, Submission, SubmissionVersion, TaskEntry, Transition
from reports.sealing import fingerprint
from reports.workflow import BY_THE_WRITER, EDITABLE_ITEMS, RULES, Action, target_of, verdict_on_items

LONGEST_REASON = 5_000  # characters


def move(
    *,
    submission: Submission,
    action: Action,
    version: int,
    by: Person,
    now: dt.datetime,
    reason: str = "",
    seen: str = "",
    without_parts: bool = False,
) -> Submission:
    """Take one step of `reports.workflow` (all but LOCK, which issuing does), from the `version` the caller saw.

    `seen` is the fingerprint of what a signing head read (`FormContent.fingerprint`), without which nothing is signed;
    a report that has changed since is not sent. `without_parts`: not to wait for supporting parts that can still come
    in time; those missing are named in what is sent. Raises Refused with what stands in the way, and Stale when
    somebody else moved the report first.
    """
    rule = RULES[action]
    target = allowed_target(submission, action, by=by, on=timezone.localdate(now))
    reason = clean(reason)
    if rule.needs_reason and not reason:
        raise Refused(_("Hãy ghi lý do."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Lý do dài quá {longest} ký tự. Hãy rút gọn.").format(longest=LONGEST_REASON), field="reason")
    sending = action in (Action.SEND, Action.SIGN_AND_SEND)
    moments = {"first_sent_at": submission.first_sent_at or now, "last_sent_at": now} if sending else {}
    with acting(by.user):
        _swap(submission, target, version, **moments)
        if sending:
            _send(submission, action=action, by=by.user, now=now, seen=seen)
        elif rule.needs_complete:
            _refuse_gaps(form_of(submission))
        elif action in (Action.RETURN, Action.ACCEPT):
            _refuse_unfinished_review(submission, action)
        if action in BY_THE_WRITER and not without_parts:
            refuse_missing_parts(submission, now=now)
        step = {"action": action, "source": submission.state, "target": target, "reason": reason, "at": now}
        tell_of_step(Transition.objects.create(submission=submission, by=by.user, **step))
    submission.refresh_from_db()
    return submission


def allowed_target(submission: Submission, action: Action, *, by: Person, on: dt.date) -> State:
    """Where `action` would lead; Refused with a sentence where the person or the state does not allow it. One query."""
    if submission.round.locked_at:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa.").format(year=submission.round.year))
    target = None
    if action != Action.LOCK:
        target = target_of(
            action,
            state=State(submission.state),
            sent_before=submission.first_sent_at is not None,
            signoff=submission.agency.uses_signoff,
            actors=Standing(by, submission.round.plan, on=on).actors(submission),
        )
    if target is None:
        message = _("Không làm được “{action}”: trạng thái là “{state}” hoặc bạn không có quyền. Hãy tải lại trang.")
        raise Refused(message.format(action=action.label, state=State(submission.state).label))
    return target


def _swap(submission: Submission, target: State, version: int, **moments: dt.datetime) -> None:
    current = hold(submission)
    if (current.state, current.version) != (submission.state, version):
        message = _("Báo cáo vừa được người khác chuyển sang trạng thái “{state}”. Hãy tải lại trang để xem.")
        raise Stale(message.format(state=State(current.state).label), current=current)
    Submission.objects.filter(pk=submission.pk).update(state=target, version=F("version") + 1, **moments)


def _send(submission: Submission, *, action: Action, by: User, now: dt.datetime, seen: str) -> None:
    """Freeze what is sent as a version, and hand the items over to the review."""
    content = form_of(submission, lock=True)
    _refuse_gaps(content)
    if action == Action.SIGN_AND_SEND and seen != content.fingerprint:
        raise Refused(_("Báo cáo đã được sửa sau khi bạn mở trang ký. Hãy tải lại trang và đọc lại trước khi ký."))
    for model in (TaskEntry, IndicatorEntry):
        model._default_manager.filter(submission=submission, state__in=EDITABLE_ITEMS).update(state=ItemState.PENDING)
    data = content_of(submission, content.tasks, content.indicators)
    _name_missing(data, content, missing_parts(submission))
    asked = submission.transitions.filter(action=Action.REQUEST_SIGNOFF).order_by("at", "pk").last()
    version = SubmissionVersion.objects.create(
        submission=submission,
        number=submission.versions.count() + 1,
        content=data,
        sha256=fingerprint(data),
        sent_at=now,
        sent_by=by,
        prepared_by=asked.by if asked and action == Action.SIGN_AND_SEND else by,
        signed_by=by if action == Action.SIGN_AND_SEND else None,
    )
    take_from_report(submission, version, by=by, now=now)


def _name_missing(data: dict[str, Any], content: FormContent, missing: Mapping[int, list[str]]) -> None:
    for entry, item in zip(content.tasks, data["tasks"], strict=True):
        if entry.task_id in missing:
            item["missing"] = missing[entry.task_id]


def _refuse_gaps(content: FormContent) -> None:
    if not content.gaps:
        return
    count = len(content.gaps)
    message = ngettext(
        "Còn {count} mục chưa xong: {codes}. Hãy bổ sung rồi gửi.",
        "Còn {count} mục chưa xong: {codes}. Hãy bổ sung rồi gửi.",
        count,
    )
    raise Refused(message.format(count=count, codes=", ".join(gap.code for gap in content.gaps)))


def _refuse_unfinished_review(submission: Submission, action: Action) -> None:
    """A report is returned when at least one item is, accepted when all are, and neither while items wait."""
    content = form_of(submission, lock=True)
    items = [ItemState(entry.state) for entry in (*content.tasks, *content.indicators)]
    verdict = verdict_on_items(items)
    if verdict is None:
        waiting = items.count(ItemState.PENDING)
        raise Refused(_("Còn {count} mục chờ duyệt. Hãy duyệt hoặc trả lại từng mục trước.").format(count=waiting))
    if verdict != action:
        raise Refused(
            _("Có mục trả lại nên chưa duyệt được báo cáo. Hãy trả lại báo cáo để bổ sung.")
            if verdict == Action.RETURN
            else _("Chưa có mục nào trả lại nên chưa trả lại được báo cáo. Hãy trả lại mục cần bổ sung trước.")
        )
