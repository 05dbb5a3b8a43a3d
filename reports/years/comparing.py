"""Two years' reports side by side: what each says of an indicator, and which way it went. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.dashboards.comparing import knows_more
from reports.dashboards.headline import UNJUDGED
from reports.years.table import Cell, Row
from targets.figures import format_figure


class Turn(TextChoices):
    """Which way the verdict went from the earlier report to the later one; what needs an eye first."""

    WORSE = "worse", gettext_lazy("kém hơn")
    LOST = "lost", gettext_lazy("không còn số liệu để đánh giá")
    BETTER = "better", gettext_lazy("tốt hơn")
    GAINED = "gained", gettext_lazy("nay đánh giá được")
    SAME = "same", gettext_lazy("không đổi")
    NEW = "new", gettext_lazy("mới có trong báo cáo")
    GONE = "gone", gettext_lazy("không còn trong báo cáo")


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator in two reports; `difference` says in words by how much the figure changed, where both have one."""

    row: Row
    before: Cell | None
    after: Cell | None
    turn: Turn
    difference: str


def pairs_of(rows: Iterable[Row], before: int, after: int) -> list[Pair]:
    """Every indicator that either year's report has, in the order given."""
    pairs = []
    for row in rows:
        one, other = row.cells.get(before), row.cells.get(after)
        if one or other:
            pairs.append(Pair(row, one, other, turn_of(one, other), difference_of(row, one, other)))
    return pairs


def turn_of(before: Cell | None, after: Cell | None) -> Turn:
    if before is None:
        return Turn.NEW
    if after is None:
        return Turn.GONE
    if before.status == after.status:
        return Turn.SAME
    if UNJUDGED.isdisjoint({before.status, after.status}):
        return Turn.BETTER if after.status.severity < before.status.severity else Turn.WORSE
    return Turn.GAINED if knows_more(before.status, after.status) else Turn.LOST


def difference_of(row: Row, before: Cell | None, after: Cell | None) -> str:
    """ "+1,8 điểm phần trăm", "-120 căn hộ"; empty where one of the figures is missing or was measured otherwise."""
    if before is None or after is None or before.value is None or after.value is None or row.renamed:
        return ""
    change = after.value - before.value
    if not change:
        return _("không đổi")
    places = max(before.places, after.places)
    unit = _("điểm phần trăm") if row.unit == "%" else row.unit
    return f"{signed(change, places)} {unit}".rstrip()


def signed(change: Decimal, places: int) -> str:
    """The change with its sign; a minus is a minus sign, never a hyphen."""
    figure = format_figure(abs(change), min_decimals=min(places, 2))
    return f"+{figure}" if change > 0 else f"\N{MINUS SIGN}{figure}"
