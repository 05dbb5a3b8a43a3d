"""What a report's file is called when somebody takes it."""

import re

from django.utils.translation import gettext as _

from reports.models import Consolidation


def file_name(report: Consolidation, kind: str) -> str:
    """A name that says what it is and that every file system takes, whatever the document's number holds."""
    if report.issued_at:
        number = re.sub(r"[^\w.-]+", "-", report.document_number)
        words = _("Báo cáo tổng hợp năm {year}, số {number}").format(year=report.round.year, number=number)
    else:
        words = _("Báo cáo tổng hợp năm {year}, dự thảo {number}").format(year=report.round.year, number=report.number)
    return f"{words}.{kind}"
