"""Small worlds for tests: plain functions, no hidden rows."""

import datetime as dt
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from agencies.access import Person, person_for
from agencies.enums import Level, Role
from agencies.models import Agency, Membership, User
from plan.enums import Duty
from plan.models import Authority, Coordinator, Plan, Responsibility, Section, Task
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.models import Baseline, Indicator, IndicatorOwner, Target

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
PASSWORD = "Mat-khau-rat-dai-1"

_serial = count(1)


def make_agency(code: str, name: str = "", level: Level = Level.PROVINCE, **fields: object) -> Agency:
    return Agency.objects.create(
        code=code, name=name or f"Sở {code}", short_name=fields.pop("short_name", code), level=level, **fields
    )


def make_user(agency: Agency | None, *roles: Role, username: str = "", name: str = "") -> User:
    number = next(_serial)
    user = User.objects.create_user(
        username or f"user{number}",
        email=f"user{number}@example.test",
        password=PASSWORD,
        full_name=name or f"Nguyễn Văn {number}",
    )
    for role in roles:
        Membership.objects.create(user=user, agency=agency, role=role)
    return user


def person(user: User, on: dt.date = TODAY) -> Person:
    return person_for(user, on)


def make_plan(*, issuer: Agency, coordinator: Agency, code: str = "ke-hoach-thu", **fields: object) -> Plan:
    plan = Plan.objects.create(
        code=code,
        title="Thực hiện chính sách xã hội",
        short_title="Kế hoạch thử",
        place="Hà Nam",
        issuer=issuer,
        start_year=2024,
        horizon_year=2030,
        **fields,
    )
    Authority.objects.create(plan=plan, agency=issuer)
    Coordinator.objects.create(plan=plan, agency=coordinator)
    Section.objects.create(plan=plan, code="II.2.1", title="Mục tiêu chính", order=1)
    Section.objects.create(plan=plan, code="III.1", title="Nâng cao nhận thức", order=2)
    return plan


def make_task(plan: Plan, code: str, *, leads: list[Agency] = (), supports: list[Agency] = ()) -> Task:
    task = Task.objects.create(
        plan=plan,
        section=plan.sections.get(code="III.1"),
        code=code,
        title=f"Nhiệm vụ {code}",
        text=f"Nội dung nhiệm vụ {code}.",
        order=plan.tasks.count() + 1,
    )
    for duty, agencies in ((Duty.LEAD, leads), (Duty.SUPPORT, supports)):
        for order, agency in enumerate(agencies):
            Responsibility.objects.create(task=task, duty=duty, agency=agency, wording=agency.name, order=order)
    return task


def make_indicator(
    plan: Plan,
    code: str,
    *,
    owner: Agency | None = None,
    comparator: Comparator = Comparator.GE,
    lower: str | None = "60",
    upper: str | None = None,
    tolerance: str | None = None,
    baseline: tuple[int, str] | None = None,
    kind: Kind = Kind.PERCENT,
    unit: str = "%",
    direction: Direction = Direction.UP,
    accumulation: Accumulation = Accumulation.AT_TIME,
    decimals: int = 1,
) -> Indicator:
    indicator = Indicator.objects.create(
        plan=plan,
        section=plan.sections.get(code="II.2.1"),
        code=code,
        name=f"Chỉ tiêu {code}",
        kind=kind,
        unit=unit,
        decimals=decimals,
        direction=direction,
        accumulation=accumulation,
        quote=f"chỉ tiêu {code} đạt mức đề ra",
        order=plan.indicators.count() + 1,
    )
    Target.objects.create(
        indicator=indicator,
        year=2030,
        comparator=comparator,
        lower=lower and Decimal(lower),
        upper=upper and Decimal(upper),
        tolerance=tolerance and Decimal(tolerance),
        wording="mức đề ra",
    )
    if owner:
        IndicatorOwner.objects.create(indicator=indicator, agency=owner)
    if baseline:
        Baseline.objects.create(indicator=indicator, year=baseline[0], value=Decimal(baseline[1]), source="Niên giám")
    return indicator
