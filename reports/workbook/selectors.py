"""Readings for the pages of the workbook."""

import datetime as dt

from django.db.models import QuerySet

from reports.models import Submission, Upload

LISTED = 20


def uploads_of(submission: Submission) -> QuerySet[Upload]:
    """The workbooks that were handed in for a report, the newest first."""
    return Upload.objects.filter(submission=submission).select_related("by")


def put_in_at(upload: Upload) -> dt.datetime | None:
    """When this very file was last applied to its report, also where it was handed in as another. One query at most."""
    same = Upload.objects.filter(submission=upload.submission_id, sha256=upload.sha256, applied_at__isnull=False)
    return upload.applied_at or same.order_by("-applied_at").values_list("applied_at", flat=True).first()
