"""Files that are refused, and by which words of the one sentence. Each is made from the workbook as it was taken."""

from openpyxl import Workbook

from agencies.workbooks.opening import LARGEST, MOST_PARTS
from tests.workbook import files as w

XML = b'<?xml version="1.0"?>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
UTF16 = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'.encode("utf-16")


def _memory(content, old, new):
    """The workbook with another word in the sheet that is never shown."""

    def _edit(book):
        sheet = book["tien-do"]
        one = next(c for row in sheet.iter_rows() for c in row if c.value == old)
        sheet.cell(one.row, 2).value = new

    return w.edited(content, _edit)


def _without_memory(book):
    del book["tien-do"]


def _without_heads(book):
    for name in w.SHEETS.values():
        book[name].delete_rows(2)


def _half_memory(book):
    sheet = book["tien-do"]
    at = next(row[0].row for row in sheet.iter_rows() if [c.value for c in row[:3]] == ["column", "indicator", "code"])
    sheet.delete_rows(at)


def _empty_memory(book):
    book["tien-do"].delete_rows(1, 500)


def _sheet(content, old, new):
    return w.replaced(content, w.sheet_part(content, "1.1"), old, new)


def _end(content, more):
    return _sheet(content, b"</sheetData>", b"</sheetData>" + more)


def _merged(content, *refs):
    merges = b"".join(b'<mergeCell ref="%s"/>' % ref for ref in refs)
    return _end(content, b"<mergeCells>" + merges + b"</mergeCells>")


def _linked(content, ref):
    return _end(content, b'<hyperlinks><hyperlink ref="' + ref + b'" display="x"/></hyperlinks>')


def _under_another_name(content, part, more):
    """The part under a name that does not end in .xml, with `more` in it, where all that pointed to it point now."""
    old, new = part.rpartition("/")[2].encode(), part.rpartition("/")[2].replace(".xml", ".dat").encode()
    parts = w.parts_of(content)
    parts[part.replace(".xml", ".dat")] = parts.pop(part).replace(b"</sheetData>", b"</sheetData>" + more)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = parts[name].replace(old, new)
    return w.packed(parts)


def _one_part_as_many_sheets(content, *, by_one_name):
    """A sheet of twenty thousand cells that the workbook lists fifty times."""
    content = _cells(content, b"".join(b'<c r="A%d"><v>1</v></c>' % n for n in range(100, 20_000)))
    target = w.sheet_part(content, "1.1").rpartition("/")[2].encode()
    rels = w.parts_of(content)["xl/_rels/workbook.xml.rels"]
    one = next(r for r in rels.split(b"<Relationship ")[1:] if target in r)
    old = one.partition(b'Id="')[2].partition(b'"')[0]
    ids = [old if by_one_name else b"many%d" % n for n in range(50)]
    if not by_one_name:
        more = b"".join(
            b"<Relationship " + one.partition(b"/>")[0].replace(b'"%s"' % old, b'"%s"' % i) + b"/>" for i in ids
        )
        content = w.replaced(content, "xl/_rels/workbook.xml.rels", b"</Relationships>", more + b"</Relationships>")
    tag = b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    sheets = b"".join(tag + b'name="n%d" sheetId="%d" r:id="%s"/>' % (n, n + 90, i) for n, i in enumerate(ids))
    return w.replaced(content, "xl/workbook.xml", b"</sheets>", sheets + b"</sheets>")


def _cells(content, cells):
    return _sheet(content, b"</sheetData>", b'<row r="90">' + cells + b"</row></sheetData>")


BOMB = "giải nén lớn bất thường"
MERGES = "quá nhiều ô gộp"
NOT_ONE = "không đọc được như một tệp Excel"
NOT_OURS = "Tệp không phải mẫu tải về từ biểu này"

