"""How the lines of a consolidated report are written: once for the page, the workbook, Word and PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from reports.dashboards.headline import REACHED
from reports.dashboards.timeliness import Sending, timeliness
from reports.models import ConsolidatedAgency, ConsolidatedIndicator, Consolidation
from reports.workflow import APPROVED
from targets.enums import Answer, Quality, Status
from targets.figures import format_figure, places_beside


def value_words(line: ConsolidatedIndicator) -> str:
    """The year's figure with the decimals the verdict was told with; in words where there is none."""
    return _figure(line.value, line) or nothing_in_words(line)


def required_words(line: ConsolidatedIndicator) -> str:
    """Where the path stands in the year; empty where no path leads to the target."""
    return _figure(line.required, line)


def share_of_path(line: ConsolidatedIndicator) -> Decimal | None:
    """What part of the year's path was reached, in percent; None where that says nothing.

    It says something only where more is better (a figure above the path is then a good one) and the figure is no level.
    """
    if line.value is None or not line.required or line.required < 0 or line.unit.casefold().startswith("mức"):
        return None
    if (line.value >= line.required) != (line.status in REACHED):
        return None
    share: Decimal = line.value / line.required * 100
    return share


def share_words(line: ConsolidatedIndicator) -> str:
    """`share_of_path` to one decimal, to more where it would else seem to be the whole."""
    share = share_of_path(line)
    if share is None:
        return ""
    return format_figure(share, places_beside(share, [Decimal(100)], 1), min_decimals=1)


def previous_words(line: ConsolidatedIndicator) -> str:
    """The figure of the year before, with all its decimals."""
    return _in_full(line.previous, line)


def total_word(line: ConsolidatedIndicator) -> str:
    """What to read beside `value` and `previous` where they are running totals."""
    return _("cộng dồn") if line.adds_up else ""


def added_words(line: ConsolidatedIndicator) -> str:
    """What the year itself brought to a running total; empty for every other figure."""
    return _("riêng trong năm: {figure}").format(figure=_in_full(line.added, line)) if line.added is not None else ""


def _in_full(value: Decimal | None, line: ConsolidatedIndicator) -> str:
    return "" if value is None else format_figure(value.normalize(), min_decimals=line.decimals)


def _figure(value: Decimal | None, line: ConsolidatedIndicator) -> str:
    return "" if value is None else format_figure(value, line.decimals, min_decimals=line.decimals)


def nothing_in_words(line: ConsolidatedIndicator) -> str:
    """What stands where a figure is not: declared done or not, no data, not due; and nothing accepted at all."""
    if not line.answer:
        return _("chưa có số liệu được duyệt")
    return str(Answer(line.answer).label)


def figure_notes(line: ConsolidatedIndicator) -> str:
    """All that stands below the year's figure: that it is a running total, the year's own part, what kind it is."""
    return "; ".join(filter(None, [total_word(line), added_words(line), quality_word(line)]))


def quality_word(line: ConsolidatedIndicator) -> str:
    """Estimate, preliminary or official; empty where there is no figure."""
    return str(Quality(line.quality).label) if line.quality else ""


def verdict_word(line: ConsolidatedIndicator) -> str:
    """The word that stands beside `line.sentence` wherever the verdict is shown."""
    return str(Status(line.status).label)


def timeliness_words(line: ConsolidatedAgency, report: Consolidation) -> str:
    """Against the round's due moment and, where the agency was given more time, against both; as of the building."""
    sending = Sending(
        year=report.round.year,
        due_at=line.general_due_at,
        extended_to=line.due_at if line.due_at != line.general_due_at else None,
        sent_at=line.first_sent_at,
    )
    return timeliness(sending, now=report.built_at, zone=timezone.get_default_timezone()).words


@dataclass(frozen=True)
class Sentences:
    """The report's own sentences by what they speak of; `missing` are those on whose reports are missing."""

    indicators: list[str]
    tasks: list[str]
    reports: list[str]
    missing: list[str]


def sentences_of(report: Consolidation, agencies: Iterable[ConsolidatedAgency]) -> Sentences:
    """The summary as frozen: a sentence a line, on indicators, on tasks, on reports, and on missing reports last
    (`Content.summary`).

    There is one on those that were not sent and one on those that were not accepted yet, as far as there are any.
    """
    lines = report.summary.splitlines()
    kinds = {one.first_sent_at is None for one in agencies if one.state not in APPROVED}
    first = len(lines) - len(kinds)
    return Sentences(lines[:1], lines[1:2], lines[2:first], lines[first:])
