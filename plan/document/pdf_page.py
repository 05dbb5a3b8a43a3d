"""What stands on a page of a PDF: its glyphs with their places, and the grids of its ruled tables.

Places are in points from the upper left corner. Only the calls that are needed are made, glyph by glyph: a page of
3.000 glyphs takes some hundredths of a second.
"""

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from plan.document.records import Cell

_DEEPEST = 4  # forms inside forms
_MOST_EDGES = 6000  # of a page: a drawing, no table
_MOST_OBJECTS = 40_000
_THIN = 2.5  # points: a filled rectangle of that width is a line
_NEAR = 3.0
_SHORTEST = 8.0
_LINE, _MOVE = 0, 2
_REPLACEMENT = {0xFFFE, 0xFFFF, 0x2, 0}


@dataclass(slots=True)
class Glyph:
    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def glyphs_of(page: Any) -> list[Glyph]:
    """The glyphs of a page without its spaces; a mark that stands alone goes to the glyph before it."""
    height, text = page.get_height(), page.get_textpage()
    glyphs: list[Glyph] = []
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    handle = text.raw
    bold, size = False, 0.0
    for at in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, at)
        char = _char(code, handle, at)
        if not char or char.isspace() or unicodedata.category(char) in ("Cc", "Cs"):
            continue
        if unicodedata.combining(char) and glyphs:
            glyphs[-1].text += char
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, at, box) or not raw.FPDFText_GetCharOrigin(handle, at, x, y):
            continue
        new_size = box.top - box.bottom
        if abs(new_size - size) > 0.01 or at % 40 == 0 or (glyphs and abs(glyphs[-1].base - (height - y.value)) > 1):
            size, bold = new_size, raw.FPDFText_GetFontWeight(handle, at) >= 600 or _named_bold(handle, at)
        if new_size > 0:
            glyphs.append(Glyph(char, box.left, box.right, height - y.value, new_size * 0.85, bold))
    text.close()
    return glyphs


def _char(code: int, handle: Any, at: int) -> str:
    if code in _REPLACEMENT:
        return "-" if raw.FPDFText_IsHyphen(handle, at) == 1 else ""
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _named_bold(handle: Any, at: int) -> bool:
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, at, name, 80, flags)
    return b"bold" in name.value.lower()


@dataclass
class Grid:
    """A ruled table. `xs` and `ys` are its rules; `spans` says of each cell how many rows and columns it takes."""

    xs: list[float]
    ys: list[float]
    spans: dict[tuple[int, int], tuple[int, int, int, int]]
    page_height: float
    number: int = 0
    first_row: int = 0
    filled: set[tuple[int, int]] = field(default_factory=set)

    @property
    def top(self) -> float:
        return self.ys[0]

    def take_number(self, tables: int, last: "Grid | None") -> int:
        """Go on with the table of the page before, if this is its lower part; returns how many tables it adds."""
        goes_on = (
            last is not None
            and self.top < 0.25 * self.page_height
            and last.ys[-1] > 0.7 * last.page_height
            and len(last.xs) == len(self.xs)
            and all(abs(here - there) < 2 * _NEAR for here, there in zip(self.xs, last.xs, strict=True))
        )
        if goes_on and last is not None:
            self.number, self.first_row = last.number, last.first_row + len(last.ys) - 1
            return 0
        self.number = tables
        return 1

    def cell_at(self, x: float, y: float) -> Cell | None:
        column = next((at for at in range(len(self.xs) - 1) if self.xs[at] - 1 <= x < self.xs[at + 1] + 1), None)
        row = next((at for at in range(len(self.ys) - 1) if self.ys[at] - 1 <= y < self.ys[at + 1] + 1), None)
        if column is None or row is None:
            return None
        top, left, rows, _columns = self.spans[row, column]
        return Cell(self.number, self.first_row + top, left, rows)


def grids_of(page: Any) -> list[Grid]:
    """The ruled tables of a page from top to bottom."""
    height = page.get_height()
    edges = list(_edges(page))
    across = [(height - y0, *sorted((x0, x1))) for x0, y0, x1, y1 in edges if abs(y0 - y1) <= 1 < abs(x0 - x1)]
    down = [(x0, *sorted((height - y0, height - y1))) for x0, y0, x1, y1 in edges if abs(x0 - x1) <= 1 < abs(y0 - y1)]
    if len(across) < 2 or len(down) < 2 or len(edges) > _MOST_EDGES:
        return []
    grids = [_grid(rules, page_height=height) for rules in _connected(across, down)]
    return sorted((grid for grid in grids if grid), key=lambda grid: grid.top)


