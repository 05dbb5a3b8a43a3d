"""What was typed for one indicator, read as a figure. Pure: texts in, figure or problem out.

A figure may be typed, or a numerator and a denominator, or all three. Nothing is guessed; a problem is a sentence at
the control it is about, and never a reason to refuse a draft.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from targets.enums import Kind
from targets.figures import WHOLE_DIGITS, FigureError, format_figure, parse_figure
from targets.possible import HIGHEST_LEVEL
from targets.quotient import quotient, stored

FIGURE_FIELDS = ("typed", "typed_numerator", "typed_denominator")
LONGEST_FIGURE = 60  # characters of one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The texts of the three controls, and what the indicator makes of them.

    `multiplier` is None where no numerator and denominator are defined; `highest_level` is the last of the grades, None
    where nobody has named it.
    """

    figure: str
    numerator: str = ""
    denominator: str = ""
    multiplier: int | None = None
    kind: Kind = Kind.NUMBER
    highest_level: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.figure or self.numerator or self.denominator)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a control could not be read, with spellings to choose from."""

    field: str
    sentence: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`value` is the figure typed, else the quotient as a column holds it; numerator and denominator come as a pair or
    not at all, `exact` with them."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    exact: Fraction | None = None
    problem: Problem | None = None


def pair_words(numerator: Decimal | None, denominator: Decimal | None) -> str:
    """Such as "8.120 / 15.585"; empty where there are none."""
    if numerator is None or denominator is None:
        return ""
    return f"{format_figure(numerator)} / {format_figure(denominator)}"


def read(typed: Typed) -> Figure:
    """The figure, and the first problem on the way to it."""
    value, problem = _read_one("typed", typed.figure)
    if value is not None and typed.kind == Kind.LEVEL:
        value, problem = _grade(value, typed.highest_level or HIGHEST_LEVEL)
    if typed.multiplier is None or not (typed.numerator or typed.denominator):
        return Figure(value=value, problem=problem)
    pair = _read_pair(typed, typed.multiplier)
    if pair.exact is not None and not typed.figure:
        value = stored(pair.exact)
    return Figure(
        value=value,
        numerator=pair.numerator,
        denominator=pair.denominator,
        exact=pair.exact,
        problem=problem or pair.problem,
    )


def _read_one(field: str, text: str) -> tuple[Decimal | None, Problem | None]:
    if not text:
        return None, None
    try:
        return parse_figure(text), None
    except FigureError as error:
        return None, Problem(field, str(error), error.choices)


def _grade(value: Decimal, highest: int) -> tuple[Decimal | None, Problem | None]:
    if value == value.to_integral_value() and 1 <= value <= highest:
        return value, None
    return None, Problem("typed", _("Mức độ là một số nguyên từ 1 đến {highest}.").format(highest=highest))


def _read_pair(typed: Typed, multiplier: int) -> Figure:
    upper, upper_problem = _read_one("typed_numerator", typed.numerator)
    lower, lower_problem = _read_one("typed_denominator", typed.denominator)
    problem = upper_problem or lower_problem or _missing_half(typed)
    if problem or upper is None or lower is None:
        return Figure(problem=problem)
    exact = quotient(upper, lower, multiplier) if lower > 0 else None
    if exact is None:
        sentence = _("Mẫu số phải lớn hơn 0 mới tính được. Nếu không có đối tượng nào, hãy chọn “không thuộc kỳ”.")
        return Figure(problem=Problem("typed_denominator", sentence))
    if abs(stored(exact)) >= 10**WHOLE_DIGITS:
        sentence = _("Tử số chia mẫu số ra một số quá lớn. Hãy kiểm tra lại đơn vị của hai số.")
        return Figure(problem=Problem("typed_numerator", sentence))
    return Figure(numerator=upper, denominator=lower, exact=exact)


def _missing_half(typed: Typed) -> Problem | None:
    if not typed.numerator:
        return Problem("typed_numerator", _("Có mẫu số mà chưa có tử số. Hãy ghi tử số, hoặc xóa mẫu số."))
    if not typed.denominator:
        return Problem("typed_denominator", _("Có tử số mà chưa có mẫu số. Hãy ghi mẫu số, hoặc xóa tử số."))
    return None
