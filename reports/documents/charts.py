"""A chart of one indicator over the years as an SVG for paper: told apart by shape, so that it can be copied. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from reports.documents.paper import Align, Cell, Column, Picture, Table

WIDTH, HEIGHT = 165, 46  # millimetres
_LEFT, _RIGHT, _TOP, _BOTTOM = 14, 4, 11, 7  # what the labels around the field need
_INK, _PATH, _GRID = "#17365d", "#6b7280", "#d1d5db"
_SMALL, _LABEL = 2.9, 3.2  # heights of letters
_DOTTED = 'stroke="#000" stroke-width="0.35" stroke-dasharray="0.4 0.8" stroke-linecap="round"'
_FIGURE = 0.5 * _LABEL  # width of a bold digit; the mark between digits is narrower
_STEEP = 0.4  # a line that leaves a dot more steeply crosses a label in the middle
_MOST_LINES = 4  # of the grid


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of one year and how it is written."""

    year: int
    value: Decimal
    text: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One indicator: what was done (`values`), what each year asked for (`path`), and the `bounds` of the target."""

    title: str
    target: str
    years: Sequence[int]
    values: list[Mark]
    path: list[Mark] = field(default_factory=list)
    bounds: list[Decimal] = field(default_factory=list)

    @property
    def alt(self) -> str:
        """The picture in a sentence."""
        done = "; ".join(f"{mark.year}: {mark.text}" for mark in self.values)
        words = _("Biểu đồ {title}. Thực hiện {done}. Mức phải đạt: {target}.")
        return words.format(title=self.title, done=done, target=self.target)

    @property
    def table(self) -> Table:
        """The figures of the picture: a column for each year."""
        columns = [Column("", 25), *(Column(str(year), 140 // len(self.years), Align.RIGHT) for year in self.years)]
        rows = [(_("Thực hiện"), self.values), (_("Lộ trình"), self.path)]
        return Table(columns, [self._row(name, marks) for name, marks in rows if marks])

    def _row(self, name: str, marks: list[Mark]) -> list[Cell]:
        said = {mark.year: mark.text for mark in marks}
        return [Cell(name, is_strong=True), *(Cell(said.get(year, "")) for year in self.years)]


@dataclass(frozen=True, slots=True)
class _Field:
    """Where years and figures lie on the picture."""

    first: int
    last: int
    low: float
    high: float

    def x(self, year: int) -> float:
        room = WIDTH - _LEFT - _RIGHT
        return _LEFT + room * (year - self.first + 0.5) / (self.last - self.first + 1)

    def y(self, value: Decimal | float) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def picture(chart: Chart) -> Picture:
    """The chart as an appendix has it."""
    note = _("Mức phải đạt: {target}.").format(target=chart.target) if chart.target else ""
    return Picture(chart.title, note, svg(chart), HEIGHT, chart.alt, chart.table)


def svg(chart: Chart) -> str:
    """The picture. Figures are drawn as floats, which nobody sees; they are written as in the tables."""
    figures = [float(mark.value) for mark in (*chart.values, *chart.path)] + [float(bound) for bound in chart.bounds]
    steps = _steps(min(figures), max(figures))
    field_ = _Field(chart.years[0], chart.years[-1], steps[0], steps[-1])
    asked = {mark.year: mark.value for mark in chart.path}
    parts = [
        *_grid(chart, field_, steps),
        *(_bound(field_, bound) for bound in chart.bounds),
        _line(field_, chart.path, _PATH, 0.35, "1.6 1.1"),
        _line(field_, chart.values, _INK, 0.7),
        *(_diamond(field_.x(mark.year), field_.y(mark.value)) for mark in chart.path),
        *(
            _dot(field_, mark, asked.get(mark.year), before, after)
            for before, mark, after in zip([None, *chart.values], chart.values, [*chart.values[1:], None], strict=False)
        ),
        *_legend(chart),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}mm" height="{HEIGHT}mm" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' font-family="Liberation Serif">{"".join(parts)}</svg>'
    )


def _steps(low: float, high: float) -> list[float]:
    """Round figures from below `low` to above `high`, one or two more than `_MOST_LINES` at most."""
    spread = (high - low) or abs(high) or 1.0
    rough = spread / (_MOST_LINES - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= rough * 0.999)
    start = math.floor(low / step) if high > low or low else 0
    if high == low and low:
        start -= 1
    end = math.ceil(high / step)
    return [number * step for number in range(start, max(end, start + 1) + 1)]


def _grid(chart: Chart, field_: _Field, steps: list[float]) -> Iterable[str]:
    places = max(0, -math.floor(math.log10(steps[1] - steps[0]) + 1e-9) + (0 if _is_round(steps) else 1))
    for step in steps:
        y = field_.y(step)
        yield f'<path d="M{_LEFT} {y:.2f}H{WIDTH - _RIGHT}" stroke="{_GRID}" stroke-width="0.2"/>'
        yield _text(_LEFT - 1.5, y + 1, _written(step, places), anchor="end")
    for year in chart.years:
        yield _text(field_.x(year), HEIGHT - 1.5, str(year))


def _is_round(steps: list[float]) -> bool:
    step = steps[1] - steps[0]
    power = 10.0 ** math.floor(math.log10(step) + 1e-9)
    return abs(step / power - round(step / power)) < 0.01


def _written(value: float, places: int) -> str:
    whole = f"{value:,.{places}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return whole.replace("-", "\N{MINUS SIGN}")


def _text(x: float, y: float, words: str, *, anchor: str = "middle", size: float = _SMALL, traits: str = "") -> str:
    return f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" text-anchor="{anchor}"{traits}>{escape(words)}</text>'


def _line(field_: _Field, marks: list[Mark], colour: str, thickness: float, dashes: str = "") -> str:
    if len(marks) < 2:
        return ""
    points = " ".join(f"{field_.x(mark.year):.2f},{field_.y(mark.value):.2f}" for mark in marks)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{thickness}"{dashed}/>'


def _bound(field_: _Field, bound: Decimal) -> str:
    y = field_.y(bound)
    return f'<path d="M{_LEFT} {y:.2f}H{WIDTH - _RIGHT}" {_DOTTED}/>'


def _diamond(x: float, y: float) -> str:
    return f'<path d="M{x:.2f} {y - 1:.2f}l1 1l-1 1l-1 -1z" fill="#fff" stroke="{_PATH}" stroke-width="0.3"/>'


def _dot(field_: _Field, mark: Mark, asked: Decimal | None, before: Mark | None, after: Mark | None) -> str:
    """A figure; its label keeps out of the way of what was asked for, of the line, and of the axis."""
    x, y = field_.x(mark.year), field_.y(mark.value)
    is_below = asked is not None and asked > mark.value and y + 4 < HEIGHT - _BOTTOM
    half = len(mark.text) * _FIGURE / 2
    left, right = (_is_crossed(field_, mark, one, is_below=is_below) for one in (before, after))
    middle = min(max(x + (left - right) * half, _LEFT + half), WIDTH - half)
    label = _text(middle, y + 4 if is_below else y - 2, mark.text, size=_LABEL, traits=' font-weight="bold"')
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.05" fill="{_INK}"/>{label}'


def _is_crossed(field_: _Field, mark: Mark, other: Mark | None, *, is_below: bool) -> bool:
    """Whether the line to the figure next to it goes through a label above (or below) the middle of the dot."""
    if other is None:
        return False
    rise = (field_.y(mark.value) - field_.y(other.value)) / abs(field_.x(mark.year) - field_.x(other.year))
    return (-rise if is_below else rise) > _STEEP


def _legend(chart: Chart) -> Iterable[str]:
    """What the shapes mean, above the field; only of those that are there."""
    x, y = float(_LEFT), 3.2
    shapes = [(f'<circle cx="{{x}}" cy="{y - 1}" r="1.05" fill="{_INK}"/>', _("thực hiện"), True)]
    shapes += [("", _("lộ trình"), bool(chart.path)), ("-", _("mức phải đạt"), bool(chart.bounds))]
    for shape, words, is_there in shapes:
        if not is_there:
            continue
        if shape == "-":
            yield f'<path d="M{x:.1f} {y - 1}h5" {_DOTTED}/>'
        elif shape:
            yield shape.format(x=x + 2.5)
        else:
            yield _diamond(x + 2.5, y - 1)
        yield _text(x + 6.5, y, words, anchor="start")
        x += 30
