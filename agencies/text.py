"""Vietnamese text: one normal form, matching without marks, and the order of the alphabet.

The database here has no Vietnamese collation, so names are sorted by a stored key (`sort_key`).
"""

import re
import unicodedata

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes them
_LOOKALIKES = str.maketrans({"ð": "đ", "Ð": "Đ"})  # eth stands for đ in old files
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: part of the letter, not a tone


def nfc(text: str) -> str:
    """`text` in the composed form in which everything is stored."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """`text` as it is stored: composed, with plain line ends, no NUL, no half of a sign; empty where nothing shows."""
    tidy = nfc(_UNKEEPABLE.sub("", text)).replace("\r\n", "\n").strip()
    return tidy if any(unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for char in tidy) else ""


def fold(text: str) -> str:
    """`text` without marks and case and with single spaces, for matching: "Sở  Y tế" -> "so y te"."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOKALIKES)).casefold()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")
    return re.sub(r"\s+", " ", bare).strip()


def sort_key(text: str) -> str:
    """A key that sorts the Vietnamese way: letters first, then tones (ngang huyền hỏi ngã sắc nặng)."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", text.translate(_LOOKALIKES)).lower():
        if char in _TONES:
            tones[-1:] = [_TONES[char]]
        elif char in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        elif not unicodedata.combining(char):
            letters.append(char)
            tones.append("0")
    return "".join(_LETTER_RANK.get(c, c) for c in letters) + " " + "".join(tones)
