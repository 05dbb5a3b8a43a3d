from types import SimpleNamespace

import pytest

from plan.enums import Duty
from plan.models import Responsibility
from reports.consolidate.building import build
from reports.consolidate.running import take
from reports.consolidate.services import ask_for
from reports.enums import JobKind
from reports.models import Job
from reports.review.services import accept_items
from tests import factories as f
from tests.steps import all_items, send_signed


@pytest.fixture
def ask(client):
    """ask(user, "plans/", on="2026-11-23") gives the API's answer to that person; None asks without signing in."""

    def _ask(user, path, **query):
        if user:
            client.force_login(user)
        else:
            client.logout()
        return client.get(f"/api/v1/{path}", query)

    return _ask


@pytest.fixture
def sent(world, round_):
    """Sở A's report, signed and sent."""
    return send_signed(world, round_)


@pytest.fixture
def accepted(world, sent):
    """Sở A's report with every item accepted: 52,5% for indicator 2.1.1 is on record."""
    accept_items(submission=sent, entries=all_items(sent), by=f.person(world.dung), now=f.NOW)
    return sent


@pytest.fixture
def draft(world, round_, accepted):
    """The first draft of the consolidated report."""
    return build_draft(world, round_)


def build_draft(world, round_):
    job = ask_for(round_=round_, kind=JobKind.CONSOLIDATE, by=f.person(world.dung), now=f.NOW)
    consolidation = build(take(job.pk, clock=lambda: f.NOW)).consolidation
    Job.objects.filter(pk=job.pk).update(state="done", finished_at=f.NOW)
    return consolidation


@pytest.fixture
def second_plan(world):
    """Another plan that uses the same codes."""
    plan = f.make_plan(issuer=world.committee, coordinator=world.coordinator, code="ke-hoach-khac")
    return SimpleNamespace(
        plan=plan,
        task=f.make_task(plan, "1.1", leads=[world.b]),
        indicator=f.make_indicator(plan, "2.1.1", owner=world.b),
    )


def supports_through(group, task):
    return Responsibility.objects.create(task=task, duty=Duty.SUPPORT, group=group, wording="Các sở, ngành")
