"""Mails are written in the transaction of the change they tell of: what is rolled back is never told to anybody."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from celery import current_app
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet, Value
from django.utils.translation import gettext as _

from agencies.access import AGENCY_ROLES
from agencies.enums import Role
from agencies.models import Agency, Membership, User
from agencies.successions import Acting
from reports.enums import MailKind, MailState
from reports.models import Mail, MailRefusal

LONGEST_SUBJECT = 200  # characters: the column's length


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be written; `key` as in `Mail`."""

    key: str
    recipient: User
    subject: str
    body: str


def post(*, kind: MailKind, key: str, recipient: User, subject: str, body: str, now: dt.datetime) -> Mail | None:
    """The mail to `recipient` that `key` names, written once however often it is asked for.

    None for people who refused the kind or whose account is closed. To somebody without a usable address it is kept as
    a mail that could not be sent. Must be called inside the transaction of the change. At most four queries.
    """
    if not recipient.is_active or MailRefusal.objects.filter(user=recipient, kind=kind).exists():
        return None
    letter = Letter(key, recipient, subject, body)
    mail, _is_new = Mail.objects.get_or_create(key=key, defaults=_row(letter, kind=kind, now=now))
    return mail


def post_all(letters: Iterable[Letter], *, kind: MailKind, now: dt.datetime) -> list[Mail]:
    """The same for many at once, in their order, where the caller knows that nobody refused the kind and that no key is
    in use. One query."""
    rows = [Mail(key=letter.key, **_row(letter, kind=kind, now=now)) for letter in letters]
    return Mail.objects.bulk_create(rows)


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


def people_of(agency: Agency, *, on: dt.date, roles: Collection[Role] = AGENCY_ROLES) -> QuerySet[User]:
    """Those who write or sign the agency's reports on that day, in a fixed order; of an ended agency those of the
    successor that acts for it."""
    memberships = Membership.objects.on(on).filter(agency=Acting(Value(agency.pk), on), role__in=roles)
    return User.objects.filter(pk__in=memberships.values("user")).order_by("pk")


def one_line(text: str) -> str:
    """`text` without line breaks and control characters: nothing in it can begin another header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _row(letter: Letter, *, kind: MailKind, now: dt.datetime) -> dict[str, Any]:
    return {
        "kind": kind,
        "recipient": letter.recipient,
        "subject": one_line(letter.subject)[:LONGEST_SUBJECT],
        "body": letter.body.strip(),
        "made_at": now,
        **_way_to(letter.recipient.email),
    }


def can_be_written_to(address: str) -> bool:
    """Whether that is one mail address and nothing else."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _way_to(address: str) -> dict[str, str]:
    if can_be_written_to(address):
        return {"address": address}
    return {"address": address, "state": MailState.FAILED, "error": _("Tài khoản chưa có địa chỉ thư dùng được.")}
