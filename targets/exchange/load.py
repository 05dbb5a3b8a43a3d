"""Bringing a plan file into the database: a new plan, or the words of one that stands already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.models import Agency, AgencyGroup, GroupMembership, User
from agencies.text import sort_key
from plan.models import Authority, Coordinator, Plan, PlanDocument, Recipient, Responsibility, Section, Task
from targets.exchange import records as r
from targets.exchange.binding import binding_differences
from targets.exchange.dump import AS_ISSUED, as_file
from targets.exchange.nodes import FileRefused
from targets.exchange.sharing import is_shared, sharing_problems
from targets.models import Baseline, Indicator, IndicatorOwner, Target

ROWS_OF_A_PLAN = {Authority, Coordinator, PlanDocument, Recipient, Section, Task, Indicator}

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Outcome:
    """`changes` says in words what became different; empty when nothing did."""

    plan: Plan
    created: bool
    changes: list[str]


def load(file: r.PlanFile, *, by: User | None = None) -> Outcome:
    """Make the database say what `file` says, in one transaction; `by` nobody where a command does it.

    Raises FileRefused, and changes nothing, where a plan in use would come to bind anybody otherwise than it does, or
    an agency or a group would change under another plan.
    """
    with acting(by):
        plan = Plan.objects.select_for_update(of=("self",)).filter(code=file.plan.code).first()
        if plan and _in_use(plan) and (problems := binding_differences(as_file(plan), file)):
            raise FileRefused(problems)
        shared = is_shared(file)
        if shared and (problems := sharing_problems(file)):
            raise FileRefused(problems)
        loader = _Loader(file, plan or Plan(code=file.plan.code), shared=shared)
        loader.run()
    return Outcome(loader.plan, plan is None, loader.changes)


def _in_use(plan: Plan) -> bool:
    """Whether rows of other kinds point to the plan: rounds, amendments, whatever a higher app adds."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: plan}).exists()
        for relation in Plan._meta.related_objects
        if relation.related_model not in ROWS_OF_A_PLAN
    )


