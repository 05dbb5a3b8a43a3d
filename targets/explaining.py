"""How indicators are judged, told with a plan's own indicators and made-up figures. No query of its own.

Every sentence here is the one that `judge` gives to such a figure, so the page cannot say one thing and the software
do another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from targets.enums import Answer, Comparator, Kind, Quality, Status
from targets.figures import format_figure, rounded
from targets.paths import as_decimal, whole_way
from targets.possible import Bounds
from targets.projection import can_be_projected, need, pace, project
from targets.projection_sentences import need_sentence, projection_sentence
from targets.rule import Reading, TargetRule
from targets.selectors import IndicatorRow
from targets.verdicts import Verdict, describe
from targets.wording import difference

ORDER = [
    *(Status.MET, Status.EXCEEDED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.MISSED),
    *(Status.NO_DATA, Status.NOT_MEASURABLE),
]
"""The verdicts as they are best explained, one from another."""


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up answer of a real indicator in a year, and its verdict."""

    row: IndicatorRow
    year: int
    reading: Reading
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Meaning:
    """A way of comparing in the plan's own words, with one of its indicators judged on the bound and beside it."""

    row: IndicatorRow
    wording: str
    words: str
    explained: str
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Way:
    """The path of one indicator year by year, and how far behind it is still "có nguy cơ"."""

    row: IndicatorRow
    years: list[tuple[int, str]]
    whole: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """Three made-up years of one indicator, and what is said about the years to come."""

    row: IndicatorRow
    years: list[tuple[int, str]]
    sentence: str
    task: str


Pair = tuple[IndicatorRow, TargetRule]


def with_rules(rows: Sequence[IndicatorRow]) -> list[Pair]:
    """The indicators that have a target today."""
    return [(row, rule) for row in rows if (rule := row.rule)]


def verdict_examples(pairs: Sequence[Pair]) -> dict[Status, Example | None]:
    """For each verdict one example; None where no indicator of the plan could get it as things stand."""
    found: dict[Status, Example | None] = dict.fromkeys(ORDER)
    for example in _figures(pairs):
        if found[example.verdict.status] is None:
            found[example.verdict.status] = example
        if all(found.values()):
            break
    return found


def _figures(pairs: Sequence[Pair]) -> Iterator[Example]:
    """Figures round bound and path of what is measured, indicators with a path first; answers of what is declared."""
    measured = [(row, rule) for row, rule in pairs if can_be_projected(rule)]
    for row, rule in sorted(measured, key=lambda pair: (not has_path(*pair), pair[0].adds_up)):
        for year in (rule.year, middle_year(row, rule)):
            yield from (_example(row, year, value) for value in _telling_values(row, rule, year))
    for row, rule in pairs:
        reason = _("chưa có hướng dẫn thống kê")
        yield _nothing(row, middle_year(row, rule), Answer.NO_DATA, reason)
        yield _nothing(row, middle_year(row, rule), Answer.NOT_DUE)
        if rule.comparator == Comparator.DONE:
            yield from (_nothing(row, rule.year, answer) for answer in (Answer.DONE, Answer.NOT_DONE))


def meanings(pairs: Sequence[Pair]) -> list[Meaning]:
    """Each way of comparing that the plan uses, once, in the order of `Comparator`."""
    found: dict[tuple[int, bool, str], Meaning] = {}
    places = list(Comparator)
    for row, rule in pairs:
        explained, target = explain(rule), row.target
        key = places.index(rule.comparator), rule.every_year, explained
        if key not in found and target:
            found[key] = Meaning(row, target.wording, describe(rule), explained, list(_beside(row, rule)))
    return [found[key] for key in sorted(found)]


def explain(rule: TargetRule) -> str:
    """What meets a target of this kind."""
    words = {
        Comparator.GE: _("bằng hoặc cao hơn mức này là đạt"),
        Comparator.GT: _("phải cao hơn mức này; đúng bằng là chưa đạt"),
        Comparator.LE: _("bằng hoặc thấp hơn mức này là đạt"),
        Comparator.LT: _("phải thấp hơn mức này; đúng bằng là chưa đạt"),
        Comparator.EQ: _("từ mức này trở lên là đạt") if rule.upward else _("từ mức này trở xuống là đạt"),
        Comparator.RANGE: _("đến đầu gần của khoảng là đạt; qua đầu xa là vượt, không phải sai"),
        Comparator.APPROX: _("được lệch một dung sai, ghi ngay cạnh mức; dung sai là 0 khi chưa có quyết định khác"),
        Comparator.INCREASE: _("phải cao hơn số gốc; chưa có số gốc thì chưa so sánh được"),
        Comparator.DECREASE: _("phải thấp hơn số gốc; chưa có số gốc thì chưa so sánh được"),
        Comparator.DONE: _("cơ quan báo cáo xác nhận đã hoàn thành, kèm minh chứng, và được duyệt"),
    }[rule.comparator]
    if rule.exact:
        words = _("phải đúng bằng mức này")
    return _("{words}; phải giữ hằng năm, không chỉ năm đích").format(words=words) if rule.every_year else words


def _beside(row: IndicatorRow, rule: TargetRule) -> Iterator[Example]:
    if rule.comparator == Comparator.DONE:
        yield from (_nothing(row, rule.year, answer) for answer in (Answer.DONE, Answer.NOT_DONE))
        return
    edge, step = _edge(row, rule), _step(rule)
    if edge is None:  # no baseline to be better than
        given = [value for year in row.measurements if (value := row.value(year)) is not None]
        yield from (_example(row, rule.year, value) for value in given[-1:])
        return
    values = {edge - step, edge, edge + step}
    if rule.lower is not None and rule.upper is not None:
        values |= {rule.upper, rule.upper + step}
    yield from (_example(row, rule.year, value) for value in sorted(values) if _possible(row, rule).hold(value))


