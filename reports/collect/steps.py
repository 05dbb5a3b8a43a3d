"""The steps an agency can take with its report next, each with who receives it and what happens then."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import Person
from reports.collect.supporting import missing_words
from reports.collect.surroundings import Way
from reports.deadlines import days_late, days_left
from reports.doors import Standing
from reports.enums import State
from reports.models import Submission
from reports.workflow import AS_SENT, BY_THE_WRITER, Action, Actor, actions_from

PRESSING_DAYS = 3
OF_THE_AGENCY = frozenset({Action.REQUEST_SIGNOFF, Action.SEND, Action.SIGN_AND_SEND, Action.HAND_BACK})


@dataclass(frozen=True, slots=True)
class Step:
    """`missing`: whose supporting parts can still come in time, so that going without them has to be confirmed."""

    action: Action
    label: str
    receiver: str
    consequence: str
    needs_reason: bool
    missing: str = ""


def steps_for(submission: Submission, standing: Standing, way: Way, *, now: dt.datetime) -> list[Step]:
    """What the person in `standing` may do next on the agency's side, the way forward before the way back."""
    if submission.round.locked_at:
        return []
    actors = standing.actors(submission)
    actions = actions_from(
        state=State(submission.state),
        sent_before=submission.first_sent_at is not None,
        signoff=submission.agency.uses_signoff,
        actors=actors,
    )
    steps = [_step(action, way, is_head=Actor.HEAD in actors) for action in actions if action in OF_THE_AGENCY]
    if way.owing and now <= submission.round.parts_due_at:
        missing = _still_to_come(submission, way)
        steps = [replace(step, missing=missing) if step.action in BY_THE_WRITER else step for step in steps]
    return sorted(steps, key=lambda step: step.needs_reason)


def _still_to_come(submission: Submission, way: Way) -> str:
    words = _("{missing} Hạn của phần phối hợp: {moment}.")
    return words.format(missing=missing_words(way.owing), moment=moment_words(submission.round.parts_due_at))


def _step(action: Action, way: Way, *, is_head: bool) -> Step:
    label = str(action.label)
    if action == Action.HAND_BACK:
        if not is_head:
            label = _("Rút lại để sửa")
        text = _("Báo cáo được mở lại để sửa; nội dung đã ghi được giữ nguyên.")
        return Step(action, label, receiver="", consequence=text, needs_reason=True)
    if action == Action.REQUEST_SIGNOFF:
        receiver = ", ".join(way.heads) or _("chưa có tài khoản lãnh đạo, hãy báo người quản trị")
        text = _(
            "Báo cáo được khóa để lãnh đạo đọc. Nếu lãnh đạo ký, báo cáo được gửi đi; "
            "nếu lãnh đạo trả lại, báo cáo được mở lại để sửa, kèm lý do."
        )
        return Step(action, label, receiver=receiver, consequence=text, needs_reason=False)
    text = _(
        "Nội dung được lưu nguyên văn cùng tên người gửi và thời điểm gửi. Từ lúc đó không sửa được nữa, "
        "trừ mục nào bị trả lại để bổ sung."
    )
    return Step(action, label, receiver=way.coordinator, consequence=text, needs_reason=False)


@dataclass(frozen=True, slots=True)
class Due:
    """The due day in one sentence; `is_pressing` when it is near or past and nothing has been sent."""

    sentence: str
    is_pressing: bool


def due_of(submission: Submission, due_at: dt.datetime, now: dt.datetime) -> Due:
    """How long is left for `due_at`, the agency's own due moment; for a sent report when it was sent, and how late.

    Where the agency was given more time, lateness is told against both moments.
    """
    zone = timezone.get_default_timezone()
    if submission.first_sent_at:
        sent, common = submission.first_sent_at, submission.round.due_at
        sentence = _("Gửi lần đầu {moment}").format(moment=f"{sent.astimezone(zone):%H:%M %d/%m/%Y}")
        late, late_for_all = days_late(due_at, sent, zone), days_late(common, sent, zone)
        sentence += ", " + (_days_late(late) if late else _("đúng hạn"))
        if late_for_all != late:
            sentence += _(" (được gia hạn; trễ {days} ngày so với hạn chung)").format(days=late_for_all)
        return Due(sentence, is_pressing=False)
    return Due(due_words(due_at, now), is_pressing=days_left(due_at, now, zone) <= PRESSING_DAYS)


def due_words(due_at: dt.datetime, now: dt.datetime) -> str:
    """The due moment and the days left: "Hạn: hết ngày 05/12/2026, còn 12 ngày"; or the days it is over."""
    return _("Hạn: {moment}, {tail}").format(moment=moment_words(due_at), tail=_left_words(due_at, now))


def parts_due_words(due_at: dt.datetime, now: dt.datetime) -> str:
    """The same for the parts that supporting agencies owe their leads."""
    words = _("Hạn gửi phần phối hợp: {moment}, {tail}.")
    return words.format(moment=moment_words(due_at), tail=_left_words(due_at, now))


def _left_words(due_at: dt.datetime, now: dt.datetime) -> str:
    zone = timezone.get_default_timezone()
    if now > due_at:
        return _("đã quá {days} ngày").format(days=days_late(due_at, now, zone))
    left = days_left(due_at, now, zone)
    return _("còn {days} ngày").format(days=left) if left else _("hôm nay là ngày cuối")


def moment_words(due_at: dt.datetime) -> str:
    """The moment as people say it: "hết ngày 05/12/2026", with the hour where it is not the end of a day."""
    local = timezone.localtime(due_at)
    if (local.hour, local.minute) == (23, 59):
        return _("hết ngày {day}").format(day=f"{local:%d/%m/%Y}")
    return f"{local:%H:%M} {local:%d/%m/%Y}"


def done_sentence(action: Action, way: Way) -> str:
    """What to say after a step of the agency was taken."""
    match action:
        case Action.REQUEST_SIGNOFF:
            return _("Đã gửi lãnh đạo ký: {names}.").format(names=", ".join(way.heads))
        case Action.SEND | Action.SIGN_AND_SEND:
            return _("Đã gửi báo cáo đến {agency}.").format(agency=way.coordinator)
        case _:
            return _("Đã mở lại báo cáo cho chuyên viên sửa.")


def _days_late(days: int) -> str:
    return ngettext("trễ {days} ngày", "trễ {days} ngày", days).format(days=days)


def may_write(submission: Submission, person: Person) -> bool:
    return submission.agency_id in person.acted_agencies


def shows_last_sending(submission: Submission, person: Person) -> bool:
    """Others read what was sent, never what is being written; the agency itself reads its current text."""
    being_written = submission.state not in AS_SENT
    return submission.first_sent_at is not None and not (being_written and may_write(submission, person))
