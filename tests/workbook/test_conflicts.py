"""Two people at once, and the doors: a colleague's newer text is shown and never overwritten."""

import pytest
from django.test import Client

from agencies.workbooks import receiving
from agencies.workbooks.opening import LARGEST
from reports.collect import forms
from reports.collect.services import save_task_entry
from reports.models import IndicatorEntry, Round, TaskEntry, Upload
from tests import factories as f
from tests.collect.pages import page, task_entry
from tests.steps import report_of
from tests.workbook import files as w
from tests.workbook.test_round_trip import proposed


@pytest.fixture
def colleague(world, report):
    """colleague(**fields) saves fields of task 1.1 in the form."""

    def _save(**fields):
        entry = task_entry(report)
        save_task_entry(entry=entry, version=entry.version, changes=fields, by=f.person(world.binh), now=f.NOW)

    return _save


@pytest.fixture
def take(items):
    return lambda control, code="1.1": f"take-task-{items()[code].pk}-{control}"


@pytest.fixture
def outcomes():
    return lambda shown: {line.control: line.outcome.value for line in shown.context["preview"].lines}


def test_a_colleague_s_text_stays_where_the_file_says_nothing_new(form_file, previewed, colleague, outcomes, items):
    content = w.edited(form_file(), w.fill({"1.1 result": "Từ tệp."}))
    colleague(difficulty="Thiếu kinh phí.")

    assert outcomes(previewed(content)) == {"result": "change"}


def test_both_texts_are_shown_and_the_form_s_is_kept_unless_chosen(
    an, form_file, previewed, colleague, outcomes, items
):
    content = w.edited(form_file(), w.fill({"1.1 result": "Từ tệp."}))
    colleague(result="Từ biểu.")
    shown = previewed(content)

    assert outcomes(shown) == {"result": "clash"}
    assert "Từ tệp." in shown.text
    assert "Từ biểu." in shown.text
    an.post(shown.request["PATH_INFO"], proposed(shown))
    assert items()["1.1"].result == "Từ biểu."


def test_the_file_s_text_is_taken_when_it_is_chosen(an, form_file, previewed, colleague, take, items):
    content = w.edited(form_file(), w.fill({"1.1 result": "Từ tệp."}))
    colleague(result="Từ biểu.")
    shown = previewed(content)

    an.post(shown.request["PATH_INFO"], proposed(shown) | {take("result"): "0"})

    assert items()["1.1"].result == "Từ tệp."


def test_the_same_text_is_no_conflict(form_file, previewed, colleague, outcomes):
    content = w.edited(form_file(), w.fill({"1.1 result": "Cùng một bản."}))
    colleague(result="Cùng một bản.")

    assert outcomes(previewed(content)) == {"result": "taken"}


def test_numbers_are_the_same_figure_only_where_a_figure_is_asked_for(form_file, previewed, colleague, outcomes):
    colleague(result="1000", difficulty="05")
    content = w.edited(form_file(), w.fill({"1.1 result": "1.000", "1.1 difficulty": "5"}))

    assert outcomes(previewed(content)) == {"result": "change", "difficulty": "change"}


def test_an_emptied_cell_wipes_nothing_out_unless_chosen(an, form_file, previewed, colleague, take, outcomes, items):
    colleague(result="Đã tổ chức 12 lớp.")
    shown = previewed(w.edited(form_file(), w.fill({"1.1 result": None})))

    assert outcomes(shown) == {"result": "clear"}
    an.post(shown.request["PATH_INFO"], proposed(shown))
    assert items()["1.1"].result == "Đã tổ chức 12 lớp."
    an.post(shown.request["PATH_INFO"], proposed(shown) | {take("result"): "0"})
    assert items()["1.1"].result == ""


