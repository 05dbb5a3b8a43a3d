"""The chart of one indicator over the years, as plain data. It makes no query of its own.

The shape of a configuration is the contract of static/js/charts/series.js; figures travel as exact strings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.dashboards.history import asked_words, nothing_in
from targets.enums import Kind
from targets.figures import format_figure, keeps_unit, plain, rounded
from targets.models import Measurement, Target
from targets.outlook import Outlook
from targets.projection import CONFIDENCE
from targets.selectors import IndicatorRow, in_unit, rule_of
from targets.verdicts import describe
from targets.wording import unit_once

History = Mapping[int, Sequence[Measurement]]


def series(row: IndicatorRow, history: History, outlook: Outlook | None, *, until: int) -> dict[str, Any]:
    """Accepted values up to `until` and what they replaced, path, targets, baseline and projection over all years
    they name."""
    indicator, baseline = row.indicator, row.baseline
    start = min(row.plan.start_year, baseline.year if baseline else row.plan.start_year)
    end = max([row.plan.horizon_year, *(one.year for one in row.targets)])
    years = range(start, end + 1)
    config: dict[str, Any] = {
        "type": "series",
        "unit": indicator.unit if _keeps_unit(row) else "",
        "decimals": indicator.decimals,
        "bounds": [None if end is None else plain(end) for end in (row.possible.least, row.possible.most)],
        "years": list(years),
        "values": [one for year in years if year <= until for one in _value(row, year)],
        "former": [one for year in years if year <= until for one in _former(row, year, history.get(year, ()))],
        "nothing": [
            {"year": year, "answer": answer.value}
            for year in row.plan.years
            if year <= until and (answer := nothing_in(row, year))
        ],
        "path": [_asked(row, year, asked, outlook) for year, asked in _path(row, years)],
        "targets": [_target(row, step) for step in steps_of(row, years)],
        "decisions": [{"year": year, "label": number} for year, number in decisions_of(row, years).items()],
    }
    if baseline:
        label = format_figure(baseline.value, min_decimals=indicator.decimals)
        config["baseline"] = {"year": baseline.year, "value": plain(baseline.value), "label": _named(row, label)}
    if outlook and outlook.projection:
        config["projection"] = _projection(row, outlook)
    config["legend"] = _legend(config)
    return config


def _keeps_unit(row: IndicatorRow) -> bool:
    return keeps_unit(row.indicator.unit, Kind(row.indicator.kind))


def _named(row: IndicatorRow, figure: str) -> str:
    """A figure as it is written into the chart: the caption names the unit once, only shares are said with it again."""
    return in_unit(figure, row.indicator) if _keeps_unit(row) else figure


def _value(row: IndicatorRow, year: int) -> Iterable[dict[str, Any]]:
    """The figure that is judged in a year, if there is one."""
    reading = row.reading(year)
    if reading and reading.value is not None:
        yield _mark(row, year, reading.value, reading.quality)


def _mark(row: IndicatorRow, year: int, value: Decimal, quality: str) -> dict[str, Any]:
    return {"year": year, "value": plain(value), "text": _named(row, row.written(value, year)), "quality": quality}


def _former(row: IndicatorRow, year: int, revisions: Sequence[Measurement]) -> Iterable[dict[str, Any]]:
    """The figures that a year's present one replaced, as they stood on the chart then."""
    value, now = row.value(year), row.measurements.get(year)
    if value is None or now is None or now.value is None:
        return
    years_before = value - now.value if row.adds_up else Decimal(0)
    for one in revisions[:-1]:
        if one.value is not None and one.value != now.value:
            yield _mark(row, year, years_before + one.value, one.quality)


def _path(row: IndicatorRow, years: range) -> list[tuple[int, Decimal]]:
    """What each year asks for, from the baseline on where the path leads away from it."""
    path = [(year, asked) for year in years if (asked := row.required(year)) is not None]
    start = row.baseline
    rule = row.rule_at(start.year) if start else None
    if start and rule and path and path[0][0] == start.year + 1:
        leads_away = (start.value <= path[0][1]) == rule.upward
        if leads_away and rule.nearest_bound is not None:
            path.insert(0, (start.year, start.value))
    return path if len(path) > 1 else []  # the target alone is no way to it


