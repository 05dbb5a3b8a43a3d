"""Mails are written in the transaction of the change they tell of: what is rolled back is never told to anybody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from agencies.access import AGENCY_ROLES
from agencies.models import Agency, Membership, User
from reports.enums import MailKind
from reports.models import Mail, MailRefusal

LONGEST_SUBJECT = 200  # characters: the column's length


def post(*, kind: MailKind, key: str, recipient: User, subject: str, body: str, now: dt.datetime) -> Mail | None:
    """The mail to `recipient` that `key` names, written once however often it is asked for.

    None for people who refused the kind, whose account is closed, or whose address is no address. Must be called
    inside the transaction of the change. At most four queries.
    """
    if not _can_be_reached(recipient) or MailRefusal.objects.filter(user=recipient, kind=kind).exists():
        return None
    mail, _made = Mail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "recipient": recipient,
            "address": recipient.email,
            "subject": one_line(subject)[:LONGEST_SUBJECT],
            "body": body.strip(),
            "made_at": now,
        },
    )
    return mail


def post_to(
    people: Iterable[User], *, kind: MailKind, key: str, subject: str, body: str, now: dt.datetime
) -> list[Mail]:
    """The same mail to each of `people`; the workers are told once the transaction is through."""
    about: dict[str, Any] = {"kind": kind, "subject": subject, "body": body, "now": now}
    mails = [post(key=f"{key} {person.pk}", recipient=person, **about) for person in people]
    wake()
    return [mail for mail in mails if mail]


def wake() -> None:
    """Have a worker send what waits, once the transaction is through.

    A broker that cannot be reached loses nothing: the mail stands in the database, and is looked for every minute.
    """
    transaction.on_commit(lambda: current_app.send_task("reports.send_mail"), robust=True)


def people_of(agency: Agency, *, on: dt.date) -> QuerySet[User]:
    """Those who write or sign the agency's reports on that day, in a fixed order."""
    memberships = Membership.objects.on(on).filter(agency=agency, role__in=AGENCY_ROLES)
    return User.objects.filter(pk__in=memberships.values("user")).order_by("pk")


def one_line(text: str) -> str:
    """`text` without line breaks and control characters: nothing in it can begin another header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _can_be_reached(person: User) -> bool:
    if not person.is_active:
        return False
    try:
        validate_email(person.email)
    except ValidationError:
        return False
    return True
