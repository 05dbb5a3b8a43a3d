"""The pages: who sees what, what a click does, and that no page asks more as the province grows."""

import re
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse

from reports.collect.opening import open_round
from reports.enums import JobState
from reports.issuing.services import issue
from reports.models import Consolidation, Job
from tests import factories as f
from tests.consolidate.conftest import ask, build

pytestmark = pytest.mark.django_db
PAGE = "/ke-hoach/ke-hoach-thu/tong-hop/2026/"


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def draft(world, complete):
    return build(world, complete)


@pytest.fixture
def issued(world, draft):
    return issue(
        consolidation=draft,
        document_number="125/BC-SDM",
        document_date=f.TODAY,
        by=f.person(world.giang),
        now=f.NOW,
        confirmed=True,
    )


def page_of(report, name="version"):
    return reverse(f"reports:{name}", args=[report.pk])


@pytest.mark.parametrize(
    ("who", "draft_status", "issue_status"),
    [
        ("dung", 200, 404),
        ("giang", 200, 200),
        ("an", 404, 404),
        ("ha", 404, 404),
        ("khoa", 404, 404),
        ("lan", 404, 404),
    ],
)
def test_drafts_are_for_the_coordinator_and_issuing_for_its_head(
    world, draft, sign_in, who, draft_status, issue_status
):
    client = sign_in(getattr(world, who))
    assert client.get(page_of(draft)).status_code == draft_status
    file = client.get(page_of(draft, "workbook"))
    assert file.status_code == draft_status
    assert not file.streaming or b"".join(file.streaming_content)  # read to its end, it is closed
    assert client.get(page_of(draft, "issue")).status_code == issue_status
    assert client.post(page_of(draft, "issue"), {}).status_code == (422 if issue_status == 200 else 404)
    assert client.get(page_of(draft.job, "job")).status_code == draft_status


@pytest.mark.parametrize(("who", "status"), [("an", 200), ("ha", 200), ("dung", 200), ("lan", 404)])
def test_an_issued_report_is_for_every_member(world, issued, sign_in, who, status):
    client = sign_in(getattr(world, who))
    assert client.get(page_of(issued)).status_code == status
    assert client.get(PAGE).status_code == status


def test_the_officer_sees_what_is_ready_and_who_is_missing(world, round_, accepted, sign_in):
    text = sign_in(world.dung).get(PAGE).content.decode()
    assert "1/2 báo cáo đã được duyệt; còn 1 cơ quan." in text
    assert "Sở B" in text
    assert "Chưa lập bản nào" in text
    assert "Lập báo cáo tổng hợp" in text


def test_leaders_and_agencies_see_issued_reports_alone(world, draft, sign_in):
    text = sign_in(world.ha).get(PAGE).content.decode()
    assert "Chưa có báo cáo tổng hợp được ban hành" in text
    assert "Lập báo cáo tổng hợp" not in text
    assert "Bản số" not in text


def test_asking_shows_the_job_and_asking_again_shows_the_same(world, complete, sign_in):
    client = sign_in(world.dung)
    for _ in range(2):
        response = client.post(f"{PAGE}lap/", follow=True)
        assert "Đang chờ đến lượt" in response.content.decode()
    assert Job.objects.count() == 1
    assert "Lập từ các mục đã được duyệt" not in response.content.decode()  # no second button while one runs


@pytest.mark.parametrize("who", ["an", "ha", "khoa", "lan"])
def test_others_cannot_ask(world, complete, sign_in, who):
    assert sign_in(getattr(world, who)).post(f"{PAGE}lap/").status_code == 404
    assert not Job.objects.exists()


def test_a_running_job_asks_for_itself_again_and_reloads_the_page_at_the_end(world, complete, sign_in):
    job = ask(world, complete)
    Job.objects.update(state=JobState.RUNNING, step="Lập tệp Excel", done=60, total=100, beat_at=f.NOW)
    client = sign_in(world.dung)
    url = page_of(job, "job")
    running = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{url}"' in running
    assert 'value="60"' in running
    assert "<html" not in running
    Job.objects.update(state=JobState.DONE, finished_at=f.NOW)
    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "<html" in client.get(url).content.decode()


