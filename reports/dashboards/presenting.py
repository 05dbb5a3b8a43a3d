"""How the dashboard is shown: its sentences, its links to other views of itself, its rows ready to be written."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.dashboards import charts, multiples
from reports.dashboards.cards import card, list_row, sentence
from reports.dashboards.headline import VERDICTS, changes_sentence, sent_sentence, standing_sentence, tasks_sentence
from reports.dashboards.judged import Judged
from reports.dashboards.links import chips_of, choices_of, links_of
from reports.dashboards.markup import sent_mark, verdict_chip
from reports.dashboards.overview import Dashboard
from reports.dashboards.progress import TaskState
from reports.dashboards.selectors import LEADS_SHOWN
from reports.deadlines import days_left

WORST_SHOWN = 6
CHANGES_SHOWN = 5  # of each kind; the rest opens
NAMED = 8  # agencies that are missing or had their report returned
FEW_BARS = 4  # fit into a small chart


def context_of(page: Dashboard, now: dt.datetime) -> dict[str, Any]:
    """What the template of the dashboard is given."""
    return {
        "page": page,
        "filters": page.filters,
        "chips": chips_of(page),
        "links": links_of(page),
        "choices": choices_of(page),
        "sentences": sentences_of(page, now),
        "segments": segments_of(page),
        "changes": changes_of(page),
        "worst": worst_of(page)[:WORST_SHOWN],
        "axis": multiples.axis(page.plan.years, year=page.year),
        "groups": groups_of(page),
        "tasks": _tasks(page),
        "timeliness": _timeliness(page),
        "missing": _named(page, [line.name for line in page.missing], page.sent[page.year].overdue),
        "returned": _named(page, [line.name for line in page.returned], page.sent[page.year].returned),
        "agencies_left": 0 if page.filters.agency else page.sent[page.year].total - len(page.lines),
    }


def sentences_of(page: Dashboard, now: dt.datetime) -> list[str]:
    """What is read aloud; how many agencies sent concerns all of them, so not a view of one."""
    clause = _("mục {code}").format(code=page.filters.clause) if page.filters.clause in page.clauses else ""
    scope = ", ".join(part for part in (page.agency, clause) if part)
    sentences = [standing_sentence(page.year, page.counts, scope=scope)]
    if page.changes is not None and page.judged:
        found = page.changes
        better, worse, gained, lost = map(len, (found.better, found.worse, found.gained, found.lost))
        sentences.append(changes_sentence(page.year, better=better, worse=worse, gained=gained, lost=lost))
    if not page.filters.agency:
        zone = timezone.get_current_timezone()
        left = days_left(page.round.due_at, now, zone)
        due = timezone.localdate(page.round.due_at)
        sentences.append(sent_sentence(page.sent[page.year], due=due, days_left=left))
    return sentences


def segments_of(page: Dashboard) -> list[dict[str, Any]]:
    """The bar of verdicts; a click shows only these indicators, a second one all again."""
    chosen = page.filters.status
    return [
        {
            "value": status.value,
            "label": status.label,
            "count": page.counts[status],
            "url": f"{page.filters.query(status=None if status == chosen else status)}#chi-tieu",
            "current": status == chosen,
        }
        for status in VERDICTS
        if page.counts[status]
    ]


def indicator_links(page: Dashboard) -> Callable[[Judged], str]:
    """The address of an indicator's page at this year; resolved once, for there are many."""
    some = reverse("reports:indicator", args=[page.plan.code, "-"])
    return lambda one: f"{some.removesuffix('-/')}{quote(one.row.indicator.code)}/?nam={page.year}"


def worst_of(page: Dashboard) -> list[dict[str, Any]]:
    """What is wrong, who has it, since when."""
    link, language = indicator_links(page), get_language()
    return [
        {
            "name": one.row.indicator.name,
            "url": link(one),
            "chip": verdict_chip(one.status),
            "sentence": sentence(one, language),
            "agencies": one.agencies or _("Chưa có cơ quan báo cáo"),
            "since": one.behind_since,
        }
        for one in page.behind[:WORST_SHOWN]
    ]


def changes_of(page: Dashboard) -> list[dict[str, Any]]:
    """What changed since the year before, by kind; only the kinds that happened."""
    found, link = page.changes, indicator_links(page)
    if not found:
        return []
    kinds = (
        (_("Tốt lên"), found.better),
        (_("Kém đi"), found.worse),
        (_("Mới có số liệu, mới đánh giá được"), found.gained),
        (_("Hiện chưa có số liệu, chưa đánh giá được"), found.lost),
    )
    return [{"title": title, "count": len(rows), **_first(rows, link)} for title, rows in kinds if rows]


def _first(rows: Sequence[Judged], link: Callable[[Judged], str]) -> dict[str, Any]:
    """The first rows, and those that open."""
    turned = [
        {
            "name": one.row.indicator.name,
            "url": link(one),
            "chip": verdict_chip(one.status),
            "before": one.status_before.label if one.status_before else "",
        }
        for one in rows
    ]
    return {"rows": turned[:CHANGES_SHOWN], "more": turned[CHANGES_SHOWN:]}


def groups_of(page: Dashboard) -> list[dict[str, Any]]:
    """The indicators by clause, ready to be written: cards or rows of the list."""
    link, language = indicator_links(page), get_language()
    written = list_row if page.filters.as_list else card
    return [
        {
            "clause": group.clause,
            "size": len(group.judged),
            "rows": [written(one, link(one), language) for one in group.judged],
        }
        for group in page.groups
    ]


def _tasks(page: Dashboard) -> dict[str, Any]:
    """Tasks by state and leading agency: one set of numbers for the chart and for its table."""
    rows = [(lead, [lead.counts[state] for state in TaskState]) for lead in page.leads]
    here = reverse("reports:dashboard", args=[page.plan.code, page.year])
    urls = [here + page.filters.query(agency=lead.code) for lead, _counts in rows]
    return {
        "states": list(TaskState),
        "rows": [
            (url, lead.name, SafeString("".join(f'<td class="num">{count}</td>' for count in (*counts, sum(counts)))))
            for url, (lead, counts) in zip(urls, rows, strict=True)
        ],
        "chart": charts.bars(
            [(state.value, str(state.label)) for state in TaskState],
            [(lead.name, counts, url) for url, (lead, counts) in zip(urls, rows, strict=True)],
        ),
        "cut": len(rows) >= LEADS_SHOWN,
        "size": "small" if len(rows) <= FEW_BARS else "tasks",
        "sentence": tasks_sentence(page.task_states.elements()),
    }


def _timeliness(page: Dashboard) -> list[tuple[str, SafeString]]:
    """Agencies by year; a dash in a year before an agency reported."""
    return [
        (line.name, _cells(sent_mark(line.cells[year]) if year in line.cells else "—" for year in page.years))
        for line in page.lines
    ]


def _cells(marks: Iterable[SafeString | str]) -> SafeString:
    """Table cells in one piece, for a table has hundreds; `marks` are ours, with nothing to escape."""
    return SafeString("".join(f"<td>{mark}</td>" for mark in marks))


def _named(page: Dashboard, names: list[str], count: int) -> dict[str, Any]:
    """The first names, and how many there are in all; of one agency nothing but itself."""
    total = len(names) if page.filters.agency else count
    return {"names": names[:NAMED], "count": total, "left": total - len(names[:NAMED])}
