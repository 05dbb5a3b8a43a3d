"""Sending one by one: what fails is tried again, later and later, and what was left lying is taken up."""

import datetime as dt

import pytest
from django.core import mail as django_mail

from reports.mail.sending import PAUSES, send_waiting
from reports.mail.writing import post
from reports.models import Mail
from tests.factories import NOW
from tests.mail.smtp import BACKEND, Backend, Clock


@pytest.fixture(autouse=True)
def backend(settings, monkeypatch):
    settings.EMAIL_BACKEND = BACKEND
    monkeypatch.setattr(Backend, "down", False)
    monkeypatch.setattr(Backend, "refused", frozenset())
    return Backend


@pytest.fixture
def clock():
    return Clock()


def write(recipient, key="one", subject="Việc chờ bạn", body="Có việc.", kind="digest"):
    return post(kind=kind, key=key, recipient=recipient, subject=subject, body=body, now=NOW)


def test_what_waits_is_sent_once(world, clock):
    write(world.an)
    assert (send_waiting(clock=clock), send_waiting(clock=clock)) == (1, 0)
    row = Mail.objects.get()
    assert (row.state, row.sent_at, row.attempts, row.error) == ("sent", NOW, 1, "")
    (message,) = django_mail.outbox
    assert (message.to, message.subject) == ([world.an.email], "Việc chờ bạn")
    assert message.body.startswith("Có việc.\n\n-- \n")


def test_the_oldest_is_sent_first(world, clock):
    write(world.an, "one")
    write(world.binh, "two")
    Mail.objects.filter(key="two").update(made_at=NOW - dt.timedelta(hours=1))
    send_waiting(clock=clock)
    assert [message.to for message in django_mail.outbox] == [[world.binh.email], [world.an.email]]


def test_a_server_that_is_down_costs_one_mail_one_attempt(world, clock, backend, monkeypatch):
    write(world.an, "one")
    write(world.binh, "two")
    monkeypatch.setattr(backend, "down", True)
    assert send_waiting(clock=clock) == 0
    assert list(Mail.objects.order_by("pk").values_list("state", "attempts")) == [("waiting", 1), ("waiting", 0)]
    assert "Connection unexpectedly closed" in Mail.objects.order_by("pk")[0].error


def test_an_address_that_is_refused_holds_nobody_else_up(world, clock, backend, monkeypatch):
    write(world.an, "one")
    write(world.binh, "two")
    monkeypatch.setattr(backend, "refused", {world.an.email})
    assert send_waiting(clock=clock) == 1
    assert [message.to for message in django_mail.outbox] == [[world.binh.email]]


def test_the_pause_grows_and_after_five_attempts_it_has_failed(world, clock, backend, monkeypatch):
    write(world.an)
    monkeypatch.setattr(backend, "down", True)
    send_waiting(clock=clock)
    for count, pause in enumerate(PAUSES, start=1):
        clock.now += pause - dt.timedelta(seconds=1)
        send_waiting(clock=clock)
        assert (Mail.objects.get().state, Mail.objects.get().attempts) == ("waiting", count)
        clock.forward(seconds=1)
        send_waiting(clock=clock)
    row = Mail.objects.get()
    assert (row.state, row.attempts) == ("failed", 5)
    assert "Connection unexpectedly closed" in row.error
    assert sorted(PAUSES) == PAUSES

    monkeypatch.setattr(backend, "down", False)
    clock.forward(days=30)
    assert send_waiting(clock=clock) == 0


def test_after_a_failure_it_is_sent_with_the_error_forgotten(world, clock, backend, monkeypatch):
    write(world.an)
    monkeypatch.setattr(backend, "down", True)
    send_waiting(clock=clock)
    monkeypatch.setattr(backend, "down", False)
    clock.now += PAUSES[0]
    assert send_waiting(clock=clock) == 1
    assert (Mail.objects.get().state, Mail.objects.get().error) == ("sent", "")


