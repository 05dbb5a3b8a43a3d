"""Figures beside the form: how what was typed is read, and what it is measured against."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.models import IndicatorEntry
from targets.enums import Answer, Kind, Quality
from targets.figures import FigureError, format_figure, keeps_unit, parse_figure
from targets.models import Indicator
from targets.selectors import IndicatorRow, in_unit
from targets.verdicts import describe


@dataclass(frozen=True, slots=True)
class Echo:
    """`words` say how a figure was read; `problem` why it could not be, with spellings to choose from."""

    words: str = ""
    problem: str = ""
    choices: tuple[str, ...] = ()


def echo_of(entry: IndicatorEntry, typed: str | None = None) -> Echo:
    """The figure given back in words; `typed` stands for a text that was not saved."""
    text = (entry.typed if typed is None else typed).strip()
    if not text:
        return Echo()
    if entry.answer not in ("", Answer.FIGURE):
        answer = Answer(entry.answer).label
        return Echo(words=_("Đang trả lời “{answer}”, nên số đã gõ chưa được tính.").format(answer=answer))
    try:
        value = parse_figure(text)
    except FigureError as error:
        return Echo(problem=str(error), choices=error.choices)
    words = in_unit(format_figure(value), entry.indicator)
    return Echo(words=f"= {words}")


def answer_words(answer: str, figure: str, typed: str) -> str:
    """An answer to read: the `figure`, the words of another answer, or what was `typed` and cannot be read yet."""
    if answer and answer != Answer.FIGURE:
        return str(Answer(answer).label)
    return figure or (_("“{typed}” (chưa đọc được)").format(typed=typed) if typed else "")


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands beside the input: last year's accepted figure, this year's path, the target. Empty where none is."""

    last: str = ""
    last_quality: str = ""
    last_total: str = ""
    path: str = ""
    path_is_total: bool = False
    target: str = ""
    target_year: int | None = None


def reference_of(row: IndicatorRow | None, year: int) -> Reference:
    if row is None:
        return Reference()
    indicator = row.indicator
    measured = row.measurements.get(year - 1)
    last = last_quality = last_total = ""
    if measured and measured.value is not None:
        last = written(measured.value, indicator)
        last_quality = "" if measured.quality == Quality.OFFICIAL else str(Quality(measured.quality).label)
        total = row.value(year - 1)
        last_total = written(total, indicator) if row.adds_up and total is not None else ""
    elif measured:
        last = str(Answer(measured.answer).label)
    required = row.required(year)
    target, rule = row.target_at(year), row.rule_at(year)
    has_bound = rule is not None and rule.nearest_bound is not None
    return Reference(
        last=last,
        last_quality=last_quality,
        last_total=last_total,
        path="" if required is None else written(required, indicator, indicator.decimals),
        path_is_total=row.adds_up,
        target=describe(rule) if rule and has_bound else target.wording if target else "",
        target_year=target.year if target else None,
    )


def written(value: Decimal, indicator: Indicator, decimals: int | None = None) -> str:
    """A figure in a column: the unit stands once beside the name, only shares and grades carry it along."""
    text = format_figure(value, decimals, min_decimals=indicator.decimals)
    return in_unit(text, indicator) if keeps_unit(indicator.unit, Kind(indicator.kind)) else text
