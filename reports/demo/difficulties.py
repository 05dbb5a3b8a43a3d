"""The demonstration's difficulties: what agencies raised over the years, beside what their reports say, and what
became of it. Made up, the same on every run; played through the services that people use."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.access import Person
from agencies.models import Agency
from plan.models import Plan, Task
from reports.demo.difficulty_story import GROUPS, RAISED, REPORTED, Happened, Matter, Raised
from reports.difficulties.checking import Said
from reports.difficulties.grouping import group_new
from reports.difficulties.services import raise_difficulty, take_step, take_step_together
from reports.enums import DifficultyAction as Action
from reports.models import Difficulty

PAPER = settings.BASE_DIR / "fixtures" / "minh-chung-minh-hoa.pdf"
_BY_THE_AGENCY = {Action.AMEND, Action.WITHDRAW, Action.CLOSE, Action.REOPEN}


@dataclass
class _Teller:
    plan: Plan
    reporters: Mapping[str, Person]
    officer: Person
    leader: Person
    zone: ZoneInfo

    def raised(self, story: Raised) -> Difficulty:
        task = Task.objects.get(plan=self.plan, code=story.task) if story.task else None
        row = raise_difficulty(
            plan=self.plan,
            agency=Agency.objects.get(code=story.agency),
            task=task,
            text=story.text,
            proposal=story.proposal,
            by=self.reporters[story.agency],
            now=self._at(story.on, 8),
        )
        self._follow(row, story.then)
        return row

    def reported(self, agency: str, task: str, year: int, then: Sequence[Happened]) -> Difficulty | None:
        """What became of a difficulty that a report of `year` told; None where that report was not sent."""
        rows = Difficulty.objects.filter(plan=self.plan, agency__code=agency, task__code=task)
        row = rows.filter(entry__submission__round__year=year).select_related("plan", "agency").first()
        if row:
            self._follow(row, then)
        return row

    def together(self, story: Matter, rows: Sequence[Difficulty]) -> None:
        """The officer makes one matter of several, and takes its steps together."""
        chosen = [row.pk for row in rows]
        group_new(plan=self.plan, chosen=chosen, title=story.title, by=self.officer, now=self._at(story.on, 10))
        for step in story.then:
            current = Difficulty.objects.filter(pk__in=chosen).values_list("pk", "step_count")
            take_step_together(
                plan=self.plan,
                chosen=dict(current),
                action=step.action,
                said=_said(step),
                by=self._who(step, ""),
                now=self._at(step.on, 14),
                upload=_paper(step),
            )

    def _follow(self, row: Difficulty, then: Sequence[Happened]) -> None:
        for step in then:
            take_step(
                difficulty=row,
                action=step.action,
                seen=row.step_count,
                said=_said(step),
                by=self._who(step, row.agency.code),
                now=self._at(step.on, 14),
                upload=_paper(step),
            )

    def _who(self, step: Happened, agency: str) -> Person:
        if step.action in _BY_THE_AGENCY:
            return self.reporters[agency]
        return self.leader if step.action == Action.DECIDE else self.officer

    def _at(self, day: dt.date, hour: int) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour, 25), tzinfo=self.zone)


def add_difficulties(
    plan: Plan, *, reporters: Mapping[str, Person], officer: Person, leader: Person, zone: ZoneInfo
) -> None:
    """Tell them all, once: after the reports, whose own difficulties are taken further here. `reporters` by agency."""
    if plan.difficulty_groups.exists():
        return
    teller = _Teller(plan, reporters, officer, leader, zone)
    named: dict[str, list[Difficulty]] = {}
    for raised in RAISED:
        named.setdefault(raised.matter, []).append(teller.raised(raised))
    for told in REPORTED:
        row = teller.reported(told.agency, told.task, told.year, told.then)
        if row:
            named.setdefault(told.matter, []).append(row)
    for matter in GROUPS:
        rows = named.get(matter.name, [])
        if len(rows) > 1:
            teller.together(matter, rows)


def _said(step: Happened) -> Said:
    return Said(text=step.text, document_number=step.number, document_date=step.dated)


def _paper(step: Happened) -> SimpleUploadedFile | None:
    return SimpleUploadedFile(f"{step.paper}.pdf", PAPER.read_bytes()) if step.paper else None
