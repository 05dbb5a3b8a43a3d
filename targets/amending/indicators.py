"""Indicators changed by a decision: added, made to say something else, ended or merged, from its day of effect on.

Where the indicator still measures the same (`targets.series`), its targets, schedule and reporters go on in the new
row; where it does not, it starts anew with a target of its own, and the old row keeps what judged it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.models import Agency
from agencies.models.dated import DatedQuerySet
from agencies.text import clean
from plan.amending.decisions import held, refuse_strangers, refuse_undoing
from plan.amending.rows import place_in, refuse_code, refuse_joined
from plan.models import Amendment, Plan, Section
from targets.enums import Accumulation, Direction, Kind
from targets.models import Indicator, IndicatorOwner, Milestone, Target
from targets.periods import end, lock
from targets.selectors import IndicatorRow, indicator_rows
from targets.series import series_key
from targets.setting.amending import Draft, refuse_draft
from targets.setting.facts import Definition, refuse_definition
from targets.setting.standing import State, state_of

LONGEST_UNIT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an indicator is, as the decision has it; `quote` is its own words."""

    section: Section
    name: str
    kind: Kind
    unit: str
    decimals: int
    direction: Direction
    accumulation: Accumulation
    numerator: str
    denominator: str
    multiplier: int | None
    highest_level: int | None
    definition: str
    quote: str
    note: str

    def as_row(self, plan: Plan, code: str) -> Indicator:
        """A row with this content, not stored."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return Indicator(plan=plan, code=code, **found)

    def differs_from(self, row: Indicator) -> bool:
        return any(getattr(row, one.name) != getattr(self, one.name) for one in fields(self))


def add_indicator(
    *,
    amendment: Amendment,
    code: str,
    content: Content,
    target: Draft,
    owner: Agency | None,
    today: dt.date,
    by: Person,
) -> Indicator:
    """An indicator from the day of effect on, with its first target. Raises Refused where the person, the code, the
    content or the target will not do."""
    refuse_strangers(amendment.plan, by, today=today)
    with acting(by.user):
        amendment = held(amendment)
        rows = _locked(amendment.plan)
        code = clean(code)
        refuse_code(rows, code)
        row = content.as_row(amendment.plan, code)
        row.order = place_in(content.section, rows)
        _store(row, amendment)
        _first_target(row, target, amendment)
        if owner:
            _report(row, owner, amendment)
    return row


def change_indicator(
    *,
    amendment: Amendment,
    code: str,
    content: Content,
    target: Draft | None,
    seen: Sequence[State],
    today: dt.date,
    by: Person,
) -> Indicator:
    """The indicator from the day of effect on, as `content` has it: a new row under the same code.

    A `target` comes with a content that measures something else, and with no other. Raises Refused where the person or
    the content will not do, where the indicator does not hold on that day, where a later change or another decision's
    of that day would be undone, and where nothing would change; Stale where it is not as it was `seen`.
    """
    refuse_strangers(amendment.plan, by, today=today)
    with acting(by.user):
        amendment = held(amendment)
        rows = _locked(amendment.plan)
        old = _as_seen(amendment, code, seen)
        if not content.differs_from(old):
            raise Refused(_("Không có gì thay đổi."))
        _refuse_begun(old, amendment)
        row = content.as_row(amendment.plan, code)
        row.order = old.order if row.section_id == old.section_id else place_in(content.section, rows)
        row.replaces = old
        goes_on = series_key(row) == series_key(old)
        _refuse_target(goes_on, target)
        owners = list(old.owners.on(amendment.effective_on))
        _end(old, amendment)
        _store(row, amendment)
        for owner in owners:
            _report(row, owner.agency, amendment, confirmed=owner.confirmed, is_part=owner.is_part)
        if goes_on:
            _carry_over(old, row, amendment)
        elif target:
            _first_target(row, target, amendment)
    return row


def end_indicator(
    *, amendment: Amendment, code: str, into: str = "", seen: Sequence[State], today: dt.date, by: Person
) -> Indicator:
    """The indicator ends on the day of effect; where it goes on in another, `into` is that one's code.

    Raises Refused and Stale as `change_indicator` does, and Refused where the other does not hold on that day.
    """
    refuse_strangers(amendment.plan, by, today=today)
    with acting(by.user):
        amendment = held(amendment)
        rows, on = _locked(amendment.plan), amendment.effective_on
        row = _as_seen(amendment, code, seen)
        _refuse_begun(row, amendment)
        refuse_joined(row, on)
        if into:
            row.merged_into = rows.on(on).filter(code=into).exclude(pk=row.pk).first()
            if row.merged_into is None:
                raise Refused(_not_there(into, on), field="into")
        _end(row, amendment)
    return row


def row_on(plan: Plan, code: str, *, on: dt.date) -> IndicatorRow | None:
    """An indicator as it stands on a day. Six queries."""
    found = Indicator.objects.on(on).filter(plan=plan, code=code).values_list("pk", flat=True).first()
    return indicator_rows(plan, on=on, only=[found])[0] if found else None


def content_of(row: Indicator) -> Content:
    return Content(**{one.name: getattr(row, one.name) for one in fields(Content)})


def _locked(plan: Plan) -> DatedQuerySet:
    """The plan's indicators, whatever their period; two who change them take turns."""
    list(Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).values_list("pk"))
    rows: DatedQuerySet = Indicator.objects.filter(plan=plan)
    return rows


