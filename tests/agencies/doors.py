"""What the rows of tests/meta/doors.txt about the directory of agencies and the steering of a plan mean."""

import datetime as dt

from django.utils import timezone

from agencies.managing.selectors import state_of
from agencies.models import AgencyGroup, GroupMembership
from plan.enums import Document, Duty
from plan.models import Recipient, Responsibility
from tests import factories as f


def agency_things(world):
    """An agency that nothing refers to, a group of Sở B that supports a task, and a place that reports go to."""
    f.make_agency("MOI", "Sở Mới")
    group = AgencyGroup.objects.create(code="cap-huyen", name="UBND cấp huyện")
    GroupMembership.objects.create(group=group, agency=world.b)
    Responsibility.objects.create(task=world.tasks[2], duty=Duty.SUPPORT, group=group, wording="cấp huyện", order=9)
    line = Recipient.objects.create(plan=world.plan, document=Document.REPORT, text="Tỉnh ủy", order=8)
    return {"unused": {"code": "MOI"}, "members": {"code": group.code}, "addressee": _line(world, line)}


def _line(world, line):
    return {"plan": world.plan.code, "pk": line.pk}


def agency_body(route, world):
    """What a browser would send."""
    day = timezone.localdate() + dt.timedelta(days=1)
    match route:
        case "agencies:add_agency":
            return {"name": "Sở Tư pháp"}
        case "agencies:edit_agency":
            return {"name": "Sở An", "level": "province", "seen": state_of(world.a)}
        case "plan:coordinator" | "plan:authority":
            return {"agency": world.b.pk, "on": f"{day}"}
        case "plan:add_addressee" | "plan:change_addressee":
            return {"text": "Bộ Tư pháp", "on": f"{day}"}
        case "plan:end_addressee":
            return {"on": f"{day}"}
        case "plan:add_group":
            return {"name": "Các trường học"}
        case "plan:add_members":
            return {"agencies": [world.a.pk], "on": f"{day}"}
        case "plan:end_members":
            return {"agencies": [world.b.pk], "on": f"{day}"}
    return {}
