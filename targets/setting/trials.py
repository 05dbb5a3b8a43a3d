"""Changes tried out: each gives the preview of what its service would store, or is refused as the service refuses."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from targets.models import Baseline
from targets.paths import Point
from targets.rule import TargetRule
from targets.schedule import points_of
from targets.selectors import IndicatorRow, rule_of
from targets.setting.amending import Draft, refuse_draft, replaceable
from targets.setting.decisions import Decision, refuse_decision
from targets.setting.facts import Definition, changes, refuse_baseline, refuse_definition
from targets.setting.milestones import Schedules, changing, in_force, refuse_removal
from targets.setting.previews import (
    Preview,
    token_of,
    with_baseline,
    with_definition,
    with_milestones,
    with_target,
)
from targets.setting.standing import state_of


def try_milestones(
    rows: Sequence[IndicatorRow], schedules: Schedules, decision: Decision, *, today: dt.date
) -> list[Preview]:
    """What `set_milestones` would do to those of the indicators whose schedule changes. One query.

    Raises Refused as it does.
    """
    refuse_decision(rows[0].plan, decision, today=today)
    on = decision.effective_on
    found = []
    for row in changing(rows, schedules, decision):
        points = points_of(schedules[row.indicator.code])
        token = token_of(points, decision, state_of(row))
        found.append(Preview(row, with_milestones(row, points, on=on), token))
    return found


def try_removal(row: IndicatorRow, decision: Decision, *, today: dt.date) -> Preview:
    """What `remove_milestones` would do. One query. Raises Refused as it does."""
    refuse_decision(row.plan, decision, today=today)
    refuse_removal(row, decision)
    after = with_milestones(row, (), on=decision.effective_on)
    return Preview(row, after, token_of(decision, state_of(row)))


def try_target(
    row: IndicatorRow, *, draft: Draft, instead_of: int | None, decision: Decision, today: dt.date
) -> Preview:
    """What `amend_target` would do. One query. Raises Refused as it does."""
    on = decision.effective_on
    refuse_decision(row.plan, decision, today=today)
    refuse_draft(row.indicator, draft)
    replaced = replaceable(row.targets, draft, instead_of=instead_of, decision=decision)
    target = draft.for_indicator(row.indicator)
    target.valid_from = on
    after = with_target(row, target, instead_of=replaced, on=on)
    notes = _milestones_left_behind(in_force(row, on), rule_of(row.indicator, target, row.plan))
    return Preview(row, after, token_of(draft, decision, instead_of, state_of(row)), notes)


def try_baseline(row: IndicatorRow, *, year: int, value: Decimal, source: str, reason: str, today: dt.date) -> Preview:
    """What `set_baseline` would do. One query. Raises Refused as it does."""
    indicator, current = row.indicator, row.baseline_row
    refuse_baseline(indicator, current, year=year, value=value, source=source, reason=reason, today=today)
    after = with_baseline(row, Baseline(indicator=indicator, year=year, value=value, source=source))
    passed = [str(point.year) for point in in_force(row, today) if point.year <= year]
    notes: tuple[str, ...] = ()
    if passed:
        message = _("Mốc năm {years} của lộ trình không sau năm của số gốc nên không còn được dùng.")
        notes = (message.format(years=", ".join(passed)),)
    return Preview(row, after, token_of(year, value, source, reason, state_of(row)), notes)


def try_definition(row: IndicatorRow, definition: Definition) -> Preview:
    """What `set_definition` would do. One query at most. Raises Refused as it does."""
    refuse_definition(row.indicator, definition)
    changes(row.indicator, definition)
    preview = Preview(row, with_definition(row, definition), token_of(definition, state_of(row)))
    words = _("Số để đánh giá năm {year} đổi từ {before} thành {after}.")
    notes = tuple(
        words.format(year=one.year, before=one.judged_before, after=one.judged_after)
        for one in preview.years
        if one.judged_before != one.judged_after
    )
    return replace(preview, notes=notes)


def _milestones_left_behind(points: Sequence[Point], rule: TargetRule) -> tuple[str, ...]:
    """A schedule does not change by itself when the target it leads to does."""
    bound = rule.nearest_bound
    past = [
        str(point.year)
        for point in points
        if bound is not None and (point.year >= rule.year or (point.value != bound and rule.meets(point.value)))
    ]
    if not past:
        return ()
    message = _(
        "Lộ trình đang có hiệu lực (mốc năm {years}) không còn hợp với mức phải đạt mới. "
        "Sau khi lưu, hãy ghi lộ trình mới theo cùng quyết định."
    )
    return (message.format(years=", ".join(past)),)
