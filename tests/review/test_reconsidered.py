"""A figure whose item was returned after it was accepted still counts, and is said to be looked at again."""

from reports.review.services import accept_item, return_item
from reports.workflow import Action
from tests.factories import NOW, person
from tests.review.pages import choice_of, desk, entry_of, item, send_again
from tests.steps import step

WORDS = "Số liệu này đang được xem lại"


def test_the_desk_and_the_indicators_page_say_so_until_it_is_accepted_again(world, report, url, sign_in):
    indicator = f"/ke-hoach/{world.plan.code}/chi-tieu/2.1.1/"

    def told():
        client = sign_in(world.dung)
        return [WORDS in client.get(one).text for one in (url, indicator)]

    assert told() == [False, False]
    accept_item(entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW)
    assert told() == [False, False]
    return_item(entry=entry_of(report, "2.1.1"), reason="Xem lại nguồn.", by=person(world.dung), now=NOW)
    assert told() == [True, True]
    assert item(desk(world, report), "2.1.1").on_record == "52,5%"
    accept_item(entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW, take_back=True)
    assert told() == [False, False]


def test_a_figure_that_came_back_is_looked_at_until_it_is_accepted(world, report):
    accept_item(entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW)
    return_item(entry=entry_of(report, "2.1.1"), reason="Xem lại.", by=person(world.dung), now=NOW)
    for code in ("1.1", "1.2", "2"):
        accept_item(entry=entry_of(report, code), by=person(world.dung), now=NOW)
    step(report, Action.RETURN, world.dung)
    send_again(world, report)
    assert item(desk(world, report), "2.1.1").on_record == "52,5%"


def test_what_another_agency_has_on_record_is_its_own_affair(world, report, other):
    choice = choice_of(world, report, "52,5%")
    accept_item(entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW, reason="Niên giám.", choice=choice)
    assert item(desk(world, other), "2.1.1").on_record == ""
