"""A plan of the database as a file would hold it: as it was issued, or as dated changes had made it by some day."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, Q, QuerySet

from agencies.enums import Level
from agencies.models import Agency, AgencyGroup, GroupMembership
from agencies.models.dated import holds_on
from plan.enums import Document, Duty
from plan.models import Authority, Coordinator, Plan, Recipient, Responsibility, Task
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.exchange import records as r
from targets.models import Baseline, Indicator, IndicatorOwner, Milestone, Target
from targets.series import series_key

AS_ISSUED = {"valid_from": None}  # a row without a beginning holds since the plan was issued; changes have a date


def as_file(plan: Plan, on: dt.date | None = None) -> r.PlanFile:
    """`plan` with the agencies and groups it names, in the order in which they were loaded: as it was issued, or with
    the tasks, duties, indicators, targets and members that hold `on` a day. Who issued it stays.

    Fourteen queries for a plan that comes with its issuer.
    """
    held = Q(**AS_ISSUED) if on is None else holds_on(on)
    record = _plan(plan, held)
    recipients = [
        r.RecipientRecord(Document(row.document), row.text, _code(row.agency))
        for row in plan.recipients.filter(held).select_related("agency")
    ]
    sections = [
        r.SectionRecord(row.code, row.parent.code if row.parent else None, row.title, row.text)
        for row in plan.sections.select_related("parent")
    ]
    tasks = [_task(task) for task in _tasks(plan, held)]
    rows = [row for row in _indicators(plan, held) if row.targets.all()]
    baselines = _baselines(plan)
    indicators = [_indicator(row, baselines.get(series_key(row)), on) for row in rows]
    more = {row.code: _more(row) for row in rows}
    groups = [_group(group) for group in _groups(tasks, held)]
    authority = _code_of(Authority.objects.filter(held, plan=plan))
    agencies = [_agency(agency) for agency in _agencies(record, authority, groups, recipients, tasks, more.values())]
    return r.PlanFile(
        r.FORMAT, record, agencies, groups, recipients, sections, tasks, indicators, authority=authority, more=more
    )


def _plan(plan: Plan, held: Q) -> r.PlanRecord:
    return r.PlanRecord(
        code=plan.code,
        title=plan.title,
        short_title=plan.short_title,
        number=plan.number,
        issued_on=plan.issued_on,
        place=plan.place,
        issuer=plan.issuer.code,
        coordinator=_code_of(Coordinator.objects.filter(held, plan=plan)),
        start_year=plan.start_year,
        horizon_year=plan.horizon_year,
        vision=plan.vision,
        report_due=r.Due(plan.agency_due, plan.consolidation_due),
        legal_bases=plan.legal_bases,
        signature=r.Signature(plan.signature.get("authority", []), plan.signature.get("name", "")),
        notes=plan.notes,
    )


def _code_of(rows: QuerySet[Coordinator] | QuerySet[Authority]) -> str:
    """The agency of the one row that holds; empty where there is none."""
    return rows.values_list("agency__code", flat=True).first() or ""


def _tasks(plan: Plan, held: Q) -> QuerySet[Task]:
    parties = Responsibility.objects.filter(held).select_related("agency", "group").order_by("order", "pk")
    tasks = plan.tasks.filter(held).select_related("section")
    return tasks.prefetch_related(Prefetch("responsibilities", parties))


def _task(task: Task) -> r.TaskRecord:
    return r.TaskRecord(
        code=task.code,
        section=task.section.code,
        title=task.title,
        text=task.text,
        responsibilities=[
            r.ResponsibilityRecord(
                Duty(row.duty), _code(row.agency), row.group.code if row.group else None, row.wording
            )
            for row in task.responsibilities.all()
        ],
    )


def _indicators(plan: Plan, held: Q) -> QuerySet[Indicator]:
    indicators = plan.indicators.filter(held).select_related("section")
    return indicators.prefetch_related(
        Prefetch("owners", IndicatorOwner.objects.filter(held).select_related("agency").order_by("pk")),
        Prefetch("targets", Target.objects.filter(held).order_by("year")),
        Prefetch("milestones", Milestone.objects.filter(held).order_by("year")),
    )


def _baselines(plan: Plan) -> dict[object, Baseline]:
    """By series: an amended indicator that measures the same starts from the same figure."""
    rows = Baseline.objects.filter(indicator__plan=plan).select_related("indicator")
    return {series_key(row.indicator): row for row in rows.order_by("indicator__valid_from")}


def _indicator(indicator: Indicator, baseline: Baseline | None, on: dt.date | None) -> r.IndicatorRecord:
    owner = next((row for row in indicator.owners.all() if not row.is_part), None)
    targets = list(indicator.targets.all())
    target = next((row for row in targets if on is None or row.year >= on.year), targets[-1])
    return r.IndicatorRecord(
        code=indicator.code,
        section=indicator.section.code,
        name=indicator.name,
        kind=Kind(indicator.kind),
        unit=indicator.unit,
        decimals=indicator.decimals,
        direction=Direction(indicator.direction),
        accumulation=Accumulation(indicator.accumulation),
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        multiplier=indicator.multiplier,
        highest_level=indicator.highest_level,
        definition=indicator.definition,
        quote=indicator.quote,
        note=indicator.note,
        owner=_owner(owner) if owner else None,
        target=_target(target),
        baseline=r.BaselineRecord(baseline.year, baseline.value, baseline.source) if baseline else None,
    )


def _more(indicator: Indicator) -> r.More:
    return r.More(
        targets=[_target(row) for row in indicator.targets.all()],
        milestones=[(row.year, row.value) for row in indicator.milestones.all()],
        owners=[(_owner(row), row.is_part) for row in indicator.owners.all()],
    )


def _target(row: Target) -> r.TargetRecord:
    return r.TargetRecord(row.year, Comparator(row.comparator), row.lower, row.upper, row.tolerance, row.wording)


def _owner(row: IndicatorOwner) -> r.OwnerRecord:
    return r.OwnerRecord(row.agency.code, row.confirmed)


def _groups(tasks: Iterable[r.TaskRecord], held: Q) -> QuerySet[AgencyGroup]:
    codes = {row.group for task in tasks for row in task.responsibilities if row.group}
    members = GroupMembership.objects.filter(held).select_related("agency").order_by("pk")
    return AgencyGroup.objects.filter(code__in=codes).order_by("pk").prefetch_related(Prefetch("memberships", members))


def _group(group: AgencyGroup) -> r.GroupRecord:
    members = [membership.agency.code for membership in group.memberships.all()]
    return r.GroupRecord(group.code, group.name, members, group.note)


def _agencies(
    plan: r.PlanRecord,
    authority: str,
    groups: Sequence[r.GroupRecord],
    recipients: Sequence[r.RecipientRecord],
    tasks: Sequence[r.TaskRecord],
    indicators: Iterable[r.More],
) -> QuerySet[Agency]:
    codes: set[str | None] = {plan.issuer, plan.coordinator, authority}
    codes |= {code for group in groups for code in group.members}
    codes |= {row.agency for row in recipients}
    codes |= {row.agency for task in tasks for row in task.responsibilities}
    codes |= {owner.agency for indicator in indicators for owner, _is_part in indicator.owners}
    return Agency.objects.filter(Q(code__in=codes - {None}) | Q(pk__in=_spare_agencies().values("pk"))).order_by("pk")


def _spare_agencies() -> QuerySet[Agency]:
    """Agencies that were loaded and that no plan names: they wait for a duty, and a file must not lose them."""
    recipients = Recipient.objects.exclude(agency=None).values("agency")
    spare: QuerySet[Agency] = Agency.objects.filter(
        **AS_ISSUED,
        issued_plans=None,
        coordinated=None,
        responsibilities=None,
        owned_indicators=None,
        group_memberships=None,
    )
    return spare.exclude(pk__in=recipients)


def _agency(agency: Agency) -> r.AgencyRecord:
    return r.AgencyRecord(agency.code, agency.name, agency.short_name, Level(agency.level), agency.aliases)


def _code(agency: Agency | None) -> str | None:
    return agency.code if agency else None
