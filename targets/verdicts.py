"""The verdict on an indicator in a year, and the sentence that says why; every output shows this one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import partial

from targets.enums import Answer, Comparator, Status
from targets.paths import Point, as_decimal, required_exactly, whole_way
from targets.rule import AGAINST_BASELINE, Reading, TargetRule
from targets.sentences import Facts, completion_sentence, figure_sentence, no_figure_sentence
from targets.wording import describe

__all__ = ["Point", "Reading", "TargetRule", "Verdict", "describe", "judge"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`required` is what the path asks for that year, `gap` how far behind it the figure is (< 0: ahead)."""

    status: Status
    say: Callable[[], str] = field(repr=False, compare=False)
    required: Decimal | None = None
    gap: Decimal | None = None

    @property
    def sentence(self) -> str:
        """Why, in one sentence. Put into words when asked: a dashboard judges hundreds of figures and reads out few."""
        return self.say()


def judge(
    rule: TargetRule,
    year: int,
    reading: Reading | None,
    *,
    baseline: Point | None = None,
    milestones: Sequence[Point] = (),
    at_risk_share: Decimal,
) -> Verdict:
    """Judge one year's answer; None means that nobody answered.

    `at_risk_share` is a setting of the plan: by what part of the whole way from baseline to target a figure
    may be behind its path and still be "có nguy cơ" rather than "chậm".
    """
    asked = required_exactly(year, target=rule, baseline=baseline, milestones=milestones)
    required = None if asked is None else as_decimal(asked)
    if reading and reading.answer == Answer.NOT_DUE:
        return Verdict(Status.NOT_MEASURABLE, partial(no_figure_sentence, year, reading), required)
    if reading and rule.comparator == Comparator.DONE and reading.answer != Answer.NO_DATA:
        return _judge_completion(rule, year, reading)
    value = reading.judged if reading and reading.answer == Answer.FIGURE else None
    if reading is None or value is None:
        return Verdict(Status.NO_DATA, partial(no_figure_sentence, year, reading), required)

    facts = Facts(
        rule=rule,
        year=year,
        reading=reading,
        value=value,
        required=asked,
        baseline=baseline,
        has_path=bool(baseline or milestones or rule.adds_up),
    )
    behind = _behind(rule, value, asked)
    way = whole_way(rule, baseline=baseline, milestones=milestones)
    status = _status(facts, behind, Fraction(at_risk_share) * way)
    gap = None if behind is None or reading.missing else as_decimal(behind)
    return Verdict(status, partial(figure_sentence, facts, status), required, gap)


def _judge_completion(rule: TargetRule, year: int, reading: Reading) -> Verdict:
    if reading.answer == Answer.DONE:
        status = Status.MET
    elif reading.answer == Answer.NOT_DONE and (rule.every_year or year >= rule.year):
        status = Status.MISSED
    else:
        status = Status.NOT_MEASURABLE
    return Verdict(status, partial(completion_sentence, rule, year, reading))


def _behind(rule: TargetRule, value: Decimal | Fraction, asked: Fraction | None) -> Fraction | None:
    if asked is None:
        return None
    short = asked - Fraction(value) if rule.upward else Fraction(value) - asked
    return abs(short) if rule.exact else short


def _status(facts: Facts, behind: Fraction | None, allowance: Fraction) -> Status:
    rule, against_baseline = facts.rule, facts.rule.comparator in AGAINST_BASELINE
    if facts.reading.missing or (against_baseline and behind is None):
        return Status.NOT_MEASURABLE
    if rule.meets(facts.value, facts.baseline.value if facts.baseline else None):
        return Status.EXCEEDED if rule.exceeds(facts.value) else Status.MET
    if rule.every_year or facts.year >= rule.year:
        return Status.MISSED
    if behind is None:
        return Status.NOT_MEASURABLE
    # Standing still is not yet "better than the baseline", so it is no green light.
    if behind < 0 or (behind == 0 and not against_baseline):
        return Status.ON_TRACK
    return Status.AT_RISK if behind <= allowance else Status.OFF_TRACK
