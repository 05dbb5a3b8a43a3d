"""The cast: a province with a coordinating department, two departments that report, and an outsider.

An  reporter of Sở A,   Bình head of Sở A,   Cúc reporter of Sở B (another agency),
Dung officer and Giang chief of the coordinator,   Hà leader of the People's Committee,   Khoa administrator,
Lan has an account and no role.
"""

from types import SimpleNamespace

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from agencies.enums import Level, Role
from reports.collect.opening import open_round
from tests import factories as f
from tests.staging import Staging, staged, stages_of, together

# a slow machine is no wrong answer
hypothesis.settings.register_profile("tien-do", deadline=None)
hypothesis.settings.load_profile("tien-do")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """As it is, but a session that a killed program left behind does not keep the database from being dropped."""
    yield
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(others, [connection.settings_dict["NAME"]])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Within each of the kinds that pytest-django has put in order, so that rows are seldom built twice."""
    items[:] = together(items)


@pytest.fixture(scope="session")
def staging(django_db_setup, django_db_blocker):
    stages = Staging()
    yield stages
    with django_db_blocker.unblock():
        stages.go_to(())


@pytest.fixture
def staged_objects(request, staging, django_db_blocker):
    """What the staged fixtures of this test give; nothing is in the cache about rows that bear the same keys again."""
    stages = stages_of(request.node)
    if stages:
        cache.clear()
    with django_db_blocker.unblock():
        return staging.go_to(stages)


@pytest.fixture
def _django_db_helper(staged_objects, _django_db_helper):
    """pytest-django's: the transaction of each test begins inside that of its stages."""


@staged
def world() -> SimpleNamespace:
    """Two departments, three tasks, two indicators, and people for every role; nothing is reported yet."""
    committee = f.make_agency("UBND", "Ủy ban nhân dân tỉnh", Level.GOVERNMENT)
    coordinator = f.make_agency("SDM", "Sở Đầu mối")
    a, b = f.make_agency("SOA", "Sở A"), f.make_agency("SOB", "Sở B", uses_signoff=False)
    plan = f.make_plan(issuer=committee, coordinator=coordinator)
    return SimpleNamespace(
        plan=plan,
        committee=committee,
        coordinator=coordinator,
        a=a,
        b=b,
        tasks=[
            f.make_task(plan, "1.1", leads=[a], supports=[b]),
            f.make_task(plan, "1.2", leads=[b], supports=[a]),
            f.make_task(plan, "2", leads=[a, b]),
        ],
        indicators=[
            f.make_indicator(plan, "2.1.1", owner=a, baseline=(2023, "40")),
            f.make_indicator(plan, "2.1.2", owner=b),
        ],
        an=f.make_user(a, Role.REPORTER, username="an", name="Trần Thị An"),
        binh=f.make_user(a, Role.HEAD, username="binh", name="Lê Văn Bình"),
        cuc=f.make_user(b, Role.REPORTER, username="cuc", name="Phạm Thị Cúc"),
        dung=f.make_user(coordinator, Role.OFFICER, username="dung", name="Vũ Thị Dung"),
        giang=f.make_user(coordinator, Role.CHIEF, username="giang", name="Đỗ Hương Giang"),
        ha=f.make_user(committee, Role.LEADER, username="ha", name="Hoàng Thu Hà"),
        khoa=f.make_user(coordinator, Role.ADMIN, username="khoa", name="Ngô Đăng Khoa"),
        lan=f.make_user(None, username="lan", name="Bùi Thị Lan"),
    )


@staged
def round_(world):
    """The round of 2026, open since this morning."""
    return open_round(plan=world.plan, year=2026, by=f.person(world.khoa), now=f.NOW)


@pytest.fixture
def sign_in(client: Client):
    """sign_in(user) gives a client signed in as that user."""

    def _sign_in(user) -> Client:
        client.force_login(user)
        return client

    return _sign_in
