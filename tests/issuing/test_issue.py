"""Issuing: by the head alone, sealed for ever, with everything that was reported locked."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from agencies.errors import Refused, Stale
from reports import jobs
from reports.collect.moves import move
from reports.consolidate.frozen import fingerprint
from reports.consolidate.readiness import changed_since
from reports.consolidate.services import ask_for
from reports.enums import JobKind
from reports.issuing.checklist import checks_of
from reports.models import (
    ConsolidatedAgency,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedTask,
    Job,
    Round,
    Submission,
    Transition,
)
from reports.review.services import accept_item
from reports.workflow import Action
from tests import factories as f
from tests.consolidate.conftest import ask, build
from tests.issuing.conftest import issue_by
from tests.steps import all_items, fill, report_of, step

pytestmark = pytest.mark.django_db


def said(draft):
    return [check.sentence for check in checks_of(draft)]


def test_the_head_issues_a_complete_report(world, complete, sent):
    draft = build(world, complete)
    issue_by(world, draft)
    draft.refresh_from_db()
    assert (draft.state, draft.document_number, draft.document_date) == ("issued", "125/BC-SDM", f.TODAY)
    assert (draft.issued_by, draft.issued_at) == (world.giang, f.NOW)
    assert draft.sha256 == fingerprint(draft)
    assert len(draft.sha256) == 64


@pytest.mark.parametrize("who", ["dung", "an", "ha", "khoa"])
def test_nobody_else_issues(world, complete, who):
    draft = build(world, complete)
    with pytest.raises(Refused, match="Chỉ lãnh đạo cơ quan đầu mối"):
        issue_by(world, draft, who)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not Round.objects.get().locked_at


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"document_number": "  "}, "document_number"),
        ({"document_date": f.TODAY + dt.timedelta(days=1)}, "document_date"),
    ],
)
def test_number_and_date_must_be_right(world, complete, changes, field):
    with pytest.raises(Refused) as refused:
        issue_by(world, build(world, complete), **changes)
    assert refused.value.field == field


def test_what_is_missing_must_be_confirmed(world, round_, accepted):
    draft = build(world, round_)
    assert said(draft)[:2] == [
        "Còn 1 cơ quan chưa có báo cáo được duyệt trong bản này: Sở B.",
        "1 chỉ tiêu chưa có số liệu được duyệt: 2.1.2.",
    ]
    with pytest.raises(Refused) as refused:
        issue_by(world, draft, confirmed=False)
    assert refused.value.field == "confirmed"
    assert issue_by(world, draft, confirmed=True).state == "issued"


def test_what_was_decided_after_the_building_makes_the_draft_out_of_date(world, round_, accepted):
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    step(report, Action.SEND, world.cuc)
    draft = build(world, round_)
    draft.built_at = f.NOW
    assert changed_since(draft) == []
    with_later = {"entry": all_items(report)[0], "by": f.person(world.dung), "now": f.NOW + dt.timedelta(minutes=5)}
    accept_item(**with_later)
    assert changed_since(draft) == ["Sở B"]
    words = "Nên lập bản mới: từ khi lập bản này, 1 báo cáo đã được gửi, duyệt, trả lại hoặc mở lại: Sở B."
    assert words in said(draft)


def test_a_report_that_was_reopened_makes_the_draft_out_of_date(world, round_, accepted):
    draft = build(world, round_)
    draft.built_at = f.NOW
    assert changed_since(draft) == []
    accepted.refresh_from_db()
    later = f.NOW + dt.timedelta(minutes=5)
    by = f.person(world.dung)
    move(submission=accepted, action=Action.REOPEN, version=accepted.version, by=by, now=later, reason="Sửa số liệu")
    assert changed_since(draft) == ["Sở A"]


def test_sample_figures_are_named_before_they_are_issued(world, complete):
    Round.objects.update(is_demonstration=True)
    assert "Kỳ báo cáo này chứa số liệu minh họa, không phải số liệu thật." in said(build(world, complete))


def test_accepted_reports_and_the_round_are_locked(world, round_, accepted):
    issue_by(world, build(world, round_), confirmed=True)
    states = dict(Submission.objects.values_list("agency__code", "state"))
    assert states == {"SOA": "locked", "SOB": "draft"}
    line = Transition.objects.get(action=Action.LOCK)
    assert (line.submission.agency, line.source, line.target, line.by) == (world.a, "accepted", "locked", world.giang)
    assert line.reason == "125/BC-SDM"
    assert Round.objects.get().locked_at == f.NOW


def test_the_second_of_two_heads_loses_politely(world, complete):
    draft = build(world, complete)
    again = type(draft).objects.select_related("round__plan").get(pk=draft.pk)
    issue_by(world, draft)
    with pytest.raises(Stale, match="vừa được ban hành"):
        issue_by(world, again, document_number="126/BC-SDM", confirmed=True)
    draft.refresh_from_db()
    assert draft.document_number == "125/BC-SDM"
    assert Transition.objects.filter(action=Action.LOCK).count() == 2


def test_only_the_newest_draft_is_issued_and_not_while_a_newer_one_is_built(world, complete):
    old, new = build(world, complete), build(world, complete)
    with pytest.raises(Stale, match="bản mới hơn"):
        issue_by(world, old)
    ask(world, complete)
    with pytest.raises(Stale, match="Đang lập bản mới"):
        issue_by(world, new)


def test_the_workbook_is_drawn_again_with_number_and_hash(world, complete, files, sent):
    draft = build(world, complete)
    issue_by(world, draft)
    draft.refresh_from_db()
    assert not draft.workbook
    job = Job.objects.get(kind=JobKind.WORKBOOK)
    jobs.workbook(job.pk)
    draft.refresh_from_db()
    job.refresh_from_db()
    assert job.state == "done"
    assert draft.workbook.name == "consolidations/ke-hoach-thu-2026-1-ban-hanh.xlsx"
    assert draft.sha256 == fingerprint(draft)


def test_the_draft_file_is_put_away_after_the_issue(world, complete, files, django_capture_on_commit_callbacks):
    draft = build(world, complete)
    with django_capture_on_commit_callbacks(execute=True):
        issue_by(world, draft)
    assert list((files / "consolidations").iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reports_consolidation SET summary = 'x'",
        "UPDATE reports_consolidation SET document_number = 'x'",
        "UPDATE reports_consolidation SET issued_at = NULL, issued_by_id = NULL, state = 'draft'",
        "DELETE FROM reports_consolidation",
        *(
            f"{verb}{table}{rest}"
            for table in ("indicator", "task", "part", "agency")
            for verb, rest in (
                ("UPDATE reports_consolidated", ' SET "order" = 99'),
                ("DELETE FROM reports_consolidated", ""),
            )
        ),
    ],
)
def test_an_issued_report_refuses_every_change(issued, change):
    refused = pytest.raises(IntegrityError, match="an issued report cannot be changed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_no_row_slips_from_a_draft_into_an_issued_report(world, complete):
    draft, newer = build(world, complete), build(world, complete)
    issue_by(world, newer)
    moves = [
        (ConsolidatedIndicator, draft.indicators.all(), {"consolidation": newer, "code": "9.9.9"}),
        (ConsolidatedTask, draft.tasks.all(), {"consolidation": newer, "code": "9.9"}),
        (ConsolidatedPart, ConsolidatedPart.objects.filter(task__consolidation=draft), {"task": newer.tasks.first()}),
    ]
    for model, rows, change in moves:
        with pytest.raises(IntegrityError, match="an issued report cannot be changed"), transaction.atomic():
            model.objects.filter(pk=rows.first().pk).update(**change)


@pytest.mark.parametrize("model", [ConsolidatedIndicator, ConsolidatedTask, ConsolidatedPart, ConsolidatedAgency])
def test_an_issued_report_takes_no_more_rows(issued, model):
    row = model.objects.first()
    row.pk = None
    with (
        pytest.raises((IntegrityError, InternalError), match="an issued report cannot be changed"),
        transaction.atomic(),
    ):
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (ConsolidatedIndicator, {"value": "52.6"}),
        (ConsolidatedIndicator, {"sentence": "x"}),
        (ConsolidatedTask, {"missing": "x"}),
        (ConsolidatedPart, {"result": "x"}),
        (ConsolidatedPart, {"agency_name": "x"}),
        (ConsolidatedAgency, {"days_late": 7}),
    ],
)
def test_the_hash_notices_one_changed_cell(world, complete, model, change):
    draft = build(world, complete)
    before = fingerprint(draft)
    model.objects.filter(pk=model.objects.last().pk).update(**change)
    assert fingerprint(draft) != before


def test_the_hash_is_of_the_content_and_not_of_row_numbers(world, complete):
    first, second = build(world, complete), build(world, complete)
    second.number, second.built_at = first.number, first.built_at
    assert fingerprint(first) == fingerprint(second)
    second.document_number = "1"
    assert fingerprint(first) != fingerprint(second)


def test_a_workbook_job_may_be_asked_for_in_a_locked_round(world, issued):
    job = ask_for(round_=issued.round, kind=JobKind.WORKBOOK, by=f.person(world.dung), now=f.NOW, subject=issued)
    assert job == Job.objects.get(kind=JobKind.WORKBOOK)
