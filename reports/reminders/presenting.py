"""How reminders are said on pages."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.enums import MailState, ReminderKind
from reports.mail.looks import LOOKS
from reports.models import Reminder
from reports.reminders.rule import step_of


def occasion_words(kind: ReminderKind, name: str) -> str:
    """The occasion as people say it: "Trước hạn 7 ngày"."""
    days = abs(step_of(name) or 0)
    match kind:
        case ReminderKind.BEFORE:
            return _("Trước hạn {days} ngày").format(days=days)
        case ReminderKind.AFTER:
            return _("Quá hạn {days} ngày").format(days=days)
        case ReminderKind.RETURNED:
            return _("{days} ngày sau khi trả lại").format(days=days)
        case _other:
            return str(kind.label)


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder in the record; `tone` and `icon` are the look of its mail's state."""

    row: Reminder
    occasion: str
    state: str
    tone: str
    icon: str


def ways(plan: str, year: int | None, current: str) -> list[dict[str, Any]]:
    """The pages of this room, the current one marked; only the texts where the plan has no round yet."""
    found = [("texts", _("Lời nhắc"), reverse("reports:reminder_texts", args=[plan]))]
    if year:
        record, rehearsal = (reverse(f"reports:{name}", args=[plan, year]) for name in ("reminders", "rehearsal"))
        found = [("reminders", _("Sổ đôn đốc"), record), ("rehearsal", _("Diễn tập"), rehearsal), *found]
    return [{"label": label, "url": url, "current": name == current} for name, label, url in found]


def line_of(row: Reminder) -> Line:
    """The reminder's recipient, report and mail being loaded."""
    occasion = occasion_words(ReminderKind(row.kind), row.occasion)
    if row.mail is None:
        return Line(row, occasion, _("Không nhận thư"), "", "info")
    state = MailState(row.mail.state)
    return Line(row, occasion, str(state.label), *LOOKS[state])


def names_of(names: list[str], *, most: int = 10) -> str:
    """A list of agencies that stays short enough for a message."""
    shown = ", ".join(names[:most])
    if len(names) <= most:
        return shown
    return _("{names} và {count} cơ quan khác").format(names=shown, count=len(names) - most)
