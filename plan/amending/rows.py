"""What amended rows of every kind share: a code of their own, their place in the plan, and rounds that rest on them."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Model, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import AuditLine
from agencies.models.dated import Dated
from plan.models import Plan, Section

_CODE = re.compile(r"[\w.-]+")  # as in a plan file; it also stands in addresses


def refuse_code(rows: Any, code: str) -> None:
    """Raises Refused for a code that one of `rows` has or had: what was reported under it must stay its own."""
    if not code:
        raise Refused(_("Hãy ghi mã."), field="code")
    if not _CODE.fullmatch(code):
        raise Refused(_("Mã chỉ gồm chữ, chữ số, dấu chấm, gạch nối và gạch dưới."), field="code")
    used = rows.filter(code=code).order_by("-valid_from").first()
    if used is None:
        return
    if used.valid_to:
        message = _("Mã {code} đã dùng đến ngày {day} và không dùng lại, để số liệu cũ không lẫn. Hãy chọn mã khác.")
        raise Refused(message.format(code=code, day=f"{used.valid_to:%d/%m/%Y}"), field="code")
    raise Refused(_("Mã {code} đang được dùng. Hãy chọn mã khác.").format(code=code), field="code")


def refuse_joined(row: Any, on: dt.date) -> None:
    """Raises Refused for a `row` that is to end on the day `on` while another goes on in it from that day or later."""
    joined = row.merged_from.filter(valid_to__gte=on).first()
    if joined:
        message = _("{code} được gộp vào đây từ ngày {day}; hãy rút lại việc gộp đó trước.")
        raise Refused(message.format(code=joined.code, day=f"{joined.valid_to:%d/%m/%Y}"))


def place_in(section: Section, rows: Any) -> int:
    """The order of a new row at the end of `section`; what stands behind it makes room. `rows` are the plan's of its
    kind. Two queries."""
    before = rows.filter(section__order__lte=section.order).aggregate(last=Max("order"))["last"] or 0
    rows.filter(order__gt=before).update(order=F("order") + 1)
    return int(before) + 1


def refuse_rested(plan: Plan, changed: Iterable[Dated]) -> None:
    """Raises Refused where a round was opened with what a decision made of these rows.

    A round takes what holds on its due day, so those due before the rows changed, and those opened before that was
    entered, do not rest on it; which was entered first, the audit trail knows. Rounds belong to an app above this one:
    they are reached through the relation they bring along. Two queries and one for each row.
    """
    rows = list(changed)
    first = min((day for row in rows for day in (row.valid_from, row.valid_to) if day), default=None)
    rounds: Any = getattr(plan, "rounds", None)
    if rounds is None or first is None:
        return
    entered = min((_entered(row) for row in rows), default=0)
    later = AuditLine.objects.filter(table=rounds.model._meta.db_table, action="insert", pk__gt=entered)
    resting = rounds.filter(due_at__date__gte=first, pk__in=later.values("row_id")).order_by("year").first()
    if resting:
        message = _(
            "Kỳ báo cáo năm {year} đã mở theo nội dung này nên không rút lại được. "
            "Hãy ghi quyết định mới có hiệu lực từ ngày sau đó."
        )
        raise Refused(message.format(year=resting.year))


def delete_free(rows: QuerySet[Any]) -> None:
    """Delete rows on which nothing rests. Raises Refused where something does: a difficulty, a finding, a figure."""
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError:
        raise Refused(_("Đã có báo cáo, khó khăn hoặc số liệu gắn với nội dung này nên không rút lại được.")) from None


def _entered(row: Model) -> int:
    """The audit line with which the row ended, or else began."""
    lines = AuditLine.objects.filter(table=row._meta.db_table, row_id=row.pk)
    ended = lines.filter(action="update", new__has_key="valid_to").order_by("-pk").values_list("pk", flat=True).first()
    return ended or lines.aggregate(first=Min("pk"))["first"] or 0
