"""Parts of an indicator's figure (the districts') beside the figure of the whole. Pure.

Counts add up; shares and rates add up through their numerators and denominators; nothing else does, and is only shown
side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from reports.flags import Flag, FlagKind
from targets.enums import Answer, Kind
from targets.figures import DECIMAL_DIGITS, decimals_of, places_beside, rounded, with_unit
from targets.quotient import agrees, quotient, written_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One agency's answer, or the whole's. `answer` is empty until the agency has given one."""

    agency: str
    answer: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_missing(self) -> bool:
        """Whether its figure is still to come; what is not due this round is no gap."""
        return self.value is None and self.answer != Answer.NOT_DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The parts of one indicator beside the figure of the whole; `decimals` are those it is usually written with."""

    kind: Kind
    unit: str
    decimals: int
    multiplier: int | None
    whole: Part | None
    parts: Sequence[Part]

    @property
    def missing(self) -> list[str]:
        """The agencies whose figure is still to come."""
        return [part.agency for part in self.parts if part.is_missing]

    @property
    def total(self) -> Fraction | None:
        """What the figures there are come to; None where they do not add up at all."""
        figures = [part for part in self.parts if part.value is not None]
        if self.multiplier is not None:
            pairs = [(p.numerator, p.denominator) for p in figures if p.numerator is not None and p.denominator]
            if not figures or len(pairs) < len(figures):
                return None
            uppers, lowers = zip(*pairs, strict=True)
            return quotient(sum(uppers, Decimal(0)), sum(lowers, Decimal(0)), self.multiplier)
        if self.kind != Kind.COUNT or not figures:
            return None
        return sum((Fraction(part.value) for part in figures if part.value is not None), Fraction(0))

    @property
    def difference(self) -> Fraction | None:
        """By how much the parts come to more than the whole; None where one of the two is wanting. A quotient may have
        been rounded, a sum may not."""
        total, whole = self.total, self.whole.value if self.whole else None
        if total is None or whole is None:
            return None
        is_rounding = self.multiplier is not None and agrees(whole, total)
        return Fraction(0) if is_rounding else total - Fraction(whole)

    @property
    def is_wrong(self) -> bool:
        """Whether the figures cannot all be right: they differ, or some of a count's parts exceed the whole already."""
        difference = self.difference
        if difference is None or difference == 0:
            return False
        return not self.missing or (self.multiplier is None and difference > 0)

    @property
    def whole_words(self) -> str:
        whole = self._whole
        return "" if whole is None else self._said(whole)

    @property
    def total_words(self) -> str:
        total = self._total
        return "" if total is None else self._said(total)

    @property
    def difference_words(self) -> str:
        """Between the two as they are written; shares differ by so many "điểm phần trăm"."""
        total, whole = self._total, self._whole
        if total is None or whole is None:
            return ""
        difference = total - whole if self.difference else Decimal(0)
        if self.kind != Kind.PERCENT:
            return self._said(difference)
        return _("{figure} điểm phần trăm").format(figure=with_unit(difference, "", self.kind))

    def flag(self) -> Flag | None:
        """For the item of the whole and of every part, where the figures cannot all be right."""
        if not self.is_wrong:
            return None
        words = _("Các phần cộng lại được {total}, khác số chung {whole}.")
        if self.missing:
            words = _("Các phần đã gửi cộng lại được {total}, đã lớn hơn số chung {whole}.")
        return Flag(FlagKind.PARTS, words.format(total=self.total_words, whole=self.whole_words))

    @property
    def _whole(self) -> Decimal | None:
        """As it is written, with enough digits to be seen beside a total that it is not."""
        whole, total = self.whole, self.total
        if whole is None or whole.value is None:
            return None
        return written_value(
            whole.value,
            whole.numerator,
            whole.denominator,
            multiplier=self.multiplier,
            decimals=self.decimals,
            marks=[total] if total is not None and self.difference else [],
        )

    @property
    def _total(self) -> Decimal | None:
        """As it is written: a sum with all its digits, a quotient with enough to be seen beside a whole that it is
        not."""
        total, whole = self.total, self._whole
        if total is None:
            return None
        if self.multiplier is None:
            return rounded(total, DECIMAL_DIGITS)
        places = self.decimals if whole is None else max(self.decimals, decimals_of(whole))
        if whole is not None and self.difference:
            places = places_beside(total, [whole], places)
        return rounded(total, places)

    def _said(self, figure: Decimal) -> str:
        return with_unit(figure, self.unit, self.kind, min_decimals=self.decimals)
