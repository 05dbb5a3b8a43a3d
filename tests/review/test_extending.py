"""More time for agencies: what is refused, what is asked about, and all or none."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.errors import Refused, Stale
from reports.collect.opening import open_round
from reports.models import Extension, Submission
from reports.review.extending import NotForAll, Questionable, extend, extend_all
from tests import factories as f
from tests.factories import NOW, person
from tests.steps import report_of, send_signed

DAY = dt.timedelta(days=1)
ROUND = "/ke-hoach/ke-hoach-thu/ky/2026/"
SEVERAL = f"{ROUND}gia-han/"
MORE_TIME = {"due_at": "10/12/2026", "reason": "Chờ số thống kê", "decided_by": "Phó Giám đốc Sở"}
WHY = {"reason": "Chờ số thống kê", "decided_by": "PGĐ Sở", "now": NOW}


@pytest.fixture
def both(world, round_):
    return [report_of(world.a, round_), report_of(world.b, round_)]


@pytest.fixture
def late(both):
    return f"/bao-cao/{both[0].pk}/gia-han/"


def address(reports):
    return f"{SEVERAL}?" + "&".join(f"bao-cao={report.pk}" for report in reports)


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "ha", "khoa", "lan"])
def test_only_the_coordinators_people_give_more_time(world, both, late, sign_in, who):
    client = sign_in(getattr(world, who))
    for url in (late, address(both)):
        assert client.get(url).status_code == 404
        assert client.post(url, MORE_TIME).status_code == 404
    with pytest.raises(Refused, match="đầu mối"):
        extend(submission=both[0], due_at=both[0].round.due_at + DAY, by=person(getattr(world, who)), **WHY)


def test_more_time_until_the_end_of_a_day(world, both, late, sign_in):
    client = sign_in(world.dung)
    assert client.post(late, MORE_TIME)["Location"] == ROUND
    extension = both[0].extensions.get()
    assert f"{timezone.localtime(extension.due_at):%d/%m/%Y %H:%M:%S}" == "10/12/2026 23:59:59"
    text = client.get(late).text
    assert "Đang được gia hạn: hết ngày 10/12/2026" in text
    assert "Phó Giám đốc Sở quyết định" in text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"decided_by": " "}, "decided_by"),
        ({"due_at": "05/12/2026"}, "due_at"),
        ({"due_at": "22/11/2026"}, "due_at"),
    ],
)
def test_reason_decider_and_a_later_day_are_wanted_and_what_was_typed_stays(world, both, late, sign_in, change, field):
    response = sign_in(world.dung).post(late, MORE_TIME | change)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["due_at"].value() == (MORE_TIME | change)["due_at"]
    assert not Extension.objects.exists()


def test_a_day_that_is_over_is_refused_even_after_the_rounds_due_moment(world, both):
    round_ = both[0].round
    with pytest.raises(Refused, match="đã qua") as caught:
        extend(
            submission=both[0],
            due_at=round_.due_at + DAY,
            by=person(world.dung),
            **WHY | {"now": round_.due_at + 2 * DAY},
        )
    assert caught.value.field == "due_at"


def test_a_day_after_the_consolidation_is_due_is_asked_about_and_possible(world, both, late, sign_in):
    client, far = sign_in(world.dung), MORE_TIME | {"due_at": "2026-12-16"}
    asked = client.post(late, far)
    assert asked.status_code == 422
    assert "sau hạn tổng hợp (hết ngày 15/12/2026)" in asked.text
    assert 'name="confirmed" value="2026-12-16"' in asked.text
    assert not Extension.objects.exists()
    assert client.post(late, far | {"confirmed": "2026-12-15"}).status_code == 422  # a tick for another day
    assert client.post(late, far | {"confirmed": "2026-12-16"}).status_code == 302
    assert Extension.objects.count() == 1


def test_the_last_day_before_the_consolidation_is_due_is_not_asked_about(world, both, late, sign_in):
    assert sign_in(world.dung).post(late, MORE_TIME | {"due_at": "15/12/2026"}).status_code == 302


def test_less_time_than_now_is_asked_about_and_the_same_again_refused(world, both):
    report, dung, due = both[0], person(world.dung), both[0].round.due_at
    extend(submission=report, due_at=due + 5 * DAY, by=dung, **WHY)
    with pytest.raises(Questionable, match=r"sớm hơn hạn đang áp dụng của: SOA \(đang đến hết ngày 10/12/2026\)"):
        extend(submission=report, due_at=due + 2 * DAY, by=dung, **WHY)
    with pytest.raises(NotForAll):
        extend(submission=report, due_at=due + 5 * DAY, by=dung, confirmed=True, **WHY)
    extend(submission=report, due_at=due + 2 * DAY, by=dung, confirmed=True, **WHY)
    assert [row.due_at for row in report.extensions.order_by("pk")] == [due + 5 * DAY, due + 2 * DAY]


def test_whoever_did_not_see_a_colleagues_extension_is_told(world, both, late, sign_in):
    client = sign_in(world.dung)
    assert 'name="seen" value="0"' in client.get(late).text
    extend(submission=both[0], due_at=both[0].round.due_at + 2 * DAY, by=person(world.giang), **WHY)
    response = client.post(late, MORE_TIME | {"seen": "0"})
    assert response.status_code == 409
    assert "Vừa có người khác gia hạn" in response.text
    assert 'name="seen" value="1"' in response.text
    assert client.post(late, MORE_TIME | {"seen": "1"}).status_code == 302
    with pytest.raises(Stale):
        extend(submission=both[0], due_at=both[0].round.due_at + 9 * DAY, by=person(world.dung), seen=1, **WHY)


def test_several_agencies_by_one_decision(world, both, sign_in):
    client = sign_in(world.dung)
    page = client.get(address(both)).text
    assert "Gia hạn cho 2 cơ quan" in page
    response = client.post(address(both), MORE_TIME, follow=True)
    assert "Đã gia hạn cho 2 cơ quan đến hết ngày 10/12/2026: SOA; SOB." in response.text
    assert {row.submission_id for row in Extension.objects.all()} == {report.pk for report in both}
    assert len(set(Extension.objects.values_list("due_at", "reason", "decided_by", "at", "by"))) == 1


def test_where_one_has_sent_nobody_gets_more_time_and_the_page_says_who_and_why(world, round_, both, sign_in):
    send_signed(world, round_)
    client = sign_in(world.dung)
    for response in (client.get(address(both)), client.post(address(both), MORE_TIME)):
        assert "Không: đã gửi báo cáo lúc 09:00 23/11/2026, không còn gì để gia hạn." in response.text
        assert f'{SEVERAL}?bao-cao={both[1].pk}"' in response.text
    assert response.status_code == 422
    assert "Chưa gia hạn cho cơ quan nào" in response.text
    assert not Extension.objects.exists()


def test_a_refusal_for_one_leaves_the_others_as_they_were(world, both):
    due, dung = both[0].round.due_at + 3 * DAY, person(world.dung)
    extend(submission=both[1], due_at=due, by=dung, **WHY)
    with pytest.raises(NotForAll) as caught:
        extend_all(submissions=both, due_at=due, by=dung, **WHY)
    assert [one.why for one in caught.value.candidates] == ["", "đã được gia hạn đến hết ngày 08/12/2026."]
    assert Extension.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?bao-cao=x", "?bao-cao=999999", "?bao-cao=²"])
def test_without_agencies_the_board_says_how_to_choose(world, round_, sign_in, query):
    response = sign_in(world.dung).get(f"{SEVERAL}{query}", follow=True)
    assert response.redirect_chain == [(ROUND, 302)]
    assert "đánh dấu ít nhất một cơ quan" in response.text


def test_reports_of_another_round_are_not_touched(world, both, sign_in):
    other = f.make_plan(issuer=world.committee, coordinator=world.a, code="khac")
    f.make_task(other, "1", leads=[world.b])
    foreign = report_of(world.b, open_round(plan=other, year=2026, by=person(world.khoa), now=NOW))
    page = sign_in(world.dung).post(address([both[0], foreign]), MORE_TIME)
    assert page.status_code == 302
    assert Extension.objects.get().submission == both[0]


def test_a_locked_round_gives_no_more_time(world, both):
    round_ = both[0].round
    round_.locked_at = NOW
    round_.save()
    with pytest.raises(Refused, match="đã khóa"):
        extend(submission=both[0], due_at=round_.due_at + DAY, by=person(world.dung), **WHY)


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_agencies_costs_the_same(world, both, number):
    extra = [Submission(round=both[0].round, agency=f.make_agency(f"X{n}"), agency_name="x") for n in range(2)]
    reports = [both[0], *Submission.objects.bulk_create(extra)][:number]
    dung = person(world.dung)
    with CaptureQueriesContext(connection) as queries:
        extend_all(submissions=reports, due_at=both[0].round.due_at + DAY, by=dung, **WHY)
    assert sum("SAVEPOINT" not in query["sql"] for query in queries) == 6
