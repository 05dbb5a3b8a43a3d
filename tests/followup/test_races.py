"""Two people at the same moment, on real connections: one wins, the other is told."""

import pytest

from agencies.errors import Refused
from reports.followup.services import accept, send, send_back, sign, withdraw
from reports.models import FollowUp
from targets.models import Measurement
from tests.collect.test_races import refused, together
from tests.factories import NOW, person
from tests.followup.saying import official

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def db(transactional_db):
    """Real commits, so that threads see each other."""


def load(row):
    return FollowUp.objects.select_related("indicator__plan", "agency").get(pk=row.pk)


def test_of_four_senders_one_sends(closed):
    indicator, cuc = closed.indicators[1], person(closed.cuc)
    said = {"indicator": indicator, "year": 2025, "note": "Chính thức.", "seen": closed.record_b.pk, "by": cuc}
    outcome = together(*[lambda n=n: send(said=official(60 + n), now=NOW, **said) for n in range(1, 5)])
    assert len(refused(outcome)) == 3
    assert all("rút số đó" in error.message for error in refused(outcome))
    assert FollowUp.objects.count() == 1


def test_it_is_accepted_or_returned_never_both(closed, submitted):
    dung, giang, seen = person(closed.dung), person(closed.giang), closed.record.pk
    outcome = together(
        lambda: accept(follow_up=load(submitted), seen=seen, by=dung, now=NOW),
        lambda: send_back(follow_up=load(submitted), reason="Thiếu.", by=giang, now=NOW),
    )
    assert len(refused(outcome)) == 1
    on_record = Measurement.objects.filter(indicator=closed.indicators[0]).count()
    assert (load(submitted).state, on_record) in (("accepted", 2), ("returned", 1))


def test_of_two_who_accept_one_writes_the_figure(closed, submitted):
    people = [person(closed.dung), person(closed.giang)]
    outcome = together(
        *[lambda by=by: accept(follow_up=load(submitted), seen=closed.record.pk, by=by, now=NOW) for by in people]
    )
    assert len(refused(outcome)) == 1
    assert Measurement.objects.filter(indicator=closed.indicators[0]).count() == 2


def test_it_is_withdrawn_or_accepted_never_both(closed, submitted):
    outcome = together(
        lambda: accept(follow_up=load(submitted), seen=closed.record.pk, by=person(closed.dung), now=NOW),
        lambda: withdraw(follow_up=load(submitted), by=person(closed.an), now=NOW),
    )
    assert len([one for one in outcome if isinstance(one, Refused)]) == 1
    on_record = Measurement.objects.filter(indicator=closed.indicators[0]).count()
    assert (load(submitted).state, on_record) in (("accepted", 2), ("withdrawn", 1))


def test_a_signature_and_a_withdrawal_take_turns(closed, send_a):
    sent = send_a()
    to_sign, to_withdraw, binh, an = load(sent), load(sent), person(closed.binh), person(closed.an)
    outcome = together(
        lambda: sign(follow_up=to_sign, by=binh, now=NOW),
        lambda: withdraw(follow_up=to_withdraw, by=an, now=NOW),
    )
    assert len(refused(outcome)) == 1  # both saw it waiting for the signature
    assert load(sent).state == ("withdrawn" if isinstance(outcome[0], Refused) else "submitted")


def test_two_agencies_figures_for_one_year_are_accepted_one_after_the_other(closed, send_a):
    """The second officer's comparison is out of date once the first figure is on record."""
    closed.indicators[0].owners.update(agency=closed.b)
    first = sign(follow_up=send_a(), by=person(closed.binh), now=NOW)
    second = send_a(official("50"), by=closed.cuc)
    dung, giang, seen = person(closed.dung), person(closed.giang), closed.record.pk
    outcome = together(
        lambda: accept(follow_up=load(first), seen=seen, by=dung, now=NOW),
        lambda: accept(follow_up=load(second), seen=seen, by=giang, now=NOW),
    )
    assert len(refused(outcome)) == 1
    assert Measurement.objects.filter(indicator=closed.indicators[0]).count() == 2
    assert sorted([load(first).state, load(second).state]) == ["accepted", "submitted"]
