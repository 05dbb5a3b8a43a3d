"""The review desk: one sending of one agency's report, who may see it, and what may be done about it."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from reports.deadlines import days_late
from reports.doors import Standing, get_submission
from reports.enums import ItemState, State
from reports.models import Guidance, IndicatorEntry, Submission, SubmissionVersion, TaskEntry
from reports.oversight.selectors import FindingLine, finding_lines, guidance_of, open_findings_of
from reports.review.indicators import IndicatorItem, indicator_items
from reports.review.items import Item, ItemKind, TaskItem, shared_by, task_items
from reports.review.order import Lateness
from reports.review.walking import Walk, walk_from
from reports.workflow import Action, actions_from, verdict_on_items

Entry = TaskEntry | IndicatorEntry


def get_report_to_read(person: Person, pk: int, *, on: dt.date) -> tuple[Submission, Standing]:
    """The door to the desk: a sent report, for the coordinator's people and the leaders; 404 for others.

    Two queries.
    """
    submission = get_submission(person, pk, on=on)
    standing = Standing(person, submission.round.plan, on=on)
    if submission.first_sent_at is None or not (standing.is_officer or standing.is_leader):
        raise Http404
    return submission, standing


def get_report_to_review(person: Person, pk: int, *, on: dt.date) -> tuple[Submission, Standing]:
    """The door to the desk's buttons: the coordinator's people alone; 404 for others. Two queries."""
    submission, standing = get_report_to_read(person, pk, on=on)
    if not standing.is_officer:
        raise Http404
    return submission, standing


def get_item(submission: Submission, kind: ItemKind, pk: int) -> Entry:
    """One item of the report, ready for the review's services; 404 where it is not this report's. One query."""
    found = entries_of(submission, kind, [pk])
    if not found:
        raise Http404
    return found[0]


def entries_of(submission: Submission, kind: ItemKind, pks: Collection[int]) -> list[Entry]:
    """The report's items of one kind among `pks`, ready for the review's services. One query."""
    entries: list[Entry] = []
    if kind == "task":
        entries += TaskEntry.objects.select_related("task").filter(submission=submission, pk__in=pks)
    else:
        entries += IndicatorEntry.objects.select_related("indicator").filter(submission=submission, pk__in=pks)
    for entry in entries:
        entry.submission = submission
    return entries


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One sending of one agency's report, with what the person may do about it; `reviews` False: only read."""

    submission: Submission
    sending: SubmissionVersion
    own_due_at: dt.datetime
    lateness: Lateness
    tasks: list[TaskItem]
    indicators: list[IndicatorItem]
    walk: Walk
    guidance: Guidance | None
    findings: list[FindingLine]
    actions: frozenset[Action]
    reviews: bool

    @cached_property
    def items(self) -> list[Item]:
        return [*self.indicators, *self.tasks]

    def item(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)

    @property
    def can_review(self) -> bool:
        """Whether the person may decide on items now."""
        return Action.ACCEPT in self.actions

    @property
    def can_reopen(self) -> bool:
        return Action.REOPEN in self.actions

    @property
    def finish(self) -> Action | None:
        """What the review amounts to once every item is decided (see `workflow.verdict_on_items`)."""
        return verdict_on_items([item.state for item in self.items]) if self.can_review else None

    @property
    def clean(self) -> list[Item]:
        return [item for item in self.items if item.is_clean]

    @property
    def flagged(self) -> list[Item]:
        return [item for item in self.items if item.is_pending and item.flags]

    @property
    def returned(self) -> list[Item]:
        return [item for item in self.items if item.is_returned]

    @property
    def accepted(self) -> list[Item]:
        return [item for item in self.items if item.state == ItemState.ACCEPTED]

    @property
    def summary(self) -> str:
        """How the review stands, in one sentence; what there is none of is not mentioned."""
        content = [(_("{count} nhiệm vụ"), len(self.tasks)), (_("{count} chỉ tiêu"), len(self.indicators))]
        states = [
            (_("{count} mục không có lưu ý"), len(self.clean)),
            (_("{count} mục cần lưu ý"), len(self.flagged)),
            (_("{count} mục trả lại"), len(self.returned)),
            (_("{count} mục đã duyệt"), len(self.accepted)),
        ]
        return f"{_listed(content)}: {_listed(states)}."

    @property
    def pending_count(self) -> int:
        return sum(item.is_pending for item in self.items)

    @property
    def left_over(self) -> str:
        """What still waits once the unflagged items are accepted, and why: "2 mục cần lưu ý, 1 mục phải ghi lý do"."""
        waiting = [item for item in self.flagged if item.wants_a_reason]
        words = [
            (_("{count} mục cần lưu ý"), len(self.flagged) - len(waiting)),
            (_("{count} mục phải chọn số hoặc ghi lý do"), len(waiting)),
        ]
        return _listed(words)

    def returnable(self, keys: Collection[str]) -> list[Item]:
        """Those of the items named on the page that can be returned now."""
        if not self.can_review:
            return []
        return [item for item in self.items if item.key in keys and item.is_decidable and not item.is_returned]

    def left_besides(self, items: Collection[Item]) -> int:
        """How many still wait once `items` are decided."""
        return sum(item.is_pending and item not in items for item in self.items)


def _listed(parts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(words.format(count=count) for words, count in parts if count)


def desk_of(submission: Submission, *, standing: Standing, now: dt.datetime, zone: ZoneInfo) -> Desk:
    """The desk for one sent report, as the person in `standing` may use it. At most fourteen queries."""
    sending, *before = submission.versions.select_related("sent_by", "signed_by", "prepared_by").order_by("-number")[:2]
    shared = shared_by(submission, sending, before[0] if before else None)
    walk, own_due_at = walk_from(submission, standing=standing, now=now, zone=zone)
    findings = open_findings_of(submission.agency, submission.round.plan)
    due_at, first_sent_at = submission.round.due_at, submission.first_sent_at or sending.sent_at
    return Desk(
        submission=submission,
        sending=sending,
        own_due_at=own_due_at,
        lateness=Lateness(days_late(due_at, first_sent_at, zone), days_late(own_due_at, first_sent_at, zone)),
        tasks=task_items(submission, shared),
        indicators=indicator_items(submission, shared),
        walk=walk,
        guidance=guidance_of(submission.round),
        findings=finding_lines(findings, on=timezone.localdate(now)),
        actions=_actions(submission, standing),
        reviews=standing.is_officer,
    )


def _actions(submission: Submission, standing: Standing) -> frozenset[Action]:
    if submission.round.locked_at:
        return frozenset()
    possible = actions_from(
        state=State(submission.state),
        sent_before=True,
        signoff=submission.agency.uses_signoff,
        actors=standing.actors(submission),
    )
    return frozenset(possible) & {Action.RETURN, Action.ACCEPT, Action.REOPEN}
