"""Which agencies report an indicator: the coordinator decides, and each decision has a date."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from agencies.models import Agency
from plan.selectors import coordinates
from targets.models import Indicator, IndicatorOwner
from targets.periods import end, lock, refuse_far, refuse_later


def change_owner(
    *, indicator: Indicator, agency: Agency, confirmed: bool, on: dt.date, today: dt.date, by: Person
) -> IndicatorOwner:
    """From the day `on` it is `agency` that reports the whole of `indicator`; who did so before, did so until then.

    Agencies that report only their part go on doing so. For the agency that reports the whole already, alone, only
    the confirmation changes. Rounds that are open keep the agency they were opened with. Raises Refused where the
    person does not work for the plan's coordinator, where the agency does not exist on that day, and where a later
    change is on record or nothing would change.
    """
    _refuse_others(indicator, by, today)
    refuse_far(indicator.plan, on, field="on")
    _refuse_replaced(indicator, on)
    _refuse_ended(agency, on, field="agency")
    with acting(by.user):
        rows = _locked_rows(indicator)
        whole = [row for row in rows if row.holds_on(on) and not row.is_part]
        touched = [row for row in rows if not row.is_part or row.agency_id == agency.pk]
        refuse_later(touched, on, field="on")
        if [row.agency_id for row in whole] == [agency.pk]:
            return _confirm(whole[0], confirmed)
        _end(touched, on)
        return _new(indicator, agency, on=on, confirmed=confirmed)


def add_reporters(
    *, indicator: Indicator, agencies: Sequence[Agency], is_part: bool, on: dt.date, today: dt.date, by: Person
) -> list[IndicatorOwner]:
    """From the day `on` these agencies report, too: the whole (differing figures are compared) or only their part.

    All of them or none. Raises Refused where the person does not work for the plan's coordinator, where an agency
    does not exist on that day, and where one reports the indicator already.
    """
    _refuse_others(indicator, by, today)
    refuse_far(indicator.plan, on, field="on")
    _refuse_replaced(indicator, on)
    if not agencies:
        raise Refused(_("Hãy chọn ít nhất một cơ quan."), field="agencies")
    for agency in agencies:
        _refuse_ended(agency, on, field="agencies")
    with acting(by.user):
        rows = _locked_rows(indicator)
        for agency in agencies:
            own = [row for row in rows if row.agency_id == agency.pk]
            if any(row.holds_on(on) for row in own):
                message = _("{agency} đang báo cáo chỉ tiêu này; hãy kết thúc phân công đó trước.")
                raise Refused(message.format(agency=agency.name), field="agencies")
            refuse_later(own, on, field="on")
        return [_new(indicator, agency, on=on, confirmed=True, is_part=is_part) for agency in agencies]


def end_reporter(*, indicator: Indicator, agency: Agency, on: dt.date, today: dt.date, by: Person) -> None:
    """From the day `on` this agency no longer reports the indicator. Rounds that are open keep it.

    Raises Refused where the person does not work for the plan's coordinator, where the agency does not report the
    indicator on that day, where a later change is on record, and where nobody would report the whole any more: that is
    for `change_owner`.
    """
    _refuse_others(indicator, by, today)
    refuse_far(indicator.plan, on, field="on")
    _refuse_replaced(indicator, on)
    with acting(by.user):
        rows = _locked_rows(indicator)
        own = next((row for row in rows if row.agency_id == agency.pk and row.holds_on(on)), None)
        if own is None:
            message = _("{agency} không báo cáo chỉ tiêu này vào ngày {day}.")
            raise Refused(message.format(agency=agency.name, day=f"{on:%d/%m/%Y}"), field="on")
        refuse_later([row for row in rows if row.agency_id == agency.pk], on, field="on")
        others = [row for row in rows if not row.is_part and row != own]
        lasts = any(row.holds_on(on) for row in others) and any(row.valid_to is None for row in others)
        if not own.is_part and not lasts:
            raise Refused(_("Không còn cơ quan nào báo cáo chỉ tiêu này. Hãy đổi sang cơ quan khác thay vì kết thúc."))
        _end([own], on)


def _refuse_others(indicator: Indicator, by: Person, today: dt.date) -> None:
    if not coordinates(by, indicator.plan, on=today):
        raise Refused(_("Chỉ người của cơ quan đầu mối được đổi cơ quan báo cáo chỉ tiêu."))


def _refuse_replaced(indicator: Indicator, on: dt.date) -> None:
    """What another row of the indicator stands for from that day on is not changed here."""
    if not indicator.holds_on(on):
        message = _("Nội dung này của chỉ tiêu không còn hiệu lực vào ngày {day}. Hãy chọn ngày khác.")
        raise Refused(message.format(day=f"{on:%d/%m/%Y}"), field="on")


def _refuse_ended(agency: Agency, on: dt.date, *, field: str) -> None:
    if not agency.holds_on(on):
        message = _("{agency} không hoạt động vào ngày {day}. Hãy chọn cơ quan khác hoặc ngày khác.")
        raise Refused(message.format(agency=agency.name, day=f"{on:%d/%m/%Y}"), field=field)


def _locked_rows(indicator: Indicator) -> list[IndicatorOwner]:
    """Who reported it, reports it and will; two people who change that take turns."""
    lock([indicator])
    rows = IndicatorOwner.objects.filter(indicator=indicator).select_related("agency")
    return list(rows.order_by("valid_from", "pk"))


def _confirm(row: IndicatorOwner, confirmed: bool) -> IndicatorOwner:
    if row.confirmed == confirmed:
        raise Refused(_("Không có gì thay đổi: {agency} đang báo cáo chỉ tiêu này.").format(agency=row.agency.name))
    row.confirmed = confirmed
    row.save(update_fields=["confirmed"])
    return row


def _new(
    indicator: Indicator, agency: Agency, *, on: dt.date, confirmed: bool, is_part: bool = False
) -> IndicatorOwner:
    owner: IndicatorOwner = IndicatorOwner.objects.create(
        indicator=indicator, agency=agency, confirmed=confirmed, is_part=is_part, valid_from=on
    )
    return owner


def _end(rows: Sequence[IndicatorOwner], on: dt.date) -> None:
    end(IndicatorOwner.objects.filter(pk__in=[row.pk for row in rows]), on)
