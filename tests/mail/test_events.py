"""What is told at once: to whom, in what words, and only when the step it tells of is through."""

import html.parser
import re

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language

from agencies.errors import Refused
from agencies.models import Membership
from reports.collect.forms import field_anchor
from reports.collect.opening import open_round
from reports.followup.services import accept as accept_figure
from reports.followup.services import send_back as send_figure_back
from reports.mail.events import tell_of_step
from reports.models import IndicatorEntry, Mail, MailRefusal, Transition
from reports.workflow import Action
from targets.enums import Kind
from tests.factories import NOW, make_indicator, make_user, person
from tests.followup.conftest import closed, send_a, submitted  # noqa: F401  # fixtures
from tests.steps import fill, report_of, step


def links(body):
    return re.findall(r"http://\S+", body)


class Ids(html.parser.HTMLParser):
    """The controls of a page by their id."""

    def __init__(self, page):
        super().__init__()
        self.found = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            self.found[attributes["id"]] = tag


def test_a_returned_report_is_told_to_the_agency_and_to_nobody_else(world, send_back, mails):
    report = send_back("Thiếu số lớp & <địa bàn>.")
    found = mails()
    assert set(found) == {"an", "binh"}
    (mail,) = found["an"]
    assert (mail.kind, mail.state) == ("returned", "waiting")
    assert mail.subject == "Báo cáo năm 2026 được trả lại: 2 mục cần bổ sung"
    assert mail.body.count("Thiếu số lớp & <địa bàn>.") == 2
    assert "Nhiệm vụ 1.1" in mail.body
    assert "Vũ Thị Dung" in mail.body
    assert len(links(mail.body)) == 3
    assert links(mail.body)[-1] == f"http://127.0.0.1:8000/bao-cao/{report.pk}/"


def test_its_links_land_on_controls_that_are_there(world, send_back, mails, sign_in):
    send_back()
    *fields, _form = links(mails()["an"][0].body)
    assert len(fields) == 2
    for link in fields:
        path, _, anchor = link.removeprefix("http://127.0.0.1:8000").partition("#")
        controls = Ids(sign_in(world.an).get(path).content.decode()).found
        assert controls.get(anchor) in ("textarea", "input", "select"), anchor


@pytest.mark.parametrize("kind", Kind)
def test_so_would_those_of_every_kind_of_indicator(world, sign_in, kind):
    made = make_indicator(world.plan, "9.9", owner=world.a, kind=kind, unit="")
    round_ = open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW)
    entry = IndicatorEntry.objects.get(submission__round=round_, indicator=made)
    page = sign_in(world.an).get(f"/bao-cao/{entry.submission_id}/").content.decode()
    assert Ids(page).found[field_anchor(entry)] in ("input", "select")


def test_an_accepted_report_is_told(world, accept, mails):
    report = accept()
    assert {name: mail.subject for name, (mail,) in mails().items()} == dict.fromkeys(
        ("an", "binh"), "Báo cáo năm 2026 đã được duyệt"
    )
    assert links(mails()["an"][0].body) == [f"http://127.0.0.1:8000/bao-cao/{report.pk}/xem/"]


def test_other_steps_are_told_to_nobody(world, sent):
    assert not Mail.objects.exists()


def test_a_second_return_is_another_mail(world, accept, mails):
    report = accept()
    step(report, Action.REOPEN, world.dung, reason="Xem lại.")
    step(report, Action.ACCEPT, world.dung)
    assert len(mails()["an"]) == 2


def test_told_twice_it_is_one_mail(world, send_back):
    send_back()
    tell_of_step(Transition.objects.get(action=Action.RETURN))
    assert Mail.objects.count() == 2


def test_a_later_figure_that_is_accepted_or_returned_is_told(closed, submitted, mails):  # noqa: F811
    send_figure_back(follow_up=submitted, reason="Ghi nguồn & trang.", by=person(closed.dung), now=NOW)
    (mail,) = mails()["binh"]
    assert (mail.kind, mail.subject) == ("answered", "Số liệu cập nhật 2.1.1 năm 2025 được trả lại")
    assert "Ghi nguồn & trang." in mail.body
    assert links(mail.body) == [f"http://127.0.0.1:8000/so-lieu-cap-nhat/{submitted.pk}/"]


def test_an_accepted_figure_is_told_once(closed, submitted, mails):  # noqa: F811
    accept_figure(follow_up=submitted, seen=closed.record.pk, by=person(closed.dung), now=NOW)
    assert set(mails()) == {"an", "binh"}
    assert mails()["an"][0].subject == "Số liệu cập nhật 2.1.1 năm 2025 đã được duyệt"


def test_whoever_refused_the_kind_is_left_out(world, send_back, mails):
    MailRefusal.objects.create(user=world.an, kind="returned", at=NOW)
    MailRefusal.objects.create(user=world.binh, kind="answered", at=NOW)
    send_back()
    assert set(mails()) == {"binh"}


def test_closed_accounts_those_without_address_and_those_who_left_are_left_out(world, send_back, mails):
    world.binh.is_active = False
    world.binh.save()
    silent, former = make_user(world.a, "reporter"), make_user(world.a, "reporter")
    silent.email = ""
    silent.save()
    Membership.objects.filter(user=former).update(valid_to=NOW.date())
    send_back()
    assert set(mails(state="waiting")) == {"an"}
    assert set(mails(state="failed")) == {silent.username}


def test_a_head_who_hands_it_back_tells_the_reporters_why(world, round_, mails):
    report = report_of(world.a, round_)
    fill(report, world.an)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.HAND_BACK, world.binh, reason="Thiếu số lớp.")
    (mail,) = mails()["an"]
    assert (mail.kind, mail.subject) == ("returned", "Báo cáo năm 2026 được mở lại để sửa")
    assert "Lê Văn Bình mở lại" in mail.body
    assert "Thiếu số lớp." in mail.body
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.HAND_BACK, world.an, reason="Quên một tệp.")
    assert len(mails()["an"]) == 1


def test_the_mail_is_vietnamese_whatever_the_officer_reads(world, send_back, monkeypatch):
    languages = []
    monkeypatch.setattr("reports.mail.events.render_to_string", lambda *_: languages.append(get_language()) or "")
    with translation.override("en"):
        send_back()
    assert languages == ["vi"]


class TestAfterTheCommit:
    @pytest.fixture
    def told(self, monkeypatch):
        """What the broker was told."""
        told = []
        monkeypatch.setattr("reports.mail.writing.current_app.send_task", told.append)
        return told

    def test_a_worker_is_told_after_the_commit_and_not_before(
        self, world, send_back, told, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            send_back()
            assert told == []
        assert told == ["reports.send_mail"]

    def test_a_step_that_is_rolled_back_tells_nobody(self, world, send_back, told, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            send_back()
            transaction.set_rollback(True)
        assert (told, Mail.objects.count()) == ([], 0)

    def test_a_refused_step_tells_nobody(self, world, sent, told, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused):
            step(sent, Action.RETURN, world.dung)
        assert (told, Mail.objects.count()) == ([], 0)

    def test_a_broker_that_is_down_loses_nothing(
        self, world, send_back, monkeypatch, django_capture_on_commit_callbacks
    ):
        def down(name):
            raise ConnectionError("broker")

        monkeypatch.setattr("reports.mail.writing.current_app.send_task", down)
        with django_capture_on_commit_callbacks(execute=True):
            report = send_back()
        assert report.state == "returned"
        assert Mail.objects.filter(state="waiting").count() == 2

        from reports.jobs import send_mail

        send_mail()  # the beat does, every minute
        assert len(django_mail.outbox) == 2
