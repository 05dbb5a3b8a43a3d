"""Việc của tôi: what waits for this person, read in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef
from django.urls import reverse

from agencies.access import Person
from agencies.enums import Role
from plan.models import Plan
from reports.collect.answered import Answered, answered_lately
from reports.collect.forms import Entry, field_anchor
from reports.collect.items import Chip
from reports.collect.presenters import submission_chip
from reports.collect.returned import last_returns, title_of
from reports.collect.selectors import FormContent, with_last_year
from reports.collect.steps import Due, due_of
from reports.collect.work_cards import cards_of
from reports.enums import State
from reports.followup.listing import Card
from reports.models import IndicatorEntry, ReviewNote, Submission, TaskEntry
from reports.models.submission import own_due_at
from reports.oversight.selectors import guidance_text
from reports.workflow import AS_SENT, WRITING


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
    due_at: dt.datetime
    last_years: list[Submission]
    is_guided: bool

    @property
    def shows_progress(self) -> bool:
        """Whether how much is filled in says anything: before the first sending, or where something is empty again."""
        return self.submission.first_sent_at is None or self.filled < self.total


@dataclass(frozen=True, slots=True)
class PlanWork:
    """What waits for the person in one plan."""

    plan: Plan
    reports: list[OwnReport] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)

    @property
    def due_at(self) -> dt.datetime:
        """When the first of it is due; the end of time where nothing has a due moment."""
        moments = [report.due_at for report in self.reports] + [card.due_at for card in self.cards if card.due_at]
        return min(moments, default=dt.datetime.max.replace(tzinfo=dt.UTC))


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

    def by_plan(self, beside: Iterable[Card] = ()) -> list[PlanWork]:
        """The reports and cards, and those `beside` them, by the plan they are about: what is due first comes first."""
        found: dict[int, PlanWork] = {}
        for report in sorted(self.reports, key=lambda report: report.due_at):
            plan = report.submission.round.plan
            found.setdefault(plan.pk, PlanWork(plan)).reports.append(report)
        for card in (*self.cards, *beside):
            if card.plan:
                found.setdefault(card.plan.pk, PlanWork(card.plan)).cards.append(card)
        return sorted(found.values(), key=lambda one: (one.due_at, one.plan.code))


def work_of(person: Person, *, now: dt.datetime, today: dt.date) -> Work:
    """At most eight queries: six for an agency's own reports, two for those who look after whole plans."""
    submissions = _own_submissions(person)
    current = [s for s in submissions if s.round.locked_at is None and _is_own(s, person)]
    contents = _contents(current)
    returned = _returned(current)
    before = _by_successor(submissions, person)
    reports = [
        _own_report(
            contents[s.pk],
            returned=returned[s.pk],
            last_years=before[s.round.plan_id, s.agency_id, s.round.year - 1],
            is_head=s.agency_id in person.acting_as(Role.HEAD),
            now=now,
        )
        for s in current
    ]
    return Work(
        reports=reports,
        earlier=[s for s in submissions if s not in current],
        cards=cards_of(person, now=now, today=today),
        answered=answered_lately(person, now=now),
        writes_reports=bool(person.own_agencies),
    )


def _is_own(submission: Submission, person: Person) -> bool:
    """Whether the report is the person's to write; that of an ended agency only while it was sent back."""
    mended = submission.state not in AS_SENT and submission.agency_id in person.acted_agencies
    return submission.agency_id in person.own_agencies or mended


def _by_successor(submissions: Sequence[Submission], person: Person) -> dict[tuple[int, int, int], list[Submission]]:
    """By plan, agency and year: the agency's own report first, then those of the agencies it took over from."""
    takers: dict[int, list[int]] = defaultdict(list)
    for one in person.inherited:
        takers[one.agency].append(one.taker)
    found: dict[tuple[int, int, int], list[Submission]] = defaultdict(list)
    for report in submissions:
        found[report.round.plan_id, report.agency_id, report.round.year].insert(0, report)
        for taker in takers[report.agency_id]:
            found[report.round.plan_id, taker, report.round.year].append(report)
    return found


def _own_submissions(person: Person) -> list[Submission]:
    """Those of the own agencies and of the agencies they took over from."""
    if not person.own_agencies:
        return []
    return list(
        Submission.objects.filter(person.reads(day="round__opened_at__date"))
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
    content: FormContent, *, returned: list[Returned], last_years: list[Submission], is_head: bool, now: dt.datetime
) -> OwnReport:
    submission = content.submission
    due_at: dt.datetime = getattr(submission, "own_due_at", None) or submission.round.due_at
    return OwnReport(
        submission=submission,
        chip=submission_chip(submission),
        due=due_of(submission, due_at, now),
        due_at=due_at,
        filled=content.filled,
        total=content.total,
        tasks_left=sum(gap.kind == "task" for gap in content.gaps),
        indicators_left=sum(gap.kind == "indicator" for gap in content.gaps),
        returned=returned,
        is_being_written=submission.state in WRITING,
        waits_for_signature=is_head and submission.state == State.AWAITING,
        last_years=last_years,
        is_guided=bool(getattr(submission, "guided", "")),
    )
