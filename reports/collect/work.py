"""Việc của tôi: what waits for this person, read in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.enums import Role
from plan.models import Coordinator, Plan
from reports.collect.answered import Answered, answered_lately
from reports.collect.forms import Entry, field_anchor
from reports.collect.items import Chip
from reports.collect.presenters import submission_chip
from reports.collect.returned import last_returns, title_of
from reports.collect.selectors import FormContent, with_last_year
from reports.collect.steps import Due, due_of, due_words
from reports.enums import State
from reports.followup.listing import Card
from reports.models import IndicatorEntry, ReviewNote, Round, Submission, TaskEntry
from reports.models.submission import own_due_at
from reports.oversight.selectors import guidance_text
from reports.workflow import WRITING


@dataclass(frozen=True, slots=True)
class Returned:
    """An item that came back: where to mend it, and what was asked for."""

    url: str
    code: str
    title: str
    reason: str
    who: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report of the person's agency in an open round."""

    submission: Submission
    chip: Chip
    due: Due
    filled: int
    total: int
    tasks_left: int
    indicators_left: int
    returned: list[Returned]
    is_being_written: bool
    waits_for_signature: bool
    last_year: Submission | None
    is_guided: bool

    @property
    def shows_progress(self) -> bool:
        """Whether how much is filled in says anything: before the first sending, or where something is empty again."""
        return self.submission.first_sent_at is None or self.filled < self.total


@dataclass(frozen=True, slots=True)
class Work:
    reports: list[OwnReport]
    earlier: list[Submission]
    cards: list[Card]
    answered: list[Answered]
    writes_reports: bool

    @property
    def is_done(self) -> bool:
        """Whether the agency has reports and none of them waits for this person."""
        return bool(self.reports) and not any(r.is_being_written or r.waits_for_signature for r in self.reports)


def work_of(person: Person, *, now: dt.datetime, today: dt.date) -> Work:
    """At most eight queries: six for an agency's own reports, one or two for those who look after whole rounds."""
    submissions = _own_submissions(person)
    current = [s for s in submissions if s.round.locked_at is None]
    contents = _contents(current)
    returned = _returned(current)
    before = {(s.round.plan_id, s.agency_id, s.round.year): s for s in submissions}
    reports = [
        _own_report(
            contents[s.pk],
            returned=returned[s.pk],
            last_year=before.get((s.round.plan_id, s.agency_id, s.round.year - 1)),
            is_head=s.agency_id in person.agencies_as(Role.HEAD),
            now=now,
        )
        for s in current
    ]
    return Work(
        reports=reports,
        earlier=[s for s in submissions if s.round.locked_at is not None],
        cards=_cards(person, now=now, today=today),
        answered=answered_lately(person, now=now),
        writes_reports=bool(person.own_agencies),
    )


def _own_submissions(person: Person) -> list[Submission]:
    if not person.own_agencies:
        return []
    return list(
        Submission.objects.filter(agency__in=person.own_agencies)
        .select_related("round__plan", "agency")
        .annotate(own_due_at=own_due_at(), guided=guidance_text(OuterRef("round")))
        .order_by("-round__year", "agency__sort_key")
    )


def _contents(submissions: Sequence[Submission]) -> dict[int, FormContent]:
    """The items of several reports at once. Two queries, none without reports."""
    contents = {s.pk: FormContent(s, [], []) for s in submissions}
    for task in TaskEntry.objects.filter(submission__in=submissions).select_related("task"):
        contents[task.submission_id].tasks.append(task)
    lines = with_last_year(IndicatorEntry.objects.filter(submission__in=submissions))
    for line in lines.select_related("indicator"):
        contents[line.submission_id].indicators.append(line)
    return contents


def _returned(submissions: Sequence[Submission]) -> dict[int, list[Returned]]:
    """The last note on each item that is open for mending. One query."""
    returned: dict[int, list[Returned]] = defaultdict(list)
    for entry, note in last_returns([s.pk for s in submissions if s.state == State.RETURNED]).items():
        returned[entry.submission_id].append(_returned_item(entry, note))
    return returned


