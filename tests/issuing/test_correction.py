"""Đính chính: a new numbered report that says what differs and why; both stay readable."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.errors import Refused, Stale
from reports.consolidate.frozen import fingerprint
from reports.issuing.selectors import correction_of
from reports.models import (
    ConsolidatedChange,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedPassage,
    Consolidation,
    Submission,
)
from tests import factories as f
from tests.consolidate.conftest import build
from tests.issuing.conftest import issue_by

pytestmark = pytest.mark.django_db
REASON = "Sở A gửi lại số liệu chính thức."


def correct(world, round_, number="130/BC-SDM", value="53", **changes):
    """A correction in which Sở A's first figure is another."""
    draft = build(world, round_)
    ConsolidatedIndicator.objects.filter(consolidation=draft, code="2.1.1").update(value=value)
    return issue_by(world, draft, document_number=number, **{"reason": REASON} | changes)


def test_a_correction_names_the_report_it_corrects_and_every_change(world, complete, issued):
    draft = build(world, complete)
    assert draft.corrects == issued
    ConsolidatedIndicator.objects.filter(consolidation=draft, code="2.1.1").update(value="53")
    ConsolidatedPart.objects.filter(task__consolidation=draft, task__code="1.1", agency_name="Sở A").update(
        result="Đã tổ chức 13 lớp."
    )
    first = ConsolidatedPassage.objects.filter(consolidation=draft).first()
    ConsolidatedPassage.objects.filter(pk=first.pk).update(text="Lời mới.")
    issue_by(world, draft, document_number="130/BC-SDM", reason=f" {REASON} ")
    draft.refresh_from_db()
    assert (draft.correction_reason, draft.state, issued.state) == (REASON, "issued", "issued")
    said = {(one.place, one.field): (one.kind, one.before, one.after) for one in draft.changes.all()}
    assert said["Chỉ tiêu", "Thực hiện năm 2026"] == ("changed", "52,5", "53,0")
    assert said["Kết quả của cơ quan", "Kết quả thực hiện"] == ("changed", "Đã tổ chức 12 lớp.", "Đã tổ chức 13 lớp.")
    assert said["Lời văn", "Nội dung"][2] == "Lời mới."
    assert len(said) == 3


def test_what_only_the_moment_of_building_changes_is_no_change(world, complete, issued):
    """Reports are locked by then, and days have passed: nothing of that is corrected."""
    assert set(Submission.objects.values_list("state", flat=True)) == {"locked"}
    draft = build(world, complete)
    with pytest.raises(Refused, match="không khác báo cáo số 125/BC-SDM"):
        issue_by(world, draft, document_number="130/BC-SDM", reason=REASON)
    draft.refresh_from_db()
    assert (draft.state, ConsolidatedChange.objects.count()) == ("draft", 0)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_correction_needs_a_reason(world, complete, issued, reason):
    with pytest.raises(Refused) as refused:
        correct(world, complete, reason=reason)
    assert refused.value.field == "reason"


def test_a_correction_is_not_dated_before_what_it_corrects(world, complete, issued):
    yesterday = f.TODAY - dt.timedelta(days=1)
    with pytest.raises(Refused) as refused:
        correct(world, complete, document_date=yesterday)
    assert refused.value.field == "document_date"
    assert "23/11/2026" in refused.value.message


def test_a_correction_of_a_correction_makes_one_chain(world, complete, issued):
    second = correct(world, complete)
    third = correct(world, complete, number="140/BC-SDM", value="54")
    assert [one.corrects for one in (issued, second, third)] == [None, issued, second]
    assert correction_of(issued).replaced_by == second
    assert correction_of(second).replaced_by == third
    assert [(one.before, one.after) for one in correction_of(third).changes] == [("53,0", "54,0")]


def test_two_corrections_of_one_report_are_not_issued(world, complete, issued):
    draft = build(world, complete)
    ConsolidatedIndicator.objects.filter(consolidation=draft, code="2.1.1").update(value="53")
    other = correct(world, complete, value="54")
    with pytest.raises(Stale):
        issue_by(world, draft, document_number="131/BC-SDM", reason=REASON)
    Consolidation.objects.filter(pk=draft.pk).update(number=99)
    with pytest.raises(Stale, match="bản đính chính báo cáo đó"):
        issue_by(world, draft, document_number="131/BC-SDM", reason=REASON)
    assert other.state == "issued"


