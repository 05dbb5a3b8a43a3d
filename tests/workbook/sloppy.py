"""What people and their programs do to a workbook, and what the preview makes of it.

Each row: how it is made, what the preview says of each control that differs, and words that must be on the page.
"""

import datetime as dt
import unicodedata

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.workbook import files as w

NFD = unicodedata.normalize("NFD", "Đã tổ chức hội nghị phổ biến ở các xã.")


def typed(values, **style):
    return lambda content: w.edited(content, w.fill(values, **style))


def as_text(values):
    return lambda content: w.edited(content, w.fill_as_text(values))


def edit(change):
    return lambda content: w.edited(content, change)


def both(*changes):
    def _edit(book):
        for change in changes:
            change(book)

    return lambda content: w.edited(content, _edit)


RESULT = w.fill({"1.1 result": "Đã tổ chức 12 lớp."})
PLAIN = {"1.1 result": "change"}


def insert_rows(book):
    book[w.SHEETS["task"]].insert_rows(1, 3)


def insert_columns(book):
    book[w.SHEETS["task"]].insert_cols(4, 2)


def delete_row(book):
    sheet = w.sheet_of(book, "1.2")
    sheet.delete_rows(w.row_of(sheet, "1.2"))


def delete_column(book):
    sheet = w.sheet_of(book, "1.1")
    sheet.delete_cols(w.column_of(sheet, "proposal"))


def delete_mark_column(book):
    for name in w.SHEETS.values():
        book[name].delete_cols(1)


def reverse_rows(book):
    sheet = w.sheet_of(book, "1.1")
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=3)]
    for number, row in enumerate(reversed(rows), 3):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def swap_columns(book):
    sheet = w.sheet_of(book, "1.1")
    one, other = w.column_of(sheet, "result"), w.column_of(sheet, "proposal")
    for row in range(2, sheet.max_row + 1):
        a, b = sheet.cell(row, one), sheet.cell(row, other)
        a.value, b.value = b.value, a.value


def hide_everything(book):
    sheet = w.sheet_of(book, "1.1")
    for row in range(3, 6):
        sheet.row_dimensions[row].hidden = True
    for letter in "BCDEFG":
        sheet.column_dimensions[letter].hidden = True


def rename_sheets(book):
    book[w.SHEETS["task"]].title = "Sheet1"
    book[w.SHEETS["indicator"]].title = "Bảng chỉ tiêu (2)"


def delete_sheet(book):
    del book[w.SHEETS["indicator"]]


def show_hidden_sheets(book):
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"


def shout_headings(book):
    for name in w.SHEETS.values():
        for one in book[name][2]:
            one.value = f"  {(one.value or '').upper()} \n"


def double_heading(book):
    sheet = w.sheet_of(book, "1.1")
    sheet.cell(2, sheet.max_column + 1).value = "Kết quả"


def double_row(book):
    sheet = w.sheet_of(book, "1.1")
    below, row = sheet.max_row + 1, w.row_of(sheet, "1.1")
    for column in range(1, sheet.max_column + 1):
        sheet.cell(below, column).value = sheet.cell(row, column).value
    sheet.cell(below, w.column_of(sheet, "result")).value = "Bản khác."


def remark_below(book):
    sheet = w.sheet_of(book, "1.1")
    sheet.cell(sheet.max_row + 3, 3).value = "Ghi chú riêng của phòng."


def row_without_code(book):
    sheet = w.sheet_of(book, "1.1")
    sheet.cell(sheet.max_row + 1, w.column_of(sheet, "result")).value = "Việc khác."


def row_of_another(book):
    sheet = w.sheet_of(book, "1.1")
    row = sheet.max_row + 1
    sheet.cell(row, w.column_of(sheet, "code")).value = "9.9"
    sheet.cell(row, w.column_of(sheet, "result")).value = "Việc khác."


def merge_results(book):
    sheet = w.sheet_of(book, "1.1")
    column = w.column_of(sheet, "result")
    rows = sorted(w.row_of(sheet, code) for code in ("1.1", "1.2"))
    sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=column, end_column=column)


def merge_title(book):
    book[w.SHEETS["task"]].merge_cells("A1:F1")


def decorate(book):
    sheet = w.sheet_of(book, "1.1")
    one = w.cell(book, "1.1", "result")
    one.fill, one.comment = PatternFill("solid", fgColor="FF00FF00"), Comment("Xem lại", "An")
    sheet.auto_filter.ref = "A2:I5"
    sheet.freeze_panes = None
    sheet.protection.disable()
    book.create_sheet("Nháp")["A1"] = "=1/0"


def codes_as_numbers(book):
    w.cell(book, "1.1", "code").value = 1.1


def with_dust(content):
    """As Excel keeps the sum of 0,1 and 0,2; openpyxl itself writes fewer digits."""
    content = w.edited(content, w.fill({"2.1.1 typed": 0.3}))
    return w.replaced(content, w.sheet_part(content, "2.1.1"), b"<v>0.3</v>", b"<v>0.30000000000000004</v>")


