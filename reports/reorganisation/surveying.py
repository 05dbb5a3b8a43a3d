"""All that a draft comes to on the day it takes effect: what is held, who takes it, and what stands in the way."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, Membership
from agencies.models.dated import Dated
from plan.models import Plan, Responsibility
from reports.models import Round, Submission
from reports.reorganisation.checking import Checker, Known, Line, decision_problems, resolved
from reports.reorganisation.draft import Draft, Kind
from reports.reorganisation.holdings import TABLES, held_by
from reports.reorganisation.matters import Passing, Row, What, pass_on
from reports.reorganisation.proposing import propose


@dataclass(slots=True)
class Survey:
    """`agencies` are those that stand, by code; `passings` what becomes of the dated rows, by table."""

    draft: Draft
    day: dt.date
    agencies: dict[str, Agency]
    lines: list[Line] = field(default_factory=list)
    passings: dict[type[Dated], Passing] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    line_problems: dict[What, str] = field(default_factory=dict)

    def short_name(self, code: str) -> str:
        if code in self.agencies:
            return self.agencies[code].short_name
        return next((agency.short_name for agency in self.draft.agencies if agency.code == code), code)

    @property
    def givers(self) -> list[str]:
        """The agencies that end or hand something on."""
        return list(dict.fromkeys([*self.draft.ends, *(line.from_ for line in self.draft.successions)]))


def survey(draft: Draft, *, today: dt.date, lock: bool = False) -> Survey:
    """Reads everything a draft touches in a fixed number of queries (about 17).

    With `lock`, nobody else changes it until the transaction ends: plans, reports, agencies, then their rows, each in
    the order of their keys.
    """
    if lock:
        _hold_plans_and_reports()
    day = draft.decision.effective_on or today
    found = Survey(draft, day, _agencies(draft, lock=lock))
    known = {code: Known(a.name, a.short_name, a.valid_from, a.valid_to) for code, a in found.agencies.items()}
    checker = Checker(draft, known, day)
    found.problems = [*decision_problems(draft.decision, today), *checker.problems()]
    givers = {found.agencies[code].pk: code for code in found.givers if code in found.agencies}
    held = held_by(givers, day, lock=lock)
    found.lines = resolved(held.holdings, draft, propose(held.holdings, draft))
    plans = _plans(found)
    _pass_on(found, held.rows)
    for line in found.lines:
        if problem := checker.line_problem(line) or found.line_problems.get(line.holding.what, ""):
            found.line_problems[line.holding.what] = problem
            found.problems.append(problem)
    found.problems += checker.stray({holding.what for holding in held.holdings})
    found.problems += _locked_rounds(found, plans)
    return found


def _hold_plans_and_reports() -> None:
    """Whoever opens a round, amends a plan or writes a report does so before or after: each of them holds one of these
    before an agency."""
    reports = Submission.everything.filter(round__locked_at=None).order_by("pk")
    list(Plan.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    list(reports.select_for_update(of=("self",), no_key=True).values_list("pk"))


def _agencies(draft: Draft, *, lock: bool) -> dict[str, Agency]:
    codes = {*draft.ends, *(agency.code for agency in draft.agencies)}
    codes |= {code for line in draft.successions for code in (line.from_, line.to)}
    codes |= {code for taker in draft.takers for code in (taker.from_, *taker.to)}
    rows = Agency.objects.filter(code__in=codes).order_by("pk")
    return {agency.code: agency for agency in (rows.select_for_update() if lock else rows)}


def _pass_on(found: Survey, rows: dict[type[Dated], list[Row]]) -> None:
    """What becomes of every dated row, and which lines collide with a change on a later day."""
    takers: dict[type[Dated], dict[int, tuple[str, ...]]] = defaultdict(dict)
    for line in found.lines:
        if model := TABLES.get(line.holding.kind):
            takers[model] |= dict.fromkeys(line.holding.rows, line.to)
    for model, own in rows.items():
        found.passings[model] = pass_on(own, takers[model], found.day, later_too=model is Membership)
        subjects = {row.pk: row.subject for row in own}
        later = {subjects[pk] for pk in found.passings[model].later}
        for line in found.lines if later else ():
            mine = line.moves and TABLES.get(line.holding.kind) is model
            if mine and later & {subjects[pk] for pk in line.holding.rows}:
                found.line_problems[line.holding.what] = _later_words(found, line)


def _later_words(found: Survey, line: Line) -> str:
    message = _("{agency}, {kind} “{what}”: đã có thay đổi khác sau ngày {day}; hãy xem lại thay đổi đó trước.")
    holding = line.holding
    return message.format(
        agency=found.short_name(holding.from_), kind=holding.kind.label, what=holding.label, day=f"{found.day:%d/%m/%Y}"
    )


def _plans(found: Survey) -> QuerySet[Plan]:
    """The plans under which something changes hands; a group's members have the duties of their group."""
    moving = [line.holding for line in found.lines if line.moves]
    groups = {holding.key for holding in moving if holding.kind == Kind.MEMBER}
    grouped = Responsibility.objects.filter(group__code__in=groups).values("task__plan")
    return Plan.objects.filter(Q(code__in={holding.plan for holding in moving}) | Q(pk__in=grouped))


def _locked_rounds(found: Survey, plans: QuerySet[Plan]) -> list[str]:
    """A round opened on the day or later is for those responsible then; once issued it cannot be made otherwise."""
    start = dt.datetime.combine(found.day, dt.time.min, timezone.get_default_timezone())
    rounds = Round.objects.filter(plan__in=plans.values("pk"), opened_at__gte=start, locked_at__isnull=False)
    message = _("Kỳ báo cáo năm {year} của {plan} mở sau ngày hiệu lực và đã khóa, nên không áp dụng được nữa.")
    return [message.format(year=row.year, plan=row.plan.short_title) for row in rounds.select_related("plan")]
