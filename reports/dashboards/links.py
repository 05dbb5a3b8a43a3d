"""The other views of a dashboard: each link keeps what the present view is narrowed to, but for what it changes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.dashboards.filters import Filters
from reports.dashboards.headline import VERDICTS
from reports.dashboards.overview import Dashboard
from targets.enums import Status

CLAUSE_WORDS = 60  # of a clause in the list to choose from


def links_of(page: Dashboard) -> dict[str, Any]:
    """Years, orders, styles, the presentation, the files; and the lists that sentences lead to."""
    filters = page.filters
    orders = ((_("Theo kế hoạch"), False), (_("Kém nhất trước"), True))
    styles = ((_("Thẻ"), False), (_("Danh sách"), True))
    return {
        "years": [
            {"label": str(year), "url": _at(page, year) + filters.query(), "current": year == page.year}
            for year in page.years
        ],
        "orders": [
            {"label": label, "url": _list(filters, worst_first=worst), "current": filters.worst_first == worst}
            for label, worst in orders
        ],
        "styles": [
            {"label": label, "url": _list(filters, as_list=as_list), "current": filters.as_list == as_list}
            for label, as_list in styles
        ],
        "present": filters.query(screen=1),
        "leave": filters.query(screen=0),
        "workbook": reverse("reports:dashboard_workbook", args=[page.plan.code, page.year]) + filters.query(screen=0),
        "tasks": _sheet(page, "tasks_sheet"),
        "timeliness": _sheet(page, "timeliness_sheet"),
        "all": _list(filters, status=None, agency="", clause=""),
        "behind": _list(filters, status=None, worst_first=True),
        "unjudged": _list(filters, status=Status.NOT_MEASURABLE),
    }


def choices_of(page: Dashboard) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen to narrow the view, as (word of the address, label)."""
    return {
        "agencies": page.agencies,
        "clauses": [(one.code, f"{one.code} {_short(one.words)}") for one in page.clauses.values()],
        "statuses": [(status.value, f"{status.label} ({page.counts[status]})") for status in VERDICTS],
    }


def chips_of(page: Dashboard) -> list[dict[str, str]]:
    """What the view is narrowed to, each with the address that leaves it out."""
    filters = page.filters
    chips = []
    if filters.agency:
        label = _("Cơ quan: {name}").format(name=page.agency or filters.agency)
        chips.append({"label": label, "url": filters.query(agency="")})
    if filters.clause:
        words = page.clauses[filters.clause].words if filters.clause in page.clauses else ""
        label = _("Mục {code} {words}").format(code=filters.clause, words=_short(words))
        chips.append({"label": label.strip(), "url": filters.query(clause="")})
    if filters.status:
        label = _("Đánh giá: {verdict}").format(verdict=filters.status.label)
        chips.append({"label": label, "url": filters.query(status=None)})
    return chips


def _at(page: Dashboard, year: int) -> str:
    return reverse("reports:dashboard", args=[page.plan.code, year])


def _sheet(page: Dashboard, route: str) -> str:
    """The workbook of one chart, of the agency the view is narrowed to."""
    url = reverse(f"reports:{route}", args=[page.plan.code, page.year])
    return url + Filters(agency=page.filters.agency).query()


def _list(filters: Filters, **changes: Any) -> str:
    """The address that leads straight to the indicators."""
    return f"{filters.query(**changes)}#chi-tieu"


def _short(words: str) -> str:
    """The first words, cut between two of them."""
    if len(words) <= CLAUSE_WORDS:
        return words
    return f"{words[:CLAUSE_WORDS].rsplit(' ', 1)[0].rstrip(',;')}…"