def trailing_blanks(book):
    for code, control in (("1.1", "result"), ("1.1", "difficulty"), ("2.1.1", "note"), ("2.1.1", "typed")):
        w.cell(book, code, control).value = "  \n \u00a0"


DAY = "Ô chứa ngày 02/05/2026, không phải một số"
NO_RESULT = "Ô chứa công thức mà tệp không lưu kết quả"

# name: (how it is made, {"code control": outcome}, words on the page)
SLOPPY = {
    "saved again": (edit(lambda book: None), {}, ["Không có gì thay đổi"]),
    "a text": (edit(RESULT), PLAIN, ["Đã tổ chức 12 lớp.", "sẽ đổi"]),
    "blanks where nothing was": (edit(trailing_blanks), {}, ["Không có gì thay đổi"]),
    "blanks at the ends": (typed({"1.1 result": "  Đã xong.  \n\n"}), PLAIN, ["Đã xong."]),
    "decomposed letters": (typed({"1.1 result": NFD}), PLAIN, ["Đã tổ chức hội nghị phổ biến ở các xã."]),
    "a formula as text": (as_text({"1.1 result": "=HYPERLINK(1)"}), PLAIN, ["=HYPERLINK(1)"]),
    "a script": (typed({"1.1 result": "<script>alert(1)</script>"}), PLAIN, ["&lt;script&gt;alert(1)"]),
    "a year among words": (typed({"1.1 result": 2026}), PLAIN, ["2026"]),
    "a day among words": (typed({"1.1 result": dt.datetime(2026, 5, 2)}), PLAIN, ["02/05/2026"]),
    "lines as old programs end them": (typed({"1.1 result": "Một._x000D_\nHai."}), PLAIN, ["Một.<br>Hai."]),
    "half of a sign": (typed({"1.1 result": "Một_xD83D_ hai."}), PLAIN, ["Một\ufffd hai."]),
    "a sign in two halves": (typed({"1.1 result": "Một _xD83D__xDE00_."}), PLAIN, ["Một \U0001f600."]),
    "a text too long": (typed({"1.1 result": "a" * 20_001}), {"1.1 result": "fault"}, ["dài 20001 ký tự"]),
    "true among words": (typed({"1.1 result": True}), {"1.1 result": "fault"}, ["đúng/sai"]),
    "hours among words": (typed({"1.1 result": dt.time(2, 5)}), {"1.1 result": "fault"}, ["giờ phút"]),
    "rows inserted": (both(RESULT, insert_rows), PLAIN, []),
    "columns inserted": (both(RESULT, insert_columns), PLAIN, []),
    "a row deleted": (both(RESULT, delete_row), PLAIN, ["không còn dòng của mục 1.2"]),
    "a column deleted": (both(RESULT, delete_column), PLAIN, ["không còn cột “Đề xuất, kiến nghị”"]),
    "the column for marks deleted": (both(RESULT, delete_mark_column), PLAIN, []),
    "rows in another order": (both(RESULT, reverse_rows), PLAIN, ["Đã tổ chức 12 lớp."]),
    "columns in another order": (both(RESULT, swap_columns), PLAIN, ["Đã tổ chức 12 lớp."]),
    "rows and columns hidden": (both(RESULT, hide_everything), PLAIN, []),
    "sheets renamed": (both(RESULT, rename_sheets), PLAIN, ["Trang Sheet1"]),
    "a sheet deleted": (both(RESULT, delete_sheet), PLAIN, ["không còn trang nào có bảng chỉ tiêu"]),
    "hidden sheets shown": (both(RESULT, show_hidden_sheets), PLAIN, []),
    "headings in capitals": (both(RESULT, shout_headings), PLAIN, []),
    "a heading twice": (both(RESULT, double_heading), {}, ["có hai lần"]),
    "a row twice": (both(RESULT, double_row), {}, ["có hai dòng ghi khác nhau"]),
    "a remark below": (both(RESULT, remark_below), PLAIN, []),
    "a row without a code": (both(RESULT, row_without_code), PLAIN, ["Dòng này không có mã"]),
    "a row of another code": (both(RESULT, row_of_another), PLAIN, ["không có mục mã “9.9”"]),
    "results merged": (
        both(RESULT, merge_results),
        {"1.1 result": "change", "1.2 result": "fault"},
        ["bị gộp với ô"],
    ),
    "the title merged": (both(RESULT, merge_title), PLAIN, []),
    "colours, comments, filters, other sheets": (both(RESULT, decorate), PLAIN, []),
    "a code turned into a number": (both(RESULT, codes_as_numbers), PLAIN, []),
    "a word in capitals": (
        typed({"1.1 progress": " ĐANG  thực hiện "}),
        {"1.1 progress": "change"},
        ["Đang thực hiện"],
    ),
    "a word without marks": (typed({"1.1 progress": "hoan thanh"}), {"1.1 progress": "change"}, ["Hoàn thành"]),
    "a word of no list": (typed({"1.1 progress": "gần xong"}), {"1.1 progress": "fault"}, ["Hãy chọn một trong"]),
    "another kind's answer": (typed({"2.1.6 status": "sơ bộ"}), {"2.1.6 status": "fault"}, ["“đã hoàn thành”"]),
    "no data, with a reason": (
        typed({"2.1.1 status": "Chưa có số liệu", "2.1.1 note": "Tháng 3 mới có."}),
        {"2.1.1 status": "change", "2.1.1 note": "change"},
        [],
    ),
    "a Vietnamese number": (typed({"2.1.1 typed": "52,5"}), {"2.1.1 typed": "change"}, ["= 52,5%"]),
    "a Vietnamese number with a sign": (typed({"2.1.1 typed": " 52,5 % "}), {"2.1.1 typed": "change"}, ["= 52,5%"]),
    "a number": (typed({"2.1.1 typed": 52.5}), {"2.1.1 typed": "change"}, ["= 52,5%"]),
    "a number with dust": (with_dust, {"2.1.1 typed": "change"}, ["= 0,3%"]),
    "a whole number as a fraction": (typed({"2.1.3 typed": 1234.0}), {"2.1.3 typed": "change"}, ["1.234"]),
    "zero is a number": (typed({"2.1.1 typed": 0}), {"2.1.1 typed": "change"}, ["= 0,0%"]),
    "a dot that may be either": (
        typed({"2.1.3 typed": "1.234"}),
        {"2.1.3 typed": "doubt"},
        ["Ghi 1.234", "Ghi 1,2340"],
    ),
    "a comma that may be either": (
        typed({"2.1.3 typed": "12,392"}),
        {"2.1.3 typed": "doubt"},
        ["Ghi 12.392", "Ghi 12,3920"],
    ),
    "an English number": (typed({"2.1.1 typed": "52.1"}), {"2.1.1 typed": "doubt"}, ["Ghi 52,1"]),
    "an English number in full": (typed({"2.1.3 typed": "1,234.5"}), {"2.1.3 typed": "doubt"}, ["Ghi 1.234,5"]),
    "a share shown as percent": (
        typed({"2.1.1 typed": 0.521}, number_format="0.0%"),
        {"2.1.1 typed": "doubt"},
        ["Excel hiện 52,1%", "Ghi 0,521", "Ghi 52,1"],
    ),
    "a number with many decimals": (
        typed({"2.1.1 typed": 100 / 3}),
        {"2.1.1 typed": "doubt"},
        ["Ghi 33,3", "Ghi 33,333333"],
    ),
    "a fraction turned into a day": (typed({"2.1.1 typed": dt.datetime(2026, 5, 2)}), {"2.1.1 typed": "fault"}, [DAY]),
    "a fraction as text": (
        typed({"2.1.1 typed": "2/5"}),
        {"2.1.1 typed": "fault"},
        ["“2/5” không phải là một số. Hãy ghi tử số"],
    ),
    "hours where a number was meant": (typed({"2.1.1 typed": dt.time(2, 5)}), {"2.1.1 typed": "fault"}, ["giờ phút"]),
    "true where a number was meant": (typed({"2.1.1 typed": True}), {"2.1.1 typed": "fault"}, ["đúng/sai"]),
    "words where a number was meant": (typed({"2.1.1 typed": "khoảng 50"}), {"2.1.1 typed": "fault"}, ["“khoảng 50”"]),
    "a unit behind the number": (typed({"2.1.3 typed": "120 căn"}), {"2.1.3 typed": "fault"}, ["“120 căn”"]),
    "a formula without a result": (typed({"2.1.1 typed": "=1+1"}), {"2.1.1 typed": "fault"}, [NO_RESULT]),
    "a broken formula": (typed({"2.1.1 typed": "#REF!"}), {"2.1.1 typed": "fault"}, ["Ô báo lỗi #REF!"]),
    "a number too large": (typed({"2.1.3 typed": 1e300}), {"2.1.3 typed": "fault"}, ["quá lớn"]),
    "a number too small": (typed({"2.1.3 typed": 1e-300}), {"2.1.3 typed": "doubt"}, ["chữ số thập phân"]),
    "a grade": (typed({"2.1.4 typed": 3}), {"2.1.4 typed": "change"}, ["mức độ 3"]),
    "a grade there is not": (typed({"2.1.4 typed": 7}), {"2.1.4 typed": "fault"}, ["số nguyên từ 1 đến 3"]),
    "numerator and denominator": (
        typed({"2.1.1 typed_numerator": 8120, "2.1.1 typed_denominator": "15585"}),
        {"2.1.1 typed_numerator": "change", "2.1.1 typed_denominator": "change"},
        ["8.120"],
    ),
    "a numerator where none is asked for": (typed({"2.1.3 typed_numerator": 5}), {}, ["không có ô Tử số"]),
    "a number where a declaration is asked for": (typed({"2.1.6 typed": 5}), {}, ["không có ô Số liệu"]),
}
