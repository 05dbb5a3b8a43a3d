from types import SimpleNamespace

import pytest

from plan.enums import Duty
from reports import jobs
from reports.consolidate.services import ask_for
from reports.enums import JobKind
from reports.models import Consolidation, TaskEntry
from reports.review.services import accept_items
from reports.workflow import Action
from tests import factories as f
from tests.staging import staged
from tests.steps import all_items, fill, report_of, send_signed, step


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """What would be sent to the workers, instead of sending it: pairs (task, arguments)."""
    messages = []
    monkeypatch.setattr(
        "reports.consolidate.running.current_app",
        SimpleNamespace(send_task=lambda name, args: messages.append((name, args))),
    )
    return messages


def accept(world, report):
    accept_items(submission=report, entries=all_items(report), by=f.person(world.dung), now=f.NOW)
    return step(report, Action.ACCEPT, world.dung)


@staged
def accepted(world, round_):
    """Sở A's report, sent and accepted; Sở B has sent nothing."""
    return accept(world, send_signed(world, round_))


@staged
def complete(world, round_, accepted):
    """Both reports accepted."""
    report = report_of(world.b, round_)
    fill(report, world.cuc, value="61")
    step(report, Action.SEND, world.cuc)
    accept(world, report)
    return round_


def ask(world, round_, kind=JobKind.CONSOLIDATE, now=f.NOW):
    return ask_for(round_=round_, kind=kind, by=f.person(world.dung), now=now)


def build(world, round_) -> Consolidation:
    """A new draft with its workbook, through the task itself."""
    job = ask(world, round_)
    jobs.consolidate(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job.consolidation


def lead_entry(report, code):
    return TaskEntry.objects.get(submission=report, task__code=code, duty=Duty.LEAD)
