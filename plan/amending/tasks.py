"""Tasks and responsibilities changed by a decision: what held ends on its day of effect, the new rows begin there.

Rounds that are open, and all before them, keep the rows they were opened with.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.models import Agency, AgencyGroup
from agencies.models.dated import DatedQuerySet
from agencies.text import clean
from plan.amending.decisions import held, refuse_strangers, refuse_undoing
from plan.amending.rows import place_in, refuse_code, refuse_joined
from plan.enums import Duty
from plan.models import Amendment, Plan, Responsibility, Section, Task
from plan.periods import end


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An agency or a group that leads or supports; `wording` is the decision's own, else the name."""

    duty: Duty
    agency: Agency | None = None
    group: AgencyGroup | None = None
    wording: str = ""

    @property
    def name(self) -> str:
        return str(self.agency.name if self.agency else self.group)

    @property
    def key(self) -> tuple[int | None, int | None]:
        return self.agency.pk if self.agency else None, self.group.pk if self.group else None

    @property
    def words(self) -> str:
        return self.wording.strip() or self.name

    def same_as(self, row: Responsibility) -> bool:
        return (*self.key, self.duty, self.words) == (row.agency_id, row.group_id, row.duty, row.wording)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """A task as the decision words it, with everybody who answers for it, leads first."""

    section: Section
    title: str
    text: str
    parties: Sequence[Party]


def add_task(*, amendment: Amendment, code: str, draft: TaskDraft, today: dt.date, by: Person) -> Task:
    """A task from the day of effect on. Raises Refused where the person, the code or the draft will not do."""
    refuse_strangers(amendment.plan, by, today=today)
    with acting(by.user):
        amendment = held(amendment)
        tasks = _locked(amendment.plan)
        code = clean(code)
        refuse_code(tasks, code)
        _refuse_draft(amendment, draft)
        task = _new_row(amendment, draft, code=code, order=place_in(draft.section, tasks), replaces=None)
        _assign(task, draft.parties, amendment)
    return task


def change_task(*, amendment: Amendment, code: str, draft: TaskDraft, seen: str, today: dt.date, by: Person) -> Task:
    """The task from the day of effect on, as `draft` has it: a new row where its words or its section differ, else the
    same with other responsibilities.

    Raises Refused where the person or the draft will not do, where the task does not hold on that day, where a later
    change or another decision's of that day would be undone, and where nothing would change; Stale where the task is
    not as it was `seen`.
    """
    refuse_strangers(amendment.plan, by, today=today)
    with acting(by.user):
        amendment = held(amendment)
        tasks = _locked(amendment.plan)
        task, parties = _as_seen(amendment, code, seen)
        _refuse_draft(amendment, draft)
        if not _differs(task, draft) and _same_parties(parties, draft.parties):
            raise Refused(_("Không có gì thay đổi."))
        if _differs(task, draft):
            order = task.order if task.section_id == draft.section.pk else place_in(draft.section, tasks)
            task = _replaced(task, draft, amendment, order=order)
        _assign(task, draft.parties, amendment)
    return task


def end_task(*, amendment: Amendment, code: str, into: str = "", seen: str, today: dt.date, by: Person) -> Task:
    """The task ends on the day of effect; where it goes on in another, `into` is that one's code.

    Raises Refused and Stale as `change_task` does, and Refused where the other does not hold on that day.
    """
    refuse_strangers(amendment.plan, by, today=today)
    with acting(by.user):
        amendment = held(amendment)
        tasks = _locked(amendment.plan)
        task, _parties = _as_seen(amendment, code, seen)
        _refuse_begun(task, amendment)
        on = amendment.effective_on
        refuse_joined(task, on)
        if into:
            task.merged_into = tasks.on(on).filter(code=into).exclude(pk=task.pk).first()
            if task.merged_into is None:
                message = _("Nhiệm vụ {code} không có hiệu lực vào ngày {day}.")
                raise Refused(message.format(code=into, day=f"{on:%d/%m/%Y}"), field="into")
        _end(task, amendment)
    return task


def task_on(plan: Plan, code: str, *, on: dt.date) -> tuple[Task, list[Responsibility]] | None:
    """A task with its parties as they stand on a day. Two queries."""
    task = Task.objects.on(on).select_related("section", "amendment", "plan").filter(plan=plan, code=code).first()
    if task is None:
        return None
    rows = Responsibility.objects.on(on).filter(task=task).select_related("agency", "group", "amendment")
    return task, list(rows.order_by("duty", "order", "pk"))


def seal_of(task: Task, parties: Iterable[Responsibility]) -> str:
    """Stands for the task as somebody saw it; another one as soon as anybody changes it or who answers for it."""
    return "-".join(str(part) for part in (task.pk, task.valid_to or "", *sorted(row.pk for row in parties)))


