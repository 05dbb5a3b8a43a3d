"""Guidance for a round: who writes it, what holds, what stays on record, and where it is read."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from agencies.errors import Refused, Stale
from reports.models import Attachment, Guidance, Round
from reports.oversight.guidance.services import take_back
from reports.oversight.selectors import guidance_of
from tests.factories import NOW, TODAY, person
from tests.oversight.conftest import paper, stored
from tests.steps import report_of


def page(name="guidance", year=2026):
    return reverse(f"reports:{name}", args=["ke-hoach-thu", year])


def words(answer):
    return " ".join(answer.content.decode().split())


class TestSaying:
    def test_the_latest_holds_and_the_earlier_stay(self, guide, round_):
        first = guide("Số liệu chốt ngày 30/11.")
        second = guide("Số liệu chốt ngày 25/11.", seen=first.pk)
        assert guidance_of(round_) == second
        assert Guidance.objects.count() == 2

    def test_taken_back_nothing_holds(self, world, guide, round_):
        first = guide("Số liệu chốt ngày 30/11.")
        take_back(round_=round_, seen=first.pk, by=person(world.dung), now=NOW)
        assert guidance_of(round_) is None
        assert [row.text for row in Guidance.objects.all()] == ["", "Số liệu chốt ngày 30/11."]

    @pytest.mark.parametrize("who", ["an", "binh", "ha", "khoa", "lan"])
    def test_only_the_coordinators_people_write_it(self, world, guide, who):
        with pytest.raises(Refused, match="Chỉ cơ quan đầu mối"):
            guide("Số liệu.", by=getattr(world, who))

    def test_of_two_writers_the_second_is_told(self, world, guide):
        first = guide("Số liệu chốt ngày 30/11.", by=world.giang)
        with pytest.raises(Stale) as stale:
            guide("Số liệu chốt ngày 25/11.", seen=None)
        assert stale.value.current == first

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"text": " \u200b "}, "text"),
            ({"document_number": "12/HD"}, "document_date"),
            ({"document_date": TODAY}, "document_number"),
            ({"document_number": "12/HD", "document_date": TODAY.replace(year=2027)}, "document_date"),
        ],
    )
    def test_what_will_not_do_names_its_field(self, guide, more, field):
        with pytest.raises(Refused) as refused:
            guide(**{"text": "Số liệu."} | more)
        assert refused.value.field == field

    def test_a_round_that_is_over_takes_none(self, guide):
        Round.objects.update(locked_at=NOW)
        with pytest.raises(Refused, match="đã khóa"):
            guide("Số liệu.")

    def test_the_same_again_is_refused_and_its_file_not_kept(self, guide, tmp_path):
        first = guide("Số liệu.", upload=paper())
        with pytest.raises(Refused, match="không khác"):
            guide("Số liệu.", seen=first.pk, keeps_file=True)
        with pytest.raises(Stale):
            guide("Khác.", upload=paper())
        assert (Attachment.objects.count(), stored(tmp_path)) == (1, 1)

    @pytest.mark.parametrize(("keeps", "file"), [(True, True), (False, False)])
    def test_the_file_stays_where_asked(self, guide, keeps, file):
        first = guide("Số liệu.", upload=paper())
        second = guide("Số liệu khác.", seen=first.pk, keeps_file=keeps)
        assert (second.file == first.file) is file


class TestThePages:
    def test_everybody_with_a_role_reads_it_with_its_file(self, world, guide, sign_in):
        row = guide("Số liệu chốt ngày 30/11.", document_number="12/HD", document_date=TODAY, upload=paper())
        answer = sign_in(world.cuc).get(page())
        assert "Số liệu chốt ngày 30/11." in words(answer)
        assert "số 12/HD ngày 23/11/2026" in words(answer)
        file = sign_in(world.cuc).get(reverse("reports:guidance_file", args=[row.pk, "x.pdf"]))
        assert b"".join(file.streaming_content).startswith(b"%PDF")
        assert "Soạn" not in words(answer)

    def test_markup_is_shown_and_not_obeyed(self, world, guide, sign_in):
        guide("<script>alert(1)</script>")
        assert "&lt;script&gt;" in words(sign_in(world.an).get(page()))

    def test_it_is_written_on_its_page(self, world, round_, sign_in):
        posted = {"seen": "", "text": "Số liệu\nchốt.", "document_number": "12/HD", "document_date": "2024-11-02"}
        answer = sign_in(world.dung).post(page("write_guidance"), posted | {"file": paper()}, follow=True)
        assert answer.redirect_chain == [(page(), 302)]
        row = guidance_of(round_)
        assert (row.text, row.document_number, row.file.name) == ("Số liệu\nchốt.", "12/HD", "văn bản.pdf")

    def test_a_preview_changes_nothing(self, world, round_, sign_in):
        answer = sign_in(world.dung).post(page("write_guidance"), {"text": "Đoạn một.\n\nĐoạn hai.", "preview": "1"})
        assert answer.status_code == 200
        assert "<p>Đoạn một.</p> <p>Đoạn hai.</p>" in words(answer)
        assert not Guidance.objects.exists()

    def test_what_was_typed_stays_beside_what_a_colleague_wrote(self, world, guide, sign_in):
        rival = guide("Của Giang.", by=world.giang)
        answer = sign_in(world.dung).post(page("write_guidance"), {"seen": "", "text": "Của Dung."})
        assert answer.status_code == 409
        assert answer.context["form"]["text"].value() == "Của Dung."
        assert "Của Giang." in words(answer)
        again = {"seen": answer.context["seen"], "text": "Của Dung."}
        assert again["seen"] == rival.pk
        assert sign_in(world.dung).post(page("write_guidance"), again).status_code == 302

    def test_it_is_taken_back_on_its_page(self, world, guide, round_, sign_in):
        row = guide("Số liệu.")
        sign_in(world.dung).post(page("write_guidance"), {"seen": row.pk, "text": "Số liệu.", "take_back": "1"})
        assert guidance_of(round_) is None

    @pytest.mark.parametrize("seen", ["x", "9" * 30, "²"])
    def test_a_forged_page_is_only_told_that_it_is_stale(self, world, guide, sign_in, seen):
        guide("Số liệu.")
        assert sign_in(world.dung).post(page("write_guidance"), {"seen": seen, "text": "Khác."}).status_code == 409


class TestWhereItIsRead:
    def test_it_stands_at_the_head_of_the_form(self, world, guide, round_, sign_in):
        row = guide("Số liệu chốt ngày 30/11.", document_number="12/HD", document_date=TODAY, upload=paper())
        answer = sign_in(world.an).get(reverse("reports:form", args=[report_of(world.a, round_).pk]))
        text = words(answer)
        assert text.index("Số liệu chốt ngày 30/11.") < text.index("Cách ghi báo cáo")
        assert reverse("reports:guidance_file", args=[row.pk, row.file.name]) in answer.content.decode()

    def test_taken_back_it_does_not(self, world, guide, round_, sign_in):
        first = guide("Số liệu chốt ngày 30/11.")
        take_back(round_=round_, seen=first.pk, by=person(world.dung), now=NOW)
        answer = sign_in(world.an).get(reverse("reports:form", args=[report_of(world.a, round_).pk]))
        assert "Hướng dẫn của cơ quan đầu mối" not in words(answer)

    def test_a_long_one_begins_folded(self, world, guide, round_, sign_in):
        guide("Số liệu. " * 100)
        answer = sign_in(world.an).get(reverse("reports:form", args=[report_of(world.a, round_).pk]))
        assert '<details class="disclosure"> <summary>Hướng dẫn của cơ quan đầu mối' in words(answer)

    def test_my_work_leads_to_it(self, world, guide, sign_in):
        assert page() not in sign_in(world.an).get(reverse("reports:my_work")).content.decode()
        guide("Số liệu.")
        assert page() in sign_in(world.an).get(reverse("reports:my_work")).content.decode()

    def test_the_workbook_brings_it_along_as_text(self, world, guide, round_, sign_in):
        guide("=1+1\n\nSố liệu chốt ngày 30/11.")
        answer = sign_in(world.an).get(reverse("reports:form_workbook", args=[report_of(world.a, round_).pk]))
        rows = load_workbook(BytesIO(answer.getvalue()))["Hướng dẫn"].iter_rows(max_col=1)
        cells = [(cell.value, cell.data_type) for (cell,) in rows]
        first = cells.index(("Hướng dẫn của cơ quan đầu mối:", "s"))
        assert cells[first + 1 : first + 3] == [("=1+1", "s"), ("Số liệu chốt ngày 30/11.", "s")]
