"""Texts and document numbers as they are stored, and what is wrong with them in a sentence."""

import datetime as dt

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.text import clean

LONGEST_TEXT = 10_000  # characters
LONGEST_NUMBER = 60  # of a document


def text_of(text: str, field: str, *, missing: str = "", longest: int = LONGEST_TEXT) -> str:
    """`text` as it is stored. Refused with `missing` where nothing is left and something must be, and where it is too
    long."""
    text = clean(text)
    if missing and not text:
        raise Refused(missing, field=field)
    if len(text) > longest:
        message = _("Nội dung dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn.")
        raise Refused(message.format(length=len(text), longest=longest), field=field)
    return text


def document_of(number: str, day: dt.date | None, *, on: dt.date) -> tuple[str, dt.date | None]:
    """Number and date of a document, both or neither. Refused where one is missing or the date is to come."""
    number = " ".join(text_of(number, "document_number", longest=LONGEST_NUMBER).split())
    if number and day is None:
        raise Refused(_("Hãy ghi ngày của văn bản."), field="document_date")
    if day and not number:
        raise Refused(_("Hãy ghi số, ký hiệu của văn bản."), field="document_number")
    not_to_come(day, "document_date", on=on)
    return number, day


def not_to_come(day: dt.date | None, field: str, *, on: dt.date) -> None:
    """Refused where `day` is after `on`."""
    if day and day > on:
        message = _("Ngày {day} chưa đến. Hãy kiểm tra lại ngày.")
        raise Refused(message.format(day=f"{day:%d/%m/%Y}"), field=field)
