"""Readings for the pages of the workbook."""

from django.db.models import QuerySet

from reports.models import Submission, Upload

LISTED = 20


def uploads_of(submission: Submission) -> QuerySet[Upload]:
    """The workbooks that were handed in for a report, the newest first."""
    return Upload.objects.filter(submission=submission).select_related("by")
