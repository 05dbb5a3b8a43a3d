"""All plans: how their open rounds stand, and what the person has to do in each."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.access import Person
from plan.models import Coordinator, Plan
from plan.selectors import coordinated_by, led_by
from reports.collect.items import Chip
from reports.collect.presenters import submission_chip
from reports.collect.steps import due_words
from reports.collect.work_cards import counts_of, open_rounds
from reports.models import Round, Submission


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that is not closed, in words, and the page where the person sees it."""

    year: int
    url: str
    sentence: str
    due: str


@dataclass(frozen=True, slots=True)
class OwnPart:
    """The report of one of the person's agencies."""

    agency: str
    year: int
    url: str
    chip: Chip


@dataclass(slots=True)
class PlanRow:
    plan: Plan
    coordinator: str = ""
    offices: list[str] = field(default_factory=list)
    rounds: list[OpenRound] = field(default_factory=list)
    parts: list[OwnPart] = field(default_factory=list)


def plan_rows(person: Person, *, now: dt.datetime, today: dt.date) -> list[PlanRow]:
    """Every plan; those in which the person has something to do first, then by the day their round is due. Four
    queries for any number of plans, three for those who write for no agency."""
    rows = {plan.pk: PlanRow(plan, offices=list(_offices(plan))) for plan in _plans(person, today)}
    for row in Coordinator.objects.on(today).select_related("agency"):
        rows[row.plan_id].coordinator = row.agency.name
    order: dict[int, int] = {}  # of the plans, by their first due day
    for round_ in open_rounds(person, on=today):
        rows[round_.plan_id].rounds.append(_open_round(round_, person, now))
        order.setdefault(round_.plan_id, len(order))
    for report in _own_reports(person):
        rows[report.round.plan_id].parts.append(_own_part(report))
    return sorted(rows.values(), key=lambda row: (not (row.offices or row.parts), order.get(row.plan.pk, len(rows))))


def _plans(person: Person, today: dt.date) -> QuerySet[Plan]:
    standing = {
        "is_coordinated": Q(pk__in=coordinated_by(person, on=today)),
        "is_led": Q(pk__in=led_by(person, on=today)),
    }
    return Plan.objects.annotate(**standing)


def _offices(plan: Plan) -> Iterator[str]:
    if getattr(plan, "is_coordinated", False):
        yield _("Bạn thuộc cơ quan đầu mối")
    if getattr(plan, "is_led", False):
        yield _("Bạn thuộc lãnh đạo cơ quan chủ quản")


def _open_round(round_: Round, person: Person, now: dt.datetime) -> OpenRound:
    is_kept = person.is_admin or getattr(round_, "is_coordinated", False) or getattr(round_, "is_led", False)
    words = _("{sent}/{total} cơ quan đã gửi, {accepted} báo cáo đã duyệt.")
    return OpenRound(
        year=round_.year,
        url=reverse("reports:board" if is_kept else "reports:dashboard", args=[round_.plan.code, round_.year]),
        sentence=words.format(**counts_of(round_)),
        due=due_words(round_.due_at, now),
    )


def _own_reports(person: Person) -> QuerySet[Submission]:
    """Those of the own agencies in rounds that are not closed."""
    reports = Submission.objects.filter(agency__in=person.own_agencies, round__locked_at=None)
    return reports.select_related("round", "agency").order_by("-round__year", "agency__sort_key")


def _own_part(report: Submission) -> OwnPart:
    return OwnPart(
        agency=report.agency_name,
        year=report.round.year,
        url=reverse("reports:form", args=[report.pk]),
        chip=submission_chip(report),
    )