def _locked(plan: Plan) -> DatedQuerySet:
    """The plan's tasks, whatever their period; two who change them take turns."""
    list(Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).values_list("pk"))
    tasks: DatedQuerySet = Task.objects.filter(plan=plan)
    return tasks


def _as_seen(amendment: Amendment, code: str, seen: str) -> tuple[Task, list[Responsibility]]:
    on = amendment.effective_on
    found = task_on(amendment.plan, code, on=on)
    if found is None:
        message = _("Nhiệm vụ {code} không có hiệu lực vào ngày {day}.")
        raise Refused(message.format(code=code, day=f"{on:%d/%m/%Y}"))
    task, parties = found
    if seal_of(task, parties) != seen:
        message = _("Nhiệm vụ vừa được người khác thay đổi. Nội dung bạn gõ vẫn còn; hãy xem lại rồi lưu.")
        raise Stale(message, current=task)
    every: list[Task | Responsibility] = [task, *task.responsibilities.all()]
    refuse_undoing(every, [row.amendment for row in every if row.valid_from == on], amendment)
    return task, parties


def _refuse_draft(amendment: Amendment, draft: TaskDraft) -> None:
    if not clean(draft.title):
        raise Refused(_("Hãy ghi tên nhiệm vụ."), field="title")
    if not clean(draft.text):
        raise Refused(_("Hãy ghi nội dung nhiệm vụ."), field="text")
    if not any(party.duty == Duty.LEAD for party in draft.parties):
        raise Refused(_("Hãy chọn ít nhất một cơ quan hoặc nhóm chủ trì."), field="parties")
    seen: set[tuple[int | None, int | None]] = set()
    for party in draft.parties:
        if party.key in seen:
            message = _("{name} được ghi hai lần. Mỗi cơ quan hoặc nhóm chỉ ghi một lần.")
            raise Refused(message.format(name=party.name), field="parties")
        seen.add(party.key)
        if party.agency and not party.agency.holds_on(amendment.effective_on):
            message = _("{agency} không hoạt động vào ngày {day}. Hãy chọn cơ quan khác.")
            day = f"{amendment.effective_on:%d/%m/%Y}"
            raise Refused(message.format(agency=party.name, day=day), field="parties")


def _refuse_begun(task: Task, amendment: Amendment) -> None:
    """A row cannot end on the day it begins."""
    if task.valid_from == amendment.effective_on:
        raise Refused(_("Nội dung này bắt đầu từ chính ngày đó. Hãy rút lại thay đổi đã ghi rồi ghi lại."))


def _differs(task: Task, draft: TaskDraft) -> bool:
    now = (task.section_id, task.title, task.text)
    return now != (draft.section.pk, clean(draft.title), clean(draft.text))


def _same_parties(rows: Sequence[Responsibility], parties: Sequence[Party]) -> bool:
    return len(rows) == len(parties) and all(any(party.same_as(row) for row in rows) for party in parties)


def _new_row(amendment: Amendment, draft: TaskDraft, *, code: str, order: int, replaces: Task | None) -> Task:
    task: Task = Task.objects.create(
        plan=amendment.plan,
        section=draft.section,
        code=code,
        title=clean(draft.title),
        text=clean(draft.text),
        order=order,
        valid_from=amendment.effective_on,
        amendment=amendment,
        replaces=replaces,
    )
    return task


def _replaced(task: Task, draft: TaskDraft, amendment: Amendment, *, order: int) -> Task:
    _refuse_begun(task, amendment)
    _end(task, amendment)
    return _new_row(amendment, draft, code=task.code, order=order, replaces=task)


def _end(task: Task, amendment: Amendment) -> None:
    """The task and everybody's duty for it end with the decision."""
    end(Responsibility.objects.filter(task=task), amendment.effective_on, ended_by=amendment)
    task.valid_to, task.ended_by = amendment.effective_on, amendment
    task.save(update_fields=["valid_to", "ended_by", "merged_into"])


def _assign(task: Task, parties: Sequence[Party], amendment: Amendment) -> None:
    """From the day of effect on just these answer for the task; what stays as it was keeps its row."""
    on = amendment.effective_on
    rows = list(Responsibility.objects.on(on).filter(task=task))
    kept = {row.pk for row in rows if any(party.same_as(row) for party in parties)}
    end(Responsibility.objects.filter(task=task).exclude(pk__in=kept), on, ended_by=amendment)
    standing = [row for row in rows if row.pk in kept]
    Responsibility.objects.bulk_create(
        Responsibility(
            task=task,
            duty=party.duty,
            agency=party.agency,
            group=party.group,
            wording=party.words,
            order=order,
            valid_from=on,
            amendment=amendment,
        )
        for order, party in enumerate(parties, 1)
        if not any(party.same_as(row) for row in standing)
    )