class TestAWorkerThatDied:
    """Its row stands there as being sent; whether the mail left nobody knows."""

    @pytest.fixture
    def left_lying(self, world):
        row = write(world.an)
        Mail.objects.update(state="sending", attempts=1, tried_at=NOW)
        return row

    def test_for_a_quarter_of_an_hour_nobody_touches_it(self, left_lying, clock):
        clock.forward(minutes=14)
        assert send_waiting(clock=clock) == 0

    def test_then_it_is_sent_as_recognisably_the_same_mail(self, world, left_lying, clock):
        clock.forward(minutes=15)
        assert send_waiting(clock=clock) == 1
        again = django_mail.outbox[0].message()["Message-ID"]
        Mail.objects.update(state="waiting", attempts=0, sent_at=None)
        send_waiting(clock=clock)
        assert [message.message()["Message-ID"] for message in django_mail.outbox] == [again, again]
        write(world.an, "another")
        send_waiting(clock=clock)
        assert django_mail.outbox[-1].message()["Message-ID"] != again

    def test_at_the_last_attempt_it_is_given_up(self, left_lying, clock):
        Mail.objects.update(attempts=5)
        clock.forward(minutes=15)
        assert send_waiting(clock=clock) == 0
        assert (Mail.objects.get().state, Mail.objects.get().error) == ("failed", "Bị ngắt khi đang gửi.")

    def test_a_slow_worker_that_was_replaced_changes_nothing(self, world, left_lying, clock, monkeypatch):
        """The second one fails while the first is still on the line: the row says what the second did."""
        Mail.objects.update(state="waiting", attempts=0, tried_at=None)

        def slow(backend, messages):
            Mail.objects.update(state="sending", attempts=2)  # another worker took it over meanwhile
            return len(messages)

        monkeypatch.setattr(Backend, "send_messages", slow)
        send_waiting(clock=clock)
        assert (Mail.objects.get().state, Mail.objects.get().sent_at) == ("sending", None)


def test_a_turn_ends_before_the_worker_is_stopped(world, clock, monkeypatch):
    for number in range(5):
        write(world.an, f"mail {number}")

    def slow(backend, messages):
        clock.forward(minutes=1)
        return len(messages)

    monkeypatch.setattr(Backend, "send_messages", slow)
    assert send_waiting(clock=clock) == 3
    assert Mail.objects.filter(state="waiting").count() == 2


@pytest.mark.parametrize(
    "evil", ["Sở A\nBcc: b@example.test", "Sở A\r\nBcc: b@example.test", "a\u2028Bcc: b", "a\x0bb"]
)
def test_no_name_begins_another_header(world, clock, evil):
    write(world.an, subject=f"Báo cáo của {evil}")
    assert send_waiting(clock=clock) == 1
    message = django_mail.outbox[0].message()
    assert message["Bcc"] is None
    assert message.keys().count("Subject") == 1
    assert "\n" not in Mail.objects.get().subject
    assert django_mail.outbox[0].recipients() == [world.an.email]


@pytest.mark.parametrize("address", ["", "khong-phai-dia-chi", "an@example.test\nBcc: b@example.test", "a@b, c@d.test"])
def test_what_is_no_address_is_not_written_to(world, clock, address):
    world.an.email = address
    assert write(world.an).state == "failed"
    assert send_waiting(clock=clock) == 0
    assert django_mail.outbox == []


def test_whose_account_was_closed_meanwhile_gets_nothing(world, clock):
    write(world.an)
    type(world.an).objects.filter(pk=world.an.pk).update(is_active=False)
    assert send_waiting(clock=clock) == 0
    assert (Mail.objects.get().state, Mail.objects.get().error) == ("failed", "Tài khoản của người nhận đã đóng.")


def test_the_longest_subject_is_cut(world):
    assert len(write(world.an, subject="Sở " * 200).subject) <= 200