def _asked(row: IndicatorRow, year: int, asked: Decimal, outlook: Outlook | None) -> dict[str, Any]:
    """A point of the path, written as in the tables."""
    value, coming = row.value(year), outlook.at(year) if outlook else None
    beside = coming.value if value is None and coming else value
    words = asked_words(row, year, beside) or format_figure(asked, min_decimals=row.indicator.decimals)
    return {"year": year, "value": plain(asked), "text": _named(row, words)}


@dataclass(frozen=True, slots=True)
class Step:
    """A target and the years `since` to `until` that are judged by it."""

    target: Target
    since: int
    until: int


def steps_of(row: IndicatorRow, years: range) -> list[Step]:
    """Which target judges which of the plan's years: one step, or more after an amendment."""
    judged = [(year, row.target_at(year)) for year in years if year >= row.plan.start_year]
    steps = []
    for _pk, group in groupby(judged, key=lambda pair: pair[1] and pair[1].pk):
        members = list(group)
        target = members[0][1]
        if target:
            steps.append(Step(target, members[0][0], members[-1][0]))
    return steps


def decisions_of(row: IndicatorRow, years: range) -> dict[int, str]:
    """The number of each decision that changed a target or the yearly path, by the first year judged by it."""
    found = {
        step.since: step.target.amendment.number
        for step in steps_of(row, years)
        if step.target.amendment and step.since > row.plan.start_year
    }
    for milestone in row.milestone_rows:
        begins = milestone.valid_from.year if milestone.valid_from else row.plan.start_year
        if milestone.amendment and begins > row.plan.start_year:
            found.setdefault(begins, milestone.amendment.number)
    return dict(sorted(found.items()))


def _target(row: IndicatorRow, step: Step) -> dict[str, Any]:
    """One step; a target that asks to be better than the baseline has no bound."""
    rule = rule_of(row.indicator, step.target, row.plan)
    return {
        "since": step.since,
        "until": step.until,
        "year": step.target.year,
        "lower": None if rule.lower is None else plain(rule.lower),
        "upper": None if rule.upper is None else plain(rule.upper),
        "label": describe(unit_once(rule)),
    }


def _projection(row: IndicatorRow, outlook: Outlook) -> list[dict[str, Any]]:
    """The fan from the last figure on: the pace so far, and the limits of the interval."""
    found = outlook.projection
    start = row.value(found.until) if found else None
    if found is None or start is None:
        return []
    points: list[dict[str, Any]] = [{"year": found.until, **dict.fromkeys(("value", "low", "high"), plain(start))}]
    for one in found.years:
        value, low, high = (_named(row, row.written(end, one.year)) for end in (one.value, one.low, one.high))
        drawn = {name: _drawn(getattr(one, name)) for name in ("value", "low", "high")}
        points.append({"year": one.year, **drawn, "text": value, "between": f"{low} - {high}"})
    return points


def _drawn(value: Decimal) -> str:
    """More digits would not be seen, and would not say more."""
    return plain(rounded(value, 6))


ANSWERS = {
    "official": gettext_lazy("số chính thức"),
    "preliminary": gettext_lazy("số sơ bộ"),
    "estimate": gettext_lazy("số ước"),
    "no_data": gettext_lazy("chưa có số liệu"),
    "not_due": gettext_lazy("không thuộc kỳ"),
}
"""How the answer of a year is marked, in charts and under them."""


def legend_of(marks: Iterable[str]) -> list[dict[str, str]]:
    """The marks of answers in words; only of those that are there."""
    return [{"mark": mark, "label": str(label)} for mark, label in ANSWERS.items() if mark in set(marks)]


def _legend(config: dict[str, Any]) -> list[dict[str, str]]:
    answers = legend_of([*(one["quality"] for one in config["values"]), *(one["answer"] for one in config["nothing"])])
    lines = {
        "former": _("số trước khi cập nhật") if config["former"] else "",
        "path": _("lộ trình") if config["path"] else "",
        "target": _("mức phải đạt") if any(one["lower"] or one["upper"] for one in config["targets"]) else "",
        "baseline": _("số gốc") if "baseline" in config else "",
        "projection": _("dự báo theo nhịp đã qua, khoảng tin cậy {share}%").format(share=CONFIDENCE)
        if "projection" in config
        else "",
    }
    return [*answers, *({"mark": mark, "label": label} for mark, label in lines.items() if label)]
