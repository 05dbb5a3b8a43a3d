"""Issued reports of several years side by side, as one table of years. Pure: frozen lines in, rows of cells out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from targets.enums import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one year's report says of one indicator; `words` is its figure, or what stands in place of one."""

    words: str
    note: str
    value: Decimal | None
    places: int
    status: Status
    sentence: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator in one year's report, with what names it there."""

    year: int
    order: int
    code: str
    name: str
    unit: str
    target: str
    cell: Cell


@dataclass(slots=True)
class Row:
    """One indicator over the years, named as the latest report names it. `renamed`: earlier reports name it otherwise,
    measure it in another unit, or against another target."""

    code: str
    name: str
    unit: str
    target: str
    cells: dict[int, Cell] = field(default_factory=dict)
    renamed: list[tuple[int, str]] = field(default_factory=list)


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """A row for every code in any of the reports, in the order of the latest; what that no longer has comes last."""
    by_code: dict[str, list[Line]] = {}
    for line in lines:
        by_code.setdefault(line.code, []).append(line)
    rows = [_row(sorted(several, key=lambda line: line.year)) for several in by_code.values()]
    places = {line.code: (-line.year, line.order) for several in by_code.values() for line in [_latest(several)]}
    return sorted(rows, key=lambda row: places[row.code])


def _latest(lines: Sequence[Line]) -> Line:
    return max(lines, key=lambda line: line.year)


def _row(lines: Sequence[Line]) -> Row:
    last = lines[-1]
    row = Row(last.code, last.name, last.unit, last.target, {line.year: line.cell for line in lines})
    known = _named(last)
    for line in reversed(lines):
        if _named(line) != known:
            known = _named(line)
            row.renamed.append((line.year, f"{line.name}: {line.target}" + (f" ({line.unit})" if line.unit else "")))
    return row


def _named(line: Line) -> tuple[str, str, str]:
    return line.name, line.unit, line.target


def counts_of(rows: Iterable[Row], years: Iterable[int]) -> dict[int, Mapping[Status, int]]:
    """How many indicators have each verdict in each year."""
    counts: dict[int, dict[Status, int]] = {year: {} for year in years}
    for row in rows:
        for year, cell in row.cells.items():
            counts[year][cell.status] = counts[year].get(cell.status, 0) + 1
    return dict(counts)
