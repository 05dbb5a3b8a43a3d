"""What a sending says, as plain data in one canonical form, and its seal."""

from typing import Any

from reports.followup.said import Said
from reports.models import FollowUp
from reports.sealing import fingerprint


def content_of(follow_up: FollowUp) -> dict[str, Any]:
    """All that was sent, by codes that outlast renaming. No query when indicator, plan and agency are loaded."""
    return {
        "plan": follow_up.indicator.plan.code,
        "indicator": follow_up.indicator.code,
        "year": follow_up.year,
        "agency": follow_up.agency.code,
        "agency_name": follow_up.agency_name,
        "is_part": follow_up.is_part,
        "note": follow_up.note,
        **Said.in_row(follow_up).as_data(),
    }


def seal_of(follow_up: FollowUp) -> str:
    """The SHA-256 of the canonical content; equal to the row's own unless the row was tampered with."""
    return fingerprint(content_of(follow_up))
