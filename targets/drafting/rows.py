"""A row of a table of indicators into an indicator: its name, and what its columns ask for by which year. Pure.

The last year that is no vision gives the target, as a plan file holds one. What the years before it ask for, and what a
vision says, is told beside it.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from plan.document.records import FoundRow, RowFigure, Standing
from targets.drafting import naming
from targets.drafting.clauses import Item, readings_of
from targets.drafting.objectives import FoundIndicator, Sentence, measured, unmeasured
from targets.phrases import Reading


def indicator_of(row: FoundRow) -> FoundIndicator | None:
    """None where no column but that of a vision, or of the past, has a figure."""
    goals = [figure for figure in row.figures if figure.kind == Standing.TARGET]
    if not goals:
        return None
    name, goal = row.name.value, goals[-1]
    amount = _amount(goal.text.value, row.unit)
    reading = _reading(name, amount)
    item = Item(0, 0, f"{name}: {amount}", reading, 0, True)
    one = measured(item, reading, None, Sentence(), name) if reading else unmeasured(item)
    aim = replace(one.aim, year=goal.year, wording=goal.text.value)
    unit = row.unit[:40] if row.unit and reading and one.unit else one.unit
    told = [("target", sentence) for sentence in _beside(row, goals[:-1])]
    baseline = _baseline(row)
    past = [figure.text.quote for figure in row.figures if figure.kind == Standing.PAST] if baseline else []
    return replace(
        one,
        code=row.code,
        name=naming.capitalised(one.name if reading else name),
        unit=unit,
        aim=aim,
        quote="\n".join(dict.fromkeys((row.name.quote, *past, goal.text.quote))),
        baseline=baseline or one.baseline,
        warnings=(*one.warnings, *told),
    )


def _amount(text: str, unit: str) -> str:
    """The words of a cell with the unit of its row, where they do not end with it themselves."""
    words = text.strip()
    if not unit or not words[-1].isdigit():
        return words
    return f"{words}{unit}" if unit.startswith(("%", "‰")) else f"{words} {unit}"


def _reading(name: str, amount: str) -> Reading | None:
    """What a cell says. The name may say more of it ("giảm bình quân"), but never another figure."""
    alone = readings_of(f"đạt {amount}")
    if len(alone) != 1 or not any(char.isdigit() for char in amount):
        return None
    for words in (f"{name} {amount}", f"{name} đạt {amount}"):
        together = readings_of(words)
        if len(together) == 1 and _same(together[0], alone[0]):
            return together[0]
    return alone[0]


def _same(one: Reading, other: Reading) -> bool:
    return (one.comparator, one.lower, one.upper) == (other.comparator, other.lower, other.upper)


def _beside(row: FoundRow, earlier: Sequence[RowFigure]) -> list[str]:
    told = []
    if earlier:
        steps = "; ".join(f"{figure.year}: {figure.text.value}" for figure in earlier)
        told.append(_("Bảng còn nêu các mốc {steps}; hãy nhập lộ trình sau khi nạp.").format(steps=steps))
    for figure in row.figures:
        if figure.kind == Standing.VISION:
            said = _("Tầm nhìn {year} ({words}) trong bảng không phải mức phải đạt của kế hoạch.")
            told.append(said.format(year=figure.year, words=figure.text.value))
    return told


def _baseline(row: FoundRow) -> tuple[int, Decimal] | None:
    """The last figure of the past, where it is one plain figure."""
    past = [figure for figure in row.figures if figure.kind == Standing.PAST]
    readings = readings_of(f"đạt {_amount(past[-1].text.value, row.unit)}") if past else ()
    if len(readings) != 1 or readings[0].lower is None or readings[0].upper is not None:
        return None
    return past[-1].year, readings[0].lower
