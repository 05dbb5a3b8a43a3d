"""A mail backend that fails as it is told, and a clock that is set by hand."""

import datetime as dt
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

from django.core.mail.backends.locmem import EmailBackend

from tests.factories import NOW

BACKEND = "tests.mail.smtp.Backend"


class Backend(EmailBackend):
    """Sends into `mail.outbox`. With `Backend.down` no server answers; addresses in `refused` are not accepted."""

    down = False
    refused = frozenset()

    def send_messages(self, messages):
        if self.down:
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        for message in messages:
            if refused := self.refused & set(message.to):
                raise SMTPRecipientsRefused(dict.fromkeys(refused, (550, b"No such user")))
        return super().send_messages(messages)


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def forward(self, **time):
        self.now += dt.timedelta(**time)
