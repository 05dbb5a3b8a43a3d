"""Plays the demonstration's story through the services that people use, at moments that could have been."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from agencies.access import Person, person_for
from agencies.enums import Role
from agencies.models import User
from plan.models import Plan
from reports.collect.moves import move
from reports.collect.opening import open_round
from reports.collect.selectors import form_of
from reports.collect.services import save_indicator_entry, save_task_entry
from reports.consolidate.building import carry_out
from reports.consolidate.running import take
from reports.consolidate.services import ask_for
from reports.deadlines import end_of_day
from reports.demo.accounts import all_accounts
from reports.demo.afterwards import Aftermath
from reports.demo.content import indicator_fields, pick, task_fields
from reports.demo.story import ClosedYear, Decided, Extension, OpenYear, Return
from reports.enums import JobKind
from reports.evidence.services import add
from reports.issuing.services import issue
from reports.models import Consolidation, IndicatorEntry, Round, Submission, TaskEntry
from reports.review.extending import extend
from reports.review.services import accept_items, return_item
from reports.workflow import Action

DAY = dt.timedelta(days=1)
EVIDENCE = settings.BASE_DIR / "fixtures" / "minh-chung-minh-hoa.pdf"
WITH_EVIDENCE = frozenset({"BHXH", "SGDDT", "SXD", "SYT"})
Entry = TaskEntry | IndicatorEntry


@dataclass(frozen=True)
class Cast:
    """Who acts: by agency code where every agency has one."""

    reporters: Mapping[str, Person]
    heads: Mapping[str, Person]
    officer: Person
    chief: Person
    leader: Person
    admin: Person

    @classmethod
    def of(cls, users: Mapping[str, User], on: dt.date) -> "Cast":
        people = {name: person_for(user, on) for name, user in users.items()}
        accounts = all_accounts()
        return cls(
            reporters={a.agency: people[a.username] for a in accounts if a.role == Role.REPORTER},
            heads={a.agency: people[a.username] for a in accounts if a.role == Role.HEAD},
            officer=people["tonghop"],
            chief=people["tonghop.lanhdao"],
            leader=people["lanhdao"],
            admin=people["quantri"],
        )


class Storyteller:
    """Plays years of one plan. Each year is one transaction: all of it or nothing."""

    def __init__(self, plan: Plan, cast: Cast, zone: ZoneInfo) -> None:
        self.plan = plan
        self.cast = cast
        self.zone = zone
        self.aftermath = Aftermath(plan, reporters=cast.reporters, heads=cast.heads, officer=cast.officer, zone=zone)

    def tell_closed(self, story: ClosedYear) -> None:
        """Every agency reports and is accepted, one way or the other; the consolidated report is issued."""
        year = story.year
        with transaction.atomic():
            self._decide(story.decisions)
            round_ = self._open(year, story.extensions)
            for report in _reports(round_):
                code = report.agency.code
                usual = dt.date(year, 11, 28) + DAY * pick(f"{code}{year}", 7)
                sent = self._at(story.sent_on.get(code, usual), 15, pick(code, 60))
                self._send(report, sent, returned := story.returned.get(code))
                if returned:
                    self._return(report, returned, sent + DAY)
                    self._mend(report, returned, sent + 2 * DAY)
                self._accept(report, sent + 3 * DAY if returned else sent + DAY)
            built, issued = self._at(dt.date(year, 12, 12), 9), self._at(dt.date(year, 12, 13), 16)
            consolidation = self._work(round_, JobKind.CONSOLIDATE, built)
            issue(
                consolidation=consolidation,
                document_number=story.document_number,
                document_date=issued.date(),
                by=self.cast.chief,
                now=issued,
                confirmed=True,
            )
            self._work(round_, JobKind.WORKBOOK, issued, consolidation)
            for later in story.later:
                self.aftermath.send_later(later, year)

    def tell_open(self, story: OpenYear) -> None:
        """Agencies stand at every stage of the way."""
        with transaction.atomic():
            self._decide(story.decisions)
            round_ = self._open(story.year, story.extensions)
            day = self._at(dt.date(story.year, 11, 16), 8, 30)
            for report in _reports(round_):
                code = report.agency.code
                sent = day + DAY * pick(code, 4)
                returned = story.returned.get(code)
                if code in story.drafts:
                    self._fill(report, sent + DAY, share=story.drafts[code])
                elif code in story.awaiting:
                    self._fill(report, sent)
                    self._move(report, Action.REQUEST_SIGNOFF, self.cast.reporters[code], sent)
                elif returned or code in story.submitted or code in story.accepted:
                    self._send(report, sent, returned)
                if returned:
                    self._return(report, returned, sent + DAY)
                elif code in story.accepted:
                    self._accept(report, sent + DAY)

    def _decide(self, decisions: Iterable[Decided]) -> None:
        for decision in decisions:
            self.aftermath.decide(decision)

    def _open(self, year: int, extensions: Iterable[Extension]) -> Round:
        opened = self._at(dt.date(year, 11, 2), 8)
        round_ = open_round(
            plan=self.plan,
            year=year,
            by=self.cast.admin,
            now=opened,
            data_until=dt.date(year, 11, 30),
            is_demonstration=True,
        )
        for extension in extensions:
            extend(
                submission=_reports(round_, extension.agency)[0],
                due_at=end_of_day(extension.until, self.zone),
                reason=extension.reason,
                decided_by=extension.decided_by,
                by=self.cast.officer,
                now=opened + 14 * DAY,
            )
        return round_

    def _fill(self, report: Submission, now: dt.datetime, *, returned: Return | None = None, share: float = 1) -> None:
        """The reporter fills the first `share` of the items; the one that will be returned as it was typed at first."""
        content = form_of(report)
        entries: list[Entry] = [*content.tasks, *content.indicators]
        for entry in entries[: round(len(entries) * share)]:
            fields = self._fields(report, entry)
            if returned and returned.item == entry.code:
                fields["result" if isinstance(entry, TaskEntry) else "typed"] = returned.first
            self._save(report, entry, fields, now)
        if entries and report.agency.code in WITH_EVIDENCE:
            paper = SimpleUploadedFile(f"Báo cáo kết quả {report.round.year}.pdf", EVIDENCE.read_bytes())
            add(entry=entries[0], upload=paper, by=self.cast.reporters[report.agency.code], now=now)

    def _fields(self, report: Submission, entry: Entry) -> dict[str, str]:
        if isinstance(entry, IndicatorEntry):
            return indicator_fields(entry.code, report.round.year)
        place = report.agency.name.removeprefix("Ủy ban nhân dân ")
        return task_fields(entry.code, report.agency.code, place, report.round.year)

    def _save(self, report: Submission, entry: Entry, fields: dict[str, str], now: dt.datetime) -> None:
        entry.submission = report
        by = self.cast.reporters[report.agency.code]
        if isinstance(entry, TaskEntry):
            save_task_entry(entry=entry, version=entry.version, changes=fields, by=by, now=now)
        else:
            save_indicator_entry(entry=entry, version=entry.version, changes=fields, by=by, now=now)

    def _send(self, report: Submission, sent: dt.datetime, returned: Return | None = None) -> None:
        self._fill(report, sent - DAY, returned=returned)
        self._sign(report, sent)

    def _sign(self, report: Submission, sent: dt.datetime) -> None:
        code = report.agency.code
        self._move(report, Action.REQUEST_SIGNOFF, self.cast.reporters[code], sent - dt.timedelta(hours=3))
        self._move(report, Action.SIGN_AND_SEND, self.cast.heads[code], sent)

    def _return(self, report: Submission, returned: Return, now: dt.datetime) -> None:
        """The officer returns one item and accepts the others."""
        for entry in _items(report):
            if entry.code == returned.item:
                return_item(entry=entry, reason=returned.reason, by=self.cast.officer, now=now)
        self._accept_rest(report, now)
        self._move(report, Action.RETURN, self.cast.officer, now)

    def _mend(self, report: Submission, returned: Return, now: dt.datetime) -> None:
        for entry in _items(report):
            if entry.code == returned.item:
                self._save(report, entry, self._fields(report, entry), now)
        self._sign(report, now)

    def _accept(self, report: Submission, now: dt.datetime) -> None:
        self._accept_rest(report, now)
        self._move(report, Action.ACCEPT, self.cast.officer, now)

    def _accept_rest(self, report: Submission, now: dt.datetime) -> None:
        waiting = [entry for entry in _items(report) if entry.state == "pending"]
        accept_items(submission=report, entries=waiting, by=self.cast.officer, now=now)

    def _move(self, report: Submission, action: Action, by: Person, now: dt.datetime) -> None:
        seen = form_of(report).fingerprint if action == Action.SIGN_AND_SEND else ""
        move(submission=report, action=action, version=report.version, by=by, now=now, seen=seen, without_parts=True)

    def _work(
        self, round_: Round, kind: JobKind, now: dt.datetime, subject: Consolidation | None = None
    ) -> Consolidation:
        """What a worker would do for the coordinator's head, done here and now."""
        job = ask_for(round_=round_, kind=kind, by=self.cast.chief, now=now, subject=subject)
        hold = take(job.pk, clock=lambda: now)
        if hold:  # always: nobody else sees the job before this transaction ends
            carry_out(hold)
            hold.finish()
        return Consolidation.objects.select_related("round__plan").get(round=round_)

    def _at(self, day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=self.zone)


def _reports(round_: Round, code: str = "") -> list[Submission]:
    reports = Submission.objects.filter(round=round_).select_related("round__plan", "agency").order_by("agency__pk")
    return [report for report in reports if code in ("", report.agency.code)]


def _items(report: Submission) -> list[Entry]:
    content = form_of(report)
    entries: list[Entry] = [*content.tasks, *content.indicators]
    for entry in entries:
        entry.submission = report
    return entries
