"""Workbooks with lists of agencies, as people send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

HEADINGS = ("Mã", "Tên đầy đủ", "Tên ngắn", "Cấp", "Tên gọi khác")


def workbook(*rows, headings=HEADINGS, above=()):
    """A workbook of one sheet as bytes: `above` the headings stand other rows."""
    book = Workbook()
    for row in (*above, headings, *rows):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def upload(*rows, **more):
    return SimpleUploadedFile("co-quan.xlsx", workbook(*rows, **more))
