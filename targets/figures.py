"""Figures as Vietnamese readers write them: dots group thousands, a comma starts the decimals.

Reading never guesses: what could be English ("12,392", "1.5") is asked about. Writing keeps to what reading
takes, and a figure beside a bound gets as many digits as it needs to stand on its true side of it.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from targets.enums import Kind

WHOLE_DIGITS = 15
DECIMAL_DIGITS = 6
MINUS = "\N{MINUS SIGN}"

_WIDE = Context(prec=100, rounding=ROUND_HALF_UP)

_FIGURE = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<decimals>[0-9]+))?")
_PLAIN = re.compile(r"(?P<minus>-?)(?P<whole>[0-9]+)(?:\.(?P<decimals>[0-9]+))?")
_ONE_COMMA_AND_THREE = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_DOT_AND_DECIMALS = re.compile(r"(?:0|[1-9][0-9]*)\.[0-9]+")
_ENGLISH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")


class FigureError(ValueError):
    """Not one clear figure. The message says how to write it, `choices` are spellings to offer."""

    def __init__(self, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices


def parse_figure(text: str) -> Decimal:
    """Read a figure typed by a person: "1.234,5", "−0,5", "75,1%". Raises FigureError."""
    digits = text.strip().removesuffix("%").rstrip()
    minus = "-" if digits.startswith(("-", MINUS)) else ""
    digits = digits[len(minus) :]
    match = _FIGURE.fullmatch(digits)
    if match and not _ONE_COMMA_AND_THREE.fullmatch(digits):
        return _number(minus, match["whole"].replace(".", ""), match["decimals"])
    readings = [_number(minus, *parts) for parts in _possible_readings(digits)]
    raise _refusal(text.strip(), tuple(map(format_figure, readings)))


def parse_plain(text: str) -> Decimal:
    """Read a figure sent by a program: digits with a decimal point, "-0.99". Raises FigureError."""
    match = _PLAIN.fullmatch(text)
    if not match:
        raise FigureError(_("Số phải viết bằng các chữ số 0-9 và dấu chấm thập phân, ví dụ 1234.5."))
    return _number(match["minus"], match["whole"], match["decimals"])


def plain(value: Decimal) -> str:
    """Write a finite figure for a program, as `parse_plain` reads it: digits and a point, no needless zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(minus: str, whole: str, decimals: str | None) -> Decimal:
    decimals = decimals or ""
    if len(whole) > WHOLE_DIGITS or len(decimals) > DECIMAL_DIGITS:
        raise FigureError(
            _("Số quá dài. Hãy viết nhiều nhất {whole} chữ số phần nguyên và {decimals} chữ số thập phân.").format(
                whole=WHOLE_DIGITS, decimals=DECIMAL_DIGITS
            )
        )
    return Decimal(f"{minus}{whole}.{decimals}") or Decimal(0)


def _possible_readings(digits: str) -> list[tuple[str, str]]:
    """What an unclear spelling could mean, as (whole, decimals)."""
    if _ONE_COMMA_AND_THREE.fullmatch(digits):
        whole, decimals = digits.split(",")
        return [(whole + decimals, ""), (whole, decimals)]
    if _DOT_AND_DECIMALS.fullmatch(digits) or _ENGLISH_THOUSANDS.fullmatch(digits):
        whole, _dot, decimals = digits.replace(",", "").partition(".")
        return [(whole, decimals)]
    return []


def _refusal(text: str, choices: tuple[str, ...]) -> FigureError:
    if not text:
        return FigureError(_("Chưa nhập số. Hãy nhập một số, ví dụ 1.234,5."))
    if choices:
        message = _("“{text}” chưa rõ là số nào. Hãy viết {choices} (dấu chấm tách hàng nghìn, dấu phẩy thập phân).")
        return FigureError(message.format(text=text, choices=_(" hoặc ").join(choices)), choices)
    shown = text if len(text) <= 30 else f"{text[:30]}…"
    return FigureError(_("“{text}” không phải là một số. Hãy viết như 1.234,5 hoặc −0,5.").format(text=shown))


def rounded(value: Decimal | Fraction, places: int) -> Decimal:
    """`value` with exactly `places` decimals, halves away from zero."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal((0, (1,), -places)), context=_WIDE)
    scaled = abs(value) * 10**places
    digits = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{'-' if value < 0 else ''}{digits}E-{places}")


def format_figure(value: Decimal, decimals: int | None = None, *, min_decimals: int = 0) -> str:
    """Write a finite figure with at most `decimals` decimals (None: all it has), at least `min_decimals`.

    "75,123" could be taken for thousands and would not be read back, so it is written "75,1230".
    """
    places = decimals_of(value) if decimals is None else decimals
    shown = rounded(value, max(places, min_decimals))
    whole, _dot, fraction = format(shown, "f").lstrip("-").partition(".")
    fraction = fraction.rstrip("0").ljust(min_decimals, "0")
    if _ONE_COMMA_AND_THREE.fullmatch(f"{whole},{fraction}"):
        fraction += "0"
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = MINUS if shown < 0 else ""
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def decimals_of(value: Decimal) -> int:
    """How many decimals a finite figure has, needless zeros not counted."""
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def places_beside(value: Decimal | Fraction, bounds: Iterable[Decimal | Fraction], decimals: int) -> int:
    """The fewest decimals, from `decimals` up, at which `value` is seen on its true side of every bound.

    It holds whether the bound stands beside it in full or rounded to the same places.
    """
    places, marks = decimals, list(bounds)
    while any(_is_blurred(value, mark, places) for mark in marks):
        places += 1
    return places


def _is_blurred(value: Decimal | Fraction, mark: Decimal | Fraction, places: int) -> bool:
    if value == mark and not _ends(mark):
        return False  # no digits make them equal when written, but the same ones do
    shown = rounded(value, places)
    return not _side(value, mark) == _side(shown, mark) == _side(shown, rounded(mark, places))


def _ends(value: Decimal | Fraction) -> bool:
    """Whether it can be written out, unlike a third."""
    denominator = Fraction(value).denominator
    return pow(10, denominator.bit_length(), denominator) == 0


def _side(value: Decimal | Fraction, mark: Decimal | Fraction) -> int:
    return (value > mark) - (value < mark)


def format_beside(value: Decimal | Fraction, bounds: Iterable[Decimal | Fraction], decimals: int) -> str:
    """Like `format_figure`, with digits added until rounding no longer moves it onto or across a bound."""
    return format_figure(rounded(value, places_beside(value, bounds, decimals)))


def with_unit(value: Decimal, unit: str, kind: Kind, decimals: int | None = None, *, min_decimals: int = 0) -> str:
    """A figure of an indicator of `kind` and its unit, as `attach_unit` joins them."""
    return attach_unit(format_figure(value, decimals, min_decimals=min_decimals), unit, kind)


def attach_unit(figure: str, unit: str, kind: Kind) -> str:
    """A written figure and its unit: "12.392 căn hộ"; a sign is glued on, "52,1%"; a grade comes after its word,
    "mức độ 3"."""
    if kind == Kind.LEVEL:
        return f"{unit} {figure}"
    return f"{figure}{unit}" if _is_sign(unit) else f"{figure} {unit}".rstrip()


def keeps_unit(unit: str, kind: Kind) -> bool:
    """Whether a figure is never without its unit: shares and grades are said with it again, others once."""
    return kind == Kind.LEVEL or _is_sign(unit)


def _is_sign(unit: str) -> bool:
    return unit.startswith(("%", "‰"))
