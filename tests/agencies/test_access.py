import datetime as dt

from agencies.access import person_for
from agencies.enums import Role
from agencies.models import Membership
from tests import factories as f


def test_roles_hold_for_their_period_only(db):
    agency = f.make_agency("SYT", "Sở Y tế")
    user = f.make_user(None)
    Membership.objects.create(
        user=user,
        agency=agency,
        role=Role.REPORTER,
        valid_from=dt.date(2025, 1, 1),
        valid_to=dt.date(2026, 7, 1),
    )
    held = {day: person_for(user, day).own_agencies for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1))}
    assert held == {dt.date(2026, 6, 30): {agency.pk}, dt.date(2026, 7, 1): frozenset()}


def test_reading_a_person_is_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        person = person_for(world.an, f.TODAY)
        assert person.own_agencies == {world.a.pk}
        assert person.agency_names == ("SOA",)
        assert not person.is_admin


def test_an_officer_does_not_write_for_the_own_department(world):
    assert f.person(world.dung).own_agencies == frozenset()
