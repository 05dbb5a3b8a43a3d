"""What each decision brought to the plan, in words, by task and indicator: read from the rows it began and ended."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from plan.enums import Duty
from plan.models import Amendment, Plan, Responsibility, Task
from targets.models import Indicator, IndicatorOwner, Milestone, Target
from targets.selectors import rule_of
from targets.setting.asked import written
from targets.wording import describe

TASK, INDICATOR = "task", "indicator"
_TASK_COLUMNS = ("title", "section_id", "text")
_INDICATOR_COLUMNS = (
    *("name", "section_id", "kind", "unit", "decimals", "direction", "accumulation", "numerator", "denominator"),
    *("multiplier", "highest_level", "definition", "quote", "note"),
)


@dataclass
class Brought:
    """What a decision made of one task or indicator, in sentences."""

    kind: str
    code: str
    name: str
    order: int
    lines: list[str] = field(default_factory=list)

    @property
    def is_task(self) -> bool:
        return self.kind == TASK


@dataclass(frozen=True)
class AmendmentLine:
    """A decision with everything that came of it, tasks first, in the plan's order."""

    amendment: Amendment
    brought: list[Brought]


def amendments_of(plan: Plan, *, only: Amendment | None = None) -> list[AmendmentLine]:
    """Every decision on record, or `only` one, the latest first. Eight queries, however many there are."""
    found = [only] if only else list(Amendment.objects.filter(plan=plan).order_by("-effective_on", "-pk"))
    ledger = _Ledger(plan, [amendment.pk for amendment in found])
    return [AmendmentLine(amendment, ledger.of(amendment)) for amendment in found]


class _Ledger:
    """The rows of all decisions, read once."""

    def __init__(self, plan: Plan, pks: list[int]) -> None:
        named = {"amendment__in": pks}
        days = Amendment.objects.filter(pk__in=pks).values("effective_on")
        hanging = {"indicator__plan": plan}
        self.tasks = list(Task.objects.filter(plan=plan).select_related("replaces", "merged_into"))
        self.indicators = list(Indicator.objects.filter(plan=plan).select_related("replaces", "merged_into"))
        self.duties = list(Responsibility.objects.filter(task__plan=plan).select_related("task", "agency", "group"))
        self.targets = list(Target.objects.filter(**hanging, **named).select_related("indicator"))
        self.former = list(Target.objects.filter(**hanging, valid_to__in=days).select_related("indicator"))
        self.milestones = list(Milestone.objects.filter(**hanging).exclude(amendment=None, ended_by=None))
        self.owners = list(IndicatorOwner.objects.filter(**hanging, **named).select_related("agency"))
        self.indicator_of = {row.pk: row for row in self.indicators}
        for target in (*self.targets, *self.former):
            target.indicator.plan = plan

    def of(self, amendment: Amendment) -> list[Brought]:
        found: dict[tuple[str, str], Brought] = {}
        self._tell_tasks(amendment, found)
        self._tell_indicators(amendment, found)
        return sorted(found.values(), key=lambda one: (one.kind != TASK, one.order, one.code))

    def _tell_tasks(self, amendment: Amendment, found: dict[tuple[str, str], Brought]) -> None:
        replaced = {row.replaces_id for row in self.tasks if row.replaces_id}
        for row in self.tasks:
            lines = _life(row, amendment, _TASK_COLUMNS, replaced)
            if lines:
                _tell(found, TASK, row, lines)
        duties: dict[str, list[Responsibility]] = defaultdict(list)
        for duty in self.duties:
            if amendment.pk in (duty.amendment_id, duty.ended_by_id):
                duties[duty.task.code].append(duty)
        for rows in duties.values():
            task = max((row.task for row in rows), key=lambda one: one.valid_from or dt.date.min)
            begun = [_duty(row) for row in rows if row.amendment_id == amendment.pk]
            ended = [_duty(row) for row in rows if row.ended_by_id == amendment.pk]
            if task.ended_by_id == amendment.pk:
                continue  # they ended with it
            if task.amendment_id == amendment.pk and not task.replaces_id:
                _tell(found, TASK, task, [f"{duty[:1].upper()}{duty[1:]}." for duty in begun])
                continue
            lines = [_("Thêm {duty}.").format(duty=duty) for duty in begun if duty not in ended]
            lines += [_("Thôi {duty}.").format(duty=duty) for duty in ended if duty not in begun]
            if lines:
                _tell(found, TASK, task, lines)

    def _tell_indicators(self, amendment: Amendment, found: dict[tuple[str, str], Brought]) -> None:
        replaced = {row.replaces_id for row in self.indicators if row.replaces_id}
        for row in self.indicators:
            lines = [
                *_life(row, amendment, _INDICATOR_COLUMNS, replaced),
                *self._target_lines(row, amendment),
                *self._schedule_lines(row, amendment),
                *self._owner_lines(row, amendment),
            ]
            if lines:
                _tell(found, INDICATOR, row, lines)

    def _target_lines(self, row: Indicator, amendment: Amendment) -> list[str]:
        former = {
            _target(one) for one in self.former
            if one.indicator.code == row.code and one.valid_to == amendment.effective_on
        }  # fmt: skip
        begun = [one for one in self.targets if one.indicator_id == row.pk and one.amendment_id == amendment.pk]
        fresh = [words for words in map(_target, begun) if words not in former]
        before = "; ".join(sorted(former - {_target(one) for one in begun}))
        if fresh and before:
            return [_("Mức phải đạt: {words} (trước đó: {before}).").format(words="; ".join(fresh), before=before)]
        return [_("Mức phải đạt: {words}.").format(words="; ".join(fresh))] if fresh else []

    def _schedule_lines(self, row: Indicator, amendment: Amendment) -> list[str]:
        codes = {pk for pk, other in self.indicator_of.items() if other.code == row.code}
        begun = [one for one in self.milestones if one.indicator_id == row.pk and one.amendment_id == amendment.pk]
        ended = [one for one in self.milestones if one.indicator_id in codes and one.ended_by_id == amendment.pk]
        if [(one.year, one.value) for one in begun] == [(one.year, one.value) for one in ended]:
            return []
        if begun:
            path = "; ".join(f"{one.year}: {written(one.value, row)}" for one in begun)
            return [_("Lộ trình: {path}.").format(path=path)]
        own = [one for one in ended if one.indicator_id == row.pk]
        return [_("Bỏ lộ trình từng năm.")] if own and row.ended_by_id != amendment.pk else []

    def _owner_lines(self, row: Indicator, amendment: Amendment) -> list[str]:
        if row.replaces_id:
            return []  # who reported it goes on
        names = [
            one.agency.name for one in self.owners if one.indicator_id == row.pk and one.amendment_id == amendment.pk
        ]
        return [_("Cơ quan báo cáo: {names}.").format(names="; ".join(names))] if names else []


