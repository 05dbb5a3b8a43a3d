"""A table as Word keeps it, written straight as XML: through a library, cell by cell takes twenty times as long.

Pure.
"""

from xml.sax.saxutils import escape

from agencies.workbooks.sheets import clean
from reports.documents.paper import Align, Cell, Column, Table

EMU_IN_TWIP = 635
_WHOLE_ROW = 800  # characters; a longer row may go on over the page
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)


def table_xml(table: Table, width: int) -> str:
    """A ruled table of `width` EMU; its head stands again on every page, and columns keep their shares."""
    planned = sum(column.width for column in table.columns)
    widths = [column.width * width // (planned * EMU_IN_TWIP) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in widths)
    head = [Cell(column.label, is_strong=True) for column in table.columns]
    centred = [Column(column.label, column.width, Align.CENTER) for column in table.columns]
    rows = [_row(head, centred, widths, is_head=True), *(_row(cells, table.columns, widths) for cells in table.rows)]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: list[Cell], columns: list[Column], widths: list[int], *, is_head: bool = False) -> str:
    is_whole = sum(len(cell.text) + len(cell.note) for cell in cells) <= _WHOLE_ROW
    traits = ("<w:cantSplit/>" if is_whole else "") + ("<w:tblHeader/>" if is_head else "")
    place = '<w:vAlign w:val="center"/>' if is_head else ""
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{place}</w:tcPr>{_lines(cell, column)}</w:tc>'
        for cell, column, size in zip(cells, columns, widths, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{traits}</w:trPr>' if traits else ''}{drawn}</w:tr>"


def _lines(cell: Cell, column: Column) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if cell.is_strong else ""
    lines = [_line(text, "TableText", column.align, bold) for text in clean(cell.text).split("\n")]
    lines += [_line(text, "TableNote", column.align) for text in clean(cell.note).split("\n") if cell.note]
    return "".join(lines)


def _line(text: str, style: str, align: Align, traits: str = "") -> str:
    side = "" if align == Align.LEFT else f'<w:jc w:val="{align}"/>'
    words = f'<w:r>{traits}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{words}</w:p>'
