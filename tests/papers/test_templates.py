"""An office changes the Word file after which its reports are made; what was built before keeps its own."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from agencies.errors import Refused, Stale
from reports.documents.drawing import word_file
from reports.documents.form import default_template
from reports.models import Attachment, PaperTemplate
from reports.papers.selectors import current_template, template_bytes
from reports.papers.services import take_template, use_default
from tests import factories as f
from tests.documents.test_template import changed

pytestmark = pytest.mark.django_db
OWN = "Sở Đầu mối, phòng Tổng hợp"


def own_template():
    return changed(lambda document: document.add_paragraph(OWN))


def upload(content=None, name="mau-cua-so.docx"):
    return SimpleUploadedFile(name, own_template() if content is None else content)


def take(world, file=None, *, seen=None, who=None):
    common = {"plan": world.plan, "by": f.person(who or world.dung), "now": f.NOW}
    return take_template(upload=file or upload(), seen=seen, **common)[0]


@pytest.fixture
def page(world):
    return reverse("reports:paper_template", args=[world.plan.code])


def test_without_one_the_form_of_the_decree_holds(world):
    assert current_template(world.plan) is None
    assert template_bytes(None) == default_template()


def test_the_latest_holds_and_none_is_lost(world):
    first = take(world)
    second = take(world, seen=first.pk)
    assert current_template(world.plan) == second
    back = use_default(plan=world.plan, seen=second.pk, by=f.person(world.giang), now=f.NOW)
    assert template_bytes(current_template(world.plan)) == default_template()
    assert list(PaperTemplate.objects.values_list("pk", flat=True)) == [back.pk, second.pk, first.pk]


def test_a_report_is_made_after_its_own_template(world, draft):
    assert OWN not in [line.text for line in Document(word_file(draft)).paragraphs]
    draft.template = take(world)
    assert OWN in [line.text for line in Document(word_file(draft)).paragraphs]
    use_default(plan=world.plan, seen=draft.template.pk, by=f.person(world.dung), now=f.NOW)
    assert OWN in [line.text for line in Document(word_file(draft)).paragraphs]


@pytest.mark.parametrize("name", ["an", "ha", "khoa"])
def test_only_the_coordinators_people_may(world, name):
    with pytest.raises(Refused):
        take(world, who=getattr(world, name))
    assert not Attachment.objects.exists()


def test_the_second_of_two_is_told(world):
    take(world)
    with pytest.raises(Stale):
        take(world)
    with pytest.raises(Stale):
        use_default(plan=world.plan, seen=None, by=f.person(world.dung), now=f.NOW)
    assert PaperTemplate.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "trống"),
        (b"%PDF-1.7\n%%EOF", "phải là tệp Word"),
        (b"xin chao", "không nhận"),
        (default_template()[:9000], "bị hỏng"),
    ],
)
def test_what_is_no_word_file_is_refused_in_a_sentence(world, content, words):
    with pytest.raises(Refused, match=words):
        take(world, upload(content))
    assert not Attachment.objects.exists()


def test_each_fault_is_a_sentence_on_the_page(world, sign_in, page):
    def change(document):
        for line in document.paragraphs:
            if line.text == "{{ trich_yeu }}":
                line.runs[0].text = "{{ ten_moi }}"

    answer = sign_in(world.dung).post(page, {"file": upload(changed(change)), "seen": ""})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Thiếu trường {{ trich_yeu }} (trích yếu nội dung)." in said
    assert "Trường {{ ten_moi }} không có trong danh sách trường của mẫu." in said


def test_the_page_takes_one_shows_it_and_goes_back(world, sign_in, page):
    client = sign_in(world.dung)
    answer = client.post(page, {"file": upload(), "seen": ""}, follow=True)
    assert "mau-cua-so.docx" in answer.content.decode()
    taken = current_template(world.plan)
    handed = client.get(reverse("reports:paper_template_file", args=[world.plan.code]))
    assert b"".join(handed.streaming_content) == template_bytes(taken)
    client.post(page, {"default": "1", "seen": taken.pk})
    assert current_template(world.plan).file is None
    handed = client.get(reverse("reports:paper_template_file", args=[world.plan.code]))
    assert Document(BytesIO(b"".join(handed.streaming_content))).paragraphs


def test_departures_from_the_decree_are_remarked(world, sign_in, page):
    narrow = changed(lambda document: setattr(document.sections[0], "left_margin", 0))
    answer = sign_in(world.dung).post(page, {"file": upload(narrow), "seen": ""}, follow=True)
    assert "Lề trái 0 mm" in answer.content.decode()


def test_a_page_from_before_is_answered_with_what_stands_now(world, sign_in, page):
    take(world)
    answer = sign_in(world.dung).post(page, {"file": upload(), "seen": ""})
    assert answer.status_code == 409
    assert "vừa được người khác thay" in answer.content.decode()


@pytest.mark.parametrize("name", ["an", "ha", "khoa"])
def test_for_others_there_is_no_such_page(world, sign_in, page, name):
    client = sign_in(getattr(world, name))
    for route in ("paper_template", "paper_template_file", "paper_default"):
        assert client.get(reverse(f"reports:{route}", args=[world.plan.code])).status_code == 404


def test_a_file_that_the_storage_lost_is_said_on_a_page(world, draft, sign_in):
    draft.template = take(world)
    draft.save(update_fields=["template"])
    draft.template.file.file.storage.delete(draft.template.file.file.name)
    answer = sign_in(world.dung).get(reverse("reports:word", args=[draft.pk]))
    assert answer.status_code == 503
    assert "Chưa lập được tệp Word" in answer.content.decode()
