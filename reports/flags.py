"""What is odd about an answer. Pure: an answer and last year's in, sentences out.

One rule for both sides: the form warns its writer with it and asks for a word of explanation, the review desk shows
the officer the same sentence beside that explanation. A flag accuses nobody and changes no figure.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from reports.enums import Progress
from targets.enums import Accumulation, Answer, Direction, Kind
from targets.figures import decimals_of, format_figure, rounded, with_unit
from targets.possible import possible_bounds
from targets.quotient import agrees, exact_figure, quotient

JUMP_FACTOR = Decimal("1.5")  # against last year, up or down
JUMP_POINTS = Decimal(10)  # percentage points, for shares


class FlagKind(TextChoices):
    OVER_DENOMINATOR = "over_denominator"
    QUOTIENT = "quotient"
    OVER_WHOLE = "over_whole"
    NEGATIVE = "negative"
    JUMP = "jump"
    FALLING = "falling"
    DIFFERS = "differs"
    PARTS = "parts"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NOT_ARISEN = "not_arisen"
    STEP_BACK = "step_back"
    SAME_TEXT = "same_text"
    UNCHANGED = "unchanged"

    @property
    def wants_a_word(self) -> bool:
        """Whether the figure itself is surprising, so that whoever reports it has to say why before sending."""
        return self in _SURPRISING


_SURPRISING = frozenset(
    {
        FlagKind.OVER_DENOMINATOR,
        FlagKind.QUOTIENT,
        FlagKind.OVER_WHOLE,
        FlagKind.NEGATIVE,
        FlagKind.JUMP,
        FlagKind.FALLING,
    }
)


@dataclass(frozen=True, slots=True)
class Flag:
    """`sentence` says what is odd, with the figures; it stands alone."""

    kind: FlagKind
    sentence: str


class Asked(Protocol):
    """What is asked for: an indicator."""

    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def accumulation(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def multiplier(self) -> int | None: ...


class Answered(Protocol):
    """What was answered."""

    @property
    def answer(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One agency's answer for an indicator, beside last year's accepted figure and other agencies' answers."""

    kind: Kind
    unit: str
    decimals: int = 0
    accumulation: Accumulation
    direction: Direction
    answer: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    multiplier: int | None = None
    last_year: Decimal | None = None
    others: tuple["Other", ...] = ()

    @classmethod
    def of(
        cls, asked: Asked, said: Answered, *, last_year: Decimal | None, others: tuple["Other", ...] = ()
    ) -> "Figures":
        """`last_year`: the figure accepted for the year before; of a part, that of the same agency's part."""
        return cls(
            kind=Kind(asked.kind),
            unit=asked.unit,
            decimals=asked.decimals,
            accumulation=Accumulation(asked.accumulation),
            direction=Direction(asked.direction),
            answer=said.answer,
            value=said.value,
            numerator=said.numerator,
            denominator=said.denominator,
            multiplier=asked.multiplier,
            last_year=last_year,
            others=others,
        )


@dataclass(frozen=True, slots=True)
class Other:
    """What another agency answered for the same indicator and year: in words, and as `said_exactly` has it."""

    agency: str
    words: str
    said: tuple[object, ...]


