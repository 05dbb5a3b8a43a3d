"""A target's wording, read and shown back in words, so that a person confirms what will be judged."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from targets.enums import Comparator, Kind
from targets.figures import format_figure
from targets.models import Indicator
from targets.phrases import Reading, in_words, obstacle, read_phrase, stated_year
from targets.setting.amending import Draft
from targets.setting.units import converted, factor_between, unit_of


@dataclass(frozen=True, slots=True)
class WordingRead:
    """What a wording was read as: `words` to be confirmed, `warnings` where doubt is left, `fields` to fill in.

    Without `fields` nothing was read that a target of the indicator can hold, and the person fills them in.
    """

    words: str = ""
    warnings: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)

    def differs_from(self, draft: Draft) -> str:
        """A sentence for a person who changed what was read; empty where the draft says what the wording says."""
        mended = any(getattr(draft, name) != value for name, value in self.fields.items())
        if not mended:
            return ""
        return _("Các ô ghi khác với cách đọc nguyên văn ({words}). Hãy kiểm tra lại.").format(words=self.words)


def reading_of(text: str, indicator: Indicator) -> WordingRead:
    """Read `text` as a target of `indicator`. Nothing is guessed: what does not fit is said and filled in nowhere."""
    if not text.strip():
        return WordingRead()
    found = read_phrase(text)
    warnings = [found.warning] if found.warning else []
    if len(found.readings) > 1:
        warnings.append(_("Cụm từ nêu nhiều mức. Hãy chỉ giữ phần nói về chỉ tiêu này, hoặc tự điền các ô dưới."))
    if len(found.readings) != 1:
        return WordingRead(warnings=warnings)
    reading = found.readings[0]
    words = in_words(reading)
    blocked = obstacle(reading) or _misfit(reading, indicator)
    if blocked:
        return WordingRead(words, [*warnings, blocked])
    own = _in_own_unit(reading, indicator)
    if own is None:
        return WordingRead(words, [*warnings, _another_unit(reading, indicator)])
    return WordingRead(words, warnings + _doubts(reading, own, indicator), _fields(own))


def _misfit(reading: Reading, indicator: Indicator) -> str:
    """Why a target of the indicator's kind cannot hold the reading; empty where it can."""
    if Kind(indicator.kind).is_declared != (reading.comparator == Comparator.DONE):
        return _("Cụm từ này không hợp với loại của chỉ tiêu ({kind}).").format(kind=Kind(indicator.kind).label)
    return ""


def _in_own_unit(reading: Reading, indicator: Indicator) -> Reading | None:
    """The reading with its bounds in the indicator's unit; None where its unit is another one."""
    factor = factor_between(reading.unit, indicator.unit) if reading.unit else Fraction(1)
    if factor is None:
        return None
    lower, upper = (None if one is None else converted(one, factor) for one in (reading.lower, reading.upper))
    own = replace(reading, lower=lower, upper=upper)
    return own if len(_bounds(own)) == len(_bounds(reading)) else None


def _bounds(reading: Reading) -> list[Decimal]:
    return [bound for bound in (reading.lower, reading.upper) if bound is not None]


def _another_unit(reading: Reading, indicator: Indicator) -> str:
    message = _("Cụm từ nêu mức bằng “{phrase}”, chỉ tiêu tính bằng “{unit}”. Hãy tự điền các ô dưới.")
    return message.format(phrase=reading.unit, unit=indicator.unit or _("không có đơn vị"))


def _doubts(reading: Reading, own: Reading, indicator: Indicator) -> list[str]:
    """What was done about a unit that is not spelled like the indicator's; `own` is the reading in that one."""
    before, after = _bounds(reading), _bounds(own)
    if before != after:
        message = _("Cụm từ nêu mức bằng “{phrase}”, chỉ tiêu tính bằng “{unit}”: {before} được đổi thành {after}.")
        unit = indicator.unit or _("không có đơn vị")
        return [message.format(phrase=reading.unit, unit=unit, before=_written(before), after=_written(after))]
    if reading.unit and unit_of(reading.unit) != unit_of(indicator.unit):
        message = _("Đơn vị trong cụm từ là “{phrase}”, của chỉ tiêu là “{unit}”. Hãy kiểm tra có phải cùng một số.")
        return [message.format(phrase=reading.unit, unit=indicator.unit)]
    return []


def _written(bounds: list[Decimal]) -> str:
    return "; ".join(map(format_figure, bounds))


def _fields(reading: Reading) -> dict[str, Any]:
    """The year only where the wording names one; a tolerance of nothing until somebody decides one."""
    fields = {
        "comparator": reading.comparator,
        "lower": reading.lower,
        "upper": reading.upper,
        "tolerance": Decimal(0) if reading.comparator == Comparator.APPROX else None,
    }
    year = stated_year(reading)
    return fields | ({"year": year} if year else {})
