"""A province of any size for the bench: the real plan, `agencies` that report, every year filled and accepted.

Every commune also gave its part of two indicators in every year, so that accepted figures grow with the agencies.
"""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from agencies.access import person_for
from agencies.enums import Level, Role
from agencies.models import Agency, AgencyGroup, GroupMembership
from plan.models import Plan
from reports.collect.content import content_of
from reports.collect.opening import open_round
from reports.collect.selectors import form_of
from reports.enums import ItemState, Progress, State
from reports.models import IndicatorEntry, MeasurementSource, Round, Submission, SubmissionVersion, TaskEntry
from reports.sealing import fingerprint
from targets.enums import Answer, Quality
from targets.models import Measurement
from tests import factories as f

PLAN = Path(__file__).parents[2] / "fixtures" / "plan-ha-nam-2024.json"
IN_PARTS = ("2.1.9a", "2.1.10a")
RESULT = "Đã triển khai đồng bộ các nội dung được giao, phối hợp chặt chẽ với các địa phương trong tỉnh. " * 4


def make_province(agencies: int) -> Plan:
    """The plan with `agencies` reporting agencies (at least the plan's own 19) and all its years reported."""
    call_command("load_plan", str(PLAN), verbosity=0)
    plan = Plan.objects.get()
    group = AgencyGroup.objects.get(code="UBND-CAP-HUYEN")
    for number in range(max(0, agencies - 19)):
        name = f"Ủy ban nhân dân xã số {number + 1}"
        agency = f.make_agency(f"XA{number}", name, Level.COMMUNE, short_name=f"UBND xã {number + 1}")
        GroupMembership.objects.create(group=group, agency=agency)
    coordinator = Agency.objects.get(code="SLDTBXH")
    f.make_user(coordinator, Role.ADMIN, username="quantri")
    f.make_user(coordinator, Role.OFFICER, Role.CHIEF, username="tonghop")
    f.make_user(coordinator, Role.REPORTER, username="ldtbxh")
    f.make_user(plan.issuer, Role.LEADER, username="lanhdao")
    for year in plan.years:
        fill_year(plan, year)
    record_parts(plan)
    return plan


def fill_year(plan: Plan, year: int) -> None:
    now = dt.datetime(year, 11, 20, 9, tzinfo=timezone.get_default_timezone())
    admin = person_for(f.User.objects.get(username="quantri"), now.date())
    round_ = open_round(plan=plan, year=year, by=admin, now=now)
    entries = TaskEntry.objects.filter(submission__round=round_)
    entries.update(progress=Progress.IN_PROGRESS, result=RESULT, difficulty="Thiếu kinh phí.", state=ItemState.ACCEPTED)
    value = Decimal(40 + (year - 2024) * 3)
    IndicatorEntry.objects.filter(submission__round=round_).update(
        answer=Answer.FIGURE, typed=str(value), value=value, state=ItemState.ACCEPTED
    )
    Submission.objects.filter(round=round_).update(state=State.ACCEPTED, first_sent_at=now, last_sent_at=now)
    send_versions(round_, admin.user, now)
    record(round_, admin.user, now)


def send_versions(round_: Round, user, now: dt.datetime) -> None:
    versions = []
    for submission in Submission.objects.filter(round=round_).select_related("round__plan"):
        form = form_of(submission)
        content = content_of(submission, form.tasks, form.indicators)
        versions.append(
            SubmissionVersion(
                submission=submission, number=1, content=content, sha256=fingerprint(content), sent_at=now, sent_by=user
            )
        )
    SubmissionVersion.objects.bulk_create(versions)


def record(round_: Round, user, now: dt.datetime) -> None:
    versions = dict(SubmissionVersion.objects.filter(submission__round=round_).values_list("submission", "pk"))
    entries = list(IndicatorEntry.objects.filter(submission__round=round_).select_related("submission"))
    rows = Measurement.objects.bulk_create(
        Measurement(
            indicator_id=entry.indicator_id,
            year=entry.year,
            revision=1,
            agency_id=entry.submission.agency_id,
            answer=Answer.FIGURE,
            value=entry.value,
            quality=Quality.ESTIMATE,
            recorded_at=now,
            recorded_by=user,
        )
        for entry in entries
    )
    MeasurementSource.objects.bulk_create(
        MeasurementSource(measurement=row, entry=entry, version_id=versions[entry.submission_id])
        for row, entry in zip(rows, entries, strict=True)
    )


def record_parts(plan: Plan) -> None:
    communes = Agency.objects.filter(code__startswith="XA")
    user = f.User.objects.get(username="quantri")
    Measurement.objects.bulk_create(
        Measurement(
            indicator=indicator,
            year=year,
            revision=1,
            agency=agency,
            is_part=True,
            answer=Answer.FIGURE,
            value=Decimal(7),
            quality=Quality.ESTIMATE,
            recorded_at=timezone.now(),
            recorded_by=user,
        )
        for indicator in plan.indicators.filter(code__in=IN_PARTS)
        for year in plan.years
        for agency in communes
    )