def test_a_failed_job_says_why_and_can_be_tried_again(world, complete, sign_in):
    job = ask(world, complete)
    Job.objects.update(state=JobState.FAILED, error="Hết chỗ trên đĩa.", finished_at=f.NOW)
    client = sign_in(world.dung)
    text = client.get(PAGE).content.decode()
    assert "Hết chỗ trên đĩa." in text
    assert "Chạy lại" in text
    assert client.post(page_of(job, "job")).status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_a_version_reads_as_the_frozen_report(world, round_, accepted, sign_in):
    text = sign_in(world.dung).get(page_of(build(world, round_))).content.decode()
    for words in ("52,5", "48,6", "đúng tiến độ", "chưa có số liệu được duyệt", "Đã tổ chức 12 lớp.", "Sở B: chưa gửi"):
        assert words in text
    assert "Phối hợp: Sở B (chưa gửi)." in text


def test_a_late_acceptance_is_shown_at_the_old_draft(world, round_, accepted, sign_in):
    draft = build(world, round_)
    Consolidation.objects.filter(pk=draft.pk).update(built_at=f.NOW.replace(hour=8))
    text = sign_in(world.dung).get(PAGE).content.decode()
    assert "Cần lập bản mới" in text


def test_the_head_issues_on_the_page(world, round_, accepted, sign_in):
    draft = build(world, round_)
    client = sign_in(world.giang)
    answer = {"document_number": "125/BC-SDM", "document_date": "23/11/2026"}
    refused = client.post(page_of(draft, "issue"), answer)
    assert refused.status_code == 422
    assert "đánh dấu xác nhận" in refused.content.decode()
    assert "Sở B" in refused.content.decode()
    done = client.post(page_of(draft, "issue"), answer | {"confirmed": "on"}, follow=True)
    assert "Số 125/BC-SDM, ngày 23/11/2026" in done.content.decode()
    again = client.post(page_of(draft, "issue"), answer | {"document_number": "126/BC-SDM", "confirmed": "on"})
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.document_number == "125/BC-SDM"


def test_the_file_has_a_name_that_says_what_it_is(world, draft, sign_in):
    response = sign_in(world.dung).get(page_of(draft, "workbook"))
    assert b"".join(response.streaming_content).startswith(b"PK")
    header = response.headers["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''")
    assert unquote(header.split("''")[1]) == "Báo cáo tổng hợp năm 2026, dự thảo 1.xlsx"


def test_a_file_that_is_gone_is_not_found(world, draft, sign_in):
    draft.workbook.storage.delete(draft.workbook.name)
    client = sign_in(world.dung)
    assert client.get(page_of(draft, "workbook")).status_code == 404
    Consolidation.objects.update(workbook="")
    assert client.get(page_of(draft, "workbook")).status_code == 404


def test_pages_ask_the_same_number_of_questions_for_three_as_for_one(
    world, complete, sign_in, django_assert_max_num_queries
):
    client = sign_in(world.giang)
    small = build(world, complete)

    def questions(report, year):
        counts = []
        for url in (PAGE.replace("2026", str(year)), page_of(report), page_of(report, "issue")):
            with django_assert_max_num_queries(20) as captured:
                assert client.get(url).status_code == 200
            counts.append(len(captured))
        return counts

    few = questions(small, 2026)
    for number in range(3):
        agency = f.make_agency(f"SO{number}", f"Sở thêm {number}")
        f.make_task(world.plan, f"4.{number}", leads=[world.a], supports=[agency])
    round_ = open_round(plan=world.plan, year=2027, by=f.person(world.khoa), now=f.NOW)
    build(world, round_)
    many = questions(build(world, round_), 2027)
    assert all(now <= then for now, then in zip(many, few, strict=True))  # nothing is accepted: no files are sought


def test_every_tab_leads_into_what_it_names(world, draft, sign_in):
    """A browser unfolds what a link leads into; a link to the summary of a fold would leave it shut."""
    page = sign_in(world.dung).get(page_of(draft)).content.decode()
    tabs, rest = page.split('<nav class="tabs"')[1].split("</nav>", 1)
    targets = re.findall(r'href="#([\w-]+)"', tabs)
    assert len(targets) >= 4
    for target in targets:
        before, _after = rest.split(f' id="{target}"')
        assert before.count("<summary>") == before.count("</summary>"), target
