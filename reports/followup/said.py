"""What is said for one indicator and year, and what stands against saying it anew. Pure: figures in, sentences out."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, Self

from django.utils.translation import gettext as _

from targets.enums import Answer, Kind, Quality
from targets.figures import plain


class Row(Protocol):
    """A row that keeps an answer: a figure on record, or one sent later."""

    answer: str
    value: Decimal | None
    quality: str
    numerator: Decimal | None
    denominator: Decimal | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer: a figure (with the quotient it comes from, if any), a declaration, or a kind of nothing.

    The `note` beside it is no part of what is compared.
    """

    answer: Answer
    quality: Quality
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = field(default="", compare=False)

    @classmethod
    def in_row(cls, row: Row) -> Self:
        return cls(
            answer=Answer(row.answer),
            quality=Quality(row.quality),
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            note=row.note,
        )

    @property
    def waits_for_better(self) -> bool:
        """Whether a firmer figure is still to be expected: an estimate, a preliminary figure, or none yet."""
        return self.answer == Answer.NO_DATA or (self.answer == Answer.FIGURE and not self.quality.is_final)

    def as_data(self) -> dict[str, str | None]:
        """For the canonical content: figures as plain decimals."""
        figures = {"value": self.value, "numerator": self.numerator, "denominator": self.denominator}
        written = {name: None if figure is None else plain(figure) for name, figure in figures.items()}
        return {"answer": str(self.answer), "quality": str(self.quality), **written}


@dataclass(frozen=True, slots=True)
class Objection:
    """Why something cannot be sent; `field` names the input."""

    field: str
    sentence: str


def objection(new: Said, old: Said, kind: Kind) -> Objection | None:
    """The first thing that stands against `new` replacing `old` for an indicator of `kind`; None where nothing does.

    What is merely odd (`reports.flags`) is shown to both sides and stands against nothing: an explanation is there.
    """
    return _against_declaration(new, old) if kind.is_declared else _against_figure(new, old)


def _against_declaration(new: Said, old: Said) -> Objection | None:
    if not new.answer.is_declaration:
        return Objection("answer", _("Hãy chọn đã hoàn thành hay chưa hoàn thành."))
    if new.answer == old.answer:
        return Objection("answer", _("Câu trả lời không khác câu đang ghi nhận nên không có gì để gửi."))
    return None


def _against_figure(new: Said, old: Said) -> Objection | None:
    if new.answer != Answer.FIGURE or new.value is None:
        return Objection("typed", _("Chưa nhập số. Hãy nhập một số, ví dụ 1.234,5."))
    if old.answer == Answer.FIGURE and new.quality.firmness < old.quality.firmness:
        words = _("Số đang ghi nhận là số {quality}, không thay bằng số kém chắc chắn hơn được.")
        return Objection("quality", words.format(quality=old.quality.label))
    if new == old:
        words = _("Số và loại số không khác số đang ghi nhận. Nếu số ước đã đúng, hãy chọn loại số “chính thức”.")
        if new.quality.is_final:
            words = _("Số này không khác số đang ghi nhận nên không có gì để gửi.")
        return Objection("typed", words)
    return None


def qualities_over(old: Said) -> list[Quality]:
    """The kinds of figure that may replace `old`: none less firm."""
    least = old.quality.firmness if old.answer == Answer.FIGURE else 0
    return [quality for quality in Quality if quality.firmness >= least]
