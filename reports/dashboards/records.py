"""What the page of one indicator reads besides its row: every accepted answer, and the reports they came in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone

from reports.doors import Standing
from targets.models import Indicator, Measurement
from targets.series import in_series


def revisions_of(indicator: Indicator) -> dict[int, list[Measurement]]:
    """Every accepted answer by year, oldest first, with where it came from; an estimate stays beside what replaced it.

    The agencies' parts are among them (see `disagreements.split`). One query.
    """
    revisions: dict[int, list[Measurement]] = defaultdict(list)
    rows = (
        Measurement.everything.filter(**in_series(indicator))
        .select_related("agency", "source__version__submission__round", "source__entry", "source__follow_up")
        .defer("source__version__content")
    )
    for row in rows.order_by("year", "revision"):
        revisions[row.year].append(row)
    return revisions


def sources_open_to(standing: Standing, revisions: Mapping[int, Sequence[Measurement]]) -> dict[int, str]:
    """Where each answer came from (measurement id to the address of its report or follow-up), if this reader may
    open it.

    The same rule as `reports.doors.submissions_for`, without asking the database again: of an accepted figure, one's
    own agency's and its predecessors', or all for officers and leaders. At most one query.
    """
    sees_all = standing.is_officer or standing.is_leader
    links: dict[int, str] = {}
    for row in (one for rows in revisions.values() for one in rows):
        source = getattr(row, "source", None)
        if source and source.follow_up:
            agency, day = source.follow_up.agency_id, timezone.localdate(source.follow_up.sent_at)
            address = reverse("reports:follow_up_item", args=[source.follow_up_id])
        elif source and source.version:
            report = source.version.submission
            agency, day = report.agency_id, timezone.localdate(report.round.opened_at)
            address = reverse("reports:read", args=[report.pk])
        else:
            continue
        if sees_all or standing.person.may_read(agency, day):
            links[row.pk] = address
    return links
