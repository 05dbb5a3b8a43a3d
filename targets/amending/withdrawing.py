"""What a decision made of an indicator, taken back: as if it had not been entered, while no round rests on it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from plan.amending.amendments import note
from plan.amending.decisions import held, refuse_strangers
from plan.amending.rows import delete_free, refuse_rested
from plan.models import Amendment
from plan.periods import refuse_later
from targets.models import Indicator, IndicatorOwner, Measurement, Milestone, Target


@dataclass(frozen=True)
class Touched:
    """The rows of one indicator that a decision began and ended."""

    new: list[Indicator]
    old: list[Indicator]
    targets: list[Target]
    former_targets: list[Target]
    milestones: list[Milestone]
    former_milestones: list[Milestone]
    owners: list[IndicatorOwner]
    former_owners: list[IndicatorOwner]

    @property
    def begun(self) -> list[Indicator | Target | Milestone | IndicatorOwner]:
        return [*self.new, *self.targets, *self.milestones, *self.owners]

    @property
    def rejudges(self) -> bool:
        """Whether years would be judged by other figures, not by the same ones on another row."""
        return _asked(self.targets) != _asked(self.former_targets) or _ways(self.milestones) != _ways(
            self.former_milestones
        )


def withdraw_indicator(*, amendment: Amendment, code: str, reason: str, today: dt.date, by: Person) -> None:
    """Everything the decision brought to the indicator `code` goes, and what it ended holds on; `reason` is kept with
    the decision.

    Raises Refused where the person or the reason will not do, where the decision did nothing to the indicator, where
    something else changed it later, where a round was opened with it, and where figures are accepted of a year that
    would be judged otherwise.
    """
    refuse_strangers(amendment.plan, by, today=today)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do rút lại."), field="reason")
    with acting(by.user):
        amendment = held(amendment)
        rows = list(Indicator.objects.select_for_update(of=("self",)).filter(plan=amendment.plan, code=code))
        found = _touched(rows, amendment)
        if not (found.begun or found.old or found.former_milestones):
            raise Refused(_("Quyết định này không thay đổi chỉ tiêu {code}.").format(code=code))
        _refuse(amendment, rows, found)
        _undo(found)
        note(amendment, _("chỉ tiêu {code}").format(code=code), reason, on=today)


def _touched(rows: Sequence[Indicator], amendment: Amendment) -> Touched:
    on, of_rows = amendment.effective_on, {"indicator__in": rows}
    new = [row for row in rows if row.amendment_id == amendment.pk]
    old = [row for row in rows if row.ended_by_id == amendment.pk]
    owners = list(IndicatorOwner.objects.filter(**of_rows, amendment=amendment))
    return Touched(
        new=new,
        old=old,
        targets=list(Target.objects.filter(**of_rows, amendment=amendment)),
        former_targets=list(Target.objects.filter(**of_rows, valid_to=on)),
        milestones=list(Milestone.objects.filter(**of_rows, amendment=amendment)),
        former_milestones=list(Milestone.objects.filter(**of_rows, ended_by=amendment)),
        owners=owners,
        former_owners=list(IndicatorOwner.objects.filter(indicator__in=old, valid_to=on)),
    )


def _refuse(amendment: Amendment, rows: Sequence[Indicator], found: Touched) -> None:
    on = amendment.effective_on
    hanging = [*Target.objects.filter(indicator__in=found.new), *Milestone.objects.filter(indicator__in=found.new)]
    hanging += IndicatorOwner.objects.filter(indicator__in=found.new)
    refuse_later([*found.begun, *hanging], on, field="")
    others = Target.objects.filter(indicator__in=rows, valid_from=on).exclude(amendment=amendment)
    if others.exists():
        raise Refused(
            _("Quyết định khác cũng đổi mức phải đạt của chỉ tiêu này từ cùng ngày; hãy rút lại cái đó trước.")
        )
    merged = Indicator.objects.filter(merged_into__in=found.new).first()
    if merged:
        message = _("Chỉ tiêu {code} đã được gộp vào đây; hãy rút lại việc gộp đó trước.")
        raise Refused(message.format(code=merged.code))
    refuse_rested(amendment.plan, [*found.begun, *found.old])
    if found.rejudges:
        _refuse_judged(rows, on.year)


def _refuse_judged(rows: Sequence[Indicator], first: int) -> None:
    """A report may have been issued on what was accepted: its years stay judged as they are."""
    accepted = Measurement.objects.filter(indicator__in=rows, year__gte=first).order_by("year")
    year = accepted.values_list("year", flat=True).first()
    if year is not None:
        message = _("Không rút lại được: năm {year} đã có số liệu được duyệt. Hãy ghi quyết định mới.")
        raise Refused(message.format(year=year))


def _undo(found: Touched) -> None:
    for begun in (found.targets, found.milestones, found.owners):
        for row in begun:
            row.delete()
    delete_free(Indicator.objects.filter(pk__in=[row.pk for row in found.new]))
    _reopen(found.old, ended_by=None, merged_into=None)
    _reopen(found.former_targets)
    _reopen(found.former_milestones, ended_by=None)
    _reopen(found.former_owners)


def _reopen(rows: Iterable[Indicator | Target | Milestone | IndicatorOwner], **columns: None) -> None:
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(valid_to=None, **columns)


def _asked(rows: Iterable[Target]) -> list[tuple[object, ...]]:
    return sorted((row.year, row.comparator, str(row.lower), str(row.upper), str(row.tolerance)) for row in rows)


def _ways(rows: Iterable[Milestone]) -> list[tuple[object, ...]]:
    return sorted((row.year, str(row.value)) for row in rows)
