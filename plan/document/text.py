"""Plain text into lines: its encoding, whether its lines were broken to a width, whether its font was an old one."""

import codecs
import re

from django.utils.translation import gettext as _

from agencies.text import nfc
from plan.document.letters import pattern, plain
from plan.document.numbering import marker_of
from plan.document.records import Line, Unreadable

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON = pattern(r"\b(?:và|của|các|những|nhiệm vụ|thực hiện|kế hoạch|tỉnh|được|mục tiêu)\b")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
# letters and signs that Vietnamese text has not, but text that was typed in the fonts .VnTime and VNI-Times
_FOREIGN = re.compile(r"[äåæçëîïñöøûüÿÄÅÆÇËÎÏÑÖØÛÜßÞ¹µ¸¶·¨®©ª«¬»¾¼½Ø]")
_OURS = re.compile("[ạ-ỹẠ-ỸđĐăĂơƠưƯ]")
_WIDEST = 130  # signs of a line that was broken by hand or by a program
_NARROWEST = 40


def read_text(data: bytes) -> list[Line]:
    """Raises Unreadable."""
    text = nfc(_decoded(data)).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    printed = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    width = _width([line for _number, line in printed])
    lines: list[Line] = []
    for at, (number, line) in enumerate(printed):
        before = printed[at - 1] if at else None
        goes_on = bool(width and before and before[0] == number - 1 and len(before[1].rstrip()) > 0.7 * width)
        opens = False if goes_on and not marker_of(line.strip()) else None
        lines.append(Line(number, line.rstrip(), opens=opens))
    return lines


def looks_old(text: str) -> bool:
    """Whether `text` was typed for a font of TCVN3 or VNI: it has their letters, and hardly any of ours."""
    letters = sum(char.isalpha() for char in text)
    foreign, ours = len(_FOREIGN.findall(text)), len(_OURS.findall(text))
    return foreign > max(4, 0.02 * letters) and foreign > ours


def old_font() -> str:
    return _(
        "Tệp gõ bằng phông chữ cũ (TCVN3 hoặc VNI) nên không đọc được. Hãy chuyển văn bản sang Unicode, "
        "lưu lại rồi chọn lại."
    )


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if b"\x00" in data:
        raise Unreadable(_unknown())
    try:
        return _plain_text(data.decode())
    except UnicodeDecodeError:
        text = nfc(data.decode("cp1258", errors="replace"))
    if looks_old(text):
        raise Unreadable(old_font())
    if "\ufffd" in text or len(_COMMON.findall(plain(text))) < 2:
        raise Unreadable(_unknown())
    return _plain_text(text)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _plain_text(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise Unreadable(_unknown()) from error


def _plain_text(text: str) -> str:
    if len(_CONTROL.findall(text)) > 0.01 * len(text):
        raise Unreadable(_unknown())
    return _CONTROL.sub("", text)


def _unknown() -> str:
    return _(
        "Không nhận ra cách mã hoá chữ của tệp. Hãy mở bằng Word hoặc Notepad, lưu lại dưới dạng Unicode (UTF-8) "
        "rồi chọn lại."
    )


def _width(lines: list[str]) -> int:
    """The width to which most lines were broken; 0 where each line is a paragraph."""
    lengths = sorted(len(line) for line in lines)
    long = [length for length in lengths if length > _NARROWEST]
    if len(long) < 5 or lengths[-1] > _WIDEST or len(long) < 0.4 * len(lengths):
        return 0
    return long[int(0.9 * len(long))]
