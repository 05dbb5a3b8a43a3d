"""Yearly schedules (lộ trình) as people paste them: read line by line, then held against the indicator. Pure.

Nothing is guessed and nothing is dropped. One line that cannot be read, or that asks for what makes no sense, and the
whole list is refused with every such line named.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from targets.enums import Kind
from targets.figures import FigureError, decimals_of, format_figure, parse_figure
from targets.paths import Point
from targets.rule import AGAINST_BASELINE, TargetRule
from targets.wording import amount

MOST_NAMED = 50  # faults of one list

_YEAR = re.compile(r"(?:năm\s+)?([0-9]{4})", re.IGNORECASE)
_YEAR_AND_FIGURE = re.compile(r"(?:năm\s+)?([0-9]{4})(?:\s*[:;=|]\s*|\s+|$)(.*)", re.IGNORECASE)
_HEADING = re.compile(r"năm\b[^0-9]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a schedule where it was written ("Dòng 3"); `fault` says what could not be read there."""

    place: str
    year: int | None
    value: Decimal | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a list is refused: the place, and what is wrong there in a sentence."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def named(faults: Sequence[Fault]) -> list[str]:
    """The first faults, as many as can be worked through, and how many more there are."""
    shown = [str(fault) for fault in faults[:MOST_NAMED]]
    more = len(faults) - len(shown)
    return [*shown, _("và {number} lỗi nữa.").format(number=format_figure(Decimal(more)))] if more else shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a schedule keeps to: the target it leads to, the plan's years, where it starts, what figures can exist."""

    rule: TargetRule
    years: range
    baseline: Point | None = None
    least: Decimal | None = None
    most: Decimal | None = None


def why_no_schedule(rule: TargetRule) -> str:
    """Why no yearly milestones can lead to this target, in a sentence; empty where they can."""
    if rule.kind.is_declared:
        return _("Chỉ tiêu này được xác nhận hoàn thành chứ không đo bằng số, nên không có lộ trình từng năm.")
    if rule.every_year:
        return _("Chỉ tiêu này phải giữ mức đề ra hằng năm, nên không có lộ trình từng năm.")
    if rule.comparator in AGAINST_BASELINE:
        return _("Chỉ tiêu này chỉ so với số gốc, nên không có lộ trình từng năm.")
    return ""


# Reading


def read_list(text: str, unit: str = "") -> list[Line]:
    """One indicator's schedule: a year and its figure on each line, or two rows copied from a spreadsheet."""
    rows = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if rows and _HEADING.fullmatch(rows[0][1].strip()):
        rows = rows[1:]
    cells = [[cell.strip() for cell in line.rstrip().split("\t")] for _number, line in rows]
    places = [_("Dòng {number}").format(number=number) for number, _line in rows]
    if _is_ambiguous(cells):
        fault = _("chưa rõ là hai cột hay hai dòng. Hãy viết mỗi năm một dòng, ví dụ “2026: 78,5”.")
        return [Line(place, None, None, fault) for place in places]
    if _is_two_rows(cells):
        return list(_two_rows(cells[0], cells[1], places, unit))
    return [_line(place, line.strip(), unit) for place, (_number, line) in zip(places, rows, strict=True)]


def read_years(typed: Mapping[int, str], unit: str = "") -> list[Line]:
    """A schedule typed year by year; a year left empty is not part of it."""
    return [_read(_("Năm {year}").format(year=year), year, text, unit) for year, text in typed.items() if text.strip()]


def _line(place: str, text: str, unit: str) -> Line:
    match = _YEAR_AND_FIGURE.fullmatch(text)
    if not match:
        reason = _("không có năm. Hãy viết năm bằng bốn chữ số rồi đến số, ví dụ “2026: 78,5”.")
        return Line(place, None, None, reason)
    return _read(place, int(match[1]), match[2], unit)


