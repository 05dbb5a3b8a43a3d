"""What a step says, and what it must say. Pure: words in, sentences out."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.text import clean
from reports.difficulties.steps import RULES, WITH_PAPER
from reports.enums import DifficultyAction as Action

LONGEST_TEXT = 5_000  # characters
LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What comes with a step: words, what is proposed where a difficulty is told, and the document that says it."""

    text: str = ""
    proposal: str = ""
    document_number: str = ""
    document_date: dt.date | None = None


def checked(said: Said, action: Action, *, words: bool, on: dt.date, raised: Collection[dt.date] = ()) -> Said:
    """`said` as it is kept. `words`: something must be said; `raised`: the days on which what it concerns was raised,
    than which no decision is older. Raises Refused with what is missing, at its field."""
    tidy = Said(
        text=_within(clean(said.text), LONGEST_TEXT, "text"),
        proposal=_within(clean(said.proposal), LONGEST_TEXT, "proposal"),
        document_number=_within(" ".join(clean(said.document_number).split()), LONGEST_NUMBER, "document_number"),
        document_date=said.document_date,
    )
    if words and not tidy.text:
        raise Refused(_MISSING[action](), field="text")
    _check_document(tidy, action, on=on, raised=raised)
    return tidy


_MISSING = {
    Action.RAISE: lambda: _("Hãy ghi khó khăn, vướng mắc."),
    Action.AMEND: lambda: _("Hãy ghi khó khăn, vướng mắc. Nếu không còn nữa, hãy rút lại."),
    Action.ANSWER: lambda: _("Hãy ghi nội dung trả lời."),
    Action.ESCALATE: lambda: _("Hãy ghi vì sao trình và trình quyết định điều gì."),
    Action.DECIDE: lambda: _("Hãy ghi nội dung quyết định."),
    Action.CLOSE: lambda: _("Hãy ghi căn cứ để kết thúc thay cơ quan."),
    Action.REOPEN: lambda: _("Hãy ghi lý do nêu lại."),
}


def _within(text: str, longest: int, field: str) -> str:
    if len(text) > longest:
        message = _("Nội dung dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn.")
        raise Refused(message.format(length=len(text), longest=longest), field=field)
    return text


def _check_document(said: Said, action: Action, *, on: dt.date, raised: Collection[dt.date]) -> None:
    number, day = said.document_number, said.document_date
    if (number or day) and action not in WITH_PAPER:
        raise Refused(_("Việc này không kèm văn bản."), field="document_number")
    must = RULES[action].names_document
    if not number and (must or day):
        raise Refused(_("Hãy ghi số, ký hiệu văn bản."), field="document_number")
    if day is None:
        if must or number:
            raise Refused(_("Hãy ghi ngày văn bản."), field="document_date")
        return
    if day > on:
        message = _("Ngày văn bản ({day}) không được sau hôm nay.")
        raise Refused(message.format(day=_written(day)), field="document_date")
    first = min(raised, default=None)
    if must and first and day < first:
        message = _(
            "Văn bản ngày {day} có trước ngày nêu khó khăn ({first}) nên không phải là quyết định về việc này. "
            "Nếu văn bản có sẵn đã giải quyết được, cơ quan đầu mối dẫn văn bản đó trong phần trả lời."
        )
        raise Refused(message.format(day=_written(day), first=_written(first)), field="document_date")


def _written(day: dt.date) -> str:
    return date_format(day, "d/m/Y")
