"""Where an indicator is heading: its projection and what has to happen, each with its sentence. No query of its own."""

from dataclasses import dataclass
from decimal import Decimal

from targets.enums import Quality
from targets.possible import Figure
from targets.projection import Need, Projected, Projection, need, pace, project
from targets.projection_sentences import need_sentence, no_projection_sentence, projection_sentence
from targets.rule import TargetRule
from targets.selectors import IndicatorRow


@dataclass(frozen=True, slots=True)
class Outlook:
    """`sentence` tells the projection, or in one line why there is none; `task` what has to happen, "" if nothing
    can be said."""

    projection: Projection | None
    need: Need | None
    sentence: str
    task: str

    def at(self, year: int) -> Projected | None:
        """What is projected for `year`."""
        years = self.projection.years if self.projection else ()
        return next((one for one in years if one.year == year), None)


def outlook_of(row: IndicatorRow) -> Outlook | None:
    """From the accepted figures to the target that holds on the day the row was read for; None without a target.

    Years without a figure are simply absent. A running total that misses a year is not whole, so it takes no part.
    """
    rule = row.rule
    if rule is None:
        return None
    readings = {year: row.reading(year) for year in sorted(row.measurements)}
    values = {year: one.judged for year, one in readings.items() if one and one.judged is not None and not one.missing}
    missing = next((one.missing for one in readings.values() if one and one.missing), ())
    baseline = row.baseline.value if row.baseline else None
    projection = None if missing else project(values, rule=rule, within=row.possible, this_year=row.on.year)
    if projection:
        unofficial = [year for year in values if row.measurements[year].quality != Quality.OFFICIAL]
        sentence = projection_sentence(projection, rule, baseline=baseline, unofficial=unofficial)
    else:
        sentence = no_projection_sentence(rule, figures=len(values), missing=missing, this_year=row.on.year)
    missed, task = (None, "") if missing or not values else _task(values, rule, baseline, row.on.year)
    return Outlook(projection, missed, sentence, task)


def _task(
    values: dict[int, Figure], rule: TargetRule, baseline: Decimal | None, this_year: int
) -> tuple[Need | None, str]:
    last = max(values)
    found = need(rule, year=last, value=values[last], this_year=this_year, baseline=baseline)
    if found is None:
        return None, ""
    since = rule.start_year if rule.adds_up else min(values)
    return found, need_sentence(found, rule, since=since, until=last, pace=pace(values, rule=rule))
