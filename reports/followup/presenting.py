"""A later figure beside the one on record, in words, with the verdict that each of them gets."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.answers import answer_words
from reports.documents.wording import value_words
from reports.enums import FollowUpState, State
from reports.flags import Figures, Flag, indicator_flags
from reports.followup.said import Said
from reports.followup.selectors import issued_line, key_of, last_part, on_record, replaced_by
from reports.models import FollowUp
from reports.typed import pair_words
from targets.enums import Accumulation, Kind
from targets.figures import attach_unit, format_figure
from targets.models import Indicator, Measurement
from targets.quotient import written_value
from targets.rule import Reading
from targets.selectors import IndicatorRow, in_unit, indicator_rows
from targets.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two answers; `quality` and `quotient` are empty where there is no figure, `verdict` for a part."""

    words: str
    quality: str
    quotient: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was, or is, on record beside what was sent; `flags` say what is odd about the latter."""

    before: Side
    after: Side
    change: str
    flags: tuple[Flag, ...]


def compare(row: IndicatorRow, before: Measurement, after: Said) -> Comparison:
    """`after` beside what is, or was, on record; `row` holds the indicator with its targets and figures.

    No query, one for a part: what the same agency reported the year before.
    """
    was, year, is_part = Said.in_row(before), before.year, before.is_part
    last = last_part(before) if is_part else row.measurements.get(year - 1)
    return Comparison(
        before=_side(row, year, was, is_part=is_part),
        after=_side(row, year, after, is_part=is_part),
        change=change_words(row.indicator, was, after),
        flags=indicator_flags(Figures.of(row.indicator, after, last_year=last.value if last else None)),
    )


def compared(follow_up: FollowUp, *, on: dt.date) -> tuple[Comparison | None, Measurement | None]:
    """The sending beside what it replaced or, undecided, would replace; and what is on record now. Seven queries,
    eight for a part."""
    indicator = follow_up.indicator
    current = on_record([follow_up]).get(key_of(follow_up))
    before = (replaced_by(follow_up) if follow_up.state == FollowUpState.ACCEPTED else None) or current
    if before is None:
        return None, None
    return compare(row_of(indicator, on=on), before, Said.in_row(follow_up)), current


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending to read; `chip` is its sign in the catalogue."""

    row: FollowUp
    said: str
    quality: str
    chip: str
    state: str


# the workflow chips of the catalogue; what was withdrawn is the agency's own affair again
_CHIPS = {FollowUpState.WITHDRAWN: State.DRAFT}


def chip_of(state: str) -> str:
    return str(_CHIPS.get(FollowUpState(state), state))


def sending_of(row: FollowUp) -> Sending:
    """No query where the indicator is loaded."""
    said = Said.in_row(row)
    words, quality = said_words(said, row.indicator), quality_words(said)
    return Sending(row, words, quality, chip_of(row.state), str(FollowUpState(row.state).label))


def row_of(indicator: Indicator, *, on: dt.date) -> IndicatorRow:
    """The indicator with its plan, on its last day where it has ended. Five queries."""
    day = on if indicator.valid_to is None or on < indicator.valid_to else indicator.valid_to - dt.timedelta(days=1)
    (row,) = indicator_rows(indicator.plan, on=day, only=[indicator.pk])
    return row


def said_words(said: Said, indicator: Indicator) -> str:
    """The answer to read: a figure with its unit, or the words of another answer."""
    return answer_words(said, indicator)


def _shown(value: Decimal, said: Said, indicator: Indicator) -> Decimal:
    """With the digits it is written with."""
    numbers = said.numerator, said.denominator
    return written_value(value, *numbers, multiplier=indicator.multiplier, decimals=indicator.decimals)


def quality_words(said: Said) -> str:
    return "" if said.value is None else str(said.quality.label)


def change_words(indicator: Indicator, before: Said, after: Said) -> str:
    """The difference: "giảm 0,4 điểm phần trăm", "tăng 12 căn hộ", or from what to what where it is no figure."""
    if before.value is None or after.value is None:
        if before.answer == after.answer:
            return _("không đổi")
        words = _("từ “{before}” thành “{after}”")
        return words.format(before=said_words(before, indicator), after=said_words(after, indicator))
    difference = _shown(after.value, after, indicator) - _shown(before.value, before, indicator)
    if not difference:  # a quotient may move by less than is shown
        difference = after.value - before.value
    if not difference:
        return _unchanged_words(before, after)
    words = _("tăng {difference}") if difference > 0 else _("giảm {difference}")
    figure = format_figure(abs(difference), min_decimals=indicator.decimals)
    if indicator.kind == Kind.PERCENT:
        return words.format(difference=_("{figure} điểm phần trăm").format(figure=figure))
    return words.format(difference=attach_unit(figure, indicator.unit, Kind.COUNT))


def _unchanged_words(before: Said, after: Said) -> str:
    if before.quality == after.quality:
        return _("không đổi")
    words = _("không đổi, từ số {before} thành số {after}")
    return words.format(before=before.quality.label, after=after.quality.label)


def issued_words(indicator: Indicator, year: int) -> str:
    """What the issued report of that year keeps saying; empty where none was issued. One query."""
    line = issued_line(indicator.pk, year)
    if line is None:
        return ""
    figure = value_words(line)
    if line.value is not None:
        figure = in_unit(figure, indicator)
    words = _("Báo cáo tổng hợp năm {year} đã ban hành giữ nguyên “{figure}”; số mới hiện ở biểu đồ và báo cáo sau.")
    if line.value is not None and indicator.accumulation == Accumulation.WITHIN_YEAR:
        words = _(
            "Báo cáo tổng hợp năm {year} đã ban hành giữ nguyên “{figure}” (cộng dồn); số mới hiện ở biểu đồ "
            "và báo cáo sau."
        )
    return words.format(year=year, figure=figure)


def _side(row: IndicatorRow, year: int, said: Said, *, is_part: bool) -> Side:
    verdict = None if is_part else row.verdict_if(year, _reading(row, year, said))
    return Side(
        said_words(said, row.indicator), quality_words(said), pair_words(said.numerator, said.denominator), verdict
    )


def _reading(row: IndicatorRow, year: int, said: Said) -> Reading:
    return row.reading_if(
        year,
        answer=said.answer,
        value=said.value,
        quality=said.quality,
        reason=said.note,
        numerator=said.numerator,
        denominator=said.denominator,
    )
