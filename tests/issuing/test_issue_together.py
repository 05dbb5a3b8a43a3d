"""Issuing while others are at work: what is issued is what was read, and every issued report gets its own file."""

import pytest
import time_machine
from django.urls import reverse

from agencies.errors import Stale
from plan.enums import Document
from plan.models import Recipient
from reports import jobs
from reports.consolidate.passages import save_passage
from reports.consolidate.running import take
from reports.enums import JobKind
from reports.models import Consolidation, Job
from tests import factories as f
from tests.consolidate.conftest import build
from tests.issuing.conftest import issue_by
from tests.issuing.test_correction import REASON, correct

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(f.NOW, tick=False):
        yield


def write(world, draft, text="Câu chưa ai đọc."):
    passage = draft.passages.first()
    by = f.person(world.dung)
    return save_passage(round_=draft.round, key=passage.key, version=passage.version, text=text, by=by, now=f.NOW)


def test_a_passage_that_was_written_meanwhile_is_read_first(world, complete):
    draft = build(world, complete)
    write(world, draft)
    with pytest.raises(Stale, match="vừa được sửa"):
        issue_by(world, draft, written=0)
    assert issue_by(world, draft, written=1).state == "issued"


def test_the_page_shows_what_stands_and_then_issues(world, round_, accepted, sign_in):
    draft = build(world, round_)
    client, page = sign_in(world.giang), reverse("reports:issue", args=[draft.pk])
    answer = {"document_number": "125/BC-SDM", "document_date": "2026-11-23", "confirmed": "on"}

    def hidden(response):
        form = response.context["form"]
        return {name: form[name].value() for name in ("seen", "written")}

    before = hidden(client.get(page))
    write(world, draft)
    refused = client.post(page, answer | before)
    assert refused.status_code == 422
    assert "vừa được sửa" in refused.content.decode()
    assert not refused.context["form"]["confirmed"].value()
    assert client.post(page, answer | hidden(refused)).status_code == 302


def test_a_list_that_grew_is_asked_about_once(world, round_, accepted, sign_in):
    draft = build(world, round_)
    client, page = sign_in(world.giang), reverse("reports:issue", args=[draft.pk])
    answer = {"document_number": "125/BC-SDM", "document_date": "2026-11-23", "confirmed": "on"}
    refused = client.post(page, answer | {"seen": "older"})
    assert refused.status_code == 422
    assert client.post(page, answer | {"seen": refused.context["form"]["seen"].value()}).status_code == 302


def test_a_correction_gets_its_own_workbook_while_the_first_ones_is_drawn(world, complete, issued):
    hold = take(Job.objects.get(kind=JobKind.WORKBOOK).pk, clock=lambda: f.NOW)
    second = correct(world, complete)
    for job in Job.objects.filter(kind=JobKind.WORKBOOK).exclude(pk=hold.job.pk):
        jobs.workbook(job.pk)
    assert Consolidation.objects.get(pk=second.pk).workbook


def test_a_correction_says_that_it_goes_to_somebody_else(world, complete, issued):
    Recipient.objects.create(plan=world.plan, document=Document.REPORT, text="Bộ Y tế", order=9)
    second = issue_by(world, build(world, complete), document_number="130/BC-SDM", reason=REASON)
    [change] = [one for one in second.changes.all() if one.field == "Kính gửi"]
    assert "Bộ Y tế" in change.after
    assert "Bộ Y tế" not in change.before
