"""Changes of who steers a plan. Each holds from a day on: what held until then ends that day and stays on record.

Rounds that are open keep the reports they were opened with. Whoever calls has checked the door.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from agencies.models import Agency, AgencyGroup, GroupMembership
from agencies.naming import name_key, proposed_code
from plan.enums import Document
from plan.models import Authority, Coordinator, Plan, Recipient
from plan.periods import end, refuse_far, refuse_later
from plan.steering.selectors import plans_of


def change_coordinator(*, plan: Plan, agency: Agency, on: dt.date, by: Person) -> Coordinator:
    """From the day `on` it is `agency` that guides, reminds and consolidates.

    Raises Refused where it does so already, does not exist on that day, or a later change is on record.
    """
    refuse_far(plan, on, field="on")
    _refuse_ended([agency], on, field="agency")
    with acting(by.user):
        rows = _locked(plan).coordinators.all()
        refuse_later(rows, on, field="on")
        if any(row.holds_on(on) and row.agency_id == agency.pk for row in rows):
            raise Refused(
                _("{agency} đang là cơ quan đầu mối vào ngày này.").format(agency=agency.name), field="agency"
            )
        end(Coordinator.objects.filter(plan=plan), on)
        return plan.coordinators.create(agency=agency, valid_from=on)


def change_authority(*, plan: Plan, agency: Agency, place: str, on: dt.date, by: Person) -> Authority:
    """From the day `on` it is `agency` that answers for the plan; its reports are dated at `place` (the plan's own
    where empty).

    Raises Refused where nothing would change, the agency does not exist on that day, or a later change is on record.
    """
    refuse_far(plan, on, field="on")
    _refuse_ended([agency], on, field="agency")
    with acting(by.user):
        rows = _locked(plan).authorities.all()
        refuse_later(rows, on, field="on")
        if any(row.holds_on(on) and (row.agency_id, row.place) == (agency.pk, place) for row in rows):
            message = _("{agency} đang là cơ quan chủ quản vào ngày này.")
            raise Refused(message.format(agency=agency.name), field="agency")
        end(Authority.objects.filter(plan=plan), on)
        return plan.authorities.create(agency=agency, place=place, valid_from=on)


def add_addressee(*, plan: Plan, text: str, agency: Agency | None, on: dt.date, by: Person) -> Recipient:
    """From the day `on` the consolidated report also goes to `text`, in the last place."""
    refuse_far(plan, on, field="on")
    with acting(by.user):
        lines = list(_locked(plan).recipients.filter(document=Document.REPORT))
        _refuse_twice([line for line in lines if line.valid_to is None or line.valid_to > on], text)
        last = max((line.order for line in lines), default=0)
        return _line(plan, text, agency, last + 1, on)


def change_addressee(*, line: Recipient, text: str, agency: Agency | None, on: dt.date, by: Person) -> Recipient:
    """From the day `on` the report goes to `text` in the place of `line`.

    Raises Refused where nothing would change, or a later change of that place is on record.
    """
    refuse_far(line.plan, on, field="on")
    with acting(by.user):
        place = _place(line, on)
        if any(row.holds_on(on) and (row.text, row.agency_id) == (text, agency and agency.pk) for row in place):
            raise Refused(_("Không có gì thay đổi: nơi nhận đang ghi như vậy."), field="text")
        end(Recipient.objects.filter(pk__in=[row.pk for row in place]), on)
        return _line(line.plan, text, agency, line.order, on)


def end_addressee(*, line: Recipient, on: dt.date, by: Person) -> None:
    """From the day `on` the report no longer goes there. Raises Refused where a later change is on record."""
    refuse_far(line.plan, on, field="on")
    with acting(by.user):
        place = _place(line, on)
        if not any(row.holds_on(on) for row in place):
            raise Refused(_("Nơi nhận này không áp dụng vào ngày đã chọn."), field="on")
        end(Recipient.objects.filter(pk__in=[row.pk for row in place]), on)


def add_group(*, name: str, note: str, by: Person) -> AgencyGroup:
    """A group as a document names it, without members yet. Raises Refused where there is one of that name."""
    with acting(by.user):
        groups = list(AgencyGroup.objects.select_for_update())
        same = next((group for group in groups if name_key(group.name) == name_key(name)), None)
        if same:
            raise Refused(_("Đã có nhóm “{name}” (mã {code}).").format(name=same.name, code=same.code), field="name")
        code = f"NHOM-{proposed_code(name)}"[:36]
        taken = {group.code for group in groups}
        free = next(one for one in (code, *(f"{code}-{n}" for n in range(2, 1000))) if one not in taken)
        return AgencyGroup.objects.create(code=free, name=name, note=note)


def add_members(*, group: AgencyGroup, agencies: Sequence[Agency], on: dt.date, by: Person) -> list[GroupMembership]:
    """From the day `on` these agencies belong to the group: all of them or none.

    Raises Refused where one does not exist on that day, belongs to it already, or has a later change on record.
    """
    if not agencies:
        raise Refused(_("Hãy chọn ít nhất một cơ quan."), field="agencies")
    _refuse_far_for(group, on)
    _refuse_ended(agencies, on, field="agencies")
    with acting(by.user):
        rows = _locked_members(group, agencies)
        inside = [row.agency.name for row in rows if row.holds_on(on)]
        if inside:
            message = _("Đã là thành viên vào ngày này: {agencies}.")
            raise Refused(message.format(agencies=", ".join(inside)), field="agencies")
        refuse_later(rows, on, field="on")
        return [group.memberships.create(agency=agency, valid_from=on) for agency in agencies]


def end_members(*, group: AgencyGroup, agencies: Sequence[Agency], on: dt.date, by: Person) -> None:
    """From the day `on` these agencies no longer belong to the group: all of them or none.

    Raises Refused where one does not belong to it on that day, or has a later change on record.
    """
    if not agencies:
        raise Refused(_("Hãy chọn ít nhất một cơ quan."), field="agencies")
    _refuse_far_for(group, on)
    with acting(by.user):
        rows = _locked_members(group, agencies)
        inside = {row.agency_id for row in rows if row.holds_on(on)}
        outside = [agency.name for agency in agencies if agency.pk not in inside]
        if outside:
            message = _("Không phải thành viên vào ngày này: {agencies}.")
            raise Refused(message.format(agencies=", ".join(outside)), field="agencies")
        refuse_later(rows, on, field="on")
        end(GroupMembership.objects.filter(pk__in=[row.pk for row in rows]), on)


def _locked(plan: Plan) -> Plan:
    """Two people who change who steers a plan take turns."""
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def _locked_members(group: AgencyGroup, agencies: Iterable[Agency]) -> list[GroupMembership]:
    """All periods of these agencies in the group; two people who change its members take turns."""
    AgencyGroup.objects.select_for_update().get(pk=group.pk)
    return list(group.memberships.filter(agency__in=agencies).select_related("agency"))


def _place(line: Recipient, on: dt.date) -> list[Recipient]:
    """All lines that stood, stand or will stand in the place of `line`."""
    plan = _locked(line.plan)
    rows = list(plan.recipients.filter(document=Document.REPORT, order=line.order))
    refuse_later(rows, on, field="on")
    return rows


def _line(plan: Plan, text: str, agency: Agency | None, order: int, on: dt.date) -> Recipient:
    if agency:
        _refuse_ended([agency], on, field="agency")
    return plan.recipients.create(document=Document.REPORT, text=text, agency=agency, order=order, valid_from=on)


def _refuse_twice(lines: Iterable[Recipient], text: str) -> None:
    if any(name_key(line.text) == name_key(text) for line in lines):
        raise Refused(_("Báo cáo đã được gửi tới nơi nhận này."), field="text")


def _refuse_ended(agencies: Iterable[Agency], on: dt.date, *, field: str) -> None:
    ended = [agency.name for agency in agencies if not agency.holds_on(on)]
    if ended:
        message = _("Không hoạt động vào ngày {day}: {agencies}. Hãy chọn cơ quan khác hoặc ngày khác.")
        raise Refused(message.format(agencies=", ".join(ended), day=f"{on:%d/%m/%Y}"), field=field)


def _refuse_far_for(group: AgencyGroup, on: dt.date) -> None:
    """The day lies within the years of one of the plans that give the group work, where any does."""
    plans = plans_of(group)
    if plans and not any(plan.start_year - 1 <= on.year <= plan.horizon_year for plan in plans):
        refuse_far(plans[0], on, field="on")
