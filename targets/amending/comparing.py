"""The plan on two days side by side, and the days worth comparing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from agencies.models import Reorganisation
from agencies.workbooks.sheets import Book, Column, Value
from plan.models import Amendment, Plan
from targets.exchange.differences import Difference, differences, heading_of
from targets.exchange.dump import as_file


@dataclass(frozen=True)
class Comparison:
    """What the plan said on the day `old` (None: when it was issued) and says otherwise on `new`."""

    plan: Plan
    old: dt.date | None
    new: dt.date
    found: list[Difference]

    @property
    def groups(self) -> list[tuple[str, list[Difference]]]:
        """The differences under what they are about."""
        grouped: dict[str, list[Difference]] = {}
        for one in self.found:
            grouped.setdefault(one.kind, []).append(one)
        return [(heading_of(kind), rows) for kind, rows in grouped.items()]

    @property
    def before(self) -> str:
        return f"{self.old:%d/%m/%Y}" if self.old else _("Khi ban hành")

    @property
    def after(self) -> str:
        return f"{self.new:%d/%m/%Y}"


@dataclass(frozen=True)
class Pick:
    """A day on which the plan changed, by what; `eve` is the last day before."""

    day: dt.date
    words: str

    @property
    def eve(self) -> dt.date:
        return self.day - dt.timedelta(days=1)


def compare(plan: Plan, old: dt.date | None, new: dt.date) -> Comparison:
    """Twenty-eight queries, whatever the size of the plan."""
    return Comparison(plan, old, new, differences(as_file(plan, old), as_file(plan, new)))


def picks_of(plan: Plan) -> list[Pick]:
    """The days of the plan's amendments and of the reorganisations carried out, the latest first. Two queries."""
    decided = [
        Pick(row.effective_on, _("điều chỉnh {number}").format(number=row.number))
        for row in Amendment.objects.filter(plan=plan)
    ]
    applied = Reorganisation.objects.exclude(applied_at=None).filter(undone_at=None)
    moved = [
        Pick(row.effective_on, _("sắp xếp cơ quan {number}").format(number=row.number))
        for row in applied
        if row.effective_on
    ]
    return sorted((*decided, *moved), key=lambda pick: pick.day, reverse=True)


def write(comparison: Comparison, file: IO[bytes]) -> None:
    """The comparison as an Excel file, row by row as the page shows it."""
    title = _("So sánh kế hoạch: {before} và {after}").format(before=comparison.before, after=comparison.after)
    book = Book(title=title, author=comparison.plan.issuer.name)
    columns = [
        Column(_("Phần"), 14),
        Column(_("Mã"), 12),
        Column(_("Tên"), 30),
        Column(_("Nội dung"), 18),
        Column(comparison.before, 46),
        Column(comparison.after, 46),
    ]
    sheet = book.sheet(_("So sánh"), title, columns, kept=2)
    for heading, rows in comparison.groups:
        for row in _rows(heading, rows):
            sheet.row(row)
    book.save(file)


def _rows(heading: str, found: Iterable[Difference]) -> Iterable[list[Value]]:
    for one in found:
        what = one.what or (_("thêm mới") if one.is_new else _("không còn"))
        yield [heading, one.code, one.name, what, "\n".join(one.before) or "–", "\n".join(one.after) or "–"]
