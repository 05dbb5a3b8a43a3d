"""Tables of indicators, as appendices have them: a row an indicator, a column for each year that has a figure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from plan.document.drafts import party
from plan.document.grids import Table, tables_in
from plan.document.labels import Field, field_of_column
from plan.document.letters import pattern, plain
from plan.document.mending import found
from plan.document.numbering import marker_of
from plan.document.outline import Codes, Node
from plan.document.parties import Reader
from plan.document.records import FoundRow, Part, RowFigure, Standing

_HIGHEST_HEADING = 3  # rows above which no heading of a table is looked for
_NAME = pattern(
    r"(?:tên |các |danh mục |nội dung |hệ thống )*(?:chỉ tiêu|mục tiêu|chỉ số)(?:(?: ?[,/] ?| và | )"
    r"(?:chỉ tiêu|mục tiêu|chỉ số|cụ thể|chủ yếu|đánh giá|phát triển|kế hoạch))*"
)
_UNIT = pattern(r"đơn vị(?: tính)?|đvt|đv tính")
_OWNER = pattern(
    r"(?:cơ quan|đơn vị)(?: ?, ?đơn vị)?(?: chủ trì| chịu trách nhiệm| phụ trách| được giao)*"
    r" (?:theo dõi|đánh giá|báo cáo|cung cấp|thống kê|tổng hợp|thực hiện)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_VISION = pattern(r"tầm nhìn|định hướng")
_PAST = pattern(r"hiện trạng|thực hiện|ước|kết quả|cơ sở|số gốc|th năm")
_TARGET = pattern(
    r"(?:(?:chỉ tiêu|mục tiêu|kế hoạch|kh|phấn đấu|lộ trình|mốc|giá trị|đến|hết|cuối|năm|hằng)[ :]*)*"
    r"20\d\d(?: ?- ?20\d\d)?"
)


@dataclass
class _Columns:
    """What each column holds; `first` is the first row below the headings."""

    first: int = 0
    name: int = -1
    unit: int = -1
    code: int = -1
    owner: int = -1
    years: dict[int, tuple[int, Standing]] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        return self.name >= 0 and any(kind == Standing.TARGET for _year, kind in self.years.values())


def is_of_indicators(table: Table) -> bool:
    return _columns(table).is_known


def rows_of_indicators(root: Node, reader: Reader) -> list[FoundRow]:
    """The indicators in the tables of a document, in order."""
    rows: list[FoundRow] = []
    codes = Codes()
    for node in root.walk():
        columns, width = _Columns(), 0
        for table in tables_in(node.content):
            own = _columns(table)
            if own.is_known:
                columns, width = own, table.width
            elif columns.is_known and table.width == width and not _is_headed(table):
                columns.first = 0  # it goes on on the next page
            else:
                continue
            rows += _rows(table, columns, node, reader, codes)
    return rows


def _is_headed(table: Table) -> bool:
    return len([text for text in table.row(0) if field_of_column(text)]) > 1


def _columns(table: Table) -> _Columns:
    """By the headings, of which one may stand above several years."""
    for row in range(min(_HIGHEST_HEADING, table.height)):
        columns = _headed(table.row(row), row + 1)
        if columns.name < 0:
            continue
        if row + 1 < table.height and any(_YEAR.search(text) for text in table.row(row + 1)):
            under = _joined(table.row(row), table.row(row + 1))
            below = _headed(under, row + 2)
            if len(below.years) > len(columns.years) and below.name >= 0:
                return below
        return columns
    return _Columns()


def _joined(above: list[str], under: list[str]) -> list[str]:
    """ "Mục tiêu" above "2026" and "2030": the first heading goes on over the columns that have none."""
    joined, last = [], ""
    for head, foot in zip(above, under, strict=True):
        last = head or (last if foot else "")
        joined.append(foot if _VISION.search(plain(foot)) else f"{last} {foot}".strip())
    return joined


def _headed(texts: list[str], first: int) -> _Columns:
    columns = _Columns(first)
    for number, text in enumerate(texts):
        words = plain(re.sub(r"\s*\([^()]*\)\s*", " ", text.replace("\n", " "))).strip(" .:")
        year = _YEAR.findall(words)
        if year:
            kind = _standing(words)
            if kind:
                columns.years[number] = (int(year[-1]), kind)
        elif _UNIT.fullmatch(words):
            columns.unit = number
        elif field_of_column(text) == Field.TASK:
            return _Columns()
        elif columns.name < 0 and _NAME.fullmatch(words):
            columns.name = number
        elif field_of_column(text) == Field.CODE:
            columns.code = number
        elif field_of_column(text) == Field.LEAD or _OWNER.match(words):
            columns.owner = number
    return columns


def _standing(words: str) -> Standing | None:
    if _VISION.search(words):
        return Standing.VISION
    if _PAST.match(words):
        return Standing.PAST
    return Standing.TARGET if _TARGET.fullmatch(words) else None


def _rows(table: Table, columns: _Columns, node: Node, reader: Reader, codes: Codes) -> list[FoundRow]:
    rows = []
    for row in range(columns.first, table.height):
        label = table.text(row, columns.code).strip(" .)") if columns.code >= 0 else ""
        figures = _figures(table, row, columns.years)
        name = table.cells.get((row, columns.name), [])
        if not figures or not name:
            continue
        words = " ".join(each.text for each in name)
        marker = marker_of(words)
        bare = words[marker.rest if marker else 0 :].strip(" .:;")
        number = label or str(row - columns.first + 1)
        way = f"{node.label}." if node.part == Part.APPENDIX else f"{node.label or node.code}.B"
        code = codes.own(f"{way}{number}")
        owners = table.cells.get((row, columns.owner), [])
        text = " ".join(each.text for each in owners)
        rows.append(
            FoundRow(
                section=node.code,
                code=code,
                name=found(bare, *name),
                unit=table.text(row, columns.unit).replace("/\n", "/").replace("\n", " ").strip(),
                figures=figures,
                owners=tuple(party("lead", each, text, *owners) for each in reader.whole(text)),
            )
        )
    return rows


def _figures(table: Table, row: int, years: Mapping[int, tuple[int, Standing]]) -> tuple[RowFigure, ...]:
    """What stands in the columns of the years; a dash or nothing is no figure."""
    figures = []
    for column, (year, kind) in years.items():
        cells = table.cells.get((row, column), [])
        text = " ".join(each.text for each in cells)
        if any(char.isalnum() for char in text):
            figures.append(RowFigure(year, kind, found(text, *cells)))
    return tuple(sorted(figures, key=lambda figure: figure.year))
