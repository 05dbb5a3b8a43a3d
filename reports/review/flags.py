"""What an officer should look at twice before accepting an item. Pure: an answer and last year's in, sentences out.

A flag accuses nobody: it only takes the item out of "accept all that is clean".
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from reports.enums import Progress
from targets.enums import Accumulation, Answer, Direction, Kind
from targets.figures import format_figure, with_unit

JUMP_FACTOR = Decimal("1.5")  # against last year, up or down
JUMP_POINTS = Decimal(10)  # percentage points, for shares


class FlagKind(TextChoices):
    OVER_WHOLE = "over_whole"
    NEGATIVE = "negative"
    PARTS = "parts"
    JUMP = "jump"
    FALLING = "falling"
    DIFFERS = "differs"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NOT_ARISEN = "not_arisen"
    STEP_BACK = "step_back"
    SAME_TEXT = "same_text"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Flag:
    """`sentence` says what is odd, with the figures; it stands alone."""

    kind: FlagKind
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One agency's answer for an indicator, beside last year's accepted figure and other agencies' (by name)."""

    kind: Kind
    unit: str
    accumulation: Accumulation
    direction: Direction
    answer: Answer
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    last_year: Decimal | None = None
    others: tuple[tuple[str, Decimal], ...] = ()


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
    """The flags of an answer; of what is no figure, only that it is none."""
    if facts.answer == Answer.NO_DATA:
        return (Flag(FlagKind.NO_DATA, _("Cơ quan báo chưa có số liệu.")),)
    if facts.answer == Answer.NOT_DUE:
        return (Flag(FlagKind.NOT_DUE, _("Cơ quan báo chỉ tiêu không thuộc kỳ này.")),)
    found = [_parts(facts)]
    if facts.value is not None:
        value = facts.value
        found += [_bounds(facts, value), _against_last_year(facts, value), _against_others(facts, value)]
    return tuple(flag for flag in found if flag)


def _parts(facts: Figures) -> Flag | None:
    upper, lower = facts.numerator, facts.denominator
    if facts.kind != Kind.PERCENT or upper is None or lower is None or upper <= lower:
        return None
    sentence = _("Tử số {numerator} lớn hơn mẫu số {denominator}.")
    figures = {"numerator": format_figure(upper), "denominator": format_figure(lower)}
    return Flag(FlagKind.PARTS, sentence.format(**figures))


def _bounds(facts: Figures, value: Decimal) -> Flag | None:
    if facts.kind == Kind.PERCENT and value > 100:
        return Flag(FlagKind.OVER_WHOLE, _("Tỷ lệ trên 100%."))
    if value < 0:
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
        return Flag(FlagKind.JUMP, words.format(points=format_figure(abs(value - last)), last=_said(facts, last)))
    if _is_jump(last, value):
        words = _("Thay đổi hơn {factor} lần so với năm trước ({last}).")
        return Flag(FlagKind.JUMP, words.format(factor=format_figure(JUMP_FACTOR), last=_said(facts, last)))
    if _must_not_fall(facts) and value < last:
        return Flag(FlagKind.FALLING, _("Số lượng giảm so với năm trước ({last}).").format(last=_said(facts, last)))
    return None


def _is_jump(last: Decimal, value: Decimal) -> bool:
    """More than JUMP_FACTOR times, up or down; from or to nothing, or across zero, always."""
    if last * value <= 0:
        return True
    small, large = sorted((abs(last), abs(value)))
    return large > small * JUMP_FACTOR


def _must_not_fall(facts: Figures) -> bool:
    """A stock that is to grow. What a year adds may well be less than the year before."""
    return facts.kind == Kind.COUNT and facts.accumulation == Accumulation.AT_TIME and facts.direction != Direction.DOWN


def _against_others(facts: Figures, value: Decimal) -> Flag | None:
    different = [f"{name} {_said(facts, other)}" for name, other in facts.others if other != value]
    if not different:
        return None
    words = _("Cơ quan khác báo cáo số liệu khác: {figures}.")
    return Flag(FlagKind.DIFFERS, words.format(figures=", ".join(different)))


def _said(facts: Figures, value: Decimal) -> str:
    return with_unit(value, facts.unit, facts.kind)