def _two_rows(years: list[str], figures: list[str], places: list[str], unit: str) -> Iterator[Line]:
    """Years in the first row, figures below them; a word before the years stands before the figures, too."""
    labelled = not year_of(years[0])
    width = max(len(years), len(figures))
    columns = zip(_filled(years, width), _filled(figures, width), strict=True)
    for number, (head, text) in enumerate(columns):
        year = year_of(head)
        if (number == 0 and labelled) or not (head or text):
            continue
        place = _("{row}, cột {column}").format(row=places[1], column=head or number + 1)
        if year is None:
            yield Line(place, None, None, _("không có năm ở dòng trên."))
        else:
            yield _read(place, year, text, unit)


def _read(place: str, year: int, text: str, unit: str) -> Line:
    try:
        return Line(place, year, parse_figure(_bare(text, unit)))
    except FigureError as error:
        return Line(place, year, None, str(error))


def read_cell(place: str, year: int, text: str) -> Line:
    """A figure of a table under a year of its head."""
    return _read(place, year, text, "")


def _bare(text: str, unit: str) -> str:
    """Without the indicator's own unit, which may stand behind the figure or, for a grade, before it."""
    bare = " ".join(text.split())
    if unit and bare.casefold().endswith(unit.casefold()):
        return bare[: -len(unit)]
    if unit and bare.casefold().startswith(unit.casefold()):
        return bare[len(unit) :]
    return bare


def year_of(text: str) -> int | None:
    """The year that stands alone in a cell: "2026", "Năm 2026"."""
    match = _YEAR.fullmatch(text.strip())
    return int(match[1]) if match else None


def _is_two_rows(cells: list[list[str]]) -> bool:
    years = [year for cell in cells[0] if (year := year_of(cell))] if len(cells) == 2 else []
    return len(years) > 2 or (len(years) == 2 and years[1] == years[0] + 1)


def _is_ambiguous(cells: list[list[str]]) -> bool:
    """Two rows of two, where years may run down or across."""
    square = [len(row) for row in cells] == [2, 2] and year_of(cells[0][0]) is not None
    return square and _is_two_rows(cells) and year_of(cells[1][0]) is not None


