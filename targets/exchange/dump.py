"""A plan of the database as a file would hold it: as it was issued, whatever dated changes came later."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, Q, QuerySet

from agencies.enums import Level
from agencies.models import Agency, AgencyGroup, GroupMembership
from plan.enums import Document, Duty
from plan.models import Coordinator, Plan, Recipient, Responsibility, Task
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.exchange import records as r
from targets.models import Indicator, IndicatorOwner, Target

AS_ISSUED = {"valid_from": None}  # a row without a beginning holds since the plan was issued; changes have a date


def as_file(plan: Plan) -> r.PlanFile:
    """`plan` with the agencies and groups it names, in the order in which they were loaded.

    Eleven queries for a plan that comes with its issuer.
    """
    record = _plan(plan)
    recipients = [
        r.RecipientRecord(Document(row.document), row.text, _code(row.agency))
        for row in plan.recipients.filter(**AS_ISSUED).select_related("agency")
    ]
    sections = [
        r.SectionRecord(row.code, row.parent.code if row.parent else None, row.title, row.text)
        for row in plan.sections.select_related("parent")
    ]
    tasks = [_task(task) for task in _tasks(plan)]
    indicators = [_indicator(indicator) for indicator in _indicators(plan)]
    groups = [_group(group) for group in _groups(tasks)]
    agencies = [_agency(agency) for agency in _agencies(record, groups, recipients, tasks, indicators)]
    return r.PlanFile(r.FORMAT, record, agencies, groups, recipients, sections, tasks, indicators)


def _plan(plan: Plan) -> r.PlanRecord:
    coordinator = Coordinator.objects.select_related("agency").get(plan=plan, **AS_ISSUED)
    return r.PlanRecord(
        code=plan.code,
        title=plan.title,
        short_title=plan.short_title,
        number=plan.number,
        issued_on=plan.issued_on,
        place=plan.place,
        issuer=plan.issuer.code,
        coordinator=coordinator.agency.code,
        start_year=plan.start_year,
        horizon_year=plan.horizon_year,
        vision=plan.vision,
        report_due=r.Due(plan.agency_due, plan.consolidation_due),
        legal_bases=plan.legal_bases,
        signature=r.Signature(plan.signature["authority"], plan.signature["name"]),
        notes=plan.notes,
    )


def _tasks(plan: Plan) -> QuerySet[Task]:
    parties = Responsibility.objects.filter(**AS_ISSUED).select_related("agency", "group").order_by("order")
    tasks = plan.tasks.filter(**AS_ISSUED).select_related("section")
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


def _indicators(plan: Plan) -> QuerySet[Indicator]:
    indicators = plan.indicators.filter(**AS_ISSUED).select_related("section", "baseline")
    return indicators.prefetch_related(
        Prefetch("owners", IndicatorOwner.objects.filter(**AS_ISSUED).select_related("agency")),
        Prefetch("targets", Target.objects.filter(**AS_ISSUED)),
    )


def _indicator(indicator: Indicator) -> r.IndicatorRecord:
    owner = next((row for row in indicator.owners.all() if not row.is_part), None)
    target = next(iter(indicator.targets.all()))
    baseline = getattr(indicator, "baseline", None)
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
        owner=r.OwnerRecord(owner.agency.code, owner.confirmed) if owner else None,
        target=r.TargetRecord(
            target.year, Comparator(target.comparator), target.lower, target.upper, target.tolerance, target.wording
        ),
        baseline=r.BaselineRecord(baseline.year, baseline.value, baseline.source) if baseline else None,
    )


def _groups(tasks: Iterable[r.TaskRecord]) -> QuerySet[AgencyGroup]:
    codes = {row.group for task in tasks for row in task.responsibilities if row.group}
    members = GroupMembership.objects.filter(**AS_ISSUED).select_related("agency").order_by("pk")
    return AgencyGroup.objects.filter(code__in=codes).order_by("pk").prefetch_related(Prefetch("memberships", members))


def _group(group: AgencyGroup) -> r.GroupRecord:
    members = [membership.agency.code for membership in group.memberships.all()]
    return r.GroupRecord(group.code, group.name, members, group.note)


def _agencies(
    plan: r.PlanRecord,
    groups: Sequence[r.GroupRecord],
    recipients: Sequence[r.RecipientRecord],
    tasks: Sequence[r.TaskRecord],
    indicators: Sequence[r.IndicatorRecord],
) -> QuerySet[Agency]:
    codes: set[str | None] = {plan.issuer, plan.coordinator}
    codes |= {code for group in groups for code in group.members}
    codes |= {row.agency for row in recipients}
    codes |= {row.agency for task in tasks for row in task.responsibilities}
    codes |= {indicator.owner.agency for indicator in indicators if indicator.owner}
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