def _tell(found: dict[tuple[str, str], Brought], kind: str, row: Task | Indicator, lines: Iterable[str]) -> None:
    name = row.title if isinstance(row, Task) else row.name
    one = found.setdefault((kind, row.code), Brought(kind, row.code, name, row.order))
    one.name = name
    one.lines += lines


def _life(row: Task | Indicator, amendment: Amendment, columns: Iterable[str], replaced: set[int]) -> list[str]:
    """That the row is new, says something else than the one it replaces, or ended for good."""
    if row.amendment_id == amendment.pk:
        old = row.replaces
        if old is None:
            return [_("Thêm mới.")]
        changed = [_label(row, name) for name in columns if getattr(row, name) != getattr(old, name)]
        return [_("Sửa {what}.").format(what=", ".join(changed))]
    if row.ended_by_id != amendment.pk or row.pk in replaced:
        return []
    if row.merged_into_id:
        return [_("Gộp vào {code}.").format(code=_code(row))]
    return [_("Kết thúc.")]


def _code(row: Task | Indicator) -> str:
    return row.merged_into.code if row.merged_into else ""


def _label(row: Task | Indicator, column: str) -> str:
    return str(row._meta.get_field(column).verbose_name)  # type: ignore[union-attr]


def _duty(row: Responsibility) -> str:
    who = row.agency.name if row.agency else str(row.group)
    named = who if row.wording == who else _("{name} (“{wording}”)").format(name=who, wording=row.wording)
    return _("{duty}: {who}").format(duty=str(Duty(row.duty).label), who=named)


def _target(row: Target) -> str:
    words = describe(rule_of(row.indicator, row, row.indicator.plan))
    return _("{words}, năm {year}").format(words=words, year=row.year)
