"""Reminding by hand, and the texts of reminders: what the coordinator's people do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.text import clean
from plan.models import Plan
from reports.doors import Standing
from reports.enums import MailKind, ReminderKind
from reports.mail.writing import Letter, post_all, wake
from reports.models import Reminder, ReminderText, Round, Submission
from reports.reminders.by_hand import Addressee, Call, Obstacle, Prospect, calls_for, subject_and_body
from reports.reminders.reading import texts_of
from reports.reminders.words import ORIGINALS, checked

LONGEST_NOTE = 2000  # characters


@dataclass
class Outcome:
    """What became of a reminder by hand, as names of agencies.

    Nobody can be written to in the `unreachable` ones; in the `already` ones everybody was written to just before;
    those in `sent` owe nothing.
    """

    reminded: list[str] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)


def remind(submissions: Sequence[Submission], *, note: str, by: Person, now: dt.datetime) -> Outcome:
    """Write at once to those who are to send these reports, in the office's text and with the caller's `note`.

    Nobody is reminded by hand of the same report twice within ten minutes. Refused for whoever is not of the plans'
    coordinator, where a round is locked, and for a note that is too long. Eleven queries for any number of reports of
    one round, and one more for each further plan.
    """
    note = clean(note)
    if len(note) > LONGEST_NOTE:
        words = _("Lời nhắn dài {count} ký tự; hãy rút xuống còn nhiều nhất {most} ký tự.")
        raise Refused(words.format(count=len(note), most=LONGEST_NOTE), field="note")
    _require_coordinator([one.round for one in submissions], by=by, now=now)
    with acting(by.user):
        held = Submission.objects.filter(pk__in=[one.pk for one in submissions]).order_by("pk")
        list(held.select_for_update(no_key=True))  # whoever clicks twice waits here
        calls = calls_for(list(held.select_related("round__plan", "agency")), now=now)
        _write(calls, note, by, now)
    return _outcome(calls)


@translation.override(settings.LANGUAGE_CODE)
def _write(calls: list[Call], note: str, by: Person, now: dt.datetime) -> None:
    """A mail to everybody who takes them, and a row for each person in any case. At most three queries."""
    texts = texts_of({call.report.round.plan_id for call in calls})
    occasion = f"by hand {timezone.localtime(now):%Y-%m-%d %H:%M:%S}"

    def letter(call: Call, to: Addressee) -> Letter | None:
        if call.chased is None or to.obstacle == Obstacle.REFUSES:
            return None
        words = subject_and_body(call.chased, to.person, note=note, sender=by.user, texts=texts, now=now)
        return Letter(f"reminder {call.report.pk} {occasion} {to.person.pk}", to.person, *words)

    written = [(call, to, letter(call, to)) for call in calls for to in call.fresh]
    mails = post_all([one for _call, _to, one in written if one], kind=MailKind.REMINDER, now=now)
    by_key = {mail.key: mail for mail in mails}
    common = {"kind": ReminderKind.BY_HAND, "occasion": occasion, "note": note, "at": now, "by": by.user}
    Reminder.objects.bulk_create(
        Reminder(submission=call.report, recipient=to.person, mail=by_key[one.key] if one else None, **common)
        for call, to, one in written
    )
    wake()


def _outcome(calls: list[Call]) -> Outcome:
    names: dict[Prospect, list[str]] = {prospect: [] for prospect in Prospect}
    for call in calls:
        names[call.prospect].append(call.report.agency.short_name)
    return Outcome(**{prospect.value: listed for prospect, listed in names.items()})


def save_text(*, plan: Plan, kind: ReminderKind, body: str, version: int, by: Person, now: dt.datetime) -> ReminderText:
    """The office's own words for one kind of reminder, from now on. `version` is that of the text they were made from,
    0 for the original.

    Refused where the words in braces are no placeholders. Stale where somebody was first; its `current` is the text
    that stands now.
    """
    _require_officer(plan, by=by, now=now)
    said = {"body": checked(body), "edited_at": now, "edited_by": by.user}
    with acting(by.user):
        row, saved = ReminderText.objects.get_or_create(plan=plan, kind=kind, defaults=said | {"version": 1})
        if not saved:
            rows = ReminderText.objects.filter(pk=row.pk, version=version)
            saved = bool(rows.update(**said, version=F("version") + 1))
            row.refresh_from_db()
    if not saved:
        words = _("{person} vừa sửa lời nhắc này. Hãy xem bản đang dùng ở dưới rồi lưu lại nếu vẫn muốn thay.")
        raise Stale(words.format(person=row.edited_by), current=row)
    return row


def restore_text(*, plan: Plan, kind: ReminderKind, version: int, by: Person, now: dt.datetime) -> ReminderText:
    """The software's own words again. As `save_text`: the row stays, so that nobody's older page undoes it unseen."""
    return save_text(plan=plan, kind=kind, body=ORIGINALS[kind], version=version, by=by, now=now)


def _require_coordinator(rounds: Sequence[Round], *, by: Person, now: dt.datetime) -> None:
    for plan in {round_.plan for round_ in rounds}:
        _require_officer(plan, by=by, now=now)
    for round_ in rounds:
        if round_.locked_at:
            raise Refused(_("Kỳ báo cáo năm {year} đã khóa.").format(year=round_.year))


def _require_officer(plan: Plan, *, by: Person, now: dt.datetime) -> None:
    if not Standing(by, plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ người của cơ quan đầu mối được làm việc này."))
