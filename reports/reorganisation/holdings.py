"""Everything that agencies hold on a day, as a reorganisation hands it on. A fixed number of queries."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from agencies.enums import Role
from agencies.models import GroupMembership, Membership
from agencies.models.dated import Dated
from plan.enums import Document, Duty
from plan.models import Authority, Coordinator, Recipient, Responsibility, Task
from reports.enums import DifficultyState, FindingState
from reports.models import Difficulty, Inspection
from reports.reorganisation.draft import Kind
from reports.reorganisation.matters import Holding, Row, What
from targets.models import Indicator, IndicatorOwner

TABLES: dict[Kind, type[Dated]] = {
    Kind.LEAD: Responsibility,
    Kind.SUPPORT: Responsibility,
    Kind.OWNER: IndicatorOwner,
    Kind.COORDINATOR: Coordinator,
    Kind.AUTHORITY: Authority,
    Kind.ADDRESSEE: Recipient,
    Kind.MEMBER: GroupMembership,
    Kind.PERSON: Membership,
}
UNDATED: dict[Kind, type[Model]] = {Kind.DIFFICULTY: Difficulty, Kind.FINDING: Inspection}
FINISHED = (DifficultyState.CLOSED, DifficultyState.WITHDRAWN)


@dataclass(slots=True)
class Held:
    """`rows` are, by table, all that hold on the day or later for what is held, whoever holds them."""

    holdings: list[Holding] = field(default_factory=list)
    rows: dict[type[Dated], list[Row]] = field(default_factory=dict)


def lasting(day: dt.date, prefix: str = "") -> Q:
    """Rows that hold on the day or begin later."""
    return Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": day})


def held_by(agencies: Mapping[int, str], day: dt.date, *, lock: bool = False) -> Held:
    """What these agencies (id -> code) hold on `day`, and what the draft must therefore answer. 13 queries."""
    reader = _Reader(agencies, day, lock)
    reader.tasks()
    reader.indicators()
    reader.offices()
    reader.addressees()
    reader.members()
    reader.people()
    reader.difficulties()
    reader.findings()
    return reader.held


class _Reader:
    def __init__(self, agencies: Mapping[int, str], day: dt.date, lock: bool) -> None:
        self.agencies = agencies
        self.day = day
        self.lock = lock
        self.held = Held()

    def rows_of(self, model: type[Dated], subject: str, *columns: str, **only: object) -> list[Any]:
        """The lasting rows of what the agencies hold: (pk, subject, agency's code, from, to, agency, *columns)."""
        lasts: QuerySet[Any] = model.objects.filter(lasting(self.day), **only)
        mine = lasts.filter(agency__in=self.agencies).values(subject)
        rows = lasts.filter(**{f"{subject}__in": mine}, agency__isnull=False).order_by("pk")
        if self.lock:
            rows = rows.select_for_update(of=("self",))
        return list(rows.values_list("pk", subject, "agency__code", "valid_from", "valid_to", "agency_id", *columns))

    def add_rows(self, model: type[Dated], rows: Iterable[Row]) -> None:
        self.held.rows[model] = list(rows)

    def hold(self, kind: Kind, row: Any, *, plan: str = "", key: str = "", label: str, **more: Any) -> None:
        if row[5] in self.agencies:
            self.held.holdings.append(Holding(kind, plan, key, row[2], label, rows=(row[0],), **more))

    def tasks(self) -> None:
        rows = self.rows_of(Responsibility, "task", "duty")
        tasks = Task.objects.filter(lasting(self.day), pk__in={row[1] for row in rows}).select_related("plan")
        known: dict[int, Task] = {task.pk: task for task in tasks}
        rows = [row for row in rows if row[1] in known]
        self.add_rows(
            Responsibility,
            (
                Row(pk, task, code, int(duty != Duty.LEAD), start, end, known[task].valid_from)
                for pk, task, code, start, end, _agency, duty in rows
            ),
        )
        for row in sorted(rows, key=lambda each: (known[each[1]].plan_id, known[each[1]].order)):
            task = known[row[1]]
            kind = Kind.LEAD if row[6] == Duty.LEAD else Kind.SUPPORT
            label = f"{task.code}. {task.title}"
            self.hold(kind, row, plan=task.plan.code, key=task.code, label=label, title=task.title, text=task.text)

    def indicators(self) -> None:
        rows = self.rows_of(IndicatorOwner, "indicator", "is_part")
        found = Indicator.objects.filter(lasting(self.day), pk__in={row[1] for row in rows}).select_related("plan")
        known: dict[int, Indicator] = {indicator.pk: indicator for indicator in found}
        rows = [row for row in rows if row[1] in known]
        self.add_rows(
            IndicatorOwner,
            (
                Row(pk, indicator, code, int(part), start, end, known[indicator].valid_from)
                for pk, indicator, code, start, end, _agency, part in rows
            ),
        )
        for row in sorted(rows, key=lambda each: (known[each[1]].plan_id, known[each[1]].order)):
            indicator = known[row[1]]
            words = {"title": indicator.name, "text": f"{indicator.quote} {indicator.definition}"}
            label = f"{indicator.code} {indicator.name}"
            code = indicator.plan.code
            self.hold(Kind.OWNER, row, plan=code, key=indicator.code, label=label, is_part=row[6], **words)

    def offices(self) -> None:
        for kind, model in ((Kind.COORDINATOR, Coordinator), (Kind.AUTHORITY, Authority)):
            rows = self.rows_of(model, "plan", "plan__code")
            self.add_rows(model, (Row(pk, plan, code, 0, start, end) for pk, plan, code, start, end, *_rest in rows))
            for row in rows:
                self.hold(kind, row, plan=row[6], label=str(kind.label).capitalize())

    def addressees(self) -> None:
        """Those of the consolidated report; the plan's own list stands as it was issued."""
        rows = self.rows_of(Recipient, "plan", "plan__code", "order", "text", document=Document.REPORT)
        self.add_rows(Recipient, (Row(pk, plan, code, 0, start, end) for pk, plan, code, start, end, *_rest in rows))
        for row in rows:
            self.hold(Kind.ADDRESSEE, row, plan=row[6], key=str(row[7]), label=row[8])

    def members(self) -> None:
        rows = self.rows_of(GroupMembership, "group", "group__code", "group__name")
        self.add_rows(
            GroupMembership, (Row(pk, group, code, 0, start, end) for pk, group, code, start, end, *_rest in rows)
        )
        for row in rows:
            self.hold(Kind.MEMBER, row, key=row[6], label=row[7])

    def people(self) -> None:
        """One holding for each person and agency, whatever roles they hold there."""
        rows = self.rows_of(Membership, "user", "role", "user__username", "user__full_name", "user__position")
        self.add_rows(
            Membership,
            (Row(pk, (user, role), code, 0, start, end) for pk, user, code, start, end, _agency, role, *_rest in rows),
        )
        persons: dict[tuple[str, str], list[Any]] = {}
        for row in rows:
            if row[5] in self.agencies:
                persons.setdefault((row[7], row[2]), []).append(row)
        for (username, code), own in sorted(persons.items()):
            roles = {row[6] for row in own}
            said = ", ".join(str(Role(role).label) for role in sorted(roles))
            self.held.holdings.append(
                Holding(
                    Kind.PERSON,
                    "",
                    username,
                    code,
                    label=f"{own[0][8]} ({said})",
                    title=own[0][9],
                    rows=tuple(row[0] for row in own),
                    follows=self._offices_of(code, roles),
                )
            )

    def _offices_of(self, code: str, roles: set[str]) -> tuple[What, ...]:
        """The coordination or the authority that a person with these roles works for."""
        kinds = {Kind.COORDINATOR: {Role.OFFICER, Role.CHIEF}, Kind.AUTHORITY: {Role.LEADER}}
        return tuple(
            holding.what
            for holding in self.held.holdings
            if holding.from_ == code and holding.kind in kinds and kinds[holding.kind] & roles
        )

    def difficulties(self) -> None:
        rows = Difficulty.objects.exclude(state__in=FINISHED).filter(agency__in=self.agencies)
        for row in self._undated(rows).order_by("raised_at", "pk"):
            label = f"{row.raised_at:%d/%m/%Y}: {row.text[:120]}"
            self._add(Kind.DIFFICULTY, row, label, row.text)

    def findings(self) -> None:
        """An inspection of which something is still to be mended; it has one agency for all that it found."""
        rows = Inspection.objects.filter(
            pk__in=Inspection.objects.exclude(findings=None)
            .filter(agency__in=self.agencies, findings__state__in=[FindingState.OPEN, FindingState.MENDED])
            .values("pk")
        )
        for row in self._undated(rows).order_by("held_on", "pk"):
            label = _("Cuộc kiểm tra ngày {day}").format(day=f"{row.held_on:%d/%m/%Y}")
            self._add(Kind.FINDING, row, label, row.conclusion)

    def _undated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = rows.select_related("plan", "task")
        return rows.select_for_update(of=("self",)) if self.lock else rows

    def _add(self, kind: Kind, row: Any, label: str, text: str) -> None:
        plan, code = row.plan.code, self.agencies[row.agency_id]
        follows: tuple[What, ...] = ()
        if row.task:
            follows = tuple((duty.value, plan, row.task.code, code) for duty in (Kind.LEAD, Kind.SUPPORT))
        self.held.holdings.append(Holding(kind, plan, str(row.pk), code, label, text=text, pk=row.pk, follows=follows))
