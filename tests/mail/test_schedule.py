"""What the beat starts is there, under the name it is called by."""

import datetime as dt

import pytest
from celery import current_app
from django.conf import settings
from django.core import mail as django_mail
from django.utils import timezone

import reports.jobs  # noqa: F401  # registers the tasks
from reports.models import Mail, Round

SCHEDULE = settings.CELERY_BEAT_SCHEDULE


@pytest.mark.parametrize("name", SCHEDULE)
def test_every_entry_names_a_task_that_is_there(name):
    assert SCHEDULE[name]["task"] in current_app.tasks


def test_waiting_mails_are_looked_for_every_minute_and_not_piled_up():
    entry = SCHEDULE["send-mail"]
    assert (len(entry["schedule"].minute), len(entry["schedule"].hour)) == (60, 24)
    assert entry["options"]["expires"] <= 60


def test_digests_are_looked_for_by_the_hour_on_every_day_since_a_report_may_be_due_on_a_saturday():
    when = SCHEDULE["post-digests"]["schedule"]
    assert (when.minute, when.hour, when.day_of_week) == ({0}, set(range(7, 18)), set(range(7)))
    assert settings.CELERY_TIMEZONE == "Asia/Ho_Chi_Minh"


def test_the_two_jobs_together(world, round_):
    now, day = timezone.now(), dt.timedelta(days=1)
    Round.objects.update(parts_due_at=now, due_at=now + day, consolidation_due_at=now + 2 * day)
    current_app.tasks["reports.post_digests"]()
    current_app.tasks["reports.send_mail"]()
    assert len(django_mail.outbox) == 3
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}