Rule = tuple[float, float, float]  # where it stands, and from where to where it goes


def _edges(page: Any) -> Iterator[tuple[float, float, float, float]]:
    count = raw.FPDFPage_CountObjects(page.raw)
    for at in range(min(count, _MOST_OBJECTS)):
        yield from _of_object(raw.FPDFPage_GetObject(page.raw, at), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)


Matrix = tuple[float, float, float, float, float, float]


def _of_object(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[float, float, float, float]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        matrix = _times(_matrix(item), outer)
        for at in range(min(raw.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            yield from _of_object(raw.FPDFFormObj_GetObject(item, at), matrix, depth + 1)
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        yield from _of_path(item, _times(_matrix(item), outer))


def _of_path(path: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    points = list(_points(path, matrix))
    flat = [point for line in points for point in line]
    if not flat:
        return
    xs, ys = [x for x, _y in flat], [y for _x, y in flat]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) <= _THIN:  # a rule, drawn or filled
        if height <= _THIN:
            yield min(xs), (min(ys) + max(ys)) / 2, max(xs), (min(ys) + max(ys)) / 2
        if width <= _THIN:
            yield (min(xs) + max(xs)) / 2, min(ys), (min(xs) + max(xs)) / 2, max(ys)
        return
    stroked = ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.c_int(), stroked)
    if stroked.value:
        for line in points:
            for (x0, y0), (x1, y1) in pairwise(line):
                yield x0, y0, x1, y1


def _points(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each stroke of a path; a closed one returns to its first."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    line: list[tuple[float, float]] = []
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST_EDGES)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and line:
            yield line
            line = []
        line.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment):
            yield [*line, line[0]]
            line = []
    if line:
        yield line


def _matrix(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch one another, a table each."""
    tables: list[tuple[list[Rule], list[Rule]]] = []
    for rule in sorted(down, key=lambda each: each[1]):
        touched = [
            h for h in across if h[1] - _NEAR <= rule[0] <= h[2] + _NEAR and rule[1] - _NEAR <= h[0] <= rule[2] + _NEAR
        ]
        mine = [
            table for table in tables if any(h in table[0] for h in touched) or any(_meets(rule, v) for v in table[1])
        ]
        joined = (
            list(dict.fromkeys([*touched, *(h for table in mine for h in table[0])])),
            [rule, *(v for t in mine for v in t[1])],
        )
        tables = [table for table in tables if table not in mine] + [joined]
    return tables


def _meets(one: Rule, other: Rule) -> bool:
    return abs(one[0] - other[0]) <= _NEAR and one[1] <= other[2] + _NEAR and other[1] <= one[2] + _NEAR


def _grid(rules: tuple[list[Rule], list[Rule]], *, page_height: float) -> Grid | None:
    across, down = rules
    xs, ys = _places(rule[0] for rule in down), _places(rule[0] for rule in across)
    if len(xs) < 3 or len(ys) < 2:
        return None
    return Grid(xs, ys, _spans(xs, ys, across, down), page_height)


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _spans(
    xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]
) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """For each square its cell: first row, first column, rows, columns. A missing rule joins two squares."""
    spans: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in spans:
                continue
            middle = (ys[row] + ys[row + 1]) / 2
            last = column
            while last + 2 < len(xs) and not _ruled(down, xs[last + 1], middle):
                last += 1
            bottom, center = row, (xs[column] + xs[column + 1]) / 2
            while bottom + 2 < len(ys) and not _ruled(across, ys[bottom + 1], center):
                bottom += 1
            for each in [(r, c) for r in range(row, bottom + 1) for c in range(column, last + 1)]:
                spans.setdefault(each, (row, column, bottom - row + 1, last - column + 1))
    return spans


def _ruled(rules: list[Rule], place: float, at: float) -> bool:
    return any(abs(rule[0] - place) <= _NEAR and rule[1] - _NEAR <= at <= rule[2] + _NEAR for rule in rules)
