"""How the dashboard is shown: its sentences, its links to other views of itself, its rows ready to be written."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.dashboards import charts
from reports.dashboards.headline import VERDICTS, indicators_sentence, sent_sentence, tasks_sentence
from reports.dashboards.markup import sent_mark, spark_svg, verdict_chip
from reports.dashboards.overview import Dashboard, Filters, Judged
from reports.dashboards.progress import TaskState
from reports.deadlines import days_left
from targets.enums import Status
from targets.selectors import IndicatorRow

WORST_SHOWN = 6
FEW_BARS = 4  # fit into a small chart


def context_of(page: Dashboard, now: dt.datetime) -> dict[str, Any]:
    """What the template of the dashboard is given."""
    return {
        "page": page,
        "filters": page.filters,
        "sentences": sentences_of(page, now),
        "segments": _segments(page),
        "links": _links(page),
        "groups": _groups(page),
        "worst": _worst(page),
        "tasks": _tasks(page),
        "timeliness": _timeliness(page),
        "agencies_left": 0 if page.filters.agency else page.sent[page.year].total - len(page.lines),
    }


def sentences_of(page: Dashboard, now: dt.datetime) -> list[str]:
    """What is read aloud; how many agencies sent concerns all of them, so not a view of one."""
    sentences = [indicators_sentence(page.year, page.counts, page.counts_before, scope=page.scope)]
    if not page.filters.agency:
        zone = timezone.get_current_timezone()
        left = days_left(page.round.due_at, now, zone)
        due = timezone.localdate(page.round.due_at)
        sentences.append(sent_sentence(page.sent[page.year], due=due, days_left=left))
    return sentences


def _links(page: Dashboard) -> dict[str, Any]:
    """The other views of this dashboard; each keeps what this one is narrowed to, but for what it changes."""
    filters = page.filters
    orders = ((_("Theo kế hoạch"), False), (_("Kém nhất trước"), True))
    return {
        "years": [
            {
                "label": str(year),
                "url": reverse("reports:dashboard", args=[page.plan.code, year]) + filters.query(),
                "current": year == page.year,
            }
            for year in page.years
        ],
        "orders": [
            {"label": label, "url": _list(filters, worst_first=worst), "current": filters.worst_first == worst}
            for label, worst in orders
        ],
        "all": _list(filters, status=None, agency=""),
        "behind": _list(filters, status=None, worst_first=True),
        "unjudged": _list(filters, status=Status.NOT_MEASURABLE),
    }


def _list(filters: Filters, **changes: Any) -> str:
    """The address that leads straight to the list of indicators."""
    return f"{filters.query(**changes)}#chi-tieu"


def _segments(page: Dashboard) -> list[dict[str, Any]]:
    """The bar of verdicts; a click shows only these indicators, a second one all again."""
    chosen = page.filters.status
    return [
        {
            "value": status.value,
            "label": status.label,
            "count": page.counts[status],
            "url": _list(page.filters, status=None if status == chosen else status),
            "current": status == chosen,
        }
        for status in VERDICTS
        if page.counts[status]
    ]


def _indicator_links(page: Dashboard) -> Callable[[IndicatorRow], str]:
    """The address of an indicator's page at this year; resolved once, for there are many."""
    some = reverse("reports:indicator", args=[page.plan.code, "-"])
    return lambda row: f"{some.removesuffix('-/')}{quote(row.indicator.code)}/?nam={page.year}"


def _worst(page: Dashboard) -> list[dict[str, Any]]:
    """What is wrong, who has it, since when."""
    link = _indicator_links(page)
    return [
        {
            "name": one.row.indicator.name,
            "url": link(one.row),
            "chip": verdict_chip(one.verdict.status),
            "sentence": one.verdict.sentence,
            "agencies": one.agencies or _("Chưa có cơ quan báo cáo"),
            "since": one.behind_since,
        }
        for one in page.behind[:WORST_SHOWN]
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in the list: what it shows, ready to be written."""

    code: str
    name: str
    url: str
    figure: str
    unit: str
    said: str
    target: str
    line: SafeString
    chip: SafeString
    before: str


def _groups(page: Dashboard) -> list[list[Row]]:
    """The list of indicators by clause."""
    link = _indicator_links(page)
    return [[_row(one, link(one.row)) for one in group] for group in page.groups]


def _row(one: Judged, url: str) -> Row:
    indicator, before = one.row.indicator, one.before
    return Row(
        code=indicator.code,
        name=indicator.name,
        url=url,
        figure=one.figure,
        unit=one.unit if one.figure else "",
        said=one.said,
        target=one.target,
        line=spark_svg(charts.spark(one.row, until=one.year)),
        chip=verdict_chip(one.verdict.status),
        before=f"{one.year - 1}: {before.status.label}" if before else "",
    )


def _tasks(page: Dashboard) -> dict[str, Any]:
    """Tasks by state and leading agency: one set of numbers for the chart and for its table."""
    rows = [(code, name, [count[state] for state in TaskState]) for code, name, count in page.leads]
    here = reverse("reports:dashboard", args=[page.plan.code, page.year])
    return {
        "states": list(TaskState),
        "rows": [
            (here + page.filters.query(agency=code), name, [str(count) for count in (*counts, sum(counts))])
            for code, name, counts in rows
        ],
        "chart": charts.bars(
            [(state.value, str(state.label)) for state in TaskState],
            [(name, counts, here + page.filters.query(agency=code)) for code, name, counts in rows],
        ),
        "size": "small" if len(rows) <= FEW_BARS else "tasks",
        "sentence": tasks_sentence(page.task_states.values()),
    }


def _timeliness(page: Dashboard) -> list[tuple[str, list[SafeString | str]]]:
    """Agencies by year; no mark in a year before an agency reported."""
    return [
        (line.name, [sent_mark(line.cells[year]) if year in line.cells else "" for year in page.years])
        for line in page.lines
    ]
