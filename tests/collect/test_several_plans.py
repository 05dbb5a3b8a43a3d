"""Several plans side by side: own coordinators, rounds and permissions; one "Việc của tôi" over all of them."""

from pathlib import Path

import pytest
from django.core.management import call_command

from plan.models import Plan
from reports.collect.opening import open_round
from reports.collect.work import work_of
from reports.collect.work_plans import plan_rows
from reports.difficulties.services import raise_difficulty
from reports.doors import submissions_for
from reports.mail.digests import digests_on
from reports.models import Submission
from tests import factories as f
from tests.difficulties.conftest import do  # noqa: F401  # a fixture
from tests.staging import staged

FILE = Path(__file__).parents[1] / "fixtures" / "plan-chuyen-doi-so.json"
pytestmark = pytest.mark.usefixtures("this_morning")


@staged
def second(world, round_):
    """A plan that Sở B coordinates, from a file, with its round, due five days earlier; Eve is its officer."""
    call_command("load_plan", FILE, verbosity=0)
    plan = Plan.objects.get(code="chuyen-doi-so")
    f.make_user(world.b, f.Role.OFFICER, username="eve", name="Trịnh Thị Eve")
    return open_round(plan=plan, year=2026, by=f.person(world.khoa), now=f.NOW)


@pytest.fixture
def eve(second):
    return f.User.objects.get(username="eve")


def work(user):
    return work_of(f.person(user), now=f.NOW, today=f.TODAY)


def send(report):
    Submission.objects.filter(pk=report.pk).update(state="submitted", first_sent_at=f.NOW, last_sent_at=f.NOW)


def report_of(round_, agency):
    return Submission.objects.get(round=round_, agency=agency)


def test_my_work_stands_by_plan_and_what_is_due_first_stands_first(world, round_, second, sign_in):
    assert [one.plan for one in work(world.an).by_plan()] == [second.plan, world.plan]
    page = sign_in(world.an).get("/viec-cua-toi/").content.decode()
    first, last = page.index(f'<h2 id="plan-{second.plan_id}">'), page.index(f'<h2 id="plan-{world.plan.pk}">')
    assert first < page.index("hết ngày 30/11/2026") < last < page.index("hết ngày 05/12/2026")


def test_one_plan_needs_no_heading(world, round_, sign_in):
    assert "work-plan" not in sign_in(world.an).get("/viec-cua-toi/").content.decode()


def test_each_office_keeps_to_its_own_plan(world, round_, second, eve, sign_in):
    """Eve's plan is the second one: of the first, sent or not, and of what waits in it, she is shown nothing."""
    sent = [report_of(round_, world.a), report_of(second, world.a)]
    for report in sent:
        send(report)
    mine = submissions_for(f.person(eve), on=f.TODAY)
    assert set(mine.filter(agency=world.a)) == {sent[1]}
    assert set(submissions_for(f.person(world.dung), on=f.TODAY)) == {sent[0]}
    assert {one.plan for one in work(eve).by_plan()} == {second.plan}
    client = sign_in(eve)
    for path in ("ky/2026/", "ky/2026/don-doc/", "kho-khan/", "tong-hop/2026/soan/"):
        assert client.get(f"/ke-hoach/{world.plan.code}/{path}").status_code == 404, path
    for path in ("", "duyet/", "gia-han/", "dung-o-dau/"):
        assert client.get(f"/bao-cao/{sent[0].pk}/{path}").status_code == 404, path


def test_a_leader_of_the_authority_leads_both(world, round_, second, sign_in):
    """Home is the plan that is due first, then the one that was visited last."""
    client = sign_in(world.ha)
    assert client.get("/").url == "/ke-hoach/chuyen-doi-so/tong-quan/2026/"
    client.get(f"/ke-hoach/{world.plan.code}/")
    assert client.get("/").url == f"/ke-hoach/{world.plan.code}/tong-quan/2026/"


def test_one_mail_a_day_tells_of_all_plans(world, round_, second, eve):
    """Sở B's officer of the second plan hears of that plan's reports alone; each person gets one mail."""
    send(report_of(round_, world.a))
    send(report_of(second, world.a))
    digests = {digest.person.username: [line.sentence for line in digest.lines] for digest in digests_on(f.NOW)}
    assert digests["eve"] == ["1 báo cáo năm 2026 chờ duyệt (Kế hoạch chuyển đổi số)."]
    assert digests["dung"] == ["1 báo cáo năm 2026 chờ duyệt (Kế hoạch thử)."]


def test_all_plans_with_what_one_has_to_do_in_each(world, round_, second, eve, sign_in):
    rows = plan_rows(f.person(eve), now=f.NOW, today=f.TODAY)
    assert [(row.plan, row.coordinator, len(row.offices)) for row in rows] == [
        (second.plan, "Sở B", 1),
        (world.plan, "Sở Đầu mối", 0),
    ]
    page = sign_in(world.an).get("/ke-hoach/").content.decode()
    assert page.count("Báo cáo năm 2026 · Sở A") == 2
    assert sign_in(world.lan).get("/ke-hoach/").status_code == 404


def test_three_plans_cost_what_one_costs(world, round_, second, django_assert_num_queries):
    giang = f.person(world.giang)
    f.make_plan(issuer=world.committee, coordinator=world.coordinator, code="thu-ba")
    with django_assert_num_queries(3):
        assert len(plan_rows(giang, now=f.NOW, today=f.TODAY)) == 3
    with django_assert_num_queries(2):
        assert work_of(giang, now=f.NOW, today=f.TODAY).cards


def test_what_waits_for_an_answer_is_told_to_whom_it_waits_for(world, round_, second, eve, do):  # noqa: F811
    row = raise_difficulty(
        plan=world.plan, agency=world.a, task=None, text="Thiếu kinh phí.", by=f.person(world.an), now=f.NOW
    )

    def told(user):
        return [card.sentence for card in work(user).cards if "kho-khan" in card.url]

    assert told(world.dung) == ["1 khó khăn chờ trả lời, lâu nhất 0 ngày."]
    assert told(eve) == told(world.ha) == []
    do(row, "escalate", world.dung)
    assert told(world.dung) == ["1 khó khăn chờ trả lời, lâu nhất 0 ngày. Trong đó 1 đã trình, chờ quyết định."]
    assert told(world.ha) == ["1 khó khăn chờ quyết định, lâu nhất 0 ngày."]
