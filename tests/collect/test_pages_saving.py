"""Saving: field by field by autosave, or the whole form at once; nothing typed is lost and nobody is overwritten."""

import pytest
from django.test import Client

from reports.models import TaskEntry
from reports.workflow import Action
from tests.collect.pages import indicator_entry, page, task_entry, whole_form
from tests.steps import fill, send_signed, step

pytestmark = pytest.mark.usefixtures("this_morning")


class TestAutosave:
    def test_a_save_is_answered_with_the_new_version_the_time_and_what_is_missing(self, world, report, sign_in):
        entry = task_entry(report)
        response = sign_in(world.an).post(page("save_task", report, entry.pk), {"version": 0, "progress": "done"})
        assert response.json() == {
            "ok": True,
            "version": 1,
            "saved_at": "09:00",
            "echo": "",
            "error": "",
            "field": "",
            "choices": [],
            "warnings": [],
            "missing": {"target": f"task-{entry.pk}-result", "sentence": "Chưa ghi kết quả thực hiện."},
            "others": [],
        }

    def test_a_figure_is_given_back_in_words(self, world, report, sign_in):
        entry = indicator_entry(report)
        answer = (
            sign_in(world.an).post(page("save_indicator", report, entry.pk), {"version": 0, "typed": "52,50"}).json()
        )
        assert (answer["echo"], answer["missing"]) == ("= 52,5%", None)
        entry.refresh_from_db()
        assert (entry.answer, str(entry.value), entry.typed) == ("figure", "52.500000", "52,50")

    def test_an_unclear_figure_is_kept_as_typed_and_asked_about(self, world, report, sign_in):
        entry = indicator_entry(report)
        answer = (
            sign_in(world.an).post(page("save_indicator", report, entry.pk), {"version": 0, "typed": "12,392"}).json()
        )
        assert answer["ok"] is True
        assert "12,392" in answer["error"]
        assert answer["choices"] == ["12.392", "12,3920"]
        entry.refresh_from_db()
        assert (entry.typed, entry.value) == ("12,392", None)
        html = sign_in(world.an).get(page("form", report)).content.decode()
        assert 'data-choice="12.392"' in html
        assert 'value="12,392"' in html

    @pytest.mark.parametrize(
        ("status", "stored"),
        [
            ("official", ("figure", "official")),
            ("no_data", ("no_data", "estimate")),
            ("not_due", ("not_due", "estimate")),
        ],
    )
    def test_one_choice_stands_for_answer_and_quality(self, world, report, sign_in, status, stored):
        entry = indicator_entry(report)
        data = {"version": 0, "typed": "52,5", "status": status}
        sign_in(world.an).post(page("save_indicator", report, entry.pk), data)
        entry.refresh_from_db()
        assert (entry.answer, entry.quality) == stored
        html = sign_in(world.an).get(page("form", report)).content.decode()
        assert f'<option value="{status}" selected>' in html

    def test_a_quality_without_a_figure_is_not_an_answer(self, world, report, sign_in):
        entry = indicator_entry(report)
        data = {"version": 0, "status": "official"}
        answer = sign_in(world.an).post(page("save_indicator", report, entry.pk), data).json()
        assert answer["missing"]["sentence"] == "Chưa có câu trả lời cho chỉ tiêu."

    def test_a_colleagues_newer_text_is_not_overwritten_and_both_come_back(self, world, report, sign_in):
        entry = task_entry(report)
        sign_in(world.binh).post(page("save_task", report, entry.pk), {"version": 0, "result": "Của Bình"})
        response = sign_in(world.an).post(page("save_task", report, entry.pk), {"version": 0, "result": "Của An"})
        assert response.status_code == 409
        answer = response.json()
        assert (answer["version"], answer["current"]["result"], answer["by"]) == (1, "Của Bình", "Lê Văn Bình")
        entry.refresh_from_db()
        assert entry.result == "Của Bình"

    @pytest.mark.parametrize("version", ["", "một", "-1", "9" * 30])
    def test_an_unreadable_version_is_a_stale_one(self, world, report, sign_in, version):
        url = page("save_task", report, task_entry(report).pk)
        assert sign_in(world.an).post(url, {"version": version, "result": "x"}).status_code == 409

    def test_a_refusal_names_the_field(self, world, report, sign_in):
        url = page("save_task", report, task_entry(report).pk)
        response = sign_in(world.an).post(url, {"version": 0, "progress": "nonsense"})
        assert (response.status_code, response.json()["field"]) == (400, "progress")

    def test_a_sent_item_is_refused_with_a_sentence(self, world, round_, report, sign_in):
        send_signed(world, round_)
        entry = task_entry(report)
        response = sign_in(world.an).post(
            page("save_task", report, entry.pk), {"version": entry.version, "result": "x"}
        )
        assert response.status_code == 400
        assert "đã gửi" in response.json()["error"]

    def test_it_needs_a_token(self, world, report):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.an)
        assert client.post(page("save_task", report, task_entry(report).pk), {"version": 0}).status_code == 403


