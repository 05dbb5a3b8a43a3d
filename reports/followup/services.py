"""The changes around a later figure: sending, signing, withdrawing, accepting, returning. The only way in for each.

The second of two callers loses: a sending is compared with what is on record while the indicator is held, a step is a
compare-and-swap on the state.
"""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.models import Agency
from agencies.text import clean
from reports.doors import Standing
from reports.enums import FollowUpState
from reports.followup.content import seal_of
from reports.followup.rivals import rivalry
from reports.followup.said import Said, objection
from reports.followup.selectors import find_record, key_of, on_record
from reports.followup.steps import OPEN, Step, first_state, target_of
from reports.mail.events import tell_of_decision
from reports.models import FollowUp, MeasurementSource
from reports.settling import parts_on_record
from targets.enums import Disagreement, Kind
from targets.models import Indicator, Measurement, Resolution
from targets.services import AcceptedAnswer, hold_indicators, record_measurements, settle

LONGEST_TEXT = 5_000  # characters


def send(
    *, indicator: Indicator, year: int, said: Said, note: str, seen: int, by: Person, now: dt.datetime, part: str = ""
) -> FollowUp:
    """Send `said` to replace the figure on record of `year` (of `part`, an agency's code, where it is that agency's
    part); `note` says why it changes, and is mandatory. `seen` is the measurement the sender had on the screen.

    Where the agency's head signs, it waits for the signature first. Raises Refused where the figure is not the
    person's to update, the year's round is under way, another sending still waits, or the figure does not do; Stale
    where another figure has been put on record since.
    """
    note = _text(note, "note", _("Hãy ghi vì sao số thay đổi."))
    with acting(by.user):
        hold_indicators([indicator.pk])
        agency, before = _sender(indicator, year, part, seen=seen, by=by, on=timezone.localdate(now))
        refused = objection(said, Said.in_row(before), Kind(indicator.kind))
        if refused:
            raise Refused(refused.sentence, field=refused.field)
        follow_up = FollowUp(
            indicator=indicator,
            year=year,
            agency=agency,
            agency_name=agency.name,
            is_part=before.is_part,
            answer=said.answer,
            value=said.value,
            numerator=said.numerator,
            denominator=said.denominator,
            quality=said.quality,
            note=note,
            sent_at=now,
            sent_by=by.user,
            state=first_state(signoff=agency.uses_signoff),
        )
        follow_up.sha256 = seal_of(follow_up)
        follow_up.save()
    return follow_up


def sign(*, follow_up: FollowUp, by: Person, now: dt.datetime) -> FollowUp:
    """The agency's head signs and sends what waits for the signature; its content cannot have changed since it was
    read. Raises Refused and Stale like every step."""
    with acting(by.user):
        _take(follow_up, Step.SIGN, by=by, now=now, signed_at=now, signed_by=by.user)
    return _as_it_stands(follow_up)


def withdraw(*, follow_up: FollowUp, by: Person, now: dt.datetime, reason: str = "") -> FollowUp:
    """The agency takes it back before a decision; it can send another. The reason is kept, if one is given."""
    reason = _text(reason, "reason")
    with acting(by.user):
        _take(follow_up, Step.WITHDRAW, by=by, now=now, decided_at=now, decided_by=by.user, reason=reason)
    return _as_it_stands(follow_up)


def send_back(*, follow_up: FollowUp, reason: str, by: Person, now: dt.datetime) -> FollowUp:
    """Return it to the agency; `reason` is mandatory and stays in the thread. The figure on record stays as it is."""
    reason = _text(reason, "reason", _("Hãy ghi rõ cần bổ sung hoặc sửa điều gì."))
    with acting(by.user):
        _take(follow_up, Step.RETURN, by=by, now=now, decided_at=now, decided_by=by.user, reason=reason)
        tell_of_decision(follow_up, state=FollowUpState.RETURNED, reason=reason, now=now)
    return _as_it_stands(follow_up)


def accept(*, follow_up: FollowUp, seen: int, by: Person, now: dt.datetime, remark: str = "") -> Measurement:
    """Put it on record as a new revision, explained by the agency's words and the officer's `remark`; returns it.

    `seen` is the measurement it was compared with. Raises Refused for anybody but the coordinator's people, and for
    those who sent or signed it themselves, and where no `remark` says why another agency's figure gives way or why the
    parts may no longer add up to the whole; Stale where somebody was first, or another figure went on record since.
    """
    remark = _text(remark, "reason")
    with acting(by.user):
        hold_indicators([follow_up.indicator_id])
        _take(follow_up, Step.ACCEPT, by=by, now=now, decided_at=now, decided_by=by.user, reason=remark)
        before = on_record([follow_up]).get(key_of(follow_up))
        if before is None or before.pk != seen:
            raise Stale(
                _("Số đang ghi nhận đã thay đổi sau khi bạn mở trang. Hãy so sánh lại rồi quyết định."),
                current=follow_up,
            )
        _settle_rivalry(follow_up, before, remark, by=by, now=now)
        reason = _reason(follow_up.note, remark)
        (measurement,) = record_measurements([_answer(follow_up)], reason=reason, by=by.user, now=now)
        if measurement.pk == before.pk:
            raise Refused(_("Số đang ghi nhận đã đúng như số này. Hãy trả lại để cơ quan rút số."))
        _settle_parts(follow_up, remark, by=by, now=now)
        MeasurementSource.objects.create(measurement=measurement, follow_up=follow_up)
        tell_of_decision(follow_up, state=FollowUpState.ACCEPTED, reason=remark, now=now)
    _as_it_stands(follow_up)
    return measurement


