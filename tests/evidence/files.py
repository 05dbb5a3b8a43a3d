"""Files as offices have them, and as somebody with bad intent makes them; small, and made here."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument"
WORD = f"{MAIN}.wordprocessingml.document.main+xml"
EXCEL = f"{MAIN}.spreadsheetml.sheet.main+xml"
SLIDES = f"{MAIN}.presentationml.presentation.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
EOCD = b"PK\x05\x06" + bytes(18)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width=1, height=1):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width=1, height=1, before=b""):
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + before + frame + b"\xff\xd9"


def types(name="/word/document.xml", kind=WORD, more=""):
    return (
        f'<?xml version="1.0"?><Types xmlns="{TYPES}"><Override PartName="{name}" ContentType="{kind}"/>{more}</Types>'
    )


def container(parts, comment=b"", packed=ZIP_DEFLATED):
    file = BytesIO()
    with ZipFile(file, "w", packed) as made:
        for name, text in parts:
            made.writestr(name, text)
        made.comment = comment
    return file.getvalue()


def office(listed=None, *more, main="word/document.xml", comment=b"", packed=ZIP_DEFLATED):
    return container([("[Content_Types].xml", listed or types()), (main, "<x/>"), *more], comment, packed)


def docx():
    return office()


def xlsx():
    return office(types("/xl/workbook.xml", EXCEL), main="xl/workbook.xml")


def locked_zip():
    """The flag of a password on the first part, in both places that tell it."""
    made = bytearray(office())
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def claims(size):
    """A container whose list says that its last part unpacks to `size` bytes."""
    made = bytearray(office())
    place = made.rindex(b"PK\x01\x02") + 24
    made[place : place + 4] = struct.pack("<I", size)
    return bytes(made)


def list_of_parts(entries, extra=b""):
    """A container that is only its list, of this many nameless parts with `extra` beside each."""
    start = b"PK\x03\x04" + bytes(26)
    listed = (b"PK\x01\x02" + bytes(26) + struct.pack("<H", len(extra)) + bytes(14) + extra) * entries
    return start + listed + struct.pack("<4s8xIIH", b"PK\x05\x06", len(listed), len(start), 0)


def upload(content=PDF, name="bien-ban.pdf"):
    return SimpleUploadedFile(name, content)
