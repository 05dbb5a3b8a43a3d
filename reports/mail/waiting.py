"""What waits for whom on one day: read once for everybody, with a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from plan.models import Coordinator
from reports.enums import DifficultyState, FollowUpState, ItemState, State
from reports.mail.digest import Desk, OwnFigures
from reports.models import Difficulty, FollowUp, IndicatorEntry, Round, Submission, TaskEntry
from reports.reminders.reading import Chased, Said, Texts, chased, last_occasions, remembered, texts_of

STILL_NEWS = dt.timedelta(days=14)  # a figure that was sent back may be left as it is: after this it is not said again


@dataclass
class Waiting:
    """What waits, by the agency whose people are to act.

    Of each report `said` has who was reminded on its last occasion, and `returned` how many items are to be mended.
    """

    reports: dict[int, list[Chased]] = field(default_factory=lambda: defaultdict(list))
    said: Said = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)
    returned: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    figures: dict[int, OwnFigures] = field(default_factory=dict)
    desks: dict[int, list[Desk]] = field(default_factory=lambda: defaultdict(list))
    later: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def waiting_on(now: dt.datetime) -> Waiting:
    """Nine queries."""
    today = timezone.localdate(now)
    waiting = Waiting()
    _own_reports(waiting, now, today)
    _own_figures(waiting, now)
    _desks(waiting, today)
    return waiting


def _own_reports(waiting: Waiting, now: dt.datetime, today: dt.date) -> None:
    """Five queries: the reports, the items to be mended, who was reminded, and the texts."""
    rows = chased(Submission.objects.all(), now=now)
    for one in rows:
        waiting.reports[one.acting].append(one)
    to_mend = {"submission__in": [one.report.pk for one in rows if one.course.returned], "state": ItemState.RETURNED}
    for model in (TaskEntry, IndicatorEntry):
        items = model._default_manager.filter(**to_mend).order_by()
        for pk, count in items.values_list("submission").annotate(Count("pk")):
            waiting.returned[pk] += count
    waiting.said = remembered(last_occasions(rows, today))
    waiting.texts = texts_of({one.report.round.plan_id for one in rows})


def _own_figures(waiting: Waiting, now: dt.datetime) -> None:
    """One query. A figure that was sent back stands there until another one was sent for it."""
    newer = FollowUp.objects.filter(
        indicator=OuterRef("indicator"),
        year=OuterRef("year"),
        agency=OuterRef("agency"),
        is_part=OuterRef("is_part"),
        sent_at__gt=OuterRef("sent_at"),
    )
    sent_back = Q(state=FollowUpState.RETURNED, decided_at__gt=now - STILL_NEWS) & ~Q(Exists(newer))
    awaiting = Q(state=FollowUpState.AWAITING)
    rows = FollowUp.objects.filter(sent_back | awaiting).order_by("agency").values("agency", "agency__name")
    for row in rows.annotate(sent_back=Count("pk", filter=sent_back), awaiting=Count("pk", filter=awaiting)):
        waiting.figures[row["agency"]] = OwnFigures(
            row["agency__name"], sent_back=row["sent_back"], awaiting=row["awaiting"], is_head=False
        )


def _desks(waiting: Waiting, today: dt.date) -> None:
    """Three queries: who coordinates which plan, the open rounds with what is to be reviewed, and later figures."""
    coordinators = dict(Coordinator.objects.on(today).values_list("plan", "agency"))
    submitted = Count("submissions", filter=Q(submissions__state=State.SUBMITTED))
    unanswered = Difficulty.objects.filter(plan=OuterRef("plan"), state=DifficultyState.OPEN).order_by().values("plan")
    open_ = Coalesce(Subquery(unanswered.annotate(count=Count("pk")).values("count")), 0)
    rounds = Round.objects.filter(locked_at=None).select_related("plan")
    for round_ in rounds.annotate(to_review=submitted, difficulties=open_):
        agency = coordinators.get(round_.plan_id)
        if agency:
            plan = round_.plan
            desk = Desk(plan.code, plan.short_title, round_.year, round_.to_review, round_.difficulties)
            waiting.desks[agency].append(desk)
    later = FollowUp.objects.filter(state=FollowUpState.SUBMITTED).order_by().values_list("indicator__plan")
    for plan_id, count in later.annotate(Count("pk")):
        if plan_id in coordinators:
            waiting.later[coordinators[plan_id]] += count
