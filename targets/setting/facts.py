"""The baseline of an indicator and its definition: facts about it, not decisions, so they carry no day of effect."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from targets.enums import Kind
from targets.figures import format_figure
from targets.models import Baseline, Indicator
from targets.possible import HIGHEST_LEVEL
from targets.setting.decisions import refuse_others
from targets.setting.limits import may_have_quotient, refuse_impossible
from targets.setting.standing import State, locked_row

_EARLIEST = 1900
_HUNDRED = 100
LARGEST_MULTIPLIER = 1_000_000


def set_baseline(
    *,
    indicator: Indicator,
    year: int,
    value: Decimal,
    source: str,
    reason: str = "",
    today: dt.date,
    by: Person,
    seen: Sequence[State] | None = None,
) -> Baseline:
    """The figure from which the path starts; `reason` says why the one on record is corrected.

    The reason stands behind the source, where every reader of the figure finds it; the audit trail keeps what stood
    there before. Raises Refused where the person or the figure will not do, and for a correction without a reason;
    Stale where the indicator is not as it was `seen`.
    """
    refuse_others(indicator.plan, by, today=today)
    with acting(by.user):
        current = locked_row(indicator, seen, today=today).baseline_row
        refuse_baseline(indicator, current, year=year, value=value, source=source, reason=reason, today=today)
        row = current or Baseline(indicator=indicator)
        row.year, row.value, row.source = year, value, source.strip()
        if current:
            note = _("{source} (sửa ngày {day}: {reason})")
            row.source = note.format(source=row.source, day=f"{today:%d/%m/%Y}", reason=reason.strip())
        row.save()
    return row


def refuse_baseline(
    indicator: Indicator,
    current: Baseline | None,
    *,
    year: int,
    value: Decimal,
    source: str,
    reason: str,
    today: dt.date,
) -> None:
    """Raises Refused, at the field that is wrong, for a baseline that the indicator cannot have."""
    if Kind(indicator.kind).is_declared:
        raise Refused(_("Chỉ tiêu này được xác nhận hoàn thành chứ không đo bằng số, nên không có số gốc."))
    _refuse_year(indicator, year, today)
    refuse_impossible(indicator, value, field="value")
    if not source.strip():
        raise Refused(_("Hãy ghi nguồn của số gốc."), field="source")
    if current and (current.year, current.value, current.source) == (year, value, source.strip()):
        raise Refused(_("Không có gì thay đổi: số gốc đã như vậy."))
    if current and not reason.strip():
        raise Refused(_("Hãy ghi lý do sửa số gốc đang có."), field="reason")


def _refuse_year(indicator: Indicator, year: int, today: dt.date) -> None:
    first = indicator.targets.on(today).order_by("year").values_list("year", flat=True).first()
    if not _EARLIEST <= year <= today.year:
        message = _("Năm của số gốc phải từ {first} đến {last}.")
        raise Refused(message.format(first=_EARLIEST, last=today.year), field="year")
    if first is not None and year >= first:
        message = _("Năm của số gốc phải trước năm {year} của mức phải đạt.")
        raise Refused(message.format(year=first), field="year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What the figure of an indicator is made of."""

    numerator: str = ""
    denominator: str = ""
    multiplier: int | None = None
    highest_level: int | None = None
    definition: str = ""


def set_definition(
    *,
    indicator: Indicator,
    definition: Definition,
    today: dt.date,
    by: Person,
    seen: Sequence[State] | None = None,
) -> Indicator:
    """What agencies are asked to count. Figures on record stay as they were reported, but which of them are judged by
    an exact quotient follows the definition, for every year: `trials.try_definition` shows it before.

    Raises Refused where the person or the definition will not do, and where nothing would change; Stale where the
    indicator is not as it was `seen`.
    """
    refuse_others(indicator.plan, by, today=today)
    refuse_definition(indicator, definition)
    with acting(by.user):
        row = locked_row(indicator, seen, today=today).indicator
        changed = changes(row, definition)
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
    return row


def changes(indicator: Indicator, definition: Definition) -> dict[str, object]:
    """What the definition would make another, by column. Raises Refused where that is nothing."""
    found = {name: value for name, value in asdict(definition).items() if getattr(indicator, name) != value}
    if not found:
        raise Refused(_("Không có gì thay đổi."))
    return found


def refuse_definition(indicator: Indicator, definition: Definition) -> None:
    """Raises Refused, at the field that is wrong, for a definition that the indicator cannot have."""
    kind, given = Kind(indicator.kind), bool(definition.numerator or definition.denominator)
    if bool(definition.numerator) != bool(definition.denominator):
        missing = "denominator" if definition.numerator else "numerator"
        raise Refused(_("Hãy ghi cả tử số và mẫu số, hoặc để trống cả hai."), field=missing)
    if given and not may_have_quotient(indicator):
        raise Refused(_("Chỉ tiêu loại này không tính từ tử số và mẫu số."), field="numerator")
    if given != (definition.multiplier is not None):
        message = _("Hãy ghi hệ số nhân, ví dụ 100.") if given else _("Hệ số nhân chỉ dùng khi có tử số và mẫu số.")
        raise Refused(message, field="multiplier")
    if definition.multiplier is not None and not 1 <= definition.multiplier <= LARGEST_MULTIPLIER:
        message = _("Hệ số nhân phải từ 1 đến {most}.")
        raise Refused(message.format(most=format_figure(Decimal(LARGEST_MULTIPLIER))), field="multiplier")
    if given and kind == Kind.PERCENT and indicator.unit == "%" and definition.multiplier != _HUNDRED:
        raise Refused(_("Tỷ lệ phần trăm có hệ số nhân là 100."), field="multiplier")
    _refuse_grades(indicator, definition.highest_level)


def _refuse_grades(indicator: Indicator, highest: int | None) -> None:
    if highest is None:
        return
    if indicator.kind != Kind.LEVEL:
        raise Refused(_("Mức cao nhất chỉ dùng cho chỉ tiêu đo bằng mức độ."), field="highest_level")
    asked = [bound for row in indicator.targets.all() for bound in (row.lower, row.upper) if bound is not None]
    least = max([2, *(int(bound) for bound in asked)])
    if not least <= highest <= HIGHEST_LEVEL:
        message = _("Mức cao nhất phải từ {least} đến {most}.")
        raise Refused(message.format(least=least, most=HIGHEST_LEVEL), field="highest_level")
