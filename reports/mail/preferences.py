"""Which mails a person wants. Everybody gets every kind until they say otherwise, kind by kind."""

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.models import User
from reports.enums import MailKind, MailState
from reports.models import Mail, MailRefusal


def refused_by(person: User) -> set[MailKind]:
    """One query."""
    return {MailKind(kind) for kind in MailRefusal.objects.filter(user=person).values_list("kind", flat=True)}


def refuse(*, person: User, kind: MailKind, now: dt.datetime) -> None:
    """No more mails of `kind`, not even those that wait. Said twice, it is said once."""
    with acting(person):
        MailRefusal.objects.get_or_create(user=person, kind=kind, defaults={"at": now})
        waiting = Mail.objects.filter(recipient=person, kind=kind, state=MailState.WAITING)
        waiting.update(state=MailState.FAILED, error=_("Người nhận đã ngừng nhận loại thư này."))


def choose(*, person: User, wanted: Collection[MailKind], now: dt.datetime) -> None:
    """Mails of the kinds in `wanted`, and of no other."""
    with acting(person):
        MailRefusal.objects.filter(user=person, kind__in=wanted).delete()
        for kind in set(MailKind) - set(wanted):
            refuse(person=person, kind=kind, now=now)


def last_mails(person: User, *, limit: int) -> QuerySet[Mail]:
    """What was written to the person lately, the newest first. One query."""
    return Mail.objects.filter(recipient=person).order_by("-made_at", "-pk")[:limit]
