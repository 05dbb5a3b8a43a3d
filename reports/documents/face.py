"""The faces that a report is set in, read from their files: which characters they have, how wide a line of them is.

Liberation Serif: every letter as wide as in Times New Roman, so lines break where they do in Word. Pure.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts" / "liberation-serif"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
INSTEAD = "\N{WHITE SQUARE}"  # stands for a character that the face does not have
_DRAWN_BY_NOBODY = ("Mn", "Mc", "Me", "Cf", "Cc")  # marks and what directs others


class NoFace(Exception):
    """A file of the face is missing or damaged; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def unprintable(text: str) -> set[str]:
    """The characters of `text` that the PDF has no picture for: emoji, Chinese letters. Vietnamese has none of them.

    Marks and what only directs other characters do not count: nobody misses them. Raises NoFace.
    """
    known = _face("Regular")[0]
    strange = {char for char in set(unicodedata.normalize("NFC", text)) if char not in known and not char.isspace()}
    return {char for char in strange if unicodedata.category(char) not in _DRAWN_BY_NOBODY}


def printable(text: str) -> str:
    """`text` composed, with `INSTEAD` for what is `unprintable`, and nothing for marks that the face does not have."""
    known, composed = _face("Regular")[0], unicodedata.normalize("NFC", text)
    if known.keys() >= set(composed):
        return composed
    return composed.translate({ord(char): _instead(char) for char in set(composed) if char not in known})


def _instead(char: str) -> str:
    if char.isspace():
        return char if char == "\n" else " "
    return "" if unicodedata.category(char) in _DRAWN_BY_NOBODY else INSTEAD


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """How long a line of `text` is in millimetres at `size` points. Raises NoFace."""
    known, widths = _face("Bold" if is_bold else "Regular")
    return sum(widths[known.get(char, 0)] for char in text) * size * 25.4 / 72


def require_faces() -> None:
    """Raises NoFace where one of the files is not there: another face would be taken for it without a word."""
    for name in FACES:
        _face(name)


@cache
def _face(name: str) -> tuple[dict[str, int], list[float]]:
    """The glyph of each character, and the width of each glyph in parts of the size."""
    path = FOLDER / f"LiberationSerif-{name}.ttf"
    try:
        data = path.read_bytes()
        tables = dict(_tables(data))
        return _glyphs(data, tables["cmap"]), _widths(data, tables)
    except (OSError, KeyError, struct.error) as error:
        raise NoFace(path.name) from error


def _tables(data: bytes) -> list[tuple[str, int]]:
    [count] = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count))
    return [(tag.decode("latin-1"), start) for tag, _checksum, start, _length in entries]


def _widths(data: bytes, tables: dict[str, int]) -> list[float]:
    [units] = struct.unpack_from(">H", data, tables["head"] + 18)
    [measured] = struct.unpack_from(">H", data, tables["hhea"] + 34)
    [glyphs] = struct.unpack_from(">H", data, tables["maxp"] + 4)
    widths: list[float] = [
        struct.unpack_from(">H", data, tables["hmtx"] + 4 * glyph)[0] / units for glyph in range(measured)
    ]
    return widths + widths[-1:] * int(glyphs - measured)


def _glyphs(data: bytes, start: int) -> dict[str, int]:
    """The table of characters as Windows reads it (platform 3, encoding 1, format 4)."""
    [count] = struct.unpack_from(">H", data, start + 2)
    subtables = {
        struct.unpack_from(">HH", data, place): start + struct.unpack_from(">I", data, place + 4)[0]
        for place in range(start + 4, start + 4 + 8 * count, 8)
    }
    place = subtables[3, 1]
    [doubled] = struct.unpack_from(">H", data, place + 6)
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", data, place + 14)
    starts = struct.unpack_from(f">{segments}H", data, place + 16 + doubled)
    steps = struct.unpack_from(f">{segments}h", data, place + 16 + 2 * doubled)
    offsets = struct.unpack_from(f">{segments}H", data, place + 16 + 3 * doubled)
    found = {}
    for number, (first, last, step, offset) in enumerate(zip(starts, ends, steps, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + step
            if offset:
                at = place + 16 + 3 * doubled + 2 * number + offset + 2 * (code - first)
                [listed] = struct.unpack_from(">H", data, at)
                glyph = listed + step if listed else 0
            if glyph % 0x10000:
                found[chr(code)] = glyph % 0x10000
    return found