def test_a_doubt_where_a_colleague_wrote_is_not_settled_for_the_whole_file(an, report, form_file, previewed, items):
    content = w.edited(form_file(), w.fill({"2.1.3 typed": "1.234"}))
    IndicatorEntry.objects.filter(submission=report, indicator__code="2.1.3").update(
        typed="99", value=99, answer="figure"
    )
    shown = previewed(content)

    assert [line.outcome.value for line in shown.context["preview"].lines] == ["clash"]
    an.post(
        shown.request["PATH_INFO"],
        {**proposed(shown), "style": "vi", f"take-indicator-{items()['2.1.3'].pk}-typed": ""},
    )
    assert items()["2.1.3"].typed == "99"


def test_when_the_form_moved_on_nothing_is_applied_and_the_page_is_shown_anew(
    an, form_file, previewed, colleague, outcomes, items
):
    shown = previewed(w.edited(form_file(), w.fill({"1.1 result": "Từ tệp.", "1.2 result": "Hai."})))
    colleague(result="Từ biểu.")

    again = an.post(shown.request["PATH_INFO"], proposed(shown))

    assert again.status_code == 409
    assert "Biểu vừa được sửa sau khi trang này được mở" in again.text
    assert [line.outcome.value for line in again.context["preview"].lines] == ["clash", "change"]
    assert proposed(again)[f"take-task-{items()['1.1'].pk}-result"] == "keep"
    assert (items()["1.1"].result, items()["1.2"].result) == ("Từ biểu.", "")
    assert Upload.objects.get().applied_at is None


def test_a_colleague_who_saves_in_that_very_moment_is_not_overwritten(an, form_file, previewed, items, monkeypatch):
    shown = previewed(w.edited(form_file(), w.fill({"1.1 result": "Từ tệp.", "1.2 result": "Hai."})))
    save = forms.save

    def late(entry, *args, **more):
        TaskEntry.objects.filter(pk=entry.pk, task__code="1.1").update(version=1, result="Từ biểu.")
        return save(entry, *args, **more)

    monkeypatch.setattr(forms, "save", late)
    after = an.post(shown.request["PATH_INFO"], proposed(shown), follow=True)

    assert "Chưa lưu mục 1.1 Nhiệm vụ 1.1: Mục này vừa được người khác sửa." in after.text
    assert "Đã đưa 1 mục từ tệp vào biểu" in after.text
    assert (items()["1.1"].result, items()["1.2"].result) == ("Từ biểu.", "Hai.")


def test_a_workbook_that_was_handed_in_before_the_form_changed_is_refused_then(an, report, form_file, previewed, items):
    shown = previewed(w.edited(form_file(), w.fill({"1.1 result": "Từ tệp."})))
    Round.objects.filter(pk=report.round_id).update(form_version=2)

    for answer in (an.get(shown.request["PATH_INFO"]), an.post(shown.request["PATH_INFO"], proposed(shown))):
        assert "Biểu mẫu đã thay đổi" in answer.text
    upload = Upload.objects.get()
    assert an.get(page("handed_in_marked", report, upload.pk)).status_code == 302
    assert items()["1.1"].version == 0


def test_a_file_that_is_gone_is_said_to_be_gone(an, form_file, previewed):
    shown = previewed(w.edited(form_file(), w.fill({"1.1 result": "Từ tệp."})))
    Upload.objects.get().file.delete(save=False)

    assert "không còn trong kho" in an.get(shown.request["PATH_INFO"]).text


def test_a_change_elsewhere_in_the_form_does_not_hold_it_up(an, form_file, previewed, colleague, items):
    shown = previewed(w.edited(form_file(), w.fill({"1.2 result": "Hai."})))
    colleague(result="Từ biểu.")

    assert an.post(shown.request["PATH_INFO"], proposed(shown)).status_code == 302
    assert items()["1.2"].result == "Hai."


def test_a_second_click_saves_nothing_twice(an, form_file, previewed, items):
    shown = previewed(w.edited(form_file(), w.fill({"1.1 result": "Từ tệp."})))
    for _click in range(2):
        an.post(shown.request["PATH_INFO"], proposed(shown))

    assert items()["1.1"].version == 1
    assert Upload.objects.get().saved == 1


