"""Difficulties written in a report register themselves when it is sent."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agencies.models import User
from reports.difficulties.nothing import difficulty_in
from reports.difficulties.recording import moments_of, words_of
from reports.difficulties.steps import RULES, step_of_report
from reports.enums import DifficultyAction as Action
from reports.enums import DifficultyState as State
from reports.models import Difficulty, DifficultyStep, Submission, SubmissionVersion, TaskEntry


@dataclass(frozen=True, slots=True)
class _Told:
    """What an item says: a difficulty and what is proposed, both empty where there is none."""

    text: str = ""
    proposal: str = ""

    @classmethod
    def in_item(cls, item: Mapping[str, Any]) -> "_Told":
        text = difficulty_in(item["difficulty"])
        return cls(text, difficulty_in(item["proposal"]) if text else "")

    @property
    def pair(self) -> tuple[str, str]:
        return self.text, self.proposal


def take_from_report(submission: Submission, version: SubmissionVersion, *, by: User, now: dt.datetime) -> None:
    """Raise, change, take back or raise again what `version` says differently from the version before it.

    One difficulty for an item, whatever the number of sendings. Must be called in the transaction that sends. At most
    seven queries.
    """
    said = {item["entry"]: _Told.in_item(item) for item in version.content["tasks"]}
    known = Difficulty.objects.select_for_update(no_key=True).filter(entry__submission=submission).order_by("pk")
    present = {row.entry_id: row for row in known}
    if not present and not any(one.text for one in said.values()):
        return
    before = _version_before(version)
    new, changed, steps = [entry for entry in said if entry not in present and said[entry].text], [], []
    for entry, row in present.items():
        was, told = before.get(entry or 0, _Told()), said.get(entry or 0, _Told())
        action = step_of_report(State(row.state), before=was.pair, now=told.pair)
        if action:
            _move(row, action, told, version, now=now)
            changed.append(row)
            steps.append(_step(row, action, by=by, now=now))
    if changed:
        Difficulty.objects.bulk_update(changed, _CHANGING)
    raised = _raised(submission, version, {entry: said[entry] for entry in new}, by=by, now=now) if new else []
    DifficultyStep.objects.bulk_create([*steps, *(_step(row, Action.RAISE, by=by, now=now) for row in raised)])


_CHANGING = [
    *("text", "proposal", "state", "step_count", "version"),
    *("raised_at", "escalated_at", "answered_at", "closed_at"),
]


def _version_before(version: SubmissionVersion) -> dict[int, _Told]:
    rows = SubmissionVersion.objects.filter(submission=version.submission_id, number__lt=version.number)
    tasks = rows.order_by("-number").values_list("content__tasks", flat=True).first()
    return {item["entry"]: _Told.in_item(item) for item in tasks or ()}


def _move(row: Difficulty, action: Action, told: _Told, version: SubmissionVersion, *, now: dt.datetime) -> None:
    target = RULES[action].target or State(row.state)
    row.state, row.step_count, row.version = target, row.step_count + 1, version
    if told.text:
        row.text, row.proposal = told.text, told.proposal
    for name, moment in moments_of(action, now).items():
        setattr(row, name, moment)


def _raised(
    submission: Submission, version: SubmissionVersion, said: Mapping[int, _Told], *, by: User, now: dt.datetime
) -> list[Difficulty]:
    tasks = dict(TaskEntry.objects.filter(pk__in=said).values_list("pk", "task"))
    rows = [
        Difficulty(
            plan_id=submission.round.plan_id,
            agency_id=submission.agency_id,
            agency_name=submission.agency_name,
            task_id=tasks[entry],
            entry_id=entry,
            version=version,
            text=told.text,
            proposal=told.proposal,
            step_count=1,
            raised_at=now,
            raised_by=by,
        )
        for entry, told in said.items()
    ]
    return Difficulty.objects.bulk_create(rows)


def _step(row: Difficulty, action: Action, *, by: User, now: dt.datetime) -> DifficultyStep:
    text = "" if action == Action.WITHDRAW else words_of(row.text, row.proposal)
    return DifficultyStep(difficulty=row, action=action, text=text, at=now, by=by)
