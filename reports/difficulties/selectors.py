"""Readings of difficulties, and the doors to them: whose it is not, for that person it does not exist (404)."""

import datetime as dt
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, When
from django.http import Http404
from django.utils import timezone

from agencies.access import Person
from plan.models import Plan
from plan.selectors import coordinated_by, led_by
from reports.deadlines import end_of_day
from reports.difficulties.steps import REPLIES, UNANSWERED, Party
from reports.doors import Standing
from reports.enums import DifficultyState as State
from reports.models import Difficulty, DifficultyGroup, DifficultyStep

# Doors


def difficulties_for(person: Person, *, on: dt.date) -> QuerySet[Difficulty]:
    """The own agencies' and their predecessors'; for those who work for a plan's coordinator and for the leaders of
    its authority all of that plan."""
    return Difficulty.objects.filter(person.reads(day="raised_at__date") | _of_whole_plans(person, on=on))


def _of_whole_plans(person: Person, *, on: dt.date) -> Q:
    """Of the plans all of whose difficulties the person may read."""
    return Q(plan__in=coordinated_by(person, on=on)) | Q(plan__in=led_by(person, on=on))


def get_difficulty(person: Person, pk: int, *, on: dt.date) -> Difficulty:
    """With its steps, oldest first. Two queries; Http404 where it is not the person's to read."""
    steps = Prefetch("steps", DifficultyStep.objects.select_related("by", "file").order_by("at", "pk"))
    rows = difficulties_for(person, on=on).select_related("plan", "agency", "task", "group", "version__submission")
    found = rows.prefetch_related(steps).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_group(person: Person, pk: int, *, on: dt.date) -> DifficultyGroup:
    """For the coordinator's people and the leaders of its plan alone. One query."""
    found = DifficultyGroup.objects.filter(_of_whole_plans(person, on=on)).select_related("plan").filter(pk=pk)
    group = found.first()
    if group is None:
        raise Http404
    return group


def get_paper(person: Person, pk: int, *, on: dt.date) -> DifficultyStep:
    """The step `pk`, where a file came with it. One query."""
    steps = DifficultyStep.objects.filter(difficulty__in=difficulties_for(person, on=on), file__isnull=False)
    step = steps.select_related("file").filter(pk=pk).first()
    if step is None:
        raise Http404
    return step


def parties_in(standing: Standing) -> frozenset[Party]:
    """On whose behalf the person may act on any difficulty of the plan. One query at most."""
    held = {Party.COORDINATOR: standing.is_officer, Party.LEADER: standing.is_leader}
    return frozenset(party for party, yes in held.items() if yes)


def parties_on(difficulty: Difficulty, standing: Standing) -> frozenset[Party]:
    """As `parties_in`, and whether the person acts for its agency. One query at most."""
    theirs = difficulty.agency_id in standing.person.acted_agencies
    return parties_in(standing) | ({Party.AGENCY} if theirs else frozenset())


# Lists


def worst_first(rows: QuerySet[Difficulty]) -> QuerySet[Difficulty]:
    """Those that wait first, the longest wait on top; then what was dealt with, the latest first."""
    waits = Q(state__in=UNANSWERED)
    return rows.order_by(Case(When(waits, then=F("raised_at"))).asc(nulls_last=True), "-raised_at", "pk")


def difficulties_for_report(plan: Plan, *, until: dt.date) -> list[Difficulty]:
    """What a report on the year of `until` says: raised by the end of that day and still waiting, or answered or
    decided since the year began. With group, task and agency; `answer_of` gives the answer. Two queries.

    In the order of groups (those of one matter together), then of the plan's tasks.
    """
    zone = timezone.get_default_timezone()
    year_began = dt.datetime(until.year, 1, 1, tzinfo=zone)
    wanted = Q(state__in=UNANSWERED) | Q(answered_at__gte=year_began)
    rows = (
        Difficulty.objects.filter(wanted, plan=plan, raised_at__lte=end_of_day(until, zone))
        .exclude(state=State.WITHDRAWN)
        .select_related("group", "task", "agency")
        .order_by(F("group__made_at").asc(nulls_last=True), "group", F("task__order").asc(nulls_last=True), "pk")
    )
    return list(rows.prefetch_related(answers()))


def answers() -> "Prefetch[Any]":
    """What `answer_of` reads, to be prefetched: the answers and decisions, the last first."""
    steps = DifficultyStep.objects.filter(action__in=REPLIES).select_related("by", "file").order_by("-at", "-pk")
    return Prefetch("steps", steps, to_attr="answers")


def answer_of(difficulty: Difficulty) -> DifficultyStep | None:
    """The answer or decision that stands, of a difficulty read with `answers()`; None while there is none."""
    found: list[DifficultyStep] = getattr(difficulty, "answers", [])
    return found[0] if found and difficulty.answered_at else None


def standing_answer(difficulty: Difficulty) -> DifficultyStep | None:
    """The same of one that was read with all its steps (`get_difficulty`)."""
    found = [step for step in difficulty.steps.all() if step.action in REPLIES]
    return found[-1] if found and difficulty.answered_at else None
