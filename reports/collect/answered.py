"""What the agency was answered lately: reports that were accepted, later figures that were accepted or returned."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.access import Person
from reports.enums import FollowUpState
from reports.models import FollowUp, Submission, Transition
from reports.workflow import APPROVED, Action

LATELY = dt.timedelta(days=14)
DECIDED = frozenset({FollowUpState.ACCEPTED, FollowUpState.RETURNED})


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer; `reason` is what was said with it, if anything."""

    sentence: str
    url: str
    at: dt.datetime
    reason: str = ""


def answered_lately(person: Person, *, now: dt.datetime) -> list[Answered]:
    """The newest first. Two queries, none for those who act for no agency."""
    if not person.acted_agencies:
        return []
    accepted = Transition.objects.filter(
        submission__agency__in=person.acted_agencies,
        submission__state__in=APPROVED,
        action=Action.ACCEPT,
        at__gt=now - LATELY,
    ).select_related("submission__round")
    decided = FollowUp.objects.filter(
        agency__in=person.acted_agencies, state__in=DECIDED, decided_at__gt=now - LATELY
    ).select_related("indicator")
    last = {step.submission_id: step for step in accepted}  # accepted twice where it was opened again in between
    found = [_report(step) for step in last.values()] + [_figure(row) for row in decided]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _report(step: Transition) -> Answered:
    url = reverse("reports:read", args=[step.submission_id])
    return Answered(accepted_words(step.submission), url, step.at)


def _figure(row: FollowUp) -> Answered:
    url = reverse("reports:follow_up_item", args=[row.pk])
    return Answered(decided_words(row, FollowUpState(row.state)), url, row.decided_at or row.sent_at, row.reason)


def accepted_words(submission: Submission) -> str:
    """That a report was accepted: on the page, and as the subject of a mail."""
    return _("Báo cáo năm {year} đã được duyệt").format(year=submission.round.year)


def decided_words(follow_up: FollowUp, state: FollowUpState) -> str:
    """That a later figure was accepted or, being in another state, returned."""
    if state == FollowUpState.ACCEPTED:
        words = _("Số liệu cập nhật {code} năm {year} đã được duyệt")
    else:
        words = _("Số liệu cập nhật {code} năm {year} được trả lại")
    return words.format(code=follow_up.indicator.code, year=follow_up.year)
