"""One spelling for text that people type in many: the readers of phrases compare only what comes out of here."""

import re
import unicodedata

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－÷", "-"),
        **dict.fromkeys("ðÐ", "đ"),  # eth stands for đ in old files
        **dict.fromkeys("∕⁄", "/"),
        **dict.fromkeys("~∼～≃≅", "≈"),
        **dict.fromkeys("*_`“”\"'‘’«»", " "),
        "％": "%",
        "≧": "≥",
        "⩾": "≥",
        "≦": "≤",
        "⩽": "≤",
        "＞": ">",
        "＜": "<",
    }
)
_TONES = {"oa": "òóỏõọ", "oe": "òóỏõọ", "uy": "ùúủũụ"}
_LATE = {"oa": "àáảãạ", "oe": "èéẻẽẹ", "uy": "ỳýỷỹỵ"}
_EARLY = {
    pair[0] + late: early + pair[1] for pair in _TONES for early, late in zip(_TONES[pair], _LATE[pair], strict=True)
}
_LATE_TONE = re.compile(rf"(?<!q)({'|'.join(_EARLY)})(?!\w)")
_SYLLABLES = {
    "tỉ": "tỷ",
    "sỹ": "sĩ",
    "kì": "kỳ",
    "lí": "lý",
    "mĩ": "mỹ",
    "kĩ": "kỹ",
    "qui": "quy",
    "quí": "quý",
    "ngàn": "nghìn",
    "xấp xỷ": "xấp xỉ",
    "đô-la": "đô la",
}
_SYLLABLE = re.compile(rf"(?<!\w)({'|'.join(_SYLLABLES)})(?!\w)")
_EVERY = re.compile(r"(?<!\w)hàng (?=(?:năm|quý|tháng|tuần|ngày)(?!\w))")
_SQUARE = re.compile(r"(?<![^\W\d_])([kdc]?m)([23])(?![\w.,]*\w)")
_PER_MILLE = re.compile(r"%\s?o(?!\w)|%0(?![\d.,])|(?<=\d)\s?o/oo(?!\w)|(?<=\d)\s0/00(?!\d)")  # typed for ‰
_MILLIONS = re.compile(r"(?<=\d)\s?tr(?![^\W\d_]|\.?\s?đ)\.?|(?<=\d)\s?tr\.?\s?(?=đ)")
_THOUSANDS = re.compile(r"(?<=\d)\s?ng\.?\s?(?=đ)")
_DONG = re.compile(r"(?<=\d)\s?đ(?![^\W\d_])|(?<=triệu )đ(?![^\W\d_])|(?<=nghìn )đ(?![^\W\d_])|(?<=tỷ )đ(?![^\W\d_])")
_POWERS = {"2": "²", "3": "³"}
_HEADING = re.compile(
    r"""(?:[-+•●▪·]\s+)?                   # a bullet
        (?:(?: \(?\d{1,2}\)                # "1)", "(1)"
             | \(?[a-zđ]\)                 # "a)", "(a)"
             | \d{1,2}(?:\.\d{1,2}){0,4}\. # "1.", "2.1."
             | \d{1,2}(?:\.\d{1,2}){2,4}   # "2.1.4"
             | [ivx]{1,5}\. | \d{1,2}/ )\s+)?""",
    re.VERBOSE,
)


def spelled(text: str) -> str:
    """`text` in lower case and NFC, tone marks and i/y in one place, one kind of dash, space and comparison sign.

    Meaning is never touched: a letter keeps its tone ("qua" is not "quá"), a figure keeps its dots and commas.
    """
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS).lower()
    plain = "".join(" " if _is_space(char) else char for char in unicodedata.normalize("NFC", plain) if _is_seen(char))
    plain = re.sub(r"> ?=", "≥", re.sub(r"< ?=", "≤", re.sub(r"\s+", " ", plain).strip()))
    plain = plain.replace("μg", "µg")  # the Greek letter stands for the micro sign
    plain = _PER_MILLE.sub("‰", plain)
    plain = _LATE_TONE.sub(lambda match: _EARLY[match[0]], plain)
    plain = _SYLLABLE.sub(lambda match: _SYLLABLES[match[0]], plain)
    plain = _DONG.sub(" đồng", _THOUSANDS.sub(" nghìn ", _MILLIONS.sub(" triệu ", plain))).replace("  ", " ").strip()
    plain = _SQUARE.sub(lambda match: match[1] + _POWERS[match[2]], plain)
    return _EVERY.sub("hằng ", plain)


def without_heading(text: str) -> str:
    """Spelled text without the number or bullet of the clause it was copied from: "2.1.4 ", "a) ", "- "."""
    match = _HEADING.match(text)
    return text[match.end() :] if match else text


def _is_space(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cc"


def _is_seen(char: str) -> bool:
    """Whether a character belongs to the text, unlike zero-width marks and soft hyphens."""
    return unicodedata.category(char) != "Cf"
