"""What one cell says: a text, a word of a list, or a figure that can be read in one way or several. Pure.

Figures are read by `targets.figures`. A cell that Excel turned into something else (a day, a share, the result of a
formula) is told apart from what was typed, and never guessed at.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.text import clean, fold
from targets.figures import (
    DECIMAL_DIGITS,
    WHOLE_DIGITS,
    FigureError,
    decimals_of,
    format_figure,
    parse_figure,
    parse_plain,
    plain,
    rounded,
)

VI, EN = "vi", "en"
Reading = tuple[str, str, str]  # the text for the form, how to name the choice, the style of writing numbers
SHOWN_DIGITS = 15  # Excel calculates in binary and shows no more of a number than that
Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Given:
    """A cell as the file has it. `trouble` says why there is nothing to read; `format` is how Excel shows a number."""

    sheet: str
    place: str
    value: Value = None
    format: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """`shown` is the cell's own text, to compare, None where there is none; `readings` what the form could take, more
    than one with a `doubt`."""

    shown: str | None
    readings: tuple[Reading, ...] = ()
    doubt: str = ""
    problem: str = ""


def _plainly(text: str) -> Told:
    return Told(text, ((text, "", ""),))


def tell_text(given: Given, longest: int) -> Told:
    """A cell of running text of at most `longest` characters."""
    told = _tell_text(given)
    if told.shown is None or len(told.shown) <= longest:
        return told
    sentence = _("Nội dung dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn hoặc đính kèm tệp.")
    return Told(told.shown, problem=sentence.format(length=len(told.shown), longest=longest))


def _tell_text(given: Given) -> Told:
    if given.trouble:
        return Told(None, problem=given.trouble)
    match given.value:
        case None:
            return _plainly("")
        case str():
            return _plainly(clean(given.value))
        case bool():
            return Told(None, problem=_("Ô chứa giá trị đúng/sai (TRUE/FALSE) của Excel. Hãy ghi bằng chữ."))
        case int() | float():
            return _plainly(_in_a_text(given.value))
        case dt.date():
            return _plainly(f"{given.value:%d/%m/%Y}")
        case _:
            return Told(None, problem=_("Ô chứa giờ phút của Excel. Hãy ghi lại bằng chữ."))


def _in_a_text(value: int | float) -> str:
    """A number among words: a year is no thousand."""
    number = exact(value)
    return plain(number).replace(".", ",") if number.is_finite() else str(value)


def tell_word(given: Given, words: Mapping[str, str], label: str) -> Told:
    """A cell with a drop-down; `words` by the value they stand for."""
    told = _tell_text(given)
    if told.problem or not told.shown:
        return told
    by_word = {fold(word): value for value, word in words.items()}
    value = by_word.get(fold(told.shown))
    if value is None:
        choices = "; ".join(f"“{word}”" for word in words.values())
        sentence = _("“{text}” không có trong danh sách của cột {label}. Hãy chọn một trong: {choices}.")
        return Told(told.shown, problem=sentence.format(text=_short(told.shown), label=label, choices=choices))
    return Told(value, ((value, words[value], ""),))


def tell_figure(given: Given, decimals: int) -> Told:
    """A cell with a figure of an indicator that is written with `decimals`."""
    if given.trouble:
        return Told(None, problem=given.trouble)
    match given.value:
        case None:
            return _plainly("")
        case str():
            return _typed_figure(clean(given.value))
        case bool():
            return Told(None, problem=_("Ô chứa giá trị đúng/sai (TRUE/FALSE) của Excel, không phải một số."))
        case int() | float():
            return _number(given.value, given.format, decimals)
        case _:
            return Told(None, problem=_turned_into_day(given.value))


def exact(value: int | float) -> Decimal:
    """The number that Excel shows, without the dust of binary fractions: 0.30000000000000004 is 0.3."""
    return Decimal(value) if isinstance(value, int) else Decimal(format(value, f".{SHOWN_DIGITS}g"))


def _typed_figure(text: str) -> Told:
    """The spellings of Vietnamese readers and of programs are both tried: only where they agree is there no doubt."""
    if not text:
        return _plainly("")
    try:
        vietnamese = parse_figure(text)
    except FigureError as error:
        return _unclear(text, error)
    english = _as_program(text)
    if english is None or english == vietnamese:
        return _plainly(text)
    both = ((format_figure(vietnamese), VI), (format_figure(english), EN))
    doubt = _("“{text}” chưa rõ là số nào: dấu chấm tách hàng nghìn hay thập phân.").format(text=_short(text))
    return Told(text, tuple((written, written, style) for written, style in both), doubt)


def _unclear(text: str, error: FigureError) -> Told:
    if not error.choices:
        return Told(text, problem=_fraction_words(text) if "/" in text else str(error))
    english = _as_program(text.replace(",", ""))
    written = None if english is None else format_figure(english)
    readings = tuple((choice, choice, EN if choice == written else VI) for choice in error.choices)
    return Told(text, readings, doubt=_("“{text}” chưa rõ là số nào.").format(text=_short(text)))


def _fraction_words(text: str) -> str:
    sentence = _(
        "“{text}” không phải là một số. Hãy ghi tử số và mẫu số vào hai cột riêng, hoặc ghi kết quả phép chia."
    )
    return sentence.format(text=_short(text))


def _as_program(text: str) -> Decimal | None:
    try:
        return parse_plain(text.removesuffix("%").rstrip())
    except FigureError:
        return None


def _number(given: int | float, shown_as: str, decimals: int) -> Told:
    if not abs(given) < 10**WHOLE_DIGITS:
        sentence = _("Số trong ô quá lớn: nhiều nhất là {whole} chữ số phần nguyên.")
        return Told(None, problem=sentence.format(whole=WHOLE_DIGITS))
    value = exact(given)
    if "%" in shown_as and value:
        return _share(value)
    if decimals_of(value) > DECIMAL_DIGITS:
        return _long(value, decimals)
    return _checked(value)


def _share(value: Decimal) -> Told:
    """Excel shows 0,521 as "52,1%": which of the two was meant is for the person to say."""
    kept = _shortened(value * 100), _shortened(value)
    readings = tuple((format_figure(one), format_figure(one), "") for one in kept)
    sentence = _("Ô định dạng phần trăm: Excel hiện {percent}% nhưng giữ số {share}. Hãy chọn số cần ghi.")
    doubt = sentence.format(percent=readings[0][0], share=readings[1][0])
    return Told(readings[1][0], readings, doubt)


def _long(value: Decimal, decimals: int) -> Told:
    kept = dict.fromkeys((rounded(value, decimals), _shortened(value)))
    readings = tuple((format_figure(one), format_figure(one), "") for one in kept)
    sentence = _("Số trong ô có nhiều hơn {digits} chữ số thập phân. Hãy chọn số cần ghi.")
    return Told(format_figure(value), readings, sentence.format(digits=DECIMAL_DIGITS))


def _shortened(value: Decimal) -> Decimal:
    return rounded(value, min(DECIMAL_DIGITS, decimals_of(value)))


def _checked(value: Decimal) -> Told:
    """A number is written the Vietnamese way, as if it had been typed; one too long for a figure is said to be so."""
    written = format_figure(value)
    try:
        parse_figure(written)
    except FigureError as error:
        return Told(written, problem=str(error))
    return _plainly(written)


def _turned_into_day(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.date):
        sentence = _(
            "Ô chứa ngày {day}, không phải một số. Excel đổi cách viết như 2/5 thành ngày; hãy ghi tử số và mẫu số vào "
            "hai cột riêng, hoặc ghi kết quả của phép chia."
        )
        return sentence.format(day=f"{value:%d/%m/%Y}")
    return _("Ô chứa giờ phút của Excel, không phải một số. Hãy định dạng ô là văn bản rồi ghi lại số.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
