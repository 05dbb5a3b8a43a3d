"""The years of what is declared or graded, as plain data: a row of answers, or steps between whole grades.

Neither is a share of anything, so nothing here is a percentage or a line. The page draws it in HTML; the shape is
also the contract of static/js/charts/timeline.js, which draws the same as a picture to take away.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reports.dashboards.history import nothing_in
from reports.dashboards.series import legend_of
from targets.enums import Answer, Kind
from targets.possible import HIGHEST_LEVEL
from targets.selectors import IndicatorRow


def timeline(row: IndicatorRow, *, until: int) -> dict[str, Any]:
    """One stop for each of the plan's years; with `levels`, from the highest to 1, where there are grades."""
    stops = [_stop(row, year, until) for year in row.plan.years]
    config: dict[str, Any] = {"type": "timeline", "stops": stops}
    if row.indicator.kind == Kind.LEVEL:
        numbers = [one[name] for one in stops for name in ("level", "asked") if one[name]]
        highest = max([_drawn(row.indicator.highest_level or 1), *numbers])
        config["levels"] = [_level(row, level, stops) for level in range(highest, 0, -1)]
        config["legend"] = legend_of(stop["mark"] for stop in stops)
        if any(stop["asked"] for stop in stops):
            config["legend"].append({"mark": "target", "label": _("mức phải đạt")})
    return config


def _stop(row: IndicatorRow, year: int, until: int) -> dict[str, Any]:
    """`mark` and `words` say the state, `status` colours it; a year still to come has words only. `level` is the grade
    reported, `asked` the one asked for, `due` says that it has to be there. `words` have the figure as it is."""
    rule, value = row.rule_at(year), row.value(year) if year <= until else None
    asked = row.required(year) if row.indicator.kind == Kind.LEVEL else None
    stop = {
        "year": year,
        "due": _("phải đạt") if rule and (rule.every_year or year == rule.year) else "",
        "asked": None if asked is None else _drawn(asked),
        "level": None if value is None else _drawn(value),
        "mark": "",
        "words": _("chưa đến kỳ"),
        "status": row.verdict(year).status.value if year <= until else "",
    }
    if value is not None:
        return stop | {"mark": row.measurements[year].quality, "words": row.shown(value, year)}
    if year > until:
        return stop
    answer = nothing_in(row, year) or Answer(row.measurements[year].answer)
    return stop | {"mark": answer.value, "words": str(answer.label)}


def _drawn(level: Decimal | int) -> int:
    """The grade at which a figure stands: on the highest there can be, whatever once was put on record."""
    return int(min(level, HIGHEST_LEVEL))


def _level(row: IndicatorRow, level: int, stops: list[dict[str, Any]]) -> dict[str, Any]:
    """One grade: for each year whether it was reached, whether it was the one reported, whether it was asked for."""
    cells = [
        {
            "reached": stop["level"] is not None and level <= stop["level"],
            "mark": stop["mark"] if level == (stop["level"] or 1) else "",
            "status": stop["status"],
            "asked": level == stop["asked"],
        }
        for stop in stops
    ]
    return {"level": level, "label": f"{row.indicator.unit} {level}", "cells": cells}
