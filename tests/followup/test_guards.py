"""What the database itself refuses, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.audit import acting
from reports.models import FollowUp, MeasurementSource


@pytest.mark.parametrize(
    "change",
    ["value = 50", "note = 'khác'", "quality = 'estimate'", "year = 2024", "agency_name = 'X'", "sha256 = ''"],
)
def test_what_was_sent_does_not_change(submitted, change):
    with pytest.raises(IntegrityError, match="what was sent cannot be changed"), transaction.atomic():
        run(f"UPDATE reports_followup SET {change}")


@pytest.mark.parametrize(
    "change", ["state = 'awaiting'", "signed_by_id = sent_by_id", "signed_at = NULL, signed_by_id = NULL"]
)
def test_it_goes_no_step_back_and_keeps_its_signature(submitted, change):
    with pytest.raises(IntegrityError, match="what was sent cannot be changed"), transaction.atomic():
        run(f"UPDATE reports_followup SET {change}")


def test_nothing_that_was_sent_is_deleted(submitted):
    with pytest.raises(IntegrityError, match="what was sent cannot be changed"), transaction.atomic():
        run("DELETE FROM reports_followup")


def test_a_decision_stands(accepted):
    for change in ("state = 'submitted', decided_at = NULL", "reason = 'khác'"):
        with pytest.raises(IntegrityError, match="what was sent cannot be changed"), transaction.atomic():
            run(f"UPDATE reports_followup SET {change}")


def test_one_open_sending_for_a_figure(submitted):
    submitted.pk = None
    with pytest.raises(IntegrityError, match="followup_one_at_a_time"), transaction.atomic():
        submitted.save()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "returned", "reason": ""}, "followup_return_has_reason"),
        ({"state": "accepted", "decided_at": None, "decided_by": None}, "followup_decided"),
        ({"state": "draft"}, "what was sent cannot be changed"),
    ],
)
def test_a_state_comes_with_what_belongs_to_it(closed, submitted, change, constraint):
    values = {"decided_at": submitted.sent_at, "decided_by": closed.dung, **change}
    with pytest.raises(IntegrityError, match=constraint), acting(closed.dung):
        FollowUp.objects.filter(pk=submitted.pk).update(**values)


def test_a_figure_comes_from_a_report_or_from_a_follow_up(closed, accepted):
    with pytest.raises(IntegrityError, match="measurementsource_one_way"), transaction.atomic():
        MeasurementSource.objects.create(measurement=closed.record)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
