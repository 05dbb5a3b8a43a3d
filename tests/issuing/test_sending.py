"""After the issue: signed copies and sendings, append-only, for the coordinator to record and for readers to see."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.urls import reverse

from agencies.errors import Refused
from plan.enums import Document
from plan.models import Recipient
from reports.issuing.selectors import publication_of
from reports.issuing.sending import attach_signed, record_sending
from reports.models import Attachment, Dispatch, Round, SignedCopy
from tests import factories as f
from tests.consolidate.conftest import build
from tests.evidence.files import PDF
from tests.issuing.conftest import issue_by

pytestmark = pytest.mark.django_db
MINISTRY, COMMITTEE = "Bộ Nội vụ", "Ủy ban nhân dân tỉnh"
LATER = f.NOW + dt.timedelta(hours=2)


@pytest.fixture
def issued(world, complete):
    for order, text in enumerate([MINISTRY, COMMITTEE]):
        Recipient.objects.create(plan=world.plan, document=Document.REPORT, text=text, order=order)
    return issue_by(world, build(world, complete))


def scan(name="bản ký.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def send(world, report, who="dung", **changes):
    values = {"addressee": MINISTRY, "channel": "axis", "sent_at": f.NOW, "now": LATER}
    return record_sending(report=report, by=f.person(getattr(world, who)), **values | changes)


def test_a_sending_says_to_whom_how_when_and_who_wrote_it_down(world, issued):
    send(world, issued, note=" Công văn đi số 3. ")
    found = publication_of(issued, now=LATER)
    assert [(one.name, len(one.sendings)) for one in found.destinations] == [(MINISTRY, 1), (COMMITTEE, 0)]
    assert found.waiting == [COMMITTEE]
    line = found.destinations[0].first
    assert (line.get_channel_display(), line.sent_at, line.at, line.by, line.note) == (
        "Trục liên thông văn bản",
        f.NOW,
        LATER,
        world.dung,
        "Công văn đi số 3.",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"addressee": "Sở A"}, "addressee"),
        ({"channel": "pigeon"}, "channel"),
        ({"sent_at": LATER + dt.timedelta(minutes=1)}, "sent_at"),
        ({"sent_at": f.NOW - dt.timedelta(days=1)}, "sent_at"),
    ],
)
def test_what_cannot_have_happened_is_refused(world, issued, changes, field):
    with pytest.raises(Refused) as refused:
        send(world, issued, **changes)
    assert refused.value.field == field
    assert not Dispatch.objects.exists()


@pytest.mark.parametrize("who", ["an", "ha", "khoa", "lan"])
def test_only_the_coordinator_records(world, issued, who):
    with pytest.raises(Refused):
        send(world, issued, who)
    with pytest.raises(Refused):
        attach_signed(report=issued, upload=scan(), by=f.person(getattr(world, who)), now=LATER)
    assert not Attachment.objects.exists()


def test_a_draft_is_not_sent(world, complete):
    with pytest.raises(Refused, match="chưa ban hành"):
        send(world, build(world, complete))


def test_a_mistake_is_put_right_by_another_line_and_none_is_lost(world, issued):
    wrong = send(world, issued)
    send(world, issued, channel="post", note="Dòng trên ghi nhầm cách gửi.")
    assert len(publication_of(issued, now=LATER).destinations[0].sendings) == 2
    for change in (lambda: Dispatch.objects.update(note="x"), lambda: Dispatch.objects.filter(pk=wrong.pk).delete()):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


def test_what_was_not_sent_by_the_day_is_overdue(world, issued):
    Round.objects.update(
        due_at=f.NOW, parts_due_at=f.NOW, consolidation_due_at=f.NOW.replace(hour=10)
    )  # the day itself is today
    issued.round.refresh_from_db()
    send(world, issued)
    assert not publication_of(issued, now=f.NOW).is_overdue
    found = publication_of(issued, now=f.NOW + dt.timedelta(days=2))
    assert (found.is_overdue, found.days_overdue, found.waiting) == (True, 2, [COMMITTEE])
    send(world, issued, addressee=COMMITTEE, sent_at=f.NOW + dt.timedelta(days=3), now=f.NOW + dt.timedelta(days=3))
    found = publication_of(issued, now=f.NOW + dt.timedelta(days=4))
    assert (found.is_overdue, [one.days_late for one in found.destinations]) == (False, [0, 3])


def test_the_latest_signed_copy_counts_and_the_earlier_stay(world, issued):
    by = f.person(world.dung)
    first = attach_signed(report=issued, upload=scan("một.pdf"), by=by, now=f.NOW)
    second = attach_signed(report=issued, upload=scan("hai.pdf"), by=by, now=LATER)
    assert publication_of(issued, now=LATER).copies == [second, first]
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        SignedCopy.objects.all().delete()


def test_only_pdf_and_pictures_are_signed_copies(world, issued, files):
    with pytest.raises(Refused) as refused:
        attach_signed(report=issued, upload=scan("bản.txt", b"text"), by=f.person(world.dung), now=LATER)
    assert refused.value.field in ("", "file")
    assert not Attachment.objects.exists()
    assert not any(path.is_file() for path in (files / "attachments").rglob("*"))


@pytest.fixture
def _later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.mark.usefixtures("_later")
class TestPages:
    def test_the_officer_records_on_the_page(self, world, issued, sign_in):
        client = sign_in(world.dung)
        page = reverse("reports:publication", args=[issued.pk])
        assert f"Chưa ghi việc gửi tới: {MINISTRY}; {COMMITTEE}." in client.get(page).content.decode()
        answer = {
            "addressee": COMMITTEE,
            "channel": "direct",
            "sent_at": "2026-11-23T10:00",
            "note": "Giao tại văn thư",
        }
        done = client.post(reverse("reports:record_sending", args=[issued.pk]), answer, follow=True)
        text = done.content.decode()
        assert "10:00 23/11/2026, Trực tiếp: Giao tại văn thư" in text
        assert f"Chưa ghi việc gửi tới: {MINISTRY}." in text

    def test_what_was_typed_is_shown_again(self, world, issued, sign_in):
        answer = {"addressee": COMMITTEE, "channel": "post", "sent_at": "2026-11-24T10:00", "note": "Thư bảo đảm"}
        refused = sign_in(world.dung).post(reverse("reports:record_sending", args=[issued.pk]), answer)
        assert refused.status_code == 422
        assert "không thể ở sau lúc này" in refused.content.decode()
        assert "Thư bảo đảm" in refused.content.decode()

    def test_readers_get_the_signed_copy_and_others_do_not(self, world, issued, sign_in):
        client = sign_in(world.giang)
        client.post(reverse("reports:attach_signed", args=[issued.pk]), {"file": scan()})
        copy = SignedCopy.objects.get()
        page = sign_in(world.an).get(reverse("reports:version", args=[issued.pk])).content.decode()
        assert reverse("reports:signed_copy", args=[copy.pk]) in page
        assert "Bản ký và việc gửi" not in page
        answer = client.get(reverse("reports:signed_copy", args=[copy.pk]))
        assert b"".join(answer.streaming_content) == PDF
        assert sign_in(world.lan).get(reverse("reports:signed_copy", args=[copy.pk])).status_code == 404

    def test_a_file_of_another_kind_is_refused_in_a_sentence(self, world, issued, sign_in):
        upload = {"file": scan("bản.txt", b"text")}
        refused = sign_in(world.dung).post(reverse("reports:attach_signed", args=[issued.pk]), upload)
        assert refused.status_code == 422

    def test_the_page_asks_the_same_for_three_sendings_as_for_one(
        self, world, issued, sign_in, django_assert_max_num_queries
    ):
        client, page = sign_in(world.dung), reverse("reports:publication", args=[issued.pk])
        send(world, issued)
        with django_assert_max_num_queries(14) as one:
            client.get(page)
        send(world, issued)
        send(world, issued, addressee=COMMITTEE)
        attach_signed(report=issued, upload=scan(), by=f.person(world.dung), now=LATER)
        attach_signed(report=issued, upload=scan(), by=f.person(world.dung), now=LATER)
        with django_assert_max_num_queries(14) as three:
            client.get(page)
        assert len(three) == len(one)
