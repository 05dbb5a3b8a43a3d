"""The seal: old reports keep theirs, new ones cover whatever stands on their paper."""

import datetime as dt
from decimal import Decimal

import pytest

from plan.enums import Document
from plan.models import Recipient
from reports.consolidate.frozen import fingerprint
from reports.models import ConsolidatedPart, Consolidation, SubmissionVersion
from tests import factories as f
from tests.consolidate.conftest import build

pytestmark = pytest.mark.django_db

SENT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=f.ZONE)


@pytest.fixture
def old(world, complete):
    """A report as the first version of the seal knew it, nothing in it left to chance."""
    draft = build(world, complete)
    draft.passages.all().delete()
    draft.indicators.exclude(code="2.1.1").delete()
    draft.tasks.exclude(code="1.1").delete()
    draft.agencies.exclude(agency=world.a).delete()
    version = SubmissionVersion.objects.filter(submission__agency=world.a).first()
    again = {field.attname: getattr(version, field.attname) for field in version._meta.concrete_fields}
    again |= {"id": None, "number": 99, "sha256": "a" * 64}
    version = SubmissionVersion.objects.create(**again)
    draft.indicators.update(version=version, sentence="đúng tiến độ", adds_up=True, added=Decimal("12.5"))
    draft.agencies.update(general_due_at=SENT, due_at=SENT, first_sent_at=SENT, last_sent_at=SENT, days_late=0)
    parts = ConsolidatedPart.objects.filter(task__consolidation=draft)
    parts.exclude(agency_name="Sở A").delete()
    parts.update(version=version)
    Consolidation.objects.filter(pk=draft.pk).update(
        seal_version=1,
        built_at=SENT,
        summary="Năm 2026.",
        document_number="125/BC-SDM",
        document_date=f.TODAY,
        place="Nơi khác",
    )
    return Consolidation.objects.get(pk=draft.pk)


def test_a_report_sealed_before_keeps_its_hash(old):
    assert fingerprint(old) == "92e06ddc6e382875309943017368148622a9bb9ff9ce094ba646fd8efd339f95"


def test_what_the_first_seal_did_not_know_does_not_change_it(old):
    before = fingerprint(old)
    old.tasks.update(state="")
    old.place, old.signer_name = "Hà Nội", "Người khác"
    assert fingerprint(old) == before


@pytest.fixture
def draft(world, complete):
    Recipient.objects.create(plan=world.plan, document=Document.REPORT, text="Bộ Nội vụ", order=1)
    return build(world, complete)


HEAD = {
    "issuer_name": "Ủy ban nhân dân tỉnh khác",
    "place": "Nam Hà",
    "addressees": ["Bộ Y tế"],
    "recipients": ["Như trên"],
    "authority": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
    "signer_name": "Người khác",
    "correction_reason": "Nhầm số",
}


@pytest.mark.parametrize("column", HEAD)
def test_the_letterhead_is_sealed(draft, column):
    before = fingerprint(draft)
    setattr(draft, column, HEAD[column])
    assert fingerprint(draft) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: draft.passages.filter(key="direction").update(text="Khác"),
        lambda draft: draft.passages.filter(key="direction").update(prefilled="Khác"),
        lambda draft: draft.passages.filter(key="direction").delete(),
        lambda draft: draft.tasks.filter(code="1.1").update(state="done"),
        lambda draft: draft.indicators.filter(code="2.1.1").update(value=Decimal("52.6")),
    ],
    ids=["text", "prefilled", "a passage less", "state of a task", "one digit"],
)
def test_every_row_is_sealed(draft, change):
    before = fingerprint(draft)
    change(draft)
    assert fingerprint(draft) != before


def test_it_takes_as_many_queries_whatever_its_size(draft, django_assert_num_queries):
    report = Consolidation.objects.select_related("round__plan").get(pk=draft.pk)
    with django_assert_num_queries(9):
        fingerprint(report)
