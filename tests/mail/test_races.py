"""Several workers and several clocks at the same moment, on real connections: nobody gets a mail twice."""

import datetime as dt

import pytest
from django.core import mail as django_mail

from reports.mail.digests import post_digests
from reports.mail.sending import send_waiting
from reports.mail.writing import post
from reports.models import Mail, Reminder
from tests.collect.test_races import together
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)
WEEK_BEFORE = NOW + dt.timedelta(days=5)  # a day on which agencies are reminded
ROUNDS = 3  # a race that is lost now and then must not hide


@pytest.fixture
def db(transactional_db):
    """Real commits, so that threads see each other."""


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr("reports.mail.writing.current_app.send_task", lambda *args: None)


def test_of_four_workers_each_sends_other_mails(world):
    people = [world.an, world.binh, world.cuc, world.dung, world.giang]
    for number in range(ROUNDS):
        for person in people:
            post(kind="digest", key=f"{number} {person}", recipient=person, subject="Việc", body="Có việc.", now=NOW)
        sent = together(*[lambda: send_waiting(clock=lambda: NOW)] * 4)
        assert sum(sent) == len(people)
        assert len(django_mail.outbox) == len(people) * (number + 1)
        keys = {message.message()["Message-ID"] for message in django_mail.outbox}
        assert len(keys) == len(django_mail.outbox)
    assert set(Mail.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_two_beats_make_one_digest_each(world, round_):
    assert sorted(together(*[lambda: post_digests(now=WEEK_BEFORE)] * 4)) == [0, 0, 0, 3]
    assert sorted(Mail.objects.values_list("recipient__username", flat=True)) == ["an", "binh", "cuc"]


def test_two_beats_and_two_workers_send_one_digest_each(world, round_):
    def beat_and_work():
        post_digests(now=WEEK_BEFORE)
        send_waiting(clock=lambda: WEEK_BEFORE)

    together(*[beat_and_work] * 4)
    send_waiting(clock=lambda: WEEK_BEFORE)
    assert Reminder.objects.count() == 3
    assert sorted(address for message in django_mail.outbox for address in message.to) == sorted(
        person.email for person in (world.an, world.binh, world.cuc)
    )
