"""How people and programs change a workbook: by its cells, and by the parts it is packed of."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import load_workbook

from reports.collect.presenters import form_items
from reports.collect.selectors import form_of
from reports.collect.surroundings import surroundings_of
from reports.workbook.writing import Cover, write_form

SHEETS = {"task": "Nhiệm vụ", "indicator": "Chỉ tiêu"}
LABELS = {
    "progress": "Tiến độ",
    "result": "Kết quả",
    "difficulty": "Khó khăn, vướng mắc",
    "proposal": "Đề xuất, kiến nghị",
    "typed": "Số liệu",
    "typed_numerator": "Tử số",
    "typed_denominator": "Mẫu số",
    "status": "Loại số",
    "note": "Giải thích",
    "code": "Mã",
    "mark": "Lỗi",
}


def workbook_of(report):
    """The report's workbook without a page around it."""
    content, file = form_of(report), BytesIO()
    write_form(form_items(content, surroundings_of(content)), Cover(report, "Hạn: hết ngày 05/12/2026"), file)
    return file.getvalue()


def edited(content, edit):
    """The workbook after `edit(book)`, saved by openpyxl."""
    book = load_workbook(BytesIO(content))
    edit(book)
    return saved(book)


def saved(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_of(book, code):
    return book[SHEETS["task" if code in ("1.1", "1.2", "2") else "indicator"]]


def column_of(sheet, control):
    return next(c.column for row in sheet.iter_rows(max_row=9) for c in row if c.value == LABELS[control])


def row_of(sheet, code):
    column = column_of(sheet, "code")
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == code)


def cell(book, code, control):
    sheet = sheet_of(book, code)
    return sheet.cell(row_of(sheet, code), column_of(sheet, control))


def fill(values, **style):
    """An edit that puts `values`, by "code control", into their cells; `style` are attributes of those cells."""

    def _edit(book):
        for place, value in values.items():
            one = cell(book, *place.split())
            one.value = value
            for name, said in style.items():
                setattr(one, name, said)

    return _edit


def fill_as_text(values):
    """Like `fill`, for texts that openpyxl would take for formulas."""

    def _edit(book):
        fill(values)(book)
        for place in values:
            cell(book, *place.split()).data_type = "s"

    return _edit


def parts_of(content):
    with ZipFile(BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def packed(parts, method=ZIP_DEFLATED):
    file = BytesIO()
    with ZipFile(file, "w", method) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return file.getvalue()


def with_parts(content, **more):
    """The workbook with further parts, or others in their place; the names with _ for / and __ for a dot."""
    named = {name.replace("__", ".").replace("_", "/"): data for name, data in more.items()}
    return packed(parts_of(content) | named)


def replaced(content, part, old, new):
    parts = parts_of(content)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    return packed(parts)


def sheet_part(content, code):
    """The name of the part in which the item's sheet stands."""
    book = load_workbook(BytesIO(content))
    return f"xl/worksheets/sheet{book.sheetnames.index(sheet_of(book, code).title) + 1}.xml"


def with_doctype(content, part, entities):
    text = parts_of(content)[part]
    _head, _sign, rest = text.partition(b"?>") if text.startswith(b"<?xml") else (b"", b"", text)
    return packed(parts_of(content) | {part: b'<?xml version="1.0"?>' + entities + rest})


def with_locked_flag(content):
    """Every part marked as encrypted, as zip programs do it."""
    data = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            flags = struct.unpack_from("<H", data, at + offset)[0]
            struct.pack_into("<H", data, at + offset, flags | 1)
            at = data.find(mark, at + 4)
    return bytes(data)


def ole(*streams):
    """The beginning of a file as old programs wrote it, with the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names.ljust(4096, b"\0")


def stored(parts):
    return packed(parts, ZIP_STORED)
