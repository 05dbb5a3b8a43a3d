"""Which agency reports an indicator: the coordinator decides, and each decision has a date."""

import datetime as dt

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from agencies.models import Agency
from plan.selectors import coordinates
from targets.models import Indicator, IndicatorOwner


def change_owner(
    *, indicator: Indicator, agency: Agency, confirmed: bool, on: dt.date, today: dt.date, by: Person
) -> IndicatorOwner:
    """From the day `on` it is `agency` that reports `indicator`; who did so before, did so until then.

    For the agency that reports it already only the confirmation changes. Rounds that are open keep the agency they
    were opened with. Raises Refused where the person does not work for the plan's coordinator, where the agency does
    not exist on that day, and where a later change is on record or nothing would change.
    """
    if not coordinates(by, indicator.plan, on=today):
        raise Refused(_("Chỉ người của cơ quan đầu mối được đổi cơ quan báo cáo chỉ tiêu."))
    if not agency.holds_on(on):
        message = _("{agency} không hoạt động vào ngày {day}. Hãy chọn cơ quan khác hoặc ngày khác.")
        raise Refused(message.format(agency=agency.name, day=f"{on:%d/%m/%Y}"), field="agency")
    with acting(by.user):
        Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
        rows = list(IndicatorOwner.objects.filter(indicator=indicator).order_by("valid_from"))
        _refuse_overlap(rows, on)
        current = [row for row in rows if row.holds_on(on)]
        same = next((row for row in current if row.agency_id == agency.pk), None)
        if same:
            return _confirm(same, confirmed)
        for row in current:
            _end(row, on)
        owner: IndicatorOwner = IndicatorOwner.objects.create(
            indicator=indicator, agency=agency, confirmed=confirmed, valid_from=on
        )
        return owner


def _refuse_overlap(rows: list[IndicatorOwner], on: dt.date) -> None:
    later = [row.valid_from for row in rows if row.valid_from and row.valid_from > on]
    if later:
        message = _("Đã có phân công từ ngày {day}; hãy chọn từ ngày đó trở đi.")
        raise Refused(message.format(day=f"{max(later):%d/%m/%Y}"), field="on")


def _confirm(row: IndicatorOwner, confirmed: bool) -> IndicatorOwner:
    if row.confirmed == confirmed:
        raise Refused(_("Không có gì thay đổi: {agency} đang báo cáo chỉ tiêu này.").format(agency=row.agency.name))
    row.confirmed = confirmed
    row.save(update_fields=["confirmed"])
    return row


def _end(row: IndicatorOwner, on: dt.date) -> None:
    """`row` holds until `on`; one that began on that very day was a slip and goes (the audit trail keeps it)."""
    if row.valid_from == on:
        row.delete()
        return
    row.valid_to = on
    row.save(update_fields=["valid_to"])