def _returned_item(entry: Entry, note: ReviewNote) -> Returned:
    form = reverse("reports:form", args=[entry.submission_id])
    return Returned(
        url=f"{form}#{field_anchor(entry)}",
        code=entry.code,
        title=title_of(entry),
        reason=note.reason,
        who=str(note.by),
        at=note.at,
    )


def _own_report(
    content: FormContent, *, returned: list[Returned], last_year: Submission | None, is_head: bool, now: dt.datetime
) -> OwnReport:
    submission = content.submission
    due_at: dt.datetime = getattr(submission, "own_due_at", None) or submission.round.due_at
    return OwnReport(
        submission=submission,
        chip=submission_chip(submission),
        due=due_of(submission, due_at, now),
        filled=content.filled,
        total=content.total,
        tasks_left=sum(gap.kind == "task" for gap in content.gaps),
        indicators_left=sum(gap.kind == "indicator" for gap in content.gaps),
        returned=returned,
        is_being_written=submission.state in WRITING,
        waits_for_signature=is_head and submission.state == State.AWAITING,
        last_year=last_year,
        is_guided=bool(getattr(submission, "guided", "")),
    )


def _cards(person: Person, *, now: dt.datetime, today: dt.date) -> list[Card]:
    """Doors to whole rounds, for the coordinator, the leaders and the administrators.

    One query, two for administrators, none for others.
    """
    if not person.has(Role.OFFICER, Role.CHIEF, Role.LEADER, Role.ADMIN):
        return []
    coordinated = Coordinator.objects.on(today).filter(agency__in=person.agencies_as(Role.OFFICER, Role.CHIEF))
    looked_after = Q(plan__in=coordinated.values("plan"))
    led = Q(plan__issuer__in=person.agencies_as(Role.LEADER))
    rounds = (
        Round.objects.filter(locked_at=None)
        .select_related("plan")
        .annotate(
            is_coordinated=looked_after,
            is_led=led,
            total=Count("submissions"),
            waiting=Count("submissions", filter=Q(submissions__first_sent_at=None)),
            to_review=Count("submissions", filter=Q(submissions__state=State.SUBMITTED)),
            returned=Count("submissions", filter=Q(submissions__state=State.RETURNED)),
            accepted=Count("submissions", filter=Q(submissions__state=State.ACCEPTED)),
        )
    )
    cards: list[Card] = []
    for round_ in rounds:
        cards += _round_cards(round_, now)
    if person.is_admin:
        cards += [
            Card(
                _("Mở và quản lý kỳ báo cáo"),
                _("{plan}: mở kỳ mới, xem các kỳ đã mở.").format(plan=plan.short_title),
                reverse("reports:rounds", args=[plan.code]),
            )
            for plan in Plan.objects.all()
        ]
    return cards


def _round_cards(round_: Round, now: dt.datetime) -> list[Card]:
    counts = {name: getattr(round_, name) for name in ("total", "waiting", "to_review", "returned", "accepted")}
    sent = counts["total"] - counts["waiting"]
    place = [round_.plan.code, round_.year]
    cards = []
    if getattr(round_, "is_coordinated", False):
        sentence = _(
            "{sent}/{total} cơ quan đã gửi. {to_review} báo cáo chờ duyệt, {returned} chờ bổ sung, {waiting} chưa gửi."
        ).format(sent=sent, **counts)
        label = _("Kỳ báo cáo {year}").format(year=round_.year)
        due = due_words(round_.due_at, now)
        cards.append(Card(label, f"{sentence} {due}.", reverse("reports:board", args=place)))
        sentence = _("{accepted}/{total} báo cáo đã duyệt, sẵn sàng để tổng hợp.").format(**counts)
        label = _("Báo cáo tổng hợp {year}").format(year=round_.year)
        due = due_words(round_.consolidation_due_at, now)
        cards.append(Card(label, f"{sentence} {due}.", reverse("reports:consolidation", args=place)))
    if getattr(round_, "is_led", False):
        sentence = _("{sent}/{total} cơ quan đã gửi báo cáo, {accepted} đã duyệt.").format(sent=sent, **counts)
        label = _("Tổng quan năm {year}").format(year=round_.year)
        cards.append(Card(label, sentence, reverse("reports:dashboard", args=place)))
    return cards
