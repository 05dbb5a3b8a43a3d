"""Figures beside the form: how what was typed is read, and what it is measured against."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.collect.judging import as_read, last_value_of
from reports.models import IndicatorEntry
from reports.typed import Figure, pair_words, read
from targets.enums import Answer, Kind, Quality
from targets.figures import format_figure, keeps_unit, with_unit
from targets.models import Indicator, Measurement
from targets.quotient import agrees, written_value
from targets.selectors import IndicatorRow, in_unit
from targets.verdicts import describe


@dataclass(frozen=True, slots=True)
class Echo:
    """`words` say how a figure was read; `problem` why the control `field` could not be, with spellings to choose
    from."""

    words: str = ""
    problem: str = ""
    choices: tuple[str, ...] = ()
    field: str = ""


def echo_of(entry: IndicatorEntry, typed: Mapping[str, str] | None = None) -> Echo:
    """The figure given back in words; `typed` stands for texts that were not saved, by control."""
    texts = as_read(entry, typed)
    if texts.is_empty:
        return Echo()
    if entry.answer not in ("", Answer.FIGURE):
        answer = Answer(entry.answer).label
        return Echo(words=_("Đang trả lời “{answer}”, nên số đã gõ chưa được tính.").format(answer=answer))
    figure = read(texts)
    if figure.problem:
        return Echo(problem=figure.problem.sentence, choices=figure.problem.choices, field=figure.problem.field)
    asked = entry.indicator
    words = figure_words(figure, asked.unit, asked.kind, asked.decimals, asked.multiplier)
    return Echo(words=f"= {words}")


def figure_words(figure: Figure, unit: str, kind: str, decimals: int, multiplier: int | None) -> str:
    """A figure with its unit, as `targets.selectors.reported` writes it; what it is the quotient of behind it."""
    if figure.value is None:
        return ""
    upper, lower = figure.numerator, figure.denominator
    value = written_value(figure.value, upper, lower, multiplier=multiplier, decimals=decimals)
    words = with_unit(value, unit, Kind(kind), min_decimals=decimals)
    pair = pair_words(upper, lower)
    if figure.exact is None or not pair:
        return words
    if agrees(figure.value, figure.exact):
        return f"{words} ({pair})"
    return _("{figure} (tử số / mẫu số đã ghi: {pair})").format(figure=words, pair=pair)


def answer_words(answer: str, figure: str, typed: str) -> str:
    """An answer to read: the `figure`, the words of another answer, or what was `typed` and cannot be read yet."""
    if answer and answer != Answer.FIGURE:
        return str(Answer(answer).label)
    return figure or (_("“{typed}” (chưa đọc được)").format(typed=typed) if typed else "")


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands beside the input: last year's accepted figure, this year's path, the target. Empty where none is.

    `last_quality` is a quality of that figure that is not final.
    """

    last: str = ""
    last_quality: Quality | None = None
    path: str = ""
    path_is_total: bool = False
    target: str = ""
    target_year: int | None = None


def reference_of(entry: IndicatorEntry, row: IndicatorRow | None) -> Reference:
    """For a part, what was accepted of it last year: path and target are the whole's."""
    indicator, year = entry.indicator, entry.year
    if row is None or entry.is_part:
        last = last_value_of(entry)
        return Reference() if last is None else Reference(last=written(last, indicator))
    measured = row.measurements.get(year - 1)
    last_words, quality = "", None
    if measured and measured.value is not None:
        last_words = written(_reported_value(measured.value, measured, row), indicator)
        quality = Quality(measured.quality)
    elif measured:
        last_words = str(Answer(measured.answer).label)
    required = row.required(year)
    target, rule = row.target_at(year), row.rule_at(year)
    has_bound = rule is not None and rule.nearest_bound is not None
    return Reference(
        last=last_words,
        last_quality=None if quality is None or quality.is_final else quality,
        path="" if required is None else written(required, indicator, indicator.decimals),
        path_is_total=row.adds_up,
        target=describe(rule) if rule and has_bound else target.wording if target else "",
        target_year=target.year if target else None,
    )


def written(value: Decimal, indicator: Indicator, decimals: int | None = None) -> str:
    """A figure in a column: the unit stands once beside the name, only shares and grades carry it along."""
    text = format_figure(value, decimals, min_decimals=indicator.decimals)
    return in_unit(text, indicator) if keeps_unit(indicator.unit, Kind(indicator.kind)) else text


def _reported_value(value: Decimal, row: Measurement, beside: IndicatorRow) -> Decimal:
    """With the digits that `targets.selectors.reported` would write, for a column that has the unit already."""
    return written_value(
        value,
        row.numerator,
        row.denominator,
        multiplier=beside.indicator.multiplier,
        decimals=beside.indicator.decimals,
        marks=[] if beside.adds_up else beside.marks(row.year),
    )