def said_exactly(row: Answered, multiplier: int | None) -> tuple[str, Decimal | Fraction | None]:
    """What an answer says, for comparing it with another: 60% and a counted 59,996% are two things, even where the
    latter was typed as 60."""
    if row.value is None:
        return row.answer, None
    return row.answer, exact_figure(row.value, row.numerator, row.denominator, multiplier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One agency's answer for a task, beside what it said last year."""

    progress: str
    result: str
    last_progress: str = ""
    last_result: str = ""


def unchanged_flag() -> Flag:
    """For an item that was returned and came back as it was."""
    return Flag(FlagKind.UNCHANGED, _("Đã trả lại lần trước, nội dung gửi lại không thay đổi."))


def task_flags(work: Work) -> tuple[Flag, ...]:
    flags = []
    if work.progress == Progress.NOT_ARISEN:
        flags.append(Flag(FlagKind.NOT_ARISEN, _("Cơ quan báo không phát sinh trong năm.")))
    elif work.last_progress == Progress.DONE and work.progress != Progress.DONE:
        flags.append(Flag(FlagKind.STEP_BACK, _("Năm trước đã báo hoàn thành, năm nay chưa hoàn thành.")))
    if work.result and work.result == work.last_result:
        flags.append(Flag(FlagKind.SAME_TEXT, _("Kết quả trùng nguyên văn với năm trước.")))
    return tuple(flags)


def indicator_flags(facts: Figures) -> tuple[Flag, ...]:
    """The flags of an answer; of what is no figure, only that it is none, or not what others said."""
    found = [_nothing(facts)]
    if facts.value is not None:
        value = facts.value
        found += [_over_denominator(facts), _against_quotient(facts, value), _bounds(facts, value)]
        found.append(_against_last_year(facts, value))
    found.append(_against_others(facts))
    return tuple(flag for flag in found if flag)


def _nothing(facts: Figures) -> Flag | None:
    if facts.answer == Answer.NO_DATA:
        return Flag(FlagKind.NO_DATA, _("Cơ quan báo chưa có số liệu."))
    if facts.answer == Answer.NOT_DUE:
        return Flag(FlagKind.NOT_DUE, _("Cơ quan báo chỉ tiêu không thuộc kỳ này."))
    return None


def _over_denominator(facts: Figures) -> Flag | None:
    upper, lower = facts.numerator, facts.denominator
    if facts.kind != Kind.PERCENT or upper is None or lower is None or upper <= lower:
        return None
    sentence = _("Tử số {numerator} lớn hơn mẫu số {denominator}.")
    figures = {"numerator": format_figure(upper), "denominator": format_figure(lower)}
    return Flag(FlagKind.OVER_DENOMINATOR, sentence.format(**figures))


def _against_quotient(facts: Figures, value: Decimal) -> Flag | None:
    """The figure as typed counts; that it contradicts its own numerator and denominator is said."""
    upper, lower, multiplier = facts.numerator, facts.denominator, facts.multiplier
    if upper is None or lower is None or multiplier is None:
        return None
    exact = quotient(upper, lower, multiplier)
    if exact is None or agrees(value, exact):
        return None
    words = _("Số đã ghi {value} khác kết quả chia tử số cho mẫu số: {numerator} / {denominator} = {quotient}.")
    sentence = words.format(
        value=_said(facts, value),
        numerator=format_figure(upper),
        denominator=format_figure(lower),
        quotient=_said(facts, rounded(exact, decimals_of(value))),
    )
    return Flag(FlagKind.QUOTIENT, sentence)


def _bounds(facts: Figures, value: Decimal) -> Flag | None:
    """What has been before is possible: growth by 105% is no share of a whole."""
    possible = possible_bounds(facts.kind, multiplier=facts.multiplier, known=[facts.last_year])
    if possible.most is not None and value > possible.most:
        return Flag(FlagKind.OVER_WHOLE, _("Tỷ lệ trên 100%."))
    if value < 0 and not possible.hold(value):
        return Flag(FlagKind.NEGATIVE, _("Số âm."))
    return None


def _against_last_year(facts: Figures, value: Decimal) -> Flag | None:
    last = facts.last_year
    if last is None or last == value or facts.kind == Kind.LEVEL:
        return None
    if facts.kind == Kind.PERCENT and abs(value - last) >= JUMP_POINTS:
        words = _("Tăng {points} điểm phần trăm so với năm trước ({last}).")
        if value < last:
            words = _("Giảm {points} điểm phần trăm so với năm trước ({last}).")
        points = format_figure(abs(value - last), max(1, decimals_of(last)))
        return Flag(FlagKind.JUMP, words.format(points=points, last=_said(facts, last)))
    if _is_jump(last, value):
        return Flag(FlagKind.JUMP, _jump_words(facts, last, value))
    if _must_not_fall(facts) and value < last:
        return Flag(FlagKind.FALLING, _("Số lượng giảm so với năm trước ({last}).").format(last=_said(facts, last)))
    return None


def _jump_words(facts: Figures, last: Decimal, value: Decimal) -> str:
    """Nothing has no multiple, and a change of sign is no multiple either."""
    words = _("Thay đổi hơn {factor} lần so với năm trước ({last}).")
    if last == 0:
        words = _("Năm trước là {last}, năm nay là {value}.")
    elif value == 0:
        words = _("Năm trước là {last}, năm nay không còn ({value}).")
    elif last * value < 0:
        words = _("Đổi dấu so với năm trước: từ {last} thành {value}.")
    return words.format(factor=format_figure(JUMP_FACTOR), last=_said(facts, last), value=_said(facts, value))


def _is_jump(last: Decimal, value: Decimal) -> bool:
    """More than JUMP_FACTOR times, up or down; from or to nothing, or across zero, always."""
    if last * value <= 0:
        return True
    small, large = sorted((abs(last), abs(value)))
    return large > small * JUMP_FACTOR


def _must_not_fall(facts: Figures) -> bool:
    """A stock that is to grow. What a year adds may well be less than the year before."""
    return facts.kind == Kind.COUNT and facts.accumulation == Accumulation.AT_TIME and facts.direction != Direction.DOWN


def _against_others(facts: Figures) -> Flag | None:
    said = said_exactly(facts, facts.multiplier)
    different = [other for other in facts.others if other.said != said]
    if not different:
        return None
    words = _("Cơ quan khác báo cáo số liệu khác: {figures}.")
    figures = "; ".join(f"{other.agency}: {other.words}" for other in different)
    return Flag(FlagKind.DIFFERS, words.format(figures=figures))


def _said(facts: Figures, value: Decimal) -> str:
    return with_unit(value, facts.unit, facts.kind)