def _filled(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


# Checking


def points_of(lines: Iterable[Line]) -> list[Point]:
    """What lines without a fault ask for, by year."""
    known = [Point(line.year, line.value) for line in lines if line.year is not None and line.value is not None]
    return sorted(known, key=lambda point: point.year)


def faults_of(lines: Sequence[Line], limits: Limits) -> list[Fault]:
    """Everything that speaks against a schedule, in the order of its lines; the list is good where it is empty."""
    reason = why_no_schedule(limits.rule)
    if reason:
        return [Fault(lines[0].place, reason)] if lines else []
    wrong = _single_faults(lines, limits)
    wrong = _turns([line for line in lines if line not in wrong], limits.rule) | wrong
    holes = list(_holes([line for line in lines if line.year and not _year_fault(line.year, limits)]))
    return [Fault(line.place, wrong[line]) for line in lines if line in wrong] + holes


def _single_faults(lines: Sequence[Line], limits: Limits) -> dict[Line, str]:
    """Per wrong line what is wrong with it whatever the others say, a repeated year included."""
    wrong: dict[Line, str] = {}
    first: dict[int, str] = {}
    for line in lines:
        reason = line.fault
        if line.year is not None and not reason:
            reason = _repeated(line.year, first) or _year_fault(line.year, limits)
        if line.year is not None:
            first.setdefault(line.year, line.place)
        if not reason and line.value is not None:
            reason = _value_fault(line.value, limits)
        if reason:
            wrong[line] = reason
    return wrong


def _repeated(year: int, first: Mapping[int, str]) -> str:
    if year not in first:
        return ""
    return _("năm {year} đã có ở {place}.").format(year=year, place=first[year][:1].lower() + first[year][1:])


def _year_fault(year: int, limits: Limits) -> str:
    rule, years, baseline = limits.rule, limits.years, limits.baseline
    if year not in years:
        message = _("năm {year} nằm ngoài thời gian của kế hoạch ({first}–{last}).")
        return message.format(year=year, first=years[0], last=years[-1])
    if year >= rule.year:
        message = _("năm {year} không trước năm {target} của mức phải đạt; mức đó tự là mốc cuối.")
        return message.format(year=year, target=rule.year)
    if baseline and year <= baseline.year:
        message = _("năm {year} không sau năm {baseline} của số gốc.")
        return message.format(year=year, baseline=baseline.year)
    return ""


def _value_fault(value: Decimal, limits: Limits) -> str:
    rule, baseline, bound = limits.rule, limits.baseline, limits.rule.nearest_bound
    shown = amount(rule, value)
    if rule.kind == Kind.LEVEL and decimals_of(value):
        return _("mức độ phải là số nguyên.")
    if limits.least is not None and value < limits.least:
        return _("{figure} nhỏ hơn mức thấp nhất có thể là {least}.").format(
            figure=shown, least=amount(rule, limits.least)
        )
    if limits.most is not None and value > limits.most:
        return _("{figure} lớn hơn mức cao nhất có thể là {most}.").format(figure=shown, most=amount(rule, limits.most))
    if bound is not None and _better(rule, value, bound):
        message = _("{figure} đã qua mức {bound} phải đạt vào năm {year}.")
        return message.format(figure=shown, bound=amount(rule, bound), year=rule.year)
    starts_behind = baseline and bound is not None and not _better(rule, baseline.value, bound)
    if baseline and starts_behind and _better(rule, baseline.value, value):
        return _against_baseline(rule, shown, baseline)
    return ""


def _against_baseline(rule: TargetRule, shown: str, baseline: Point) -> str:
    if rule.upward:
        message = _("{figure} thấp hơn số gốc {baseline} năm {year}: sai chiều. Số gốc đã cũ thì sửa số gốc trước.")
    else:
        message = _("{figure} cao hơn số gốc {baseline} năm {year}: sai chiều. Số gốc đã cũ thì sửa số gốc trước.")
    return message.format(figure=shown, baseline=amount(rule, baseline.value), year=baseline.year)


def _turns(lines: Iterable[Line], rule: TargetRule) -> dict[Line, str]:
    """Lines that ask for less than the year before them."""
    known = sorted((line for line in lines if line.year is not None), key=lambda line: line.year or 0)
    return {
        later: _turn(rule, earlier, later)
        for earlier, later in pairwise(known)
        if earlier.value is not None and later.value is not None and _better(rule, earlier.value, later.value)
    }


def _turn(rule: TargetRule, earlier: Line, later: Line) -> str:
    if rule.upward:
        message = _("{later} năm {year} thấp hơn {earlier} năm {before}: sai chiều, chỉ tiêu này phải tăng dần.")
    else:
        message = _("{later} năm {year} cao hơn {earlier} năm {before}: sai chiều, chỉ tiêu này phải giảm dần.")
    return message.format(
        later=amount(rule, later.value), year=later.year, earlier=amount(rule, earlier.value), before=earlier.year
    )


def _better(rule: TargetRule, value: Decimal, other: Decimal) -> bool:
    return value > other if rule.upward else value < other


def _holes(lines: Sequence[Line]) -> Iterator[Fault]:
    """Years missing between the first and the last; a line without a readable year may be the one that is missed."""
    by_year = {line.year: line.place for line in lines if line.year is not None}
    years = sorted(by_year)
    for before, after in pairwise(years):
        for year in range(before + 1, after):
            reason = _("thiếu năm {year} ngay trước năm {after}; lộ trình phải đủ các năm từ {first} đến {last}.")
            words = reason.format(year=year, after=after, first=years[0], last=years[-1])
            yield Fault(by_year[after], words)
