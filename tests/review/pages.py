"""The review desk, its items and buttons, for tests."""

from reports.models import TaskEntry
from reports.review.contests import Choice
from reports.review.desk import desk_of, get_report_to_read
from reports.review.services import accept_item, return_item
from reports.workflow import Action
from tests.factories import NOW, TODAY, ZONE, person
from tests.steps import all_items, step

HTMX = {"HX-Request": "true"}


def desk(world, report, user=None):
    submission, standing = get_report_to_read(person(user or world.dung), report.pk, on=TODAY)
    return desk_of(submission, standing=standing, now=NOW, zone=ZONE)


def item(desk_, code):
    return next(one for one in desk_.items if one.code == code)


def button(report, entry):
    kind = "nhiem-vu" if isinstance(entry, TaskEntry) else "chi-tieu"
    return f"/bao-cao/{report.pk}/duyet/{kind}/{entry.pk}/"


def entry_of(report, code):
    return next(entry for entry in all_items(report) if entry.code == code)


def send_back(world, report, codes=("2.1.1",), reason="Ghi rõ nguồn."):
    """Return the items named, accept the rest, and return the report."""
    for entry in all_items(report):
        if entry.code in codes:
            return_item(entry=entry, reason=reason, by=person(world.dung), now=NOW)
        else:
            accept_item(entry=entry, by=person(world.dung), now=NOW)
    return step(report, Action.RETURN, world.dung)


def send_again(world, report):
    """Sign and send the report as it stands."""
    step(report, Action.REQUEST_SIGNOFF, world.an)
    return step(report, Action.SIGN_AND_SEND, world.binh)


def choice_of(world, report, stands):
    """What the officer posts who has the report's 2.1.1 on the screen and prefers the figure `stands`."""
    return Choice(stands, item(desk(world, report), "2.1.1").contest.seal)
