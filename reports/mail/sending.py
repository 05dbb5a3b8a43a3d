"""Mails leave one by one. Two workers never send the same: each takes a row that nobody holds and marks it first.

Between handing a mail to the mail server and writing that down a worker can die. Such a mail is sent again after
`LOST_AFTER`, under the same Message-ID.
"""

import datetime as dt
from collections.abc import Callable
from functools import reduce
from operator import or_
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.enums import MailKind, MailState
from reports.mail.links import absolute, message_id, refusal_url
from reports.mail.writing import one_line
from reports.models import Mail

PAUSES = [dt.timedelta(minutes=5), dt.timedelta(minutes=30), dt.timedelta(hours=2), dt.timedelta(hours=8)]
MOST_ATTEMPTS = len(PAUSES) + 1
LOST_AFTER = dt.timedelta(minutes=15)
LONGEST_TURN = dt.timedelta(minutes=3)  # well within the time a task is given
ABOUT_THIS_MAIL = (SMTPRecipientsRefused, SMTPDataError, ValueError)  # the next one may well go through

Clock = Callable[[], dt.datetime]


def send_waiting(*, clock: Clock) -> int:
    """Send what is due, the oldest first, until nothing is, or the mail server fails, or the turn is over.

    Returns how many were sent. A server that is down costs one mail one attempt, not all of them.
    """
    began, sent = clock(), 0
    _give_up(began)
    while clock() - began < LONGEST_TURN and (mail := _take(clock())):
        try:
            message_of(mail).send()
        except ABOUT_THIS_MAIL as error:
            _put_back(mail, error, clock())
        except OSError as error:  # the server or the way to it
            _put_back(mail, error, clock())
            break
        else:
            _mine(mail).update(state=MailState.SENT, sent_at=clock(), error="")
            sent += 1
    return sent


def message_of(mail: Mail) -> EmailMessage:
    """What is sent: the body, how to stop such mails, and headers that say the same to programs."""
    kind = MailKind(mail.kind)
    refusal = refusal_url(mail.recipient_id, kind)
    ways_out = {"refusal": refusal, "choices": absolute(reverse("reports:mails"))}
    foot = render_to_string("mail/foot.txt", ways_out).strip()
    headers = {
        "Message-ID": message_id(mail.key),
        "List-Unsubscribe": f"<{refusal}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    body = f"{mail.body}\n\n-- \n{foot}"  # what follows two dashes and a blank, mail programs show as a signature
    return EmailMessage(one_line(mail.subject), body, settings.DEFAULT_FROM_EMAIL, [mail.address], headers=headers)


def _take(now: dt.datetime) -> Mail | None:
    """The oldest mail that is due, marked as being sent by us. Two queries, and it is committed."""
    with transaction.atomic():
        free = Mail.objects.filter(_due(now), attempts__lt=MOST_ATTEMPTS).order_by("made_at", "pk")
        mail = free.select_for_update(skip_locked=True, no_key=True).first()
        if mail is None:
            return None
        mail.state, mail.attempts, mail.tried_at = MailState.SENDING, mail.attempts + 1, now
        mail.save(update_fields=["state", "attempts", "tried_at"])
    return mail


def _due(now: dt.datetime) -> Q:
    """Waiting and not in a pause, or left lying by a worker that died."""
    waited = [Q(attempts=count, tried_at__lte=now - pause) for count, pause in enumerate(PAUSES, start=1)]
    waiting = Q(state=MailState.WAITING) & reduce(or_, waited, Q(attempts=0))
    return waiting | _lost(now)


def _lost(now: dt.datetime) -> Q:
    return Q(state=MailState.SENDING, tried_at__lte=now - LOST_AFTER)


def _give_up(now: dt.datetime) -> None:
    """A mail left lying at its last attempt is not tried again, nor one to an account that was closed meanwhile."""
    closed = Mail.objects.filter(state=MailState.WAITING, recipient__is_active=False)
    closed.update(state=MailState.FAILED, error=_("Tài khoản của người nhận đã đóng."))
    left_lying = Mail.objects.filter(_lost(now), attempts__gte=MOST_ATTEMPTS)
    left_lying.update(state=MailState.FAILED, error=_("Bị ngắt khi đang gửi."))


def _put_back(mail: Mail, error: Exception, now: dt.datetime) -> None:
    state = MailState.FAILED if mail.attempts >= MOST_ATTEMPTS else MailState.WAITING
    words = _("Máy chủ thư không nhận ({error}).").format(error=f"{type(error).__name__}: {error}")
    _mine(mail).update(state=state, error=words, tried_at=now)


def _mine(mail: Mail) -> QuerySet[Mail]:
    """The row, as long as no other worker has taken it over."""
    return Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts)
