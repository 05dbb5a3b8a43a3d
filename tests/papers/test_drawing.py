"""A PDF is drawn by a job, once: whatever is killed and started again, there is one file, and it shows the report."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from agencies.errors import Refused
from reports.consolidate.running import TakenOver
from reports.consolidate.services import run_again
from reports.documents import drawing, pdf
from reports.documents.drawing import content_of, current_pdf, draw_pdf, paper_with_charts, word_file
from reports.enums import JobState
from reports.models import DrawnFile, Job
from reports.papers.charting import charts_of
from reports.papers.services import ask_for_pdf
from targets.models import Measurement
from tests import factories as f
from tests.consolidate.conftest import build
from tests.papers.conftest import fresh, hold_of

pytestmark = pytest.mark.django_db


def ask(draft, who):
    return ask_for_pdf(report=draft, by=f.person(who), now=f.NOW)


def draw(draft, who):
    hold = hold_of(ask(draft, who))
    draw_pdf(draft, hold)
    hold.finish()
    return DrawnFile.objects.get(consolidation=draft)


def text_of(drawn):
    with drawn.file.open("rb") as file:
        return "".join(page.extract_text() for page in PdfReader(BytesIO(file.read())).pages)


def test_a_job_draws_it_and_it_is_used_again(world, draft):
    assert current_pdf(draft) is None
    drawn = draw(draft, world.dung)
    assert drawn.content == content_of(draft)
    assert "BIỂU ĐỒ CHỈ TIÊU" in text_of(drawn)
    assert current_pdf(fresh(draft)) == drawn


def test_whoever_may_read_may_ask_and_the_same_job_is_for_all(world, draft, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = ask(draft, world.dung)
        assert ask(draft, world.giang) == first
    assert (first.kind, first.subject) == ("pdf", draft)
    assert sent == [("reports.pdf", [first.pk])]


def test_a_failed_one_runs_again_beside_that_of_another_report(world, complete, draft):
    failed, other = ask(draft, world.dung), ask(build(world, complete), world.dung)
    Job.objects.filter(pk=failed.pk).update(state="failed", error="Hỏng.", finished_at=f.NOW)
    failed.refresh_from_db()
    again = run_again(job=failed, by=f.person(world.dung), now=f.NOW)
    assert (again, again.state, other.state) == (failed, "waiting", "waiting")


def test_a_changed_report_is_drawn_anew_and_the_old_file_goes(
    world,
    draft,
    files,
    django_capture_on_commit_callbacks,
):
    old = draw(draft, world.dung)
    draft.indicators.filter(code="2.1.1").update(note="Ghi chú mới.")
    assert current_pdf(fresh(draft)) is None
    with django_capture_on_commit_callbacks(execute=True):
        new = draw(fresh(draft), world.dung)
    assert "Ghi chú mới." in text_of(new)
    assert (new.pk, new.content != old.content) == (old.pk, True)
    assert [path.suffix for path in (files / "consolidations").iterdir() if path.suffix == ".pdf"] == [".pdf"]


def test_killed_at_any_moment_and_run_again_there_is_one_file(world, draft, files, monkeypatch):
    job, steps = ask(draft, world.dung), ["current_pdf", "content_of", "paper_with_charts", "write_pdf", "acting"]
    for step in steps:
        with monkeypatch.context() as patch:
            patch.setattr(drawing, step, killed)
            with pytest.raises(KeyboardInterrupt):
                draw_pdf(draft, hold_of(job))
        Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)  # as after a minute of silence
    assert not DrawnFile.objects.exists()
    draw_pdf(draft, hold_of(job))
    assert DrawnFile.objects.count() == 1
    assert len([path for path in (files / "consolidations").iterdir() if path.suffix == ".pdf"]) == 1


def killed(*_args, **_options):
    raise KeyboardInterrupt


def test_a_job_that_another_worker_has_leaves_nothing_in_the_database(world, draft):
    hold = hold_of(ask(draft, world.dung))
    Job.objects.filter(pk=hold.job.pk).update(attempts=5)
    with pytest.raises(TakenOver):
        draw_pdf(draft, hold)
    assert not DrawnFile.objects.exists()


def test_a_file_that_the_storage_lost_is_drawn_again(world, draft, files):
    drawn = draw(draft, world.dung)
    drawn.file.storage.delete(drawn.file.name)
    assert current_pdf(draft) is None
    assert text_of(draw(draft, world.dung))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (pdf.NoFont("LiberationSerif-Bold.ttf"), "thiếu phông chữ LiberationSerif-Bold.ttf"),
        (pdf.Busy(), "thử lại sau ít phút"),
        (pdf.NotDrawn("maximum grouping depth exceeded"), "lỗi đã được ghi lại"),
    ],
)
def test_what_went_wrong_is_a_sentence(world, draft, monkeypatch, error, words):
    def fail(*_args):
        raise error

    monkeypatch.setattr(drawing, "write_pdf", fail)
    with pytest.raises(Refused, match=words):
        draw_pdf(draft, hold_of(ask(draft, world.dung)))


class TestCharts:
    def test_they_show_what_was_on_record_at_the_building(self, world, draft):
        [before] = [chart for chart in charts_of(draft) if chart.title.startswith("2.1.1.")]
        line = draft.indicators.get(code="2.1.1")
        row = Measurement.objects.get(pk=line.measurement_id)
        assert before.values[-1].value == line.value
        later = {"recorded_at": f.NOW.replace(hour=23), "reason": "Sửa.", "revision": row.revision + 1}
        for name, value in later.items():
            setattr(row, name, value)
        row.pk, row.value = None, row.value + 7
        row.save(force_insert=True)
        [after] = [chart for chart in charts_of(fresh(draft)) if chart.title.startswith("2.1.1.")]
        assert after == before

    def test_an_indicator_without_any_figure_has_none(self, draft):
        draft.indicators.filter(code="2.1.1").update(value=None, previous=None)
        assert not [chart for chart in charts_of(draft) if chart.title.startswith("2.1.1.")]

    def test_they_stand_in_an_appendix_of_the_pdf_alone(self, draft):
        paper = paper_with_charts(draft)
        assert paper.appendices[-1].pictures
        numbers = [one.label for one in paper.appendices]
        assert len(numbers) == len(set(numbers))
        assert word_file(draft).read(2) == b"PK"

    def test_their_number_costs_no_query(self, world, draft):
        def count():
            report = fresh(draft)
            with CaptureQueriesContext(connection) as captured:
                charts_of(report)
            return len(captured)

        few = count()
        draft.indicators.filter(code="2.1.2").delete()
        assert count() == few <= 9


class TestPages:
    def test_before_it_is_drawn_the_link_leads_to_a_page_that_asks(self, world, draft, sign_in):
        client = sign_in(world.dung)
        answer = client.get(reverse("reports:pdf", args=[draft.pk]), follow=True)
        assert answer.redirect_chain[-1][0] == reverse("reports:pdf_drawing", args=[draft.pk])
        assert "Lập tệp PDF" in answer.content.decode()
        answer = client.post(reverse("reports:pdf_drawing", args=[draft.pk]), follow=True)
        assert "Đang chờ đến lượt" in answer.content.decode()
        assert Job.objects.filter(kind="pdf").count() == 1

    def test_once_it_is_drawn_it_is_handed_out_under_its_name(self, world, draft, sign_in):
        draw(draft, world.dung)
        client = sign_in(world.giang)
        answer = client.get(reverse("reports:pdf", args=[draft.pk]))
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
        assert "filename" in answer["Content-Disposition"]
        page = client.get(reverse("reports:pdf_drawing", args=[draft.pk]), headers={"HX-Request": "true"})
        assert reverse("reports:pdf", args=[draft.pk]) in page.content.decode()
        assert "hx-get" not in page.content.decode()

    def test_a_failure_is_told_and_can_be_tried_again(self, world, draft, sign_in):
        hold_of(ask(draft, world.dung)).fail("Máy chủ thiếu phông chữ.")
        client = sign_in(world.dung)
        page = client.get(reverse("reports:pdf_drawing", args=[draft.pk])).content.decode()
        assert "Máy chủ thiếu phông chữ." in page
        assert "Lập lại" in page
        client.post(reverse("reports:pdf_drawing", args=[draft.pk]))
        assert Job.objects.filter(kind="pdf", state="waiting").count() == 1

    def test_who_may_not_read_the_report_does_not_find_it(self, world, draft, sign_in):
        for name in ("pdf", "pdf_drawing", "word"):
            assert sign_in(world.cuc).get(reverse(f"reports:{name}", args=[draft.pk])).status_code == 404
