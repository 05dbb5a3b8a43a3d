"""The changes around a difficulty: raising it, and every step after that, to one or to several at once.

The second of two callers loses: a step is a compare-and-swap on the number of steps the caller saw.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.models import Agency
from plan.models import Plan, Task
from reports.difficulties.checking import Said, checked
from reports.difficulties.nothing import says_nothing
from reports.difficulties.recording import moments_of, words_of
from reports.difficulties.selectors import parties_in, parties_on
from reports.difficulties.steps import RULES, TOGETHER, UNANSWERED, needs_words, target_of
from reports.difficulties.telling import tell_answered
from reports.difficulties.work import tasks_of
from reports.doors import Standing
from reports.enums import DifficultyAction as Action
from reports.enums import DifficultyState as State
from reports.evidence.attaching import attached
from reports.models import Attachment, Difficulty, DifficultyStep

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@dataclass(frozen=True)
class Outcome:
    """What a step reached, and what it left as it was because it stands elsewhere or was changed meanwhile."""

    done: list[Difficulty] = field(default_factory=list)
    left: list[Difficulty] = field(default_factory=list)


def raise_difficulty(
    *, plan: Plan, agency: Agency, task: Task | None, text: str, proposal: str = "", by: Person, now: dt.datetime
) -> Difficulty:
    """An agency tells of a difficulty, at any time of the year. Raises Refused for another's agency or task, for a
    text that says nothing, and for what the agency has already said and nobody has answered."""
    said = checked(Said(text=text, proposal=proposal), Action.RAISE, words=True, on=timezone.localdate(now))
    if says_nothing(said.text):
        raise Refused(_("Hãy ghi rõ khó khăn, vướng mắc là gì."), field="text")
    if agency.pk not in by.own_agencies:
        raise Refused(_("Chỉ người của cơ quan mới nêu được khó khăn của cơ quan đó."), field="agency")
    if task is not None and task not in tasks_of([agency.pk], plan, on=timezone.localdate(now)):
        raise Refused(_("Nhiệm vụ này không giao cho cơ quan. Hãy chọn nhiệm vụ khác hoặc để trống."), field="task")
    with acting(by.user):
        Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)  # two clicks are one difficulty
        same = Difficulty.objects.filter(plan=plan, agency=agency, task=task, text=said.text, state__in=UNANSWERED)
        if same.exists():
            raise Refused(_("Cơ quan đã nêu đúng khó khăn này và đang chờ trả lời. Không cần nêu lại."), field="text")
        row = Difficulty.objects.create(
            plan=plan,
            agency=agency,
            agency_name=agency.name,
            task=task,
            text=said.text,
            proposal=said.proposal,
            step_count=1,
            raised_at=now,
            raised_by=by.user,
        )
        words = words_of(said.text, said.proposal)
        DifficultyStep.objects.create(difficulty=row, action=Action.RAISE, text=words, at=now, by=by.user)
    return row


def take_step(
    *,
    difficulty: Difficulty,
    action: Action,
    seen: int,
    said: Said,
    by: Person,
    now: dt.datetime,
    upload: "UploadedFile[bytes] | None" = None,
) -> Difficulty:
    """One step of `reports.difficulties.steps` on one difficulty, `seen` being the number of steps the caller saw.

    Raises Refused where the table or the words forbid it, Stale where somebody was first.
    """
    standing = Standing(by, difficulty.plan, on=timezone.localdate(now))
    parties = parties_on(difficulty, standing)
    if target_of(action, state=State(difficulty.state), parties=parties) is None:
        raise Refused(_not_allowed(action, difficulty))
    said = checked(said, action, words=needs_words(action, parties), on=standing.on, raised=_days([difficulty]))
    with attached(upload, by=by, now=now) as file:
        row = _held().get(pk=difficulty.pk)
        if row.step_count != seen:
            raise Stale(_was_first(row), current=row)
        if action == Action.AMEND and (row.text, row.proposal) == (said.text, said.proposal):
            raise Refused(_("Nội dung không thay đổi nên không có gì để lưu."), field="text")
        _record([row], action, said, file=file, by=by, now=now)
    difficulty.refresh_from_db()
    return difficulty


def take_step_together(
    *,
    plan: Plan,
    chosen: Mapping[int, int],
    action: Action,
    said: Said,
    by: Person,
    now: dt.datetime,
    upload: "UploadedFile[bytes] | None" = None,
) -> Outcome:
    """The same answer, escalation or decision for several of `plan` in one transaction; `chosen` is the number of
    steps seen of each (by id). Those that stand elsewhere, or that somebody changed meanwhile, are left as they are.

    Raises Refused where nothing is left to do. A fixed number of queries, and those of the mails.
    """
    standing = Standing(by, plan, on=timezone.localdate(now))
    parties = parties_in(standing)
    if action not in TOGETHER:
        raise Refused(_("Việc này làm riêng cho từng khó khăn."))
    with attached(upload, by=by, now=now) as file:
        rows = list(_held().filter(pk__in=chosen, plan=plan).order_by("pk"))
        outcome = Outcome()
        for row in rows:
            allowed = target_of(action, state=State(row.state), parties=parties)
            (outcome.done if allowed and row.step_count == chosen[row.pk] else outcome.left).append(row)
        if not outcome.done:
            raise Refused(_nothing_to_do(action))
        words = needs_words(action, parties)
        said = checked(said, action, words=words, on=standing.on, raised=_days(outcome.done))
        _record(outcome.done, action, said, file=file, by=by, now=now)
    return outcome


def _held() -> QuerySet[Difficulty]:
    """Nobody else takes a step on the rows until the transaction ends."""
    return Difficulty.objects.select_related("agency").select_for_update(of=("self",), no_key=True)


def _days(rows: Sequence[Difficulty]) -> list[dt.date]:
    return [timezone.localdate(row.raised_at) for row in rows]


def _record(
    rows: Sequence[Difficulty],
    action: Action,
    said: Said,
    *,
    file: Attachment | None,
    by: Person,
    now: dt.datetime,
) -> None:
    """The step in the rows, which are held, and in the steps of each; the agencies are told of an answer."""
    changes: dict[str, Any] = {"state": RULES[action].target or rows[0].state, **moments_of(action, now)}
    if action == Action.AMEND:
        changes |= {"text": said.text, "proposal": said.proposal}
    Difficulty.objects.filter(pk__in=[row.pk for row in rows]).update(step_count=F("step_count") + 1, **changes)
    words = words_of(said.text, said.proposal) if action == Action.AMEND else said.text
    steps = [
        DifficultyStep(
            difficulty=row,
            action=action,
            text=words,
            document_number=said.document_number,
            document_date=said.document_date,
            file=file,
            at=now,
            by=by.user,
        )
        for row in rows
    ]
    DifficultyStep.objects.bulk_create(steps)
    tell_answered(steps)


def _not_allowed(action: Action, difficulty: Difficulty) -> str:
    words = _("Không làm được “{action}”: trạng thái là “{state}” hoặc bạn không có quyền. Hãy tải lại trang.")
    return words.format(action=action.label, state=State(difficulty.state).label)


def _was_first(row: Difficulty) -> str:
    words = _("Khó khăn này vừa được người khác xử lý, nay ở trạng thái “{state}”. Hãy xem lại rồi quyết định.")
    return words.format(state=State(row.state).label)


def _nothing_to_do(action: Action) -> str:
    words = _("Không có khó khăn nào trong số đã chọn làm được “{action}”. Hãy xem lại trạng thái của từng khó khăn.")
    return words.format(action=action.label)
