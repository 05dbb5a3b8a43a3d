"""What people do, through the real services: fill a report, move it, send it signed."""

from reports.collect.moves import move
from reports.collect.selectors import form_of
from reports.collect.services import save_indicator_entry, save_task_entry
from reports.models import IndicatorEntry, Submission, TaskEntry
from reports.workflow import Action
from tests.factories import NOW, person


def report_of(agency, round_):
    return Submission.objects.select_related("round__plan", "agency").get(agency=agency, round=round_)


def fill(submission, user, value="52,5"):
    for entry in TaskEntry.objects.filter(submission=submission).select_related("submission__round", "task"):
        save_task_entry(
            entry=entry,
            version=entry.version,
            changes={"progress": "in_progress", "result": "Đã tổ chức 12 lớp."},
            by=person(user),
            now=NOW,
        )
    for entry in IndicatorEntry.objects.filter(submission=submission).select_related("submission__round", "indicator"):
        save_indicator_entry(entry=entry, version=entry.version, changes={"typed": value}, by=person(user), now=NOW)


def step(submission, action, user, **more):
    submission.refresh_from_db()
    more.setdefault("without_parts", True)
    if action == Action.SIGN_AND_SEND:
        more.setdefault("seen", form_of(submission).fingerprint)
    return move(submission=submission, action=action, version=submission.version, by=person(user), now=NOW, **more)


def all_items(submission):
    content = form_of(submission)
    return [*content.tasks, *content.indicators]


def send_signed(world, round_):
    report = report_of(world.a, round_)
    fill(report, world.an)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    return step(report, Action.SIGN_AND_SEND, world.binh)
