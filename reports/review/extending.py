"""More time for agencies: a later due moment with reason and decider. Lateness is shown against both from then on."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from reports.holding import hold_all
from reports.models import Extension, Round, Submission
from reports.models.submission import own_due_at
from reports.review.services import require_coordinator


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that may be given more time: the due moment that holds, how often it was `given` more, and `why` not."""

    report: Submission
    due_at: dt.datetime
    given: int
    why: str = ""

    @property
    def agency(self) -> str:
        return self.report.agency.short_name


class NotForAll(Refused):
    """Some of the agencies can be given no more time, so none was; each of `candidates` says why, or nothing."""

    def __init__(self, candidates: list[Candidate]) -> None:
        super().__init__(_("Chưa gia hạn cho cơ quan nào, vì có cơ quan không gia hạn được."))
        self.candidates = candidates


class Questionable(Refused):
    """What is possible but seldom meant; `confirmed` says that it is meant."""


def extend(
    *,
    submission: Submission,
    due_at: dt.datetime,
    reason: str,
    decided_by: str,
    by: Person,
    now: dt.datetime,
    confirmed: bool = False,
    seen: int | None = None,
) -> Extension:
    """Give one agency a later due moment; see `extend_all`."""
    return extend_all(
        submissions=[submission],
        due_at=due_at,
        reason=reason,
        decided_by=decided_by,
        by=by,
        now=now,
        confirmed=confirmed,
        seen=seen,
    )[0]


def extend_all(
    *,
    submissions: Sequence[Submission],
    due_at: dt.datetime,
    reason: str,
    decided_by: str,
    by: Person,
    now: dt.datetime,
    confirmed: bool = False,
    seen: int | None = None,
) -> list[Extension]:
    """Give several agencies of one round the same later due moment, all of them or none. Six queries for any number.

    `seen` is how many extensions they had together when the decision was made. Raises Refused where the person is not
    the coordinator's, the round is locked, a field is missing or the moment is not after the round's and after `now`;
    NotForAll for agencies that have sent, or have just that moment; Stale where a colleague was first; Questionable,
    unless `confirmed`, where somebody would have less time than now, or more than until the consolidation is due.
    """
    round_ = submissions[0].round
    require_coordinator(submissions[0], by=by, now=now)
    _refuse_wrong(round_, due_at, reason, decided_by, now)
    with acting(by.user):
        hold_all(submissions)
        current = candidates_of(submission.pk for submission in submissions)
        if seen not in (None, sum(one.given for one in current)):
            message = _("Vừa có người khác gia hạn cho cơ quan này. Hãy xem hạn đang áp dụng rồi quyết định lại.")
            raise Stale(message, current=current)
        current = [_without_gain(one, due_at) for one in current]
        if any(one.why for one in current):
            raise NotForAll(current)
        doubts = _doubts(round_, current, due_at)
        if doubts and not confirmed:
            raise Questionable(" ".join(doubts), field="confirmed")
        return Extension.objects.bulk_create(
            Extension(
                submission=one.report,
                due_at=due_at,
                reason=reason.strip(),
                decided_by=decided_by.strip(),
                at=now,
                by=by.user,
            )
            for one in current
        )


def candidates_of(submissions: Iterable[int]) -> list[Candidate]:
    """The reports with the due moment that holds for each, in the order of names. One query."""
    rows = Submission.objects.select_related("round__plan", "agency").filter(pk__in=list(submissions)).order_by("pk")
    found = rows.annotate(own_due_at=own_due_at(), given=Count("extensions"))
    return [Candidate(row, row.own_due_at, row.given, _sent(row.first_sent_at)) for row in found]


def _sent(first_sent_at: dt.datetime | None) -> str:
    if not first_sent_at:
        return ""
    words = _("đã gửi báo cáo lúc {at}, không còn gì để gia hạn.")
    return words.format(at=f"{timezone.localtime(first_sent_at):%H:%M %d/%m/%Y}")


def _without_gain(one: Candidate, due_at: dt.datetime) -> Candidate:
    """The candidate as it is, or with the word that it has that due moment already."""
    if one.why or due_at != one.due_at:
        return one
    return replace(one, why=_("đã được gia hạn đến hết ngày {day}.").format(day=_day(one.due_at)))


def _refuse_wrong(round_: Round, due_at: dt.datetime, reason: str, decided_by: str, now: dt.datetime) -> None:
    if due_at <= now:
        raise Refused(_("Hạn mới đã qua. Hãy chọn từ hôm nay trở đi."), field="due_at")
    if due_at <= round_.due_at:
        words = _("Hạn mới phải sau hạn chung của kỳ báo cáo (hết ngày {day}).")
        raise Refused(words.format(day=_day(round_.due_at)), field="due_at")
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do gia hạn."), field="reason")
    if not decided_by.strip():
        raise Refused(_("Hãy ghi người quyết định gia hạn."), field="decided_by")


def _doubts(round_: Round, current: Sequence[Candidate], due_at: dt.datetime) -> list[str]:
    doubts = []
    one_of = _("{agency} (đang đến hết ngày {day})")
    shortened = [one_of.format(agency=one.agency, day=_day(one.due_at)) for one in current if due_at < one.due_at]
    if shortened:
        words = _("Hạn mới sớm hơn hạn đang áp dụng của: {names}.")
        doubts.append(words.format(names="; ".join(shortened)))
    if due_at > round_.consolidation_due_at:
        words = _(
            "Hạn mới sau hạn tổng hợp (hết ngày {day}), báo cáo gửi theo hạn này có thể không kịp vào bản tổng hợp."
        )
        doubts.append(words.format(day=_day(round_.consolidation_due_at)))
    return doubts


def _day(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}"
