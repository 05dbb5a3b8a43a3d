"""Opening a round: every responsible agency gets its report at once, with an item for each of its duties."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from agencies.models import Agency
from plan.models import Plan, due_date
from plan.selectors import TaskDuty, duties_on
from reports.deadlines import end_of_day
from reports.models import IndicatorEntry, Round, Submission, TaskEntry
from targets.models import Indicator, IndicatorOwner

DAYS_FOR_PARTS = dt.timedelta(days=5)  # what a lead has, at least, to work the parts of others into its text


def open_round(
    *,
    plan: Plan,
    year: int,
    by: Person,
    now: dt.datetime,
    data_until: dt.date | None = None,
    due_at: dt.datetime | None = None,
    parts_due_at: dt.datetime | None = None,
    consolidation_due_at: dt.datetime | None = None,
    is_demonstration: bool = False,
) -> Round:
    """Open the round of `year` for every agency that is responsible on its due day (section IV.1 of the plan).

    Due moments default to the end of the days the plan names, that of supporting parts to some days before. Raises
    Refused for anybody but an administrator, for a year outside the plan, for a round that is open already, and where
    nobody would have to report.
    """
    if not by.is_admin:
        raise Refused(_("Chỉ người quản trị được mở kỳ báo cáo."))
    if year not in plan.years:
        message = _("Kế hoạch chỉ báo cáo từ năm {first} đến năm {last}.")
        raise Refused(message.format(first=plan.start_year, last=plan.horizon_year), field="year")
    zone = timezone.get_default_timezone()
    due_at = due_at or end_of_day(due_date(plan.agency_due, year), zone)
    due_on = due_at.astimezone(zone).date()
    parts_due_at = parts_due_at or due_at - DAYS_FOR_PARTS
    consolidation_due_at = consolidation_due_at or end_of_day(due_date(plan.consolidation_due, year), zone)
    _refuse_disorder(parts_due_at, due_at, consolidation_due_at)
    round_ = Round(
        plan=plan,
        year=year,
        data_until=data_until or due_on,
        due_at=due_at,
        parts_due_at=parts_due_at,
        consolidation_due_at=consolidation_due_at,
        opened_at=now,
        opened_by=by.user,
        is_demonstration=is_demonstration,
    )
    with acting(by.user):
        # a reorganisation holds the plan while it hands duties on: a round is opened before or after, not in between
        Plan.objects.select_for_update(no_key=True).values("pk").get(pk=plan.pk)
        duties, owners = reporters_on(plan, due_on)
        if not duties and not owners:
            raise Refused(_("Chưa có cơ quan nào được giao nhiệm vụ hay chỉ tiêu, nên chưa mở được kỳ báo cáo."))
        _save_once(round_)
        _make_submissions(round_, duties, owners)
    return round_


def _save_once(round_: Round) -> None:
    try:
        with transaction.atomic():
            round_.save()
    except IntegrityError as error:
        raise Refused(_("Kỳ báo cáo năm {year} đã được mở.").format(year=round_.year), field="year") from error


def _refuse_disorder(parts_due_at: dt.datetime, due_at: dt.datetime, consolidation_due_at: dt.datetime) -> None:
    if parts_due_at > due_at:
        raise Refused(_("Hạn gửi phần phối hợp không được sau hạn của các cơ quan."), field="parts_due_at")
    if consolidation_due_at <= due_at:
        raise Refused(_("Hạn tổng hợp phải sau hạn của các cơ quan."), field="consolidation_due_at")


def reporters_on(plan: Plan, date: dt.date) -> tuple[list[TaskDuty], list[IndicatorOwner]]:
    """Who reports on what on `date`: task duties and indicator owners. Three queries."""
    owners = (
        IndicatorOwner.objects.on(date)
        .filter(indicator__in=Indicator.objects.on(date).filter(plan=plan))
        .select_related("indicator", "agency")
        .order_by("indicator__order")
    )
    return duties_on(plan, date), list(owners)


def _make_submissions(round_: Round, duties: list[TaskDuty], owners: list[IndicatorOwner]) -> None:
    agencies: dict[int, Agency] = {d.agency.pk: d.agency for d in duties}
    agencies |= {owner.agency_id: owner.agency for owner in owners}
    made = Submission.objects.bulk_create(
        Submission(round=round_, agency=agency, agency_name=agency.name)
        for agency in sorted(agencies.values(), key=lambda a: a.sort_key)
    )
    submissions = {submission.agency_id: submission for submission in made}
    TaskEntry.objects.bulk_create(
        TaskEntry(submission=submissions[d.agency.pk], task=d.task, duty=d.duty) for d in duties
    )
    IndicatorEntry.objects.bulk_create(
        IndicatorEntry(submission=submissions[o.agency_id], indicator=o.indicator, year=round_.year, is_part=o.is_part)
        for o in owners
    )
