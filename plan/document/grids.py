"""The tables of a document as rows and columns of paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plan.document.mending import Paragraph


@dataclass
class Table:
    """The paragraphs of a table by row and column. A merged cell stands in each row that it spans."""

    cells: dict[tuple[int, int], list[Paragraph]] = field(default_factory=dict)

    def put(self, paragraph: Paragraph) -> None:
        cell = paragraph.cell
        if cell is None:
            return
        for row in range(cell.row, cell.row + cell.rows):
            self.cells.setdefault((row, cell.column), []).append(paragraph)

    @property
    def height(self) -> int:
        return max(row for row, _column in self.cells) + 1

    @property
    def width(self) -> int:
        return max(column for _row, column in self.cells) + 1

    def text(self, row: int, column: int) -> str:
        return "\n".join(paragraph.text for paragraph in self.cells.get((row, column), []))

    def row(self, row: int) -> list[str]:
        return [self.text(row, column) for column in range(self.width)]


def tables_in(content: Sequence[Paragraph]) -> Iterator[Table]:
    tables: dict[int, Table] = {}
    for paragraph in content:
        if paragraph.cell:
            tables.setdefault(paragraph.cell.table, Table()).put(paragraph)
    yield from tables.values()
