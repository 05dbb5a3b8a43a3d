"""A target changed by decision: the old row ends on the day of effect, the new one judges from then on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from agencies.models import AuditLine
from targets.enums import Comparator, Direction, Kind
from targets.models import Baseline, Indicator, Target
from targets.periods import end
from targets.selectors import rule_of
from targets.setting.decisions import Decision, on_record, refuse_decision, refuse_others, refuse_undoing
from targets.setting.limits import refuse_impossible
from targets.setting.standing import State, locked_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A target as the coordinator confirmed it; `wording` is the decision's own."""

    year: int
    comparator: Comparator
    lower: Decimal | None = None
    upper: Decimal | None = None
    tolerance: Decimal | None = None
    wording: str

    def same_as(self, target: Target) -> bool:
        """Whether `target` already says exactly this."""
        mine = (self.year, self.comparator, self.lower, self.upper, self.tolerance, self.wording)
        return mine == (
            target.year,
            target.comparator,
            target.lower,
            target.upper,
            target.tolerance,
            target.wording,
        )

    def for_indicator(self, indicator: Indicator) -> Target:
        """A row with this content, not stored."""
        return Target(
            indicator=indicator,
            year=self.year,
            comparator=self.comparator,
            lower=self.lower,
            upper=self.upper,
            tolerance=self.tolerance,
            wording=self.wording,
        )


def amend_target(
    *,
    indicator: Indicator,
    draft: Draft,
    instead_of: int | None,
    decision: Decision,
    today: dt.date,
    by: Person,
    seen: Sequence[State] | None = None,
) -> Target:
    """From its day of effect on, `decision` asks for `draft`, in the place of the target with the id `instead_of`.

    Years whose 31 December lies before that day keep their target and their verdict. Without `instead_of` the target
    stands beside the others, for a year that has none. Raises Refused where the person, the decision, the day or the
    draft will not do, where the target named does not hold on that day, and where nothing would change; Stale where
    the indicator is not as it was `seen`.
    """
    refuse_others(indicator.plan, by, today=today)
    refuse_decision(indicator.plan, decision, today=today)
    on = decision.effective_on
    with acting(by.user):
        row = locked_row(indicator, seen, today=today)
        refuse_draft(row.indicator, draft)
        replaced = replaceable(row.targets, draft, instead_of=instead_of, decision=decision)
        target = draft.for_indicator(row.holder(on))
        target.valid_from, target.amendment = on, on_record(indicator.plan, decision)
        if replaced:
            end(Target.objects.filter(pk=replaced.pk), on)
        target.save()
    return target


def is_amended(indicator: Indicator, draft: Draft, decision: Decision, *, by: Person) -> bool:
    """Whether just this target by just this decision stands, entered by this person: the form was sent twice. Two
    queries at most."""
    same = Target.objects.filter(
        **asdict(draft),
        indicator=indicator,
        valid_from=decision.effective_on,
        valid_to=None,
        amendment__number=decision.number.strip(),
        amendment__decided_on=decision.decided_on,
    ).first()
    entered = AuditLine.objects.filter(table=Target._meta.db_table, action="insert", actor_id=by.user.pk)
    return same is not None and entered.filter(row_id=same.pk).exists()


def replaceable(rows: list[Target], draft: Draft, *, instead_of: int | None, decision: Decision) -> Target | None:
    """The one of an indicator's targets that `draft` replaces by `decision`. Raises Refused where that cannot be."""
    holding = [row for row in rows if row.holds_on(decision.effective_on)]
    replaced = next((row for row in holding if row.pk == instead_of), None)
    if instead_of and replaced is None:
        raise Refused(_("Mức phải đạt được thay không có hiệu lực vào ngày này."), field="instead_of")
    if replaced and draft.same_as(replaced):
        raise Refused(_("Không có gì thay đổi: mức phải đạt đang có hiệu lực đã như vậy."))
    years = {draft.year} | ({replaced.year} if replaced else set())
    refuse_undoing([row for row in rows if row.year in years], decision)
    if any(row.year == draft.year and row is not replaced for row in holding):
        message = _("Đã có mức phải đạt cho năm {year}; hãy chọn thay mức đó.")
        raise Refused(message.format(year=draft.year), field="instead_of")
    return replaced


def refuse_draft(indicator: Indicator, draft: Draft) -> None:
    """Raises Refused, at the field that is wrong, for a target that the indicator cannot have."""
    years = indicator.plan.years
    baseline: Baseline | None = getattr(indicator, "baseline", None)
    if draft.year not in years:
        message = _("Năm phải nằm trong thời gian của kế hoạch ({first}–{last}).")
        raise Refused(message.format(first=years[0], last=years[-1]), field="year")
    if baseline and draft.year <= baseline.year:
        message = _("Năm phải sau năm {year} của số gốc.")
        raise Refused(message.format(year=baseline.year), field="year")
    _refuse_kind(indicator, draft.comparator)
    _refuse_bounds(indicator, draft)
    _refuse_direction(indicator, draft)


def _refuse_kind(indicator: Indicator, comparator: Comparator) -> None:
    if Kind(indicator.kind).is_declared != (comparator == Comparator.DONE):
        if comparator == Comparator.DONE:
            message = _("Chỉ tiêu này đo bằng số, nên mức phải đạt không thể chỉ là “hoàn thành”.")
        else:
            message = _("Chỉ tiêu này được xác nhận hoàn thành chứ không đo bằng số; hãy chọn “hoàn thành”.")
        raise Refused(message, field="comparator")


def _refuse_direction(indicator: Indicator, draft: Draft) -> None:
    direction = Direction(indicator.direction)
    upward = rule_of(indicator, draft.for_indicator(indicator), indicator.plan).upward
    if direction != Direction.MAINTAIN and upward != (direction == Direction.UP):
        message = _("“{comparator}” trái với chiều của chỉ tiêu này ({direction}).")
        words = message.format(comparator=draft.comparator.label, direction=direction.label)
        raise Refused(words, field="comparator")


def _refuse_bounds(indicator: Indicator, draft: Draft) -> None:
    lower, upper = draft.lower, draft.upper
    for name in ("lower", "upper", "tolerance"):
        _refuse_bound(indicator, draft, name)
    if draft.comparator == Comparator.RANGE and lower is not None and upper is not None and lower >= upper:
        raise Refused(_("Cận trên phải lớn hơn cận dưới."), field="upper")


def _refuse_bound(indicator: Indicator, draft: Draft, name: str) -> None:
    value: Decimal | None = getattr(draft, name)
    taken, word = name in draft.comparator.bounds, draft.comparator.label
    if taken and value is None:
        raise Refused(_("Hãy điền ô này: “{word}” cần có số ở đây.").format(word=word), field=name)
    if not taken and value is not None:
        raise Refused(_("Hãy để trống ô này: “{word}” không dùng số ở đây.").format(word=word), field=name)
    if value is not None and name != "tolerance":
        refuse_impossible(indicator, value, field=name)
    elif value is not None and value < 0:
        raise Refused(_("Dung sai không thể âm."), field=name)
