"""What other rooms read of guidance, implementation plans and inspections. The doors stand before, in their views."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from agencies.models import Agency
from plan.models import Plan
from reports.enums import FindingState
from reports.models import Finding, Guidance, ImplementationPlan, Inspection, Round
from reports.oversight.inspections.steps import is_overdue
from reports.oversight.plans.selectors import responsible_on

UNMENDED = ~Q(state=FindingState.CLOSED)
LONG, LONG_LINES = 700, 12  # characters and line ends of a guidance that begins folded at the form


def guidance_of(round_: Round) -> Guidance | None:
    """What holds for the round now; None where nothing was said or it was taken back. One query."""
    last = Guidance.objects.filter(round=round_).select_related("file", "by").first()
    return last if last and last.text else None


def findings_for_report(plan: Plan, year: int) -> list[Finding]:
    """What the report of `year` tells of: all that was found in its inspections, and what earlier ones left open. By
    day and agency, each with its inspection, agency and task. One query."""
    of_the_year = Q(inspection__held_on__year=year)
    left_open = UNMENDED & Q(inspection__held_on__year__lt=year)
    return list(
        _findings(plan)
        .filter(of_the_year | left_open)
        .order_by("inspection__held_on", "inspection__agency__sort_key", "inspection", "order")
    )


def open_findings_of(agency: Agency, plan: Plan) -> list[Finding]:
    """What the agency still has to mend, or has said to be mended and nobody confirmed yet. One query."""
    return list(_findings(plan).filter(UNMENDED, inspection__agency=agency).order_by(*_AS_DUE))


def implementation_figures(plan: Plan, *, on: dt.date) -> tuple[int, int]:
    """How many of the agencies that lead or support tasks of the plan on that day have filed a plan of their own, and
    how many still owe one. One query."""
    filed = ImplementationPlan.objects.filter(plan=plan, withdrawn_at=None).values("agency")
    responsible = responsible_on(plan, on).values_list("pk", flat=True)
    agencies = responsible.annotate(has_filed=Q(pk__in=filed)).values_list("has_filed", flat=True)
    have = list(agencies)
    return sum(have), len(have) - sum(have)


_AS_DUE = (F("mend_by").asc(nulls_last=True), "inspection__held_on", "inspection", "order")


def _findings(plan: Plan) -> QuerySet[Finding]:
    return Finding.objects.filter(inspection__plan=plan).select_related("inspection__agency", "inspection__task")


# Beside a report


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as it stands beside a report (templates/reports/oversight/_findings.html)."""

    pk: int
    inspection: int
    text: str
    mend_by: dt.date | None
    state: FindingState
    held_on: dt.date
    overdue: bool

    @classmethod
    def of(cls, finding: Finding, *, on: dt.date) -> Self:
        state = FindingState(finding.state)
        return cls(
            pk=finding.pk,
            inspection=finding.inspection_id,
            text=finding.text,
            mend_by=finding.mend_by,
            state=state,
            held_on=finding.inspection.held_on,
            overdue=is_overdue(state, finding.mend_by, on=on),
        )


def finding_lines(findings: Iterable[Finding], *, on: dt.date) -> list[FindingLine]:
    """`findings` for the template, told as of `on`. No query."""
    return [FindingLine.of(finding, on=on) for finding in findings]


@dataclass(frozen=True, slots=True)
class Said:
    """The guidance that stands at the head of a form."""

    pk: int
    text: str
    document_number: str
    document_date: dt.date | None
    file: str
    at: dt.datetime

    @property
    def is_long(self) -> bool:
        """Whether it would push the form itself off the screen."""
        return len(self.text) > LONG or self.text.count("\n") > LONG_LINES


def guidance_beside(round_: OuterRef) -> Subquery:
    """The latest guidance of a round as a column of another query; `said_in` reads it."""
    what = JSONObject(
        pk="pk",
        text="text",
        document_number="document_number",
        document_date="document_date",
        file="file__name",
        at="at",
    )
    rows = Guidance.objects.filter(round=round_).order_by("-at", "-pk")
    return Subquery(rows.values(what=what)[:1])


def guidance_text(round_: OuterRef) -> Subquery:
    """As `guidance_beside`, the text alone: empty where it was taken back."""
    return Subquery(Guidance.objects.filter(round=round_).order_by("-at", "-pk").values("text")[:1])


def said_in(column: Mapping[str, Any] | None) -> Said | None:
    """None where nothing was said, or it was taken back."""
    if column is None or not column["text"]:
        return None
    day = column["document_date"]
    return Said(
        pk=column["pk"],
        text=column["text"],
        document_number=column["document_number"],
        document_date=dt.date.fromisoformat(day) if day else None,
        file=column["file"] or "",
        at=dt.datetime.fromisoformat(column["at"]),
    )


def findings_beside(agency: OuterRef, plan: OuterRef) -> ArraySubquery:
    """As `open_findings_of`, as a column of another query; `lines_in` reads it."""
    what = JSONObject(
        pk="pk",
        inspection="inspection_id",
        text="text",
        mend_by="mend_by",
        state="state",
        held_on="inspection__held_on",
    )
    rows = Finding.objects.filter(UNMENDED, inspection__agency=agency, inspection__plan=plan).order_by(*_AS_DUE)
    return ArraySubquery(rows.values(what=what))


def lines_in(column: Iterable[Mapping[str, Any]], *, on: dt.date) -> list[FindingLine]:
    """The findings of `findings_beside`, told as of `on`."""
    rows = [
        Finding(
            pk=row["pk"],
            text=row["text"],
            mend_by=dt.date.fromisoformat(row["mend_by"]) if row["mend_by"] else None,
            state=row["state"],
            inspection=Inspection(pk=row["inspection"], held_on=dt.date.fromisoformat(row["held_on"])),
        )
        for row in column
    ]
    return finding_lines(rows, on=on)