class TestWithoutScripts:
    def test_one_button_saves_the_whole_form(self, world, report, sign_in):
        one, other, figure = task_entry(report, "1.1"), task_entry(report, "2"), indicator_entry(report)
        changes = {
            f"task_{one.pk}_result": "Dòng một\r\nDòng hai",
            f"task_{one.pk}_progress": "done",
            f"task_{other.pk}_difficulty": "Thiếu kinh phí",
            f"indicator_{figure.pk}_typed": "52,5",
        }
        response = sign_in(world.an).post(page("form", report), whole_form(report, **changes))
        assert response.url == page("form", report)
        for entry in (one, other, figure):
            entry.refresh_from_db()
        assert (one.result, one.progress, one.version) == ("Dòng một\nDòng hai", "done", 1)
        assert (other.difficulty, figure.answer, str(figure.value)) == ("Thiếu kinh phí", "figure", "52.500000")

    def test_items_nobody_touched_keep_their_version(self, world, report, sign_in):
        fill(report, world.an)
        before = {entry.pk: entry.version for entry in TaskEntry.objects.filter(submission=report)}
        sign_in(world.an).post(page("form", report), whole_form(report))
        assert {entry.pk: entry.version for entry in TaskEntry.objects.filter(submission=report)} == before

    def test_a_text_that_is_too_long_stays_in_the_page_with_the_reason(self, world, report, sign_in):
        entry = task_entry(report)
        typed = "dài " * 6000
        response = sign_in(world.an).post(
            page("form", report), whole_form(report, **{f"task_{entry.pk}_result": typed})
        )
        html = response.content.decode()
        assert typed in html
        assert "nhiều nhất là 20000" in html

    def test_an_unclear_figure_stays_as_typed(self, world, report, sign_in):
        entry = indicator_entry(report)
        sign_in(world.an).post(page("form", report), whole_form(report, **{f"indicator_{entry.pk}_typed": "1.5"}))
        entry.refresh_from_db()
        assert (entry.typed, entry.value) == ("1.5", None)

    def test_a_clash_keeps_both_texts_and_saves_the_rest(self, world, report, sign_in):
        one, other = task_entry(report, "1.1"), task_entry(report, "2")
        mine = whole_form(report, **{f"task_{one.pk}_result": "Của An", f"task_{other.pk}_result": "Phần hai"})
        sign_in(world.binh).post(page("save_task", report, one.pk), {"version": 0, "result": "Của Bình"})
        response = sign_in(world.an).post(page("form", report), mine)
        html = response.content.decode()
        assert response.status_code == 409
        assert "Của An</textarea>" in html
        assert "<p>Của Bình</p>" in html
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.result, other.result) == ("Của Bình", "Phần hai")

        again = whole_form(report, **{f"task_{one.pk}_result": "Của An và Bình"})
        assert sign_in(world.an).post(page("form", report), again).status_code == 302
        one.refresh_from_db()
        assert one.result == "Của An và Bình"

    def test_an_item_sent_meanwhile_shows_what_was_typed_with_the_reason(self, world, round_, report, sign_in):
        fill(report, world.an)
        entry = task_entry(report)
        mine = whole_form(report, **{f"task_{entry.pk}_result": "Gõ sau khi gửi"})
        step(report, Action.REQUEST_SIGNOFF, world.an)
        response = sign_in(world.an).post(page("form", report), mine)
        assert response.status_code == 409
        assert "Gõ sau khi gửi" in response.content.decode()