def way_of(pairs: Sequence[Pair]) -> Way | None:
    """An indicator whose path leads somewhere, told year by year; None where the plan has none yet."""
    for row, rule in sorted(pairs, key=lambda pair: pair[0].adds_up):
        if has_path(row, rule):
            asked = {year: value for year in row.plan.years if (value := row.required(year)) is not None}
            whole = whole_way(rule, baseline=row.baseline, milestones=row.milestones)
            return Way(
                row,
                [(year, _written(rule, rounded(value, rule.decimals))) for year, value in asked.items()],
                difference(rule, as_decimal(whole)),
                difference(rule, as_decimal(whole * Fraction(row.plan.at_risk_share))),
            )
    return None


def forecast_of(pairs: Sequence[Pair]) -> Forecast | None:
    """The first indicator that can be projected, with three made-up years on the way to its bound."""
    for row, rule in pairs:
        if not can_be_projected(rule) or rule.every_year or not rule.edge or rule.year < rule.start_year + 3:
            continue
        share = (1 if rule.upward else -1) * abs(rule.edge) / 20
        steps = (
            (Decimal(1), Decimal(2), Decimal("2.5")) if rule.adds_up else (Decimal(-4), Decimal(-3), Decimal("-2.5"))
        )
        base = Decimal(0) if rule.adds_up else rule.edge
        values = {
            rule.start_year + place: rounded(base + step * share, rule.decimals) for place, step in enumerate(steps)
        }
        last = max(values)
        found = project(values, rule=rule, within=row.possible, this_year=last)
        missing = need(rule, year=last, value=values[last], this_year=last)
        if found and missing and all(map(row.possible.hold, values.values())):
            task = need_sentence(missing, rule, since=rule.start_year, until=last, pace=pace(values, rule=rule))
            shown = [(year, _written(rule, value)) for year, value in values.items()]
            return Forecast(row, shown, projection_sentence(found, rule), task)
    return None


def nothing_examples(pairs: Sequence[Pair]) -> list[Example]:
    """Zero, no data and not due, of one indicator: rather one for which zero is good news."""
    measured = [(row, rule) for row, rule in pairs if can_be_projected(rule)]
    for row, rule in sorted(measured, key=lambda pair: (pair[1].edge != 0, not pair[1].meets(Decimal(0)))):
        reason = _("chưa có hướng dẫn thống kê")
        year = middle_year(row, rule)
        return [
            _example(row, year, Decimal(0)),
            _nothing(row, year, Answer.NO_DATA, reason),
            _nothing(row, year, Answer.NOT_DUE),
        ]
    return []


def quality_examples(pairs: Sequence[Pair]) -> list[Example]:
    """The same figure as an estimate, preliminary and official."""
    for row, rule in pairs:
        if can_be_projected(rule) and rule.edge is not None:
            return [_example(row, rule.year, rule.edge, quality) for quality in Quality]
    return []


def middle_year(row: IndicatorRow, rule: TargetRule) -> int:
    """Between today and the target's year."""
    return min((max(row.on.year, rule.start_year) + rule.year) // 2, rule.year)


def has_path(row: IndicatorRow, rule: TargetRule) -> bool:
    """Whether the years still to come ask for different things."""
    if not can_be_projected(rule) or rule.every_year:
        return False
    return len({row.required(year) for year in range(max(row.on.year, rule.start_year), rule.year + 1)} - {None}) > 1


def _telling_values(row: IndicatorRow, rule: TargetRule, year: int) -> Iterator[Decimal]:
    """Figures that get different verdicts: on the bound, on the path, a little and far behind it, beyond the range."""
    edge, required = _edge(row, rule), row.required(year)
    if edge is None:
        return
    step, worse = _step(rule), -1 if rule.upward else 1
    asked = edge if required is None else rounded(required, rule.decimals)
    way = whole_way(rule, baseline=row.baseline, milestones=row.milestones_at(year))
    allowed = as_decimal(way * Fraction(row.plan.at_risk_share))
    values = [asked, edge, edge + worse * step, asked + worse * allowed / 2, asked + worse * (allowed + 3 * step)]
    values += [edge - worse * step, asked - worse * step, (rule.upper or edge) + step]
    for places in (rule.decimals, rule.decimals + (rule.kind != Kind.COUNT)):
        yield from (rounded(value, places) for value in values if row.possible.hold(value))


def _step(rule: TargetRule) -> Decimal:
    """The smallest difference that is usually shown."""
    return Decimal(1).scaleb(-rule.decimals)


def _edge(row: IndicatorRow, rule: TargetRule) -> Decimal | None:
    return rule.edge if rule.edge is not None else row.baseline.value if row.baseline else None


def _possible(row: IndicatorRow, rule: TargetRule) -> Bounds:
    """Of grades without a known end, the one asked for is the last that surely exists."""
    is_open = rule.kind == Kind.LEVEL and row.indicator.highest_level is None
    return replace(row.possible, most=rule.lower) if is_open else row.possible


def _written(rule: TargetRule, value: Decimal) -> str:
    return format_figure(value, min_decimals=rule.decimals)


def _example(row: IndicatorRow, year: int, value: Decimal, quality: Quality = Quality.OFFICIAL) -> Example:
    """Of an amount that adds up, `value` is the running total."""
    reading = Reading(answer=Answer.FIGURE, value=value, quality=quality)
    return Example(row, year, reading, row.verdict_if(year, reading))


def _nothing(row: IndicatorRow, year: int, answer: Answer, reason: str = "") -> Example:
    reading = Reading(answer=answer, reason=reason)
    return Example(row, year, reading, row.verdict_if(year, reading))
