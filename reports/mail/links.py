"""Addresses that stand in mails, where nothing is relative: a page, a field of a form, a way to stop the mails."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse

from agencies.models import User
from reports.collect.forms import Entry, field_anchor
from reports.enums import MailKind

SALT = "reports.mail.refusal"


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def field_url(entry: Entry) -> str:
    """Where the item's first field stands in its agency's form."""
    return absolute(f"{reverse('reports:form', args=[entry.submission_id])}#{field_anchor(entry)}")


def refusal_url(person_pk: int, kind: MailKind) -> str:
    """Where `person_pk` says, without signing in, that no more mails of `kind` are wanted. It stays valid."""
    return absolute(reverse("reports:refuse_mail", args=[signing.dumps([person_pk, kind.value], salt=SALT)]))


def read_refusal(token: str) -> tuple[User, MailKind] | None:
    """Whose refusal of what kind `token` is; None where we did not write it or the account is gone. One query."""
    try:
        pk, value = signing.loads(token, salt=SALT)
        kind = MailKind(value)
    except (signing.BadSignature, ValueError):  # a kind of mails that there was once
        return None
    person = User.objects.filter(pk=pk).first()
    return (person, kind) if person else None


def message_id(key: str) -> str:
    """The same for every attempt to send the mail named `key`: whoever gets it twice sees that it is one mail."""
    return f"<{key.replace(' ', '.')}@{urlsplit(settings.SITE_URL).hostname}>"
