"""Dated rows that follow one another: who changes them ends on a day what held, and undoes nothing."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models.dated import Dated, DatedQuerySet
from plan.models import Plan


def refuse_far(plan: Plan, on: dt.date, *, field: str) -> None:
    """Raises Refused for a day after the plan's years, or so far before them that it was mistyped."""
    first, last = plan.start_year - 1, plan.horizon_year
    if not first <= on.year <= last:
        message = _("Ngày phải nằm trong khoảng từ năm {first} đến năm {last}. Hãy kiểm tra lại năm.")
        raise Refused(message.format(first=first, last=last), field=field)


def refuse_later(rows: Iterable[Dated], on: dt.date, *, field: str) -> None:
    """Raises Refused where rows begin or end on a later day than `on`: that change would be undone unseen."""
    later = [day for row in rows for day in (row.valid_from, row.valid_to) if day and day > on]
    if later:
        message = _("Đã có thay đổi từ ngày {day}; hãy chọn từ ngày đó trở đi.")
        raise Refused(message.format(day=f"{max(later):%d/%m/%Y}"), field=field)


def end(rows: DatedQuerySet, on: dt.date, **found: object) -> None:
    """Those of `rows` that hold on the day `on` hold until then; one that began that very day was a slip and goes
    (the audit trail keeps it). `found` are further columns of those that end. Two statements."""
    held = rows.on(on)
    held.filter(valid_from=on).delete()
    held.update(valid_to=on, **found)
