"""Who inherits what: whole agencies and parts, through several reorganisations."""

import datetime as dt

import pytest

from agencies.enums import Role
from agencies.models import Agency, Membership, Succession
from agencies.successions import acts_for, predecessors_of
from tests import factories as f

MARCH, JULY = dt.date(2025, 3, 1), dt.date(2025, 7, 1)


def take_over(old, new, day, *, acts=False):
    return Succession.objects.create(
        predecessor=old, successor=new, date=day, legal_basis="Quyết định 1", scope="việc đã giao", acts=acts
    )


@pytest.fixture
def line(db):
    """Labour ended in March into the interior (which acts) and health; the interior in July into the new interior.
    The radio goes on, and gave its newspapers to health in March."""
    made = {code: f.make_agency(code) for code in ("LABOUR", "INTERIOR", "HEALTH", "NEW", "RADIO")}
    Agency.objects.filter(code="LABOUR").update(valid_to=MARCH)
    Agency.objects.filter(code="INTERIOR").update(valid_to=JULY)
    take_over(made["LABOUR"], made["INTERIOR"], MARCH, acts=True)
    take_over(made["LABOUR"], made["HEALTH"], MARCH)
    take_over(made["INTERIOR"], made["NEW"], JULY, acts=True)
    take_over(made["RADIO"], made["HEALTH"], MARCH, acts=True)
    return {code: agency.pk for code, agency in made.items()}


def named(line, found):
    return {code for code, pk in line.items() if pk in found}


@pytest.mark.parametrize(
    ("code", "day", "read", "acted"),
    [
        ("INTERIOR", dt.date(2025, 2, 28), set(), set()),
        ("INTERIOR", MARCH, {"LABOUR"}, {"LABOUR"}),
        ("HEALTH", MARCH, {"LABOUR", "RADIO"}, set()),  # the radio goes on and acts itself
        ("NEW", MARCH, set(), set()),
        ("NEW", JULY, {"INTERIOR", "LABOUR"}, {"INTERIOR", "LABOUR"}),
        ("LABOUR", JULY, set(), set()),
    ],
)
def test_what_an_agency_reads_and_for_whom_it_acts(line, code, day, read, acted):
    asked = [line[code]]
    assert named(line, predecessors_of(asked, day)) == read
    assert named(line, acts_for(asked, day)) == acted


def test_asking_costs_one_query_and_nothing_for_nobody(line, django_assert_num_queries):
    with django_assert_num_queries(2):
        predecessors_of(line.values(), JULY)
        acts_for(line.values(), JULY)
    with django_assert_num_queries(0):
        assert predecessors_of([], JULY) == acts_for([], JULY) == frozenset()


def test_agencies_that_took_over_from_each_other_end_the_search(line):
    take_over(Agency.objects.get(code="NEW"), Agency.objects.get(code="LABOUR"), JULY)
    assert named(line, predecessors_of([line["LABOUR"]], JULY)) == {"NEW", "INTERIOR"}


def test_a_person_reads_and_acts_by_the_roles_held_at_the_successor(line):
    user = f.make_user(Agency.objects.get(code="NEW"), Role.HEAD)
    Membership.objects.create(user=user, agency_id=line["HEALTH"], role=Role.OFFICER)  # reads no agency's own reports
    person = f.person(user)
    assert named(line, person.acting_as(Role.HEAD)) == {"NEW", "INTERIOR", "LABOUR"}
    assert person.acting_as(Role.REPORTER) == frozenset()
    assert person.own_agencies == {line["NEW"]}
    readable = Agency.objects.filter(person.reads(agency="pk", day="valid_from"))
    assert {agency.code for agency in readable} == {"NEW", "INTERIOR", "LABOUR"}


def test_of_an_agency_that_goes_on_only_what_it_did_before_is_read(line):
    person = f.person(f.make_user(Agency.objects.get(code="HEALTH"), Role.REPORTER))
    rows = Agency.objects.filter(person.reads(agency="pk", day="valid_from"))
    for day, seen in ((MARCH, False), (MARCH - dt.timedelta(1), True)):
        Agency.objects.filter(code="RADIO").update(valid_from=day)
        assert rows.filter(code="RADIO").exists() is seen


def test_what_an_agency_took_over_after_it_gave_a_part_away_is_not_read_by_who_has_the_part(line):
    press = f.make_agency("PRESS")
    Agency.objects.filter(pk=press.pk).update(valid_to=JULY)
    take_over(press, Agency.objects.get(code="RADIO"), JULY, acts=True)
    assert predecessors_of([line["RADIO"]], JULY) == {press.pk}
    assert named(line, predecessors_of([line["HEALTH"]], JULY)) == {"LABOUR", "RADIO"}
    assert press.pk not in predecessors_of([line["HEALTH"]], JULY)