class _Loader:
    """Writes record after record; a row is matched to its record by code, and touched only where it differs.

    `shared`: other plans name the agencies and groups on record; these gain aliases and lose nothing.
    """

    def __init__(self, file: r.PlanFile, plan: Plan, *, shared: bool) -> None:
        self.file = file
        self.plan = plan
        self.shared = shared
        self.changes: list[str] = []
        self.agencies: dict[str, Agency] = {}
        self.groups: dict[str, AgencyGroup] = {}
        self.sections: dict[str, Section] = {}

    def run(self) -> None:
        self.load_agencies()
        self.load_plan()
        self.load_groups()
        self.load_recipients()
        old_sections = self.load_sections()
        self.load_tasks()
        self.load_indicators()
        self.remove(reversed(old_sections))

    def write(self, instance: M, **values: object) -> M:
        """Save the fields that differ, or the whole row where it is new."""
        new = instance.pk is None
        changed = [name for name, value in values.items() if new or getattr(instance, name) != value]
        for name in changed:
            setattr(instance, name, values[name])
        if changed:
            instance.save(update_fields=None if new else changed)
            self.note(_("thêm") if new else _("sửa"), instance, [] if new else changed)
        return instance

    def remove(self, instances: Iterable[Model]) -> None:
        for instance in instances:
            self.note(_("bỏ"), instance, [])
            instance.delete()

    def note(self, verb: str, instance: Model, fields: list[str]) -> None:
        names = [
            str(getattr(instance._meta.get_field(name), "verbose_name", name)) for name in fields if name != "sort_key"
        ]
        told = f"{verb} {instance._meta.verbose_name} “{instance}”"
        self.changes.append(f"{told}: {', '.join(names)}" if names else told)

    def load_agencies(self) -> None:
        codes = [record.code for record in self.file.agencies]
        old = {agency.code: agency for agency in Agency.objects.filter(code__in=codes)}
        for record in self.file.agencies:
            agency = old.get(record.code)
            if agency and self.shared:
                aliases = [*agency.aliases, *(alias for alias in record.aliases if alias not in agency.aliases)]
                self.agencies[record.code] = self.write(agency, aliases=aliases)
                continue
            self.agencies[record.code] = self.write(
                agency or Agency(code=record.code),
                name=record.name,
                sort_key=sort_key(record.name),
                short_name=record.short_name,
                level=record.level,
                aliases=record.aliases,
            )

    def load_plan(self) -> None:
        record = self.file.plan
        self.write(
            self.plan,
            title=record.title,
            short_title=record.short_title,
            number=record.number,
            issued_on=record.issued_on,
            place=record.place,
            issuer_id=self.agencies[record.issuer].pk,
            start_year=record.start_year,
            horizon_year=record.horizon_year,
            vision=record.vision,
            legal_bases=record.legal_bases,
            signature={"authority": record.signature.authority, "name": record.signature.name},
            notes=record.notes,
            agency_due=record.report_due.agencies,
            consolidation_due=record.report_due.consolidation,
        )
        old = Coordinator.objects.filter(plan=self.plan, **AS_ISSUED).first()
        self.write(old or Coordinator(plan=self.plan), agency_id=self.agencies[record.coordinator].pk)
        answers = Authority.objects.filter(plan=self.plan, **AS_ISSUED).first()
        self.write(answers or Authority(plan=self.plan), agency_id=self.agencies[record.issuer].pk)

    def load_groups(self) -> None:
        for record in self.file.groups:
            group = AgencyGroup.objects.filter(code=record.code).first() or AgencyGroup(code=record.code)
            self.groups[record.code] = group
            if group.pk and self.shared and self.used_elsewhere(group):
                continue
            self.write(group, name=record.name, note=record.note)
            old = {row.agency_id: row for row in GroupMembership.objects.filter(group=group, **AS_ISSUED)}
            for code in record.members:
                agency = self.agencies[code]
                self.write(old.pop(agency.pk, None) or GroupMembership(group=group), agency_id=agency.pk)
            self.remove(old.values())

    def used_elsewhere(self, group: AgencyGroup) -> bool:
        return group.responsibilities.exclude(task__plan=self.plan).exists()

    def load_recipients(self) -> None:
        old = {(row.document, row.order): row for row in self.plan.recipients.filter(**AS_ISSUED)}
        for order, record in enumerate(self.file.recipients, 1):
            row = old.pop((record.document, order), None)
            self.write(
                row or Recipient(plan=self.plan, document=record.document, order=order),
                text=record.text,
                agency_id=self.agencies[record.agency].pk if record.agency else None,
            )
        self.remove(old.values())

    def load_sections(self) -> list[Section]:
        """Returns the sections that are no longer in the file; they can go once nothing stands in them."""
        old = {section.code: section for section in self.plan.sections.all()}
        for order, record in enumerate(self.file.sections, 1):
            section = old.pop(record.code, None)
            self.sections[record.code] = self.write(
                section or Section(plan=self.plan, code=record.code),
                parent_id=self.sections[record.parent].pk if record.parent else None,
                title=record.title,
                text=record.text,
                order=order,
            )
        return list(old.values())

    def load_tasks(self) -> None:
        old = {task.code: task for task in self.plan.tasks.filter(**AS_ISSUED)}
        for order, record in enumerate(self.file.tasks, 1):
            task = self.write(
                old.pop(record.code, None) or Task(plan=self.plan, code=record.code),
                section_id=self.sections[record.section].pk,
                title=record.title,
                text=record.text,
                order=order,
            )
            self.load_responsibilities(task, record.responsibilities)
        for task in old.values():
            self.remove(task.responsibilities.all())
            self.remove([task])

    def load_responsibilities(self, task: Task, records: list[r.ResponsibilityRecord]) -> None:
        old = {(row.agency_id, row.group_id): row for row in task.responsibilities.filter(**AS_ISSUED)}
        for order, record in enumerate(records, 1):
            agency = self.agencies[record.agency].pk if record.agency else None
            group = self.groups[record.group].pk if record.group else None
            self.write(
                old.pop((agency, group), None) or Responsibility(task=task, agency_id=agency, group_id=group),
                duty=record.role,
                wording=record.wording,
                order=order,
            )
        self.remove(old.values())

    def load_indicators(self) -> None:
        old = {indicator.code: indicator for indicator in self.plan.indicators.filter(**AS_ISSUED)}
        for order, record in enumerate(self.file.indicators, 1):
            indicator = self.write(
                old.pop(record.code, None) or Indicator(plan=self.plan, code=record.code),
                section_id=self.sections[record.section].pk,
                name=record.name,
                kind=record.kind,
                unit=record.unit,
                decimals=record.decimals,
                direction=record.direction,
                accumulation=record.accumulation,
                numerator=record.numerator,
                denominator=record.denominator,
                multiplier=record.multiplier,
                highest_level=record.highest_level,
                definition=record.definition,
                quote=record.quote,
                note=record.note,
                order=order,
            )
            self.load_owner(indicator, record.owner)
            self.load_target(indicator, record.target)
            self.load_baseline(indicator, record.baseline)
        for indicator in old.values():
            for rows in (indicator.owners, indicator.targets, indicator.milestones):
                self.remove(rows.all())
            self.load_baseline(indicator, None)
            self.remove([indicator])

    def load_owner(self, indicator: Indicator, record: r.OwnerRecord | None) -> None:
        """An owner that was confirmed here stays confirmed, whatever the file says."""
        old = indicator.owners.filter(**AS_ISSUED, is_part=False).first()
        if record:
            row = old or IndicatorOwner(indicator=indicator)
            confirmed = row.confirmed or record.confirmed
            self.write(row, agency_id=self.agencies[record.agency].pk, confirmed=confirmed)
        elif old:
            self.remove([old])

    def load_target(self, indicator: Indicator, record: r.TargetRecord) -> None:
        self.write(
            indicator.targets.filter(**AS_ISSUED).first() or Target(indicator=indicator),
            year=record.year,
            comparator=record.comparator,
            lower=record.lower,
            upper=record.upper,
            tolerance=record.tolerance,
            wording=record.wording,
        )

    def load_baseline(self, indicator: Indicator, record: r.BaselineRecord | None) -> None:
        old = Baseline.objects.filter(indicator=indicator).first()
        if record:
            row = old or Baseline(indicator=indicator)
            self.write(row, year=record.year, value=record.value, source=record.source)
        elif old:
            self.remove([old])
