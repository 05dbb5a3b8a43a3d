"""A correction (đính chính): what it says otherwise than the report it corrects, and why, kept with it for ever."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.text import clean
from reports.issuing.changes import Change, changes_in
from reports.issuing.telling import tables
from reports.models import ConsolidatedChange, Consolidation

ROWS_AT_ONCE = 500
LONGEST_REASON = 2000


def changes_of(correction: Consolidation) -> Iterator[Change]:
    """How a correction differs from the report it corrects. Two queries a table; one table is in memory at a time."""
    corrected = correction.corrects
    if corrected is None:
        return
    for place, read in tables().items():
        yield from changes_in(place, read(corrected), read(correction))


def freeze_changes(report: Consolidation, reason: str) -> None:
    """Write down reason and changes of a correction before it is sealed; nothing to do for a first report.

    Raises Refused where there is no reason (field "reason"), or nothing that differs.
    """
    if report.corrects is None:
        return
    report.correction_reason = clean(reason)[:LONGEST_REASON]
    if not report.correction_reason:
        raise Refused(_("Hãy ghi lý do đính chính; lý do được nêu trong báo cáo."), field="reason")
    changes = [
        ConsolidatedChange(consolidation=report, order=order, **{name: getattr(change, name) for name in _COLUMNS})
        for order, change in enumerate(changes_of(report), 1)
    ]
    if not changes:
        words = _("Bản này không khác báo cáo số {number} ở điểm nào, nên không có gì để đính chính.")
        raise Refused(words.format(number=report.corrects.document_number))
    ConsolidatedChange.objects.filter(consolidation=report).delete()
    ConsolidatedChange.objects.bulk_create(changes, batch_size=ROWS_AT_ONCE)


_COLUMNS = ("kind", "place", "name", "field", "before", "after")