def test_only_what_is_open_takes_anything(an, form_file, previewed, sent, items):
    content = w.edited(form_file(), w.fill({"1.1 result": "Một.", "1.2 result": "Hai."}))
    sent("1.1")

    shown = previewed(content)

    lines = shown.context["preview"].lines
    assert [line.outcome.value for line in lines] == ["change", "closed"]
    an.post(shown.request["PATH_INFO"], proposed(shown) | {f"take-{line.name}": "0" for line in lines})
    assert (items()["1.1"].result, items()["1.2"].result) == ("Một.", "")


def test_a_sent_report_takes_no_workbook(report, an, form_file, hand_in, sent):
    content = w.edited(form_file(), w.fill({"1.1 result": "Một."}))
    sent()

    answer = hand_in(content)

    assert answer.status_code == 422
    assert "không nhận nội dung mới" in answer.context["refused"]
    assert 'type="file"' not in an.get(page("hand_in", report)).text
    assert not Upload.objects.exists()


def test_a_reading_that_was_not_offered_is_not_taken(an, form_file, previewed, take, items):
    shown = previewed(w.edited(form_file(), w.fill({"1.1 result": "Một."})))

    for odd in ("1", "99", "-1", "²", "x" * 50, ""):
        an.post(shown.request["PATH_INFO"], proposed(shown) | {take("result"): odd})

    assert items()["1.1"].version == 0


def test_a_hundred_megabytes_are_read_away_and_refused(an, hand_in, monkeypatch):
    """The guard never keeps more than a file may have: what comes after is dropped as it arrives."""
    kept = []
    spied = receiving.SizeGuard.receive_data_chunk
    monkeypatch.setattr(
        receiving.SizeGuard,
        "receive_data_chunk",
        lambda self, data, start: kept.append(len(data)) or spied(self, data, start),
    )

    answer = hand_in(bytes(100 * 1024**2))

    assert answer.status_code == 422
    assert answer.context["refused"].startswith("Tệp lớn hơn 10 MB")
    assert sum(kept) == 0


def test_a_file_that_hides_its_size_is_cut_off(an, hand_in):
    answer = hand_in(bytes(LARGEST + 1))

    assert answer.context["refused"].startswith("Tệp lớn hơn 10 MB")


def test_without_its_token_nothing_is_taken_in(world, report, form_file):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.an)

    assert client.post(page("hand_in", report)).status_code == 403


def test_nobody_but_the_agency_finds_a_workbook(world, report, form_file, previewed, sign_in, sent):
    other = report_of(world.b, report.round)
    shown = previewed(w.edited(form_file(), w.fill({"1.1 result": "Một."})))
    upload = Upload.objects.get()
    addresses = [page("form_workbook", report), page("hand_in", report), shown.request["PATH_INFO"]]
    addresses += [page("handed_in", other, upload.pk), page("handed_in_marked", report, upload.pk)]
    sent("1.1")  # officers and leaders may read it from now on
    for user in (world.cuc, world.dung, world.ha, world.khoa):
        client = sign_in(user)
        assert [client.get(address).status_code for address in addresses] == [404] * 5
        assert client.post(shown.request["PATH_INFO"], proposed(shown)).status_code == 404


def test_pages_cost_the_same_however_much_is_in_the_file(an, form_file, previewed, django_assert_num_queries, report):
    one = previewed(w.edited(form_file(), w.fill({"1.1 result": "Một."})))
    many = {f"{code} result": "Xong." for code in ("1.1", "1.2", "2")} | {"2.1.1 typed": "50", "2.1.3 typed": "5"}
    more = previewed(w.edited(form_file(), w.fill(many)))
    for shown in (one, more):
        with django_assert_num_queries(8):
            an.get(shown.request["PATH_INFO"])
    with django_assert_num_queries(5):
        an.get(page("hand_in", report))
