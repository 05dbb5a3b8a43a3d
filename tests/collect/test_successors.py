"""What an ended agency reported: its successors read it, the one that acts finishes it, others learn nothing of it."""

import datetime as dt

import pytest
from django.http import Http404

from agencies.enums import Role
from agencies.errors import Refused
from agencies.models import Agency, Membership, Succession
from plan.models import Authority, Recipient
from reports.collect.steps import may_write, steps_for
from reports.collect.surroundings import way_of
from reports.collect.work import work_of
from reports.consolidate.surroundings import read_surroundings
from reports.doors import Standing, get_submission
from reports.mail.writing import people_of
from reports.models import Submission, TaskEntry
from reports.reminders.reading import chased
from reports.review.board import board_of
from reports.review.narrowing import Narrowing
from reports.workflow import Action
from tests import factories as f
from tests.steps import fill, report_of, step

DAY = dt.timedelta(1)


@pytest.fixture
def new(world, round_):
    """Sở A has ended today: Sở Mới (Eve) acts for it, Sở Khác (Phú) took some of it."""
    agencies = {code: f.make_agency(code, name) for code, name in (("NEW", "Sở Mới"), ("OTHER", "Sở Khác"))}
    for code, agency in agencies.items():
        Succession.objects.create(
            predecessor=world.a,
            successor=agency,
            date=f.TODAY,
            legal_basis="Quyết định 1",
            scope="x",
            acts=code == "NEW",
        )
    world.eve = f.make_user(agencies["NEW"], Role.HEAD, name="Lý Thị Eve")
    world.phu = f.make_user(agencies["OTHER"], Role.REPORTER)
    world.new, world.other = agencies["NEW"], agencies["OTHER"]
    end(world.a)
    return world


def end(agency, day=f.TODAY):
    Agency.objects.filter(pk=agency.pk).update(valid_to=day)
    Membership.objects.filter(agency=agency).update(valid_to=day)


def opens(user, report):
    try:
        return bool(get_submission(f.person(user), report.pk, on=f.TODAY))
    except Http404:
        return False


def test_successors_read_it_sent_or_not_and_nobody_else_does(new, round_):
    report = report_of(new.a, round_)
    seen = {
        user.username for user in (new.eve, new.phu, new.an, new.cuc, new.dung, new.ha, new.lan) if opens(user, report)
    }
    assert seen == {new.eve.username, new.phu.username}


def test_of_an_agency_that_goes_on_only_what_it_reported_before_is_read(new, round_):
    Agency.objects.filter(pk=new.a.pk).update(valid_to=None)
    report = report_of(new.a, round_)
    assert not opens(new.phu, report)  # its round opened on the day itself
    round_.opened_at -= DAY
    round_.save()
    assert opens(new.phu, report)
    assert not may_write(report, f.person(new.eve))  # the agency that goes on acts itself


def test_the_one_that_acts_finishes_the_report_and_is_asked_for_it(new, round_, sign_in):
    report = report_of(new.a, round_)
    fill(report, new.eve)
    step(report, Action.REQUEST_SIGNOFF, new.eve)
    report.refresh_from_db()
    assert way_of(report, on=f.TODAY).heads == ("Lý Thị Eve",)
    assert [user.full_name for user in people_of(new.a, on=f.TODAY)] == ["Lý Thị Eve"]
    (owed,) = chased(Submission.objects.filter(pk=report.pk), now=f.NOW)
    assert owed.acting == new.new.pk
    (line,) = [row for row in board_of(round_, Narrowing(), now=f.NOW, zone=f.ZONE).rows if row.pk == report.pk]
    assert [contact.name for contact in line.contacts] == ["Lý Thị Eve"]
    (waits,) = work_of(f.person(new.eve), now=f.NOW, today=f.TODAY).reports
    assert waits.waits_for_signature
    assert "Sở A" in sign_in(new.eve).get(f"/bao-cao/{report.pk}/xem/").content.decode()
    step(report, Action.SIGN_AND_SEND, new.eve)
    assert not work_of(f.person(new.eve), now=f.NOW, today=f.TODAY).reports


def test_another_successor_reads_and_changes_nothing(new, round_):
    report, phu = report_of(new.a, round_), f.person(new.phu)
    with pytest.raises(Refused):
        fill(report, new.phu)
    assert steps_for(report, Standing(phu, new.plan, on=f.TODAY), way_of(report, on=f.TODAY), now=f.NOW) == []
    work = work_of(phu, now=f.NOW, today=f.TODAY)
    assert (work.reports, work.earlier) == ([], [report])


def test_last_years_report_and_text_of_the_predecessor_stand_beside(world, make_last_year, sign_in, round_):
    last = make_last_year(world.a, "1.2", "Năm ngoái đã mở 5 lớp.")
    Succession.objects.create(
        predecessor=world.a, successor=world.b, date=f.TODAY, legal_basis="Quyết định 1", scope="toàn bộ", acts=True
    )
    end(world.a)
    TaskEntry.objects.filter(submission__agency=world.b, submission__round=last).update(result="Của chính Sở B.")
    page = sign_in(world.cuc).get(f"/bao-cao/{report_of(world.b, round_).pk}/").content.decode()
    own, theirs = page.index("Của chính Sở B."), page.index("Năm ngoái đã mở 5 lớp.")
    assert own < theirs
    assert "Năm 2025, Sở A" in page
    reports = work_of(f.person(world.cuc), now=f.NOW, today=f.TODAY).reports
    beside = {
        one.submission.agency_id: [last.agency_id for last in one.last_years] for one in reports if one.last_years
    }
    assert beside == {world.a.pk: [world.a.pk], world.b.pk: [world.b.pk, world.a.pk]}


def test_the_authority_of_the_day_leads_and_heads_the_report(world, round_):
    merged = f.make_agency("UBND2", "Ủy ban nhân dân tỉnh mới")
    Authority.objects.update(valid_to=f.TODAY)
    Authority.objects.create(plan=world.plan, agency=merged, place="Ninh Bình", valid_from=f.TODAY)
    for order, (text, start, stop) in enumerate([("Bộ cũ", None, f.TODAY), ("Bộ mới", f.TODAY, None)]):
        Recipient.objects.create(
            plan=world.plan, document="report", text=text, order=order, valid_from=start, valid_to=stop
        )
    tam = f.make_user(merged, Role.LEADER)
    leads = {user.pk: Standing(f.person(user), world.plan, on=f.TODAY).is_leader for user in (tam, world.ha)}
    assert leads == {tam.pk: True, world.ha.pk: False}
    for day, name, place, to in (
        (f.TODAY - DAY, "Ủy ban nhân dân tỉnh", "Hà Nam", ["Bộ cũ"]),
        (f.TODAY, "Ủy ban nhân dân tỉnh mới", "Ninh Bình", ["Bộ mới"]),
    ):
        letterhead = read_surroundings(round_, on=day, now=f.NOW).letterhead
        assert (letterhead.issuer_name, letterhead.place, letterhead.addressees) == (name, place, to)
