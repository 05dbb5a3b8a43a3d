"""Reads what a report says beside what was accepted: its letterhead, guidance, inspections, difficulties, findings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Subquery, Value, Window
from django.db.models.functions import Coalesce, Left, RowNumber
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models.dated import holds_on
from plan.enums import Document, Duty
from plan.models import Authority, Coordinator, Recipient
from reports.consolidate.content import DifficultyLine, FindingLine
from reports.consolidate.narrative import LEADS_QUOTED, PART_AT_MOST, Direction, Result
from reports.difficulties.selectors import answer_of, difficulties_for_report
from reports.enums import DifficultyState, FindingAction, FindingState, ItemState
from reports.models import Consolidation, Difficulty, FindingStep, Inspection, PaperTemplate, Round, TaskEntry
from reports.oversight.selectors import (
    findings_for_report,
    guidance_beside,
    implementation_figures,
    said_in,
)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """What stands above and below the report, under the names of its columns, and the number of the draft before."""

    coordinator_name: str
    issuer_name: str
    place: str
    addressees: list[str]
    recipients: list[str]
    template_id: int | None
    latest_number: int


@dataclass(frozen=True)
class Surroundings:
    """All that a report says beside accepted items."""

    letterhead: Letterhead
    direction: Direction
    difficulties: list[DifficultyLine]
    findings: list[FindingLine]


def read_surroundings(round_: Round, *, on: dt.date, now: dt.datetime) -> Surroundings:
    """As things stand `now`, offices as of `on`. Six queries at most, whatever there is."""
    around = _around(round_, on)
    filed, owing = implementation_figures(round_.plan, on=on)
    said = said_in(around["said"])
    direction = Direction(
        is_guided=said is not None,
        document_number=said.document_number if said else "",
        document_date=said.document_date if said else None,
        plans_filed=filed,
        plans_owing=owing,
        inspections=around["inspected_times"],
        inspected=around["inspected_agencies"],
    )
    until = min(dt.date(round_.year, 12, 31), timezone.localdate(now))
    return Surroundings(
        letterhead=_letterhead(around),
        direction=direction,
        difficulties=_difficulty_lines(difficulties_for_report(round_.plan, until=until)),
        findings=_finding_lines(round_),
    )


def _around(round_: Round, on: dt.date) -> dict[str, Any]:
    """Everything of which there is one for the round, in one query."""
    plan = OuterRef("plan")
    coordinators = Coordinator.objects.filter(holds_on(on), plan=plan)
    authorities = Authority.objects.filter(holds_on(on), plan=plan)
    place = authorities.exclude(place="").values("place")
    addressees = Recipient.objects.filter(holds_on(on), plan=plan, document=Document.REPORT).order_by("order")
    templates = PaperTemplate.objects.filter(plan=plan).order_by("-at", "-pk")
    held = Inspection.objects.filter(plan=plan, held_on__year=round_.year).order_by().values("plan")
    numbers = Consolidation.objects.filter(round=OuterRef("pk")).order_by("-number")
    rows = Round.objects.filter(pk=round_.pk).values(
        coordinator_name=Coalesce(Subquery(coordinators.values("agency__name")[:1]), Value("")),
        issuer_name=Coalesce(Subquery(authorities.values("agency__name")[:1]), F("plan__issuer__name")),
        place=Coalesce(Subquery(place[:1]), F("plan__place")),
        lines=ArraySubquery(addressees.values("text")),
        template=Subquery(templates.values("pk")[:1]),
        said=guidance_beside(OuterRef("pk")),
        inspected_times=Coalesce(Subquery(held.values(count=Count("pk"))), 0),
        inspected_agencies=Coalesce(Subquery(held.values(count=Count("agency", distinct=True))), 0),
        latest_number=Coalesce(Subquery(numbers.values("number")[:1]), 0),
    )
    return dict(rows.get())


def _letterhead(around: Mapping[str, Any]) -> Letterhead:
    """The plan's list names the addressees; a line on where the paper is filed ("Lưu: VT, BTXH") goes to the others."""
    filed = [line for line in around["lines"] if line.casefold().startswith("lưu:")]
    return Letterhead(
        coordinator_name=around["coordinator_name"],
        issuer_name=around["issuer_name"],
        place=around["place"],
        addressees=[line for line in around["lines"] if line not in filed],
        recipients=["Như trên", filed[-1] if filed else "Lưu: VT"],
        template_id=around["template"],
        latest_number=around["latest_number"],
    )


def _difficulty_lines(difficulties: Sequence[Difficulty]) -> list[DifficultyLine]:
    lines = []
    for order, one in enumerate(difficulties, 1):
        answer = answer_of(one)
        document = ""
        if answer and answer.document_number and answer.document_date:
            words = _("số {number} ngày {day}")
            document = words.format(number=answer.document_number, day=date_format(answer.document_date, "d/m/Y"))
        lines.append(
            DifficultyLine(
                difficulty_id=one.pk,
                order=order,
                group=one.group.title if one.group else "",
                agency_name=one.agency_name,
                task_code=one.task.code if one.task else "",
                text=one.text,
                proposal=one.proposal,
                state=DifficultyState(one.state),
                raised_on=timezone.localdate(one.raised_at),
                answer=answer.text if answer else "",
                document=document,
            )
        )
    return lines


def _finding_lines(round_: Round) -> list[FindingLine]:
    """Two queries, one where nothing was found."""
    findings = findings_for_report(round_.plan, round_.year)
    steps = FindingStep.objects.filter(finding__in=findings, action=FindingAction.MEND)
    latest = steps.order_by("finding", "-pk").distinct("finding").values_list("finding", "text")
    mended = dict(latest) if findings else {}
    return [
        FindingLine(
            finding_id=one.pk,
            order=order,
            agency_name=one.inspection.agency_name,
            held_on=one.inspection.held_on,
            text=one.text,
            mend_by=one.mend_by,
            state=FindingState(one.state),
            mended=mended.get(one.pk, ""),
        )
        for order, one in enumerate(findings, 1)
    ]


def read_results(round_: Round) -> dict[int, list[Result]]:
    """By task, what the first of its leading agencies reported, as far as a passage quotes it. One query."""
    said = (
        TaskEntry.objects.filter(submission__round=round_, state=ItemState.ACCEPTED, duty=Duty.LEAD)
        .exclude(result="")
        .annotate(
            place=Window(RowNumber(), partition_by="task", order_by="submission__agency__sort_key"),
            among=Window(Count("pk"), partition_by="task"),
        )
        .filter(place__lte=LEADS_QUOTED)
        .order_by("task", "place")
        # some more than is quoted, so that what is cut shows that it was
        .values_list("task", "submission__agency_name", Left("result", PART_AT_MOST + 200), "among")
    )
    results: dict[int, list[Result]] = defaultdict(list)
    for task, agency_name, text, among in said:
        results[task].append(Result(agency_name, text, among))
    return results