def _as_seen(amendment: Amendment, code: str, seen: Sequence[State]) -> Indicator:
    on = amendment.effective_on
    row = row_on(amendment.plan, code, on=on)
    if row is None:
        raise Refused(_not_there(code, on))
    indicator = row.indicator
    lock([indicator])
    if [state_of(row)] != list(seen):
        message = _("Chỉ tiêu vừa được người khác thay đổi. Nội dung bạn gõ vẫn còn; hãy xem lại rồi lưu.")
        raise Stale(message, current=row)
    every = [indicator, *row.targets, *row.milestone_rows, *indicator.owners.select_related("amendment")]
    of_today = [one for one in every if one.valid_from == on]
    refuse_undoing([one for one in every if one.valid_to is None or one.valid_to > on], [], amendment)
    refuse_undoing([], [one.amendment for one in of_today], amendment)
    if any(isinstance(one, IndicatorOwner) and amendment.pk != one.amendment_id for one in of_today) or any(
        owner.valid_to == on for owner in indicator.owners.all()
    ):
        message = _("Cơ quan báo cáo chỉ tiêu này cũng thay đổi từ cùng ngày {day}. Hãy dùng quyết định có ngày khác.")
        raise Refused(message.format(day=f"{on:%d/%m/%Y}"))
    return indicator


def _not_there(code: str, on: dt.date) -> str:
    return _("Chỉ tiêu {code} không có hiệu lực vào ngày {day}.").format(code=code, day=f"{on:%d/%m/%Y}")


def _refuse_begun(row: Indicator, amendment: Amendment) -> None:
    """A row cannot end on the day it begins."""
    if row.valid_from == amendment.effective_on:
        raise Refused(_("Nội dung này bắt đầu từ chính ngày đó. Hãy rút lại thay đổi đã ghi rồi ghi lại."))


def _refuse_target(goes_on: bool, target: Draft | None) -> None:
    if goes_on and target:
        message = _("Chỉ tiêu vẫn đo như cũ nên giữ mức phải đạt đang có. Muốn đổi mức, hãy dùng trang mức phải đạt.")
        raise Refused(message, field="wording")
    if not goes_on and target is None:
        message = _(
            "Loại, đơn vị tính, chiều hoặc cách cộng thay đổi nên số cũ không so được với số mới. "
            "Hãy ghi mức phải đạt mới."
        )
        raise Refused(message, field="wording")


def _store(row: Indicator, amendment: Amendment) -> None:
    """Raises Refused, at the field that is wrong, for an indicator that cannot be."""
    for name, missing in (("name", _("Hãy ghi tên chỉ tiêu.")), ("quote", _("Hãy ghi nguyên văn trong quyết định."))):
        if not clean(getattr(row, name)):
            raise Refused(missing, field=name)
    row.valid_from, row.amendment = amendment.effective_on, amendment
    named = {one.name: getattr(row, one.name) for one in fields(Definition)}
    if row.highest_level is not None and row.kind != Kind.LEVEL:
        raise Refused(_("Mức cao nhất chỉ dùng cho chỉ tiêu đo bằng mức độ."), field="highest_level")
    refuse_definition(row, Definition(**named | {"highest_level": None}))
    row.save()
    refuse_definition(row, Definition(**named))


def _first_target(row: Indicator, target: Draft, amendment: Amendment) -> None:
    refuse_draft(row, target)
    stored = target.for_indicator(row)
    stored.valid_from, stored.amendment = amendment.effective_on, amendment
    stored.save()


def _report(
    row: Indicator, agency: Agency, amendment: Amendment, *, confirmed: bool = True, is_part: bool = False
) -> None:
    if not agency.holds_on(amendment.effective_on):
        message = _("{agency} không hoạt động vào ngày {day}. Hãy chọn cơ quan khác.")
        raise Refused(message.format(agency=agency.name, day=f"{amendment.effective_on:%d/%m/%Y}"), field="owner")
    IndicatorOwner.objects.create(
        indicator=row,
        agency=agency,
        confirmed=confirmed,
        is_part=is_part,
        valid_from=amendment.effective_on,
        amendment=amendment,
    )


def _end(row: Indicator, amendment: Amendment) -> None:
    end(IndicatorOwner.objects.filter(indicator=row), amendment.effective_on)
    row.valid_to, row.ended_by = amendment.effective_on, amendment
    row.save(update_fields=["valid_to", "ended_by", "merged_into"])


def _carry_over(old: Indicator, row: Indicator, amendment: Amendment) -> None:
    """What is asked of the old row on the day of effect is asked of the new one from then on."""
    on = amendment.effective_on
    same = {"indicator": row, "valid_from": on, "amendment": amendment}
    targets = [Draft(**{one.name: getattr(target, one.name) for one in fields(Draft)}) for target in old.targets.on(on)]
    milestones = [(milestone.year, milestone.value) for milestone in old.milestones.on(on)]
    end(Target.objects.filter(indicator=old), on)
    end(Milestone.objects.filter(indicator=old), on, ended_by=amendment)
    Target.objects.bulk_create(Target(**asdict(draft), **same) for draft in targets)
    Milestone.objects.bulk_create(Milestone(year=year, value=value, **same) for year, value in milestones)
