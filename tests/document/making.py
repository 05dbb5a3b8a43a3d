"""Documents made for tests: the same text as .docx and as PDF, and tables in both."""

from io import BytesIO

import docx
import typst

PAGE = """
#set page(paper: "a4", margin: 2.5cm, header: align(center)[#context counter(page).display()])
#set text(lang: "vi", font: "Liberation Serif", size: 14pt)
#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true))
#let lines = json(bytes(sys.inputs.lines))
#let rows = json(bytes(sys.inputs.rows))
#for line in lines [#par(line)]
#if rows.len() > 0 { table(columns: rows.at(0).len(), ..rows.flatten().map(cell => text(size: 11pt, cell))) }
"""
FONTS = "reports/documents/fonts"


def as_pdf(text, rows=()):
    """Each line a paragraph, justified and with an indent, the page number on top; then a ruled table."""
    import json

    lines = [line for line in text.split("\n") if line.strip()]
    inputs = {"lines": json.dumps(lines), "rows": json.dumps([list(row) for row in rows])}
    return typst.compile(PAGE.encode(), font_paths=[FONTS], sys_inputs=inputs)


def as_docx(text, rows=(), merged=()):
    """Each line a paragraph; then a table, of which `merged` pairs of cells are one."""
    document = docx.Document()
    for line in text.split("\n"):
        if line.strip():
            document.add_paragraph(line)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for cells, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(cells.cells, values, strict=True):
                cell.text = value
        for first, last in merged:
            table.cell(*first).merge(table.cell(*last))
    return saved(document)


def saved(document):
    content = BytesIO()
    document.save(content)
    return content.getvalue()
