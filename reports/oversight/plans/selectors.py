"""Which agencies owe a plan of their own, what they filed, and the doors to it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from agencies.access import Person
from agencies.models import Agency, GroupMembership
from agencies.text import fold
from plan.models import Plan, Responsibility, Task
from reports.doors import Standing
from reports.models import Attachment, ImplementationPlan


def responsible_on(plan: Plan, date: dt.date) -> QuerySet[Agency]:
    """The agencies that lead or support a task on `date`, by themselves or as members of a group: those of
    `plan.selectors.duties_on`, without the tasks."""
    rows = Responsibility.objects.on(date).filter(task__in=Task.objects.on(date).filter(plan=plan))
    members = GroupMembership.objects.on(date).filter(group__in=rows.values("group"))
    return Agency.objects.filter(Q(pk__in=rows.values("agency")) | Q(pk__in=members.values("agency")))


@dataclass(frozen=True, slots=True)
class Filed:
    """The latest plan that an agency has on file, and how many there are."""

    pk: int
    number: str
    day: dt.date
    title: str
    file: str
    filed_at: dt.datetime
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """An agency of the list. `days` from the day the plan was issued to that of the agency's own, or to today where it
    has none; None where the plan has no day."""

    agency: Agency
    filed: Filed | None
    days: int | None


def filing_rows(plan: Plan, *, on: dt.date) -> list[Row]:
    """Every agency that owes a plan of its own or has filed one: those without first, then by name. One query."""
    filed = ImplementationPlan.objects.filter(plan=plan, withdrawn_at=None)
    what = JSONObject(
        pk="pk", number="document_number", day="document_date", title="title", file="file__name", filed_at="filed_at"
    )
    last = filed.filter(agency=OuterRef("pk")).order_by("-document_date", "-pk").values(what=what)
    mine = Q(implementation_plans__plan=plan, implementation_plans__withdrawn_at=None)
    agencies = (
        Agency.objects.filter(Q(pk__in=responsible_on(plan, on).values("pk")) | Q(pk__in=filed.values("agency")))
        .annotate(last=Subquery(last[:1]), count=Count("implementation_plans", filter=mine))
        .order_by("sort_key")
    )
    rows = [_row(agency, plan, on) for agency in agencies]
    return sorted(rows, key=lambda row: row.filed is not None)


def _row(agency: Agency, plan: Plan, on: dt.date) -> Row:
    last: Mapping[str, Any] | None = getattr(agency, "last", None)
    filed = None
    if last:
        days = {"day": dt.date.fromisoformat(last["day"]), "filed_at": dt.datetime.fromisoformat(last["filed_at"])}
        filed = Filed(**{**last, **days}, count=getattr(agency, "count", 1))
    until = filed.day if filed else on
    return Row(agency, filed, (until - plan.issued_on).days if plan.issued_on else None)


def matching(rows: list[Row], query: str) -> list[Row]:
    """The rows whose agency is called something like `query`, with or without marks."""
    sought = fold(query)
    return [
        row
        for row in rows
        if any(sought in fold(name) for name in (row.agency.name, row.agency.short_name, *row.agency.aliases))
    ]


def get_filer(person: Person, plan: Plan, code: str, *, on: dt.date) -> Agency:
    """An agency that owes a plan of its own, or filed one; Http404 for any other. One query."""
    filed = ImplementationPlan.objects.filter(plan=plan).values("agency")
    agency: Agency | None = (
        Agency.objects.filter(Q(pk__in=responsible_on(plan, on).values("pk")) | Q(pk__in=filed), code=code).first()
        if person.is_member
        else None
    )
    if agency is None:
        raise Http404
    return agency


def filings_of(agency: Agency, plan: Plan) -> list[ImplementationPlan]:
    """All that the agency filed, what was withdrawn too. One query."""
    rows = ImplementationPlan.objects.filter(agency=agency, plan=plan)
    return list(rows.select_related("file", "filed_by", "withdrawn_by").order_by("-document_date", "-pk"))


def get_filing(person: Person, pk: int, *, on: dt.date) -> ImplementationPlan:
    """What was filed, for those who may take it back: the agency's own people and the coordinator's. Http404 for all
    others. At most two queries."""
    row = _filings().filter(pk=pk).first()
    if row is None or not _looks_after(person, row, on):
        raise Http404
    return row


def get_filed_file(person: Person, pk: int, *, on: dt.date) -> Attachment:
    """The file of what was filed, for everybody who holds a role; what was withdrawn only for those who may take it
    back, because it may hold what was not meant for others. Http404 for others. At most two queries."""
    row = _filings().filter(pk=pk).first() if person.is_member else None
    if row is None or (row.withdrawn_at and not _looks_after(person, row, on)):
        raise Http404
    return row.file


def _filings() -> QuerySet[ImplementationPlan]:
    return ImplementationPlan.objects.select_related("plan", "agency", "file")


def _looks_after(person: Person, row: ImplementationPlan, on: dt.date) -> bool:
    return row.agency_id in person.acted_agencies or Standing(person, row.plan, on=on).is_officer
