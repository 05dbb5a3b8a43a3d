"""The list before the issue: what is missing or will not be seen on paper, each with the way to mend it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Word

from plan.enums import Document
from plan.models import Recipient
from reports.evidence.attaching import attached
from reports.issuing.checklist import checks_of, digest_of
from reports.models import ConsolidatedPart, ConsolidatedPassage, Consolidation, PaperTemplate
from tests import factories as f
from tests.consolidate.conftest import build

pytestmark = pytest.mark.django_db


def _docx():
    file, word = BytesIO(), Word()
    word.add_paragraph("Không có trường nào.")
    word.save(file)
    return file.getvalue()


DOCX = _docx()


def draft_of(world, round_):
    return Consolidation.objects.select_related("round__plan").get(pk=build(world, round_).pk)


def found(draft, words):
    return [check for check in checks_of(draft) if words in check.sentence]


def test_every_point_leads_to_where_it_is_mended(world, round_, accepted, sign_in):
    client = sign_in(world.giang)
    checks = checks_of(draft_of(world, round_))
    urls = [check.url for check in checks if check.url]
    assert len(urls) >= 4
    assert {client.get(url).status_code for url in urls} == {200}


def test_a_plan_without_addressees_is_named(world, complete):
    assert found(draft_of(world, complete), "nơi kính gửi")
    Recipient.objects.create(plan=world.plan, document=Document.REPORT, text="Bộ Nội vụ", order=1)
    assert not found(draft_of(world, complete), "nơi kính gửi")


def test_passages_are_named_until_somebody_has_written_in_them(world, complete):
    draft = draft_of(world, complete)
    [check] = found(draft, "chưa ai sửa hay đọc lại")
    assert check.url == reverse("reports:narrative", args=["ke-hoach-thu", 2026])
    ConsolidatedPassage.objects.filter(consolidation=draft).update(
        version=1, text="Đã viết.", edited_at=f.NOW, edited_by=world.dung
    )
    assert not found(draft, "chưa ai sửa")
    ConsolidatedPassage.objects.filter(consolidation=draft).update(text="")
    assert found(draft, "chưa có nội dung")


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Đã tổ chức 12 lớp 🎉.", "🎉"),
        ("Gửi 報告 cho Bộ.", "告 報"),
        ("Đạt ≥ 95%; “tốt” – … № 5; Nguyễn Thị Hằng", ""),
        ("Nguyễn Thị Hằng".encode().decode() + "\u0301", ""),
    ],
)
def test_signs_that_no_face_has_are_named_with_their_place(world, complete, text, signs):
    draft = draft_of(world, complete)
    ConsolidatedPart.objects.filter(task__consolidation=draft, task__code="1.1", agency_name="Sở A").update(result=text)
    checks = found(draft, "ô trống")
    assert [name for check in checks for name in check.names] == ([f"1.1, Sở A ({signs})"] if signs else [])


def test_a_template_that_is_gone_or_unfit_is_named(world, complete, files):
    by = f.person(world.dung)
    upload = SimpleUploadedFile("mẫu.docx", DOCX)
    with attached(upload, by=by, now=f.NOW) as file:
        template = PaperTemplate.objects.create(plan=world.plan, file=file, at=f.NOW, by=world.dung)
    draft = draft_of(world, complete)
    assert draft.template == template
    assert all(check.url == reverse("reports:paper_template", args=["ke-hoach-thu"]) for check in found(draft, "Mẫu"))
    assert found(draft, "Mẫu văn bản: ")
    file.file.storage.delete(file.file.name)
    draft = Consolidation.objects.select_related("round__plan").get(pk=draft.pk)
    assert found(draft, "không còn tệp mẫu")


def test_the_digest_says_whether_the_list_is_the_one_that_was_read(world, round_, accepted):
    draft = draft_of(world, round_)
    before = digest_of(checks_of(draft))
    assert digest_of(checks_of(draft)) == before
    draft.agencies.all().delete()
    assert digest_of(checks_of(draft)) != before


def test_the_list_asks_as_often_for_many_agencies(world, round_, accepted, django_assert_max_num_queries):
    draft = draft_of(world, round_)
    with django_assert_max_num_queries(20) as few:
        checks_of(draft)
    row = draft.agencies.first()
    for number in range(3):
        agency = f.make_agency(f"SO{number}")
        row.pk, row.agency, row.order = None, agency, 10 + number
        row.save(force_insert=True)
    with django_assert_max_num_queries(20) as many:
        assert len(found(draft, "chưa có báo cáo được duyệt trong bản này")[0].names) >= 1
    assert len(many) == len(few)
