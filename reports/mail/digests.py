"""Who gets a digest today. One a day at most: its key is the day and the person. What could not be
written in the morning is written later that morning; what still waits the day after stands in that day's."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from agencies.access import AGENCY_ROLES
from agencies.audit import acting
from agencies.enums import Role
from agencies.models import Membership, User
from plan.models import Coordinator
from reports.collect.steps import due_words
from reports.deadlines import days_left
from reports.enums import FollowUpState, ItemState, MailKind, MailState, State
from reports.mail.digest import Desk, Line, OwnFigures, OwnReport, digest_of
from reports.mail.links import absolute
from reports.mail.writing import post, wake
from reports.models import FollowUp, IndicatorEntry, Round, Submission, TaskEntry
from reports.models.submission import own_due_at
from reports.workflow import WRITING

STILL_NEWS = dt.timedelta(days=14)  # a figure that was sent back may be left as it is: after this it is not said again
OFFICE_ROLES = frozenset({Role.OFFICER, Role.CHIEF})
TOLD = WRITING | {State.AWAITING}


@dataclass
class Waiting:
    """What waits, by the agency whose people are to act; for all of them the same but for the signature."""

    reports: dict[int, list[OwnReport]] = field(default_factory=lambda: defaultdict(list))
    figures: dict[int, OwnFigures] = field(default_factory=dict)
    desks: dict[int, list[Desk]] = field(default_factory=lambda: defaultdict(list))
    later: dict[int, int] = field(default_factory=lambda: defaultdict(int))


@translation.override(settings.LANGUAGE_CODE)
def post_digests(*, now: dt.datetime) -> int:
    """Write today's digest for everybody for whom something waits; returns for how many.

    Eight queries to know what waits for whom, and those of `post` for each who gets one. Each is written in a
    transaction of its own: asked twice, or by two at once, the second finds them there.
    """
    today = timezone.localdate(now)
    waiting = _waiting(now, today)
    count = 0
    for person, roles in _people(today):
        lines = _lines(roles, waiting)
        if lines:
            count += _post(person, lines, now=now, today=today)
    wake()
    return count


def _post(person: User, lines: list[Line], *, now: dt.datetime, today: dt.date) -> bool:
    subject = ngettext("Việc chờ bạn ngày {day}: {count} việc", "Việc chờ bạn ngày {day}: {count} việc", len(lines))
    body = render_to_string(
        "mail/digest.txt",
        {
            "name": str(person),
            "day": today,
            "lines": [(line.sentence, absolute(reverse(line.route, args=line.args))) for line in lines],
            "url": absolute(reverse("reports:my_work")),
        },
    )
    with acting(None):
        mail = post(
            kind=MailKind.DIGEST,
            key=f"digest {today} {person.pk}",
            recipient=person,
            subject=subject.format(day=f"{today:%d/%m/%Y}", count=len(lines)),
            body=body,
            now=now,
        )
    return mail is not None and mail.state != MailState.FAILED


def _people(today: dt.date) -> Iterable[tuple[User, list[tuple[Role, int]]]]:
    """Everybody with a role in which something can wait, always in the same order. One query."""
    rows = Membership.objects.on(today).filter(role__in=AGENCY_ROLES | OFFICE_ROLES, user__is_active=True)
    people: dict[User, list[tuple[Role, int]]] = defaultdict(list)
    for row in rows.select_related("user").order_by("user_id", "pk"):
        people[row.user].append((Role(row.role), row.agency_id))
    return people.items()


def _lines(roles: list[tuple[Role, int]], waiting: Waiting) -> list[Line]:
    own = {agency: (Role.HEAD, agency) in roles for role, agency in roles if role in AGENCY_ROLES}
    office = dict.fromkeys(agency for role, agency in roles if role in OFFICE_ROLES)
    return digest_of(
        reports=[replace(r, is_head=head) for agency, head in own.items() for r in waiting.reports.get(agency, [])],
        figures=[replace(waiting.figures[a], is_head=head) for a, head in own.items() if a in waiting.figures],
        desks=[desk for agency in office for desk in waiting.desks.get(agency, [])],
        later=sum(waiting.later.get(agency, 0) for agency in office),
    )


def _waiting(now: dt.datetime, today: dt.date) -> Waiting:
    waiting = Waiting()
    _own_reports(waiting, now)
    _own_figures(waiting, now)
    _desks(waiting, today)
    return waiting


def _own_reports(waiting: Waiting, now: dt.datetime) -> None:
    """Three queries: the reports not sent or sent back, and the items to be mended of each."""
    zone = timezone.get_default_timezone()
    rows = Submission.objects.filter(round__locked_at=None, state__in=TOLD)
    to_mend = {"submission__in": rows.filter(state=State.RETURNED), "state": ItemState.RETURNED}
    returned: dict[int, int] = defaultdict(int)
    for model in (TaskEntry, IndicatorEntry):
        items = model._default_manager.filter(**to_mend).order_by()
        for pk, count in items.values_list("submission").annotate(Count("pk")):
            returned[pk] += count
    for row in rows.select_related("round").annotate(due=own_due_at()).order_by("-round__year", "pk"):
        waiting.reports[row.agency_id].append(
            OwnReport(
                pk=row.pk,
                agency=row.agency_name,
                year=row.round.year,
                state=State(row.state),
                was_sent=row.first_sent_at is not None,
                days_left=days_left(row.due, now, zone),
                due=due_words(row.due, now),
                returned=returned[row.pk],
                is_head=False,
            )
        )


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
    for round_ in Round.objects.filter(locked_at=None).select_related("plan").annotate(to_review=submitted):
        agency = coordinators.get(round_.plan_id)
        if agency:
            desk = Desk(round_.plan.code, round_.plan.short_title, round_.year, round_.to_review)
            waiting.desks[agency].append(desk)
    later = FollowUp.objects.filter(state=FollowUpState.SUBMITTED).order_by().values_list("indicator__plan")
    for plan, count in later.annotate(Count("pk")):
        if plan in coordinators:
            waiting.later[coordinators[plan]] += count