def is_own(follow_up: FollowUp, person: Person) -> bool:
    """Whether this very person sent or signed it."""
    return person.user.pk in (follow_up.sent_by_id, follow_up.signed_by_id)


def _text(text: str, field: str, missing: str = "") -> str:
    """`text` as it is stored; Refused with `missing` where it is empty and must not be."""
    text = clean(text)
    if missing and not text:
        raise Refused(missing, field=field)
    if len(text) > LONGEST_TEXT:
        message = _("Nội dung dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn.")
        raise Refused(message.format(length=len(text), longest=LONGEST_TEXT), field=field)
    return text


def _settle_rivalry(follow_up: FollowUp, before: Measurement, remark: str, *, by: Person, now: dt.datetime) -> None:
    rivals = rivalry(follow_up, before, on=timezone.localdate(now))
    if rivals is None:
        return
    if not remark:
        raise Refused(rivals.sentence, field="reason")
    settle(
        indicator=follow_up.indicator,
        year=follow_up.year,
        kind=Disagreement.AGENCIES,
        figures=rivals.figures,
        chosen=rivals.chosen,
        reason=remark,
        by=by.user,
        now=now,
    )


def _settle_parts(follow_up: FollowUp, remark: str, *, by: Person, now: dt.datetime) -> None:
    """As for a yearly report: figures that cannot all be right are recorded with a reason."""
    indicator, year = follow_up.indicator, follow_up.year
    beside = parts_on_record(indicator, year)
    if beside:
        resolutions = Resolution.objects.filter(indicator=indicator, year=year).order_by("at", "pk")
        beside.settle(resolutions, reason=remark, by=by.user, now=now)


def _sender(
    indicator: Indicator, year: int, part: str, *, seen: int, by: Person, on: dt.date
) -> tuple[Agency, Measurement]:
    """In whose name a figure is sent, and what is on record before it. Three queries, the indicator being held."""
    record = find_record(by, plan=indicator.plan, code=indicator.code, year=year, part=part, on=on)
    if record is None:
        raise Refused(_("Chỉ cơ quan đã báo cáo số này hoặc đang báo cáo chỉ tiêu này được cập nhật số."))
    if record.measurement.pk != seen:
        raise Stale(
            _("Số đang ghi nhận đã thay đổi sau khi bạn mở trang. Hãy xem số mới rồi gửi lại nếu vẫn cần."),
            current=record.measurement,
        )
    if record.in_open_round:
        message = _("Kỳ báo cáo năm {year} chưa kết thúc. Hãy sửa số trong báo cáo của năm đó.")
        raise Refused(message.format(year=year))
    agency = Agency.objects.get(pk=record.sender)
    if FollowUp.objects.filter(indicator=indicator, year=year, agency=agency, state__in=OPEN).exists():
        raise Refused(_("Đã có một số cập nhật đang chờ xử lý. Muốn gửi số khác, hãy rút số đó lại trước."))
    return agency, record.measurement


def _take(follow_up: FollowUp, step: Step, *, by: Person, now: dt.datetime, **changes: Any) -> None:
    """One step: a compare-and-swap on the state the caller saw. Two queries."""
    state = FollowUpState(follow_up.state)
    standing = Standing(by, follow_up.indicator.plan, on=timezone.localdate(now))
    actors, own = standing.actors(follow_up), is_own(follow_up, by)
    target = target_of(step, state=state, actors=actors, own=own)
    if target is None:
        by_another = target_of(step, state=state, actors=actors, own=False)
        raise Refused(_refusal(step, state, own=by_another is not None))
    if not FollowUp.objects.filter(pk=follow_up.pk, state=state).update(state=target, **changes):
        current = FollowUp.objects.get(pk=follow_up.pk)
        message = _("Số này vừa được người khác chuyển sang trạng thái “{state}”. Hãy tải lại trang để xem.")
        raise Stale(message.format(state=FollowUpState(current.state).label), current=current)


def _as_it_stands(follow_up: FollowUp) -> FollowUp:
    """The row after a step, with what was loaded beside it."""
    follow_up.refresh_from_db(fields=["state", "signed_at", "signed_by", "decided_at", "decided_by", "reason"])
    return follow_up


def _refusal(step: Step, state: FollowUpState, *, own: bool) -> str:
    if own:
        return _("Người gửi hoặc ký số liệu không tự duyệt số đó. Hãy nhờ đồng nghiệp duyệt.")
    message = _("Không làm được “{step}”: trạng thái là “{state}” hoặc bạn không có quyền. Hãy tải lại trang.")
    return message.format(step=step.label, state=state.label)


def _answer(follow_up: FollowUp) -> AcceptedAnswer:
    said = Said.in_row(follow_up)
    return AcceptedAnswer(
        indicator=follow_up.indicator,
        year=follow_up.year,
        agency=follow_up.agency,
        answer=said.answer,
        value=said.value,
        quality=said.quality,
        numerator=said.numerator,
        denominator=said.denominator,
        note=follow_up.note,
        is_part=follow_up.is_part,
    )


def _reason(explanation: str, remark: str) -> str:
    """Why the figure was replaced: the agency's words, and what the officer added."""
    if not remark:
        return explanation
    return _("{explanation}\nÝ kiến khi duyệt: {remark}").format(explanation=explanation, remark=remark)
