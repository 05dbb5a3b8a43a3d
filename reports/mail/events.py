"""What is told at once, in the transaction of the step itself: a report came back or was accepted, a figure decided."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.enums import Role
from agencies.models import Agency
from reports.collect.answered import accepted_words, decided_words
from reports.collect.returned import last_returns, title_of
from reports.enums import FollowUpState, MailKind
from reports.mail.links import absolute, field_url
from reports.mail.writing import people_of, post_to
from reports.models import FollowUp, Transition
from reports.workflow import Action


@translation.override(settings.LANGUAGE_CODE)
def tell_of_step(step: Transition) -> None:
    """Tell the agency's people that their report came back or was accepted, its reporters that its head handed it back;
    of other steps nobody is told.

    Two queries, and those of `post` for each of them.
    """
    match step.action:
        case Action.RETURN:
            _tell_returned(step)
        case Action.HAND_BACK:
            _tell_handed_back(step)
        case Action.ACCEPT:
            report = step.submission
            _tell(
                report.agency,
                kind=MailKind.ANSWERED,
                key=f"accepted {step.pk}",
                subject=accepted_words(report),
                template="mail/accepted.txt",
                context={"report": report, "url": absolute(reverse("reports:read", args=[report.pk]))},
                now=step.at,
            )


def _tell_handed_back(step: Transition) -> None:
    """Whoever opened the report again knows it."""
    report, on = step.submission, timezone.localdate(step.at)
    url = absolute(reverse("reports:form", args=[report.pk]))
    post_to(
        people_of(report.agency, on=on, roles=[Role.REPORTER]).exclude(pk=step.by_id or 0),
        kind=MailKind.RETURNED,
        key=f"handed back {step.pk}",
        subject=_("Báo cáo năm {year} được mở lại để sửa").format(year=report.round.year),
        body=render_to_string("mail/handed_back.txt", {"report": report, "step": step, "url": url}),
        now=step.at,
    )


def _tell_returned(step: Transition) -> None:
    report = step.submission
    items = [
        {"code": entry.code, "title": title_of(entry), "note": note, "url": field_url(entry)}
        for entry, note in last_returns([report.pk]).items()
    ]
    words = _("Báo cáo năm {year} được trả lại: {count} mục cần bổ sung")
    _tell(
        report.agency,
        kind=MailKind.RETURNED,
        key=f"returned {step.pk}",
        subject=words.format(year=report.round.year, count=len(items)),
        template="mail/returned.txt",
        context={"report": report, "items": items, "url": absolute(reverse("reports:form", args=[report.pk]))},
        now=step.at,
    )


@translation.override(settings.LANGUAGE_CODE)
def tell_of_decision(follow_up: FollowUp, *, state: FollowUpState, reason: str, now: dt.datetime) -> None:
    """Tell the agency's people that their later figure was accepted, or returned for `reason`. As `tell_of_step`."""
    _tell(
        follow_up.agency,
        kind=MailKind.ANSWERED,
        key=f"{state} follow-up {follow_up.pk}",
        subject=decided_words(follow_up, state),
        template="mail/follow_up.txt",
        context={
            "row": follow_up,
            "is_accepted": state == FollowUpState.ACCEPTED,
            "reason": reason,
            "url": absolute(reverse("reports:follow_up_item", args=[follow_up.pk])),
        },
        now=now,
    )


def _tell(
    agency: Agency, *, kind: MailKind, key: str, subject: str, template: str, context: dict[str, Any], now: dt.datetime
) -> None:
    people = people_of(agency, on=timezone.localdate(now))
    post_to(people, kind=kind, key=key, subject=subject, body=render_to_string(template, context), now=now)
