"""Readings of inspections, and the doors to them."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.http import Http404

from agencies.access import Person
from plan.selectors import coordinated_by, led_by
from reports.doors import Standing
from reports.enums import FindingState
from reports.models import Attachment, Finding, FindingStep, Inspection

OPEN, OVERDUE, MENDED, DONE = "open", "overdue", "mended", "done"


def inspections_for(person: Person, *, on: dt.date) -> QuerySet[Inspection]:
    """The inspections a person may read: those of the own agencies and of their predecessors; for those who work for
    the plan's coordinator and for the leaders of its authority all of them."""
    everyones = Q(plan__in=coordinated_by(person, on=on)) | Q(plan__in=led_by(person, on=on))
    rows = Inspection.objects.filter(person.reads(day="held_on") | everyones)
    return rows.select_related("plan", "agency", "task")


def reads_inspections(standing: Standing) -> bool:
    """Whether there is a list for this person at all. At most one query."""
    return bool(standing.person.own_agencies) or standing.is_officer or standing.is_leader


def get_inspection(person: Person, pk: int, *, on: dt.date) -> Inspection:
    """One inspection with all that was said of its findings. Http404 where the person may not see it. Three queries."""
    steps = Prefetch("steps", FindingStep.objects.select_related("by", "file").order_by("at", "pk"))
    findings = Prefetch("findings", Finding.objects.prefetch_related(steps).order_by("order"))
    rows = inspections_for(person, on=on).select_related("file", "made_by")
    row = rows.filter(pk=pk).prefetch_related(findings).first()
    if row is None:
        raise Http404
    return row


def get_minutes(person: Person, pk: int, *, on: dt.date) -> Attachment:
    """The file of an inspection's minutes. One query; Http404 as `get_inspection`, and where there is none."""
    row = inspections_for(person, on=on).select_related("file").filter(pk=pk).first()
    if row is None or row.file is None:
        raise Http404
    return row.file


def get_step_file(person: Person, pk: int, *, on: dt.date) -> Attachment:
    """The file of one step, for those who see its inspection. One query; Http404 for others."""
    seen = inspections_for(person, on=on).order_by().values("pk")
    row = FindingStep.objects.select_related("file").filter(pk=pk, finding__inspection__in=seen).first()
    if row is None or row.file is None:
        raise Http404
    return row.file


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a list is narrowed to: an agency by code, a year, a state of findings; nothing where empty."""

    agency: str = ""
    year: str = ""
    state: str = ""


def listed(rows: QuerySet[Inspection], chosen: Chosen, *, on: dt.date) -> QuerySet[Inspection]:
    """`rows` with their findings counted, narrowed to what was chosen: those overdue longest first, then the latest."""
    unmended = ~Q(findings__state=FindingState.CLOSED)
    overdue = Q(findings__state=FindingState.OPEN, findings__mend_by__lt=on)
    rows = rows.annotate(
        found=Count("findings", distinct=True),
        unmended=Count("findings", filter=unmended, distinct=True),
        mended=Count("findings", filter=Q(findings__state=FindingState.MENDED), distinct=True),
        overdue=Count("findings", filter=overdue, distinct=True),
        next_day=Min("findings__mend_by", filter=Q(findings__state=FindingState.OPEN)),
    )
    if chosen.agency:
        rows = rows.filter(agency__code=chosen.agency)
    if re.fullmatch(r"[12]\d{3}", chosen.year, re.ASCII):
        rows = rows.filter(held_on__year=int(chosen.year))
    narrowed = {
        OPEN: Q(unmended__gt=0),
        OVERDUE: Q(overdue__gt=0),
        MENDED: Q(mended__gt=0),
        DONE: Q(unmended=0),
    }
    if chosen.state in narrowed:
        rows = rows.filter(narrowed[chosen.state])
    return rows.order_by("-held_on", "-pk")


def choices_of(rows: QuerySet[Inspection]) -> tuple[list[tuple[str, str]], list[int]]:
    """The agencies (code, name) and the years that `rows` are about. One query."""
    pairs = rows.order_by().values_list("agency__sort_key", "agency__code", "agency__short_name", "held_on__year")
    found = sorted(set(pairs))
    agencies = list(dict.fromkeys((code, name) for _key, code, name, _year in found))
    return agencies, sorted({year for *_agency, year in found}, reverse=True)