def test_reason_and_changes_are_sealed_and_frozen(world, complete, issued):
    second = Consolidation.objects.select_related("round__plan").get(pk=correct(world, complete).pk)
    assert second.sha256 == fingerprint(second)
    second.correction_reason = "Khác"
    assert second.sha256 != fingerprint(second)
    for change in (
        lambda: ConsolidatedChange.objects.update(after="x"),
        lambda: ConsolidatedChange.objects.all().delete(),
        lambda: Consolidation.objects.filter(pk=second.pk).update(correction_reason="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_number_of_the_first_is_asked_about(world, complete, issued):
    with pytest.raises(Refused, match="đã dùng cho báo cáo năm 2026") as refused:
        correct(world, complete, number="125/BC-SDM")
    assert refused.value.field == "same_number"
    draft = Consolidation.objects.order_by("-number").first()
    again = issue_by(world, draft, document_number="125/BC-SDM", reason=REASON, same_number=True)
    assert again.state == "issued"


@pytest.fixture
def _on_the_day():
    with time_machine.travel(f.NOW + dt.timedelta(hours=1), tick=False):
        yield


@pytest.mark.usefixtures("_on_the_day")
class TestPages:
    def test_both_reports_say_how_they_stand(self, world, complete, issued, sign_in):
        second = correct(world, complete)
        client = sign_in(world.an)
        old = client.get(reverse("reports:version", args=[issued.pk])).content.decode()
        assert "Đã được đính chính bởi Báo cáo số 130/BC-SDM ngày 23/11/2026." in old
        new = client.get(reverse("reports:version", args=[second.pk])).content.decode()
        assert "Báo cáo này đính chính Báo cáo số 125/BC-SDM ngày 23/11/2026." in new
        assert REASON in new
        assert "Thực hiện năm 2026" in new

    def test_the_head_sees_what_would_be_corrected_and_gives_the_reason(self, world, complete, issued, sign_in):
        draft = build(world, complete)
        ConsolidatedIndicator.objects.filter(consolidation=draft, code="2.1.1").update(value="53")
        client, page = sign_in(world.giang), reverse("reports:issue", args=[draft.pk])
        shown = client.get(page).content.decode()
        assert "1 điểm khác Báo cáo số 125/BC-SDM" in shown
        assert "53,0" in shown
        answer = {
            "document_number": "9/BC-SDM",
            "document_date": "2026-11-23",
            "signer_name": "Đỗ Hương Giang",
            "authority": "Giám đốc",
            "confirmed": "on",
        }
        assert client.post(page, answer).status_code == 422
        done = client.post(page, answer | {"reason": REASON}, follow=True)
        assert done.status_code == 200
        draft.refresh_from_db()
        assert (draft.document_number, draft.authority, draft.correction_reason) == ("09/BC-SDM", ["GIÁM ĐỐC"], REASON)

    def test_a_number_in_use_is_asked_about_on_the_page(self, world, complete, issued, sign_in):
        draft = build(world, complete)
        ConsolidatedIndicator.objects.filter(consolidation=draft, code="2.1.1").update(value="53")
        client, page = sign_in(world.giang), reverse("reports:issue", args=[draft.pk])
        answer = {"document_number": "125/BC-SDM", "document_date": "2026-11-23", "reason": REASON, "confirmed": "on"}
        asked = client.post(page, answer)
        assert asked.status_code == 422
        assert "Văn thư đúng là cấp số này" in asked.content.decode()
        assert client.post(page, answer | {"same_number": "on"}).status_code == 302

    def test_a_list_that_grew_is_read_again(self, world, round_, accepted, sign_in):
        draft = build(world, round_)
        client, page = sign_in(world.giang), reverse("reports:issue", args=[draft.pk])
        answer = {"document_number": "125/BC-SDM", "document_date": "2026-11-23", "confirmed": "on", "seen": "older"}
        refused = client.post(page, answer)
        assert refused.status_code == 422
        assert "vừa thay đổi" in refused.content.decode()