# name: (how it is made from the workbook's bytes, words of the refusal)
HOSTILE = {
    "nothing at all": (lambda c: b"", "Hãy chọn tệp"),
    "a text": (lambda c: b"ma,ket qua\n1.1,xong\n", NOT_ONE),
    "a web page called xls": (lambda c: b"<html><table><tr><td>1.1</td></tr></table></html>", NOT_ONE),
    "a pdf": (lambda c: b"%PDF-1.7\n%%EOF", NOT_ONE),
    "a picture": (lambda c: b"\x89PNG\r\n\x1a\n" + bytes(64), NOT_ONE),
    "half a workbook": (lambda c: c[: len(c) // 2], NOT_ONE),
    "a workbook without its end": (lambda c: c[:-200], NOT_ONE),
    "a zip of other things": (lambda c: w.packed({"doc.txt": b"xin"}), NOT_ONE),
    "an empty zip": (lambda c: w.packed({}), NOT_ONE),
    "a word document": (lambda c: w.packed({"word/document.xml": XML + b"<x/>"}), NOT_ONE),
    "an old xls": (lambda c: w.ole("Root Entry", "Workbook"), "Excel cũ (.xls)"),
    "a password": (lambda c: w.ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "có mật khẩu"),
    "a zip with a password": (w.with_locked_flag, "có mật khẩu"),
    "a spreadsheet of LibreOffice": (
        lambda c: w.packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "OpenDocument",
    ),
    "a binary workbook": (lambda c: w.with_parts(c, xl_workbook__bin=b"\x00"), ".xlsb"),
    "macros": (lambda c: w.with_parts(c, xl_vbaProject__bin=b"\x00"), "có macro"),
    "macros by another spelling": (lambda c: w.with_parts(c, XL_VBAPROJECT__BIN=b"\x00"), "có macro"),
    "macros of Excel 4": (lambda c: w.with_parts(c, xl_macrosheets_sheet1__xml=XML + b"<x/>"), "có macro"),
    "a workbook that declares macros": (
        lambda c: w.replaced(c, "[Content_Types].xml", b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"),
        "có macro",
    ),
    "an ActiveX control": (lambda c: w.with_parts(c, xl_activeX_activeX1__xml=XML + b"<x/>"), "có macro"),
    "a zip bomb": (lambda c: w.with_parts(c, xl_media_a__png=bytes(8_000_000)), BOMB),
    "a large zip bomb": (lambda c: w.with_parts(c, xl_worksheets_sheet9__xml=b" " * 30_000_000), BOMB),
    "too many parts": (lambda c: w.packed(w.parts_of(c) | {f"xl/a{n}.bin": b"" for n in range(MOST_PARTS)}), BOMB),
    "one sheet merged into one cell": (
        lambda c: _end(c, b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        BOMB,
    ),
    "one link on all cells": (
        lambda c: _end(c, b'<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>'),
        BOMB,
    ),
    "a million cells": (
        lambda c: _cells(c, b"".join(b'<c r="A%d"><v>%d</v></c>' % (n, n) for n in range(100, 250_000))),
        BOMB,
    ),
    "a merged range that takes cells back": (lambda c: _merged(c, b"XFD1:A1048576", b"A1:XFD99999"), NOT_ONE),
    "a link that takes cells back": (lambda c: _linked(c, b"J9:A1"), NOT_ONE),
    "whole columns linked": (lambda c: _linked(c, b"A:XFD"), NOT_ONE),
    "whole rows linked": (lambda c: _linked(c, b"1:1048576"), NOT_ONE),
    "a comment on all cells": (
        lambda c: w.with_parts(c, xl_comments9__xml=XML + b'<x><comment ref="A1:XFD1048576"/></x>'),
        BOMB,
    ),
    "more merged ranges than anybody makes": (
        lambda c: _merged(c, *(b"K%d:L%d" % (n, n) for n in range(1, 600))),
        MERGES,
    ),
    "a sheet that is not called xml": (
        lambda c: _under_another_name(
            c, w.sheet_part(c, "1.1"), b'<mergeCells><mergeCell ref="A1:XFD99999"/></mergeCells>'
        ),
        BOMB,
    ),
    "an unknown writing in a part that is not called xml": (
        lambda c: w.with_parts(c, xl_media_a__dat=b'<?xml version="1.0" encoding="cp037"?><x/>'),
        NOT_ONE,
    ),
    "one part as many sheets": (lambda c: _one_part_as_many_sheets(c, by_one_name=False), BOMB),
    "one sheet listed many times": (lambda c: _one_part_as_many_sheets(c, by_one_name=True), NOT_ONE),
    "half a million styles": (
        lambda c: w.replaced(c, "xl/styles.xml", b"</cellXfs>", b'<xf fontId="0"/>' * 450_000 + b"</cellXfs>"),
        BOMB,
    ),
    "a year that no page can show": (lambda c: _memory(c, "year", "_xD800_"), "mẫu của năm \ufffd"),
    "ten megabytes and more": (lambda c: w.stored({"a": bytes(LARGEST + 1)}), "Tệp lớn hơn 10 MB"),
    "entities in the workbook": (lambda c: w.with_doctype(c, "xl/workbook.xml", LAUGHS), "thực thể XML"),
    "entities in a sheet": (lambda c: w.with_doctype(c, "xl/worksheets/sheet2.xml", LAUGHS), "thực thể XML"),
    "entities in the styles": (lambda c: w.with_doctype(c, "xl/styles.xml", LAUGHS), "thực thể XML"),
    "a file of the server": (lambda c: w.with_doctype(c, "xl/worksheets/sheet2.xml", OUTSIDE), "thực thể XML"),
    "a doctype in UTF-16": (lambda c: w.with_parts(c, docProps_core__xml=UTF16), "thực thể XML"),
    "broken XML": (lambda c: w.with_parts(c, xl_workbook__xml=XML + b"<workbook><sheets>"), NOT_ONE),
    "no styles where cells want some": (lambda c: w.replaced(c, "xl/styles.xml", b"<cellXfs", b"<x"), NOT_ONE),
    "a number that is none": (lambda c: _cells(c, b'<c r="A90"><v>12a</v></c>'), NOT_ONE),
    "a text of the list that is not there": (lambda c: _cells(c, b'<c r="A90" t="s"><v>999999</v></c>'), NOT_ONE),
    "a number of five thousand digits": (lambda c: _cells(c, b'<c r="A90"><v>' + b"9" * 5000 + b"</v></c>"), NOT_ONE),
    "a workbook of somebody's own": (lambda c: w.saved(Workbook()), NOT_OURS),
    "the hidden sheet deleted": (lambda c: w.edited(c, _without_memory), NOT_OURS),
    "the hidden sheet emptied": (lambda c: w.edited(c, _empty_memory), NOT_OURS),
    "a line of the hidden sheet lost": (lambda c: w.edited(c, _half_memory), NOT_OURS),
    "an edition to come": (lambda c: _memory(c, "edition", "2"), NOT_OURS),
    "another agency": (lambda c: _memory(c, "agency", "SOB"), "mẫu của cơ quan khác"),
    "another year": (lambda c: _memory(c, "year", "2025"), "mẫu của năm 2025"),
    "another plan": (lambda c: _memory(c, "plan", "ke-hoach-khac"), "kế hoạch khác"),
    "an outdated form": (lambda c: _memory(c, "form", "0"), "Biểu mẫu đã thay đổi"),
    "headings deleted": (lambda c: w.edited(c, _without_heads), "Không tìm thấy bảng nào"),
}
