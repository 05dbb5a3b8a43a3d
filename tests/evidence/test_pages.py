"""Where files are shown and sent: the form with and without scripts, the reading page, the desk, the trace."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from agencies.files.receiving import LARGEST, Capped
from reports.collect.reading import reading_of
from reports.collect.selectors import form_of
from reports.evidence import services
from reports.issuing.services import issue
from reports.models import Evidence, SubmissionVersion, TaskEntry
from reports.review.changes import changes_between
from reports.review.services import accept_items, return_item
from reports.workflow import Action
from tests.collect.pages import indicator_entry, page, return_one, task_entry, whole_form
from tests.collect.test_pages_queries import queries_of
from tests.consolidate.conftest import build
from tests.evidence.files import PDF, docx, upload
from tests.evidence.test_doors import send
from tests.evidence.test_services import another, reload
from tests.factories import NOW, TODAY, person
from tests.steps import all_items, fill, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_this_morning")]
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def _this_morning(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def names(soup):
    return [link.text for link in soup.select("[data-file] a")]


def url_of(entry):
    kind = "task" if isinstance(entry, TaskEntry) else "indicator"
    return reverse(f"reports:add_to_{kind}", args=[entry.submission_id, entry.pk])


def test_a_script_sends_files_and_gets_the_list(world, entry, sign_in):
    answer = sign_in(world.an).post(url_of(entry), {"files": [upload(), upload(b"MZ", "chạy.exe")]}, **JSON)
    told = answer.json()
    assert answer.status_code == 400
    assert told["problems"] == [
        "chạy.exe: Loại tệp này không nhận. Hãy dùng PDF, ảnh JPEG hoặc PNG, Word (.docx) hay Excel (.xlsx)."
    ]
    assert names(BeautifulSoup(told["files"], "html.parser")) == ["bien-ban.pdf"]
    assert sign_in(world.an).post(url_of(entry), {}, **JSON).json()["problems"] == ["Chưa chọn tệp nào."]


def test_a_plain_post_leads_back_to_the_item(world, report, sign_in):
    entry = indicator_entry(report)
    answer = sign_in(world.an).post(url_of(entry), {"files": [upload(name="<b>x.pdf")]}, follow=True)
    assert answer.redirect_chain == [(f"/bao-cao/{report.pk}/#indicator-{entry.pk}", 302)]
    assert names(soup_of(answer)) == ["_b_x.pdf"]


def test_a_script_takes_a_file_out(world, put, sign_in):
    url = reverse("reports:remove_evidence", args=[put().pk])
    client = sign_in(world.an)
    assert names(BeautifulSoup(client.post(url, **JSON).json()["files"], "html.parser")) == []
    assert client.post(url, **JSON).json()["problems"] == ["Tệp này đã được gỡ từ trước đó."]


def test_without_scripts_texts_and_files_come_together(world, report, entry, put, sign_in):
    old = put("cũ.pdf", another(9))
    data = whole_form(report, **{f"task_{entry.pk}_result": "Đã mở 12 lớp."})
    data |= {f"task-{entry.pk}-files": [upload(name="một.pdf"), upload(docx(), "hai.docx")], "remove-file": old.pk}
    answer = sign_in(world.an).post(page("form", report), data, follow=True)
    assert names(soup_of(answer)) == ["một.pdf", "hai.docx"]
    assert TaskEntry.objects.get(pk=entry.pk).result == "Đã mở 12 lớp."


def test_without_scripts_a_refused_file_loses_no_text(world, report, entry, sign_in):
    data = whole_form(report, **{f"task_{entry.pk}_result": "Đã mở 12 lớp."})
    answer = sign_in(world.an).post(page("form", report), data | {f"task-{entry.pk}-files": upload(b"")}, follow=True)
    assert "bien-ban.pdf: Tệp trống" in soup_of(answer).text
    assert "Đã mở 12 lớp." in soup_of(answer).text


def test_without_scripts_a_clash_of_texts_loses_no_file(world, report, entry, sign_in):
    data = whole_form(report, **{f"task_{entry.pk}_result": "Của An"}) | {f"task-{entry.pk}-files": upload()}
    TaskEntry.objects.filter(pk=entry.pk).update(version=7, result="Của Bình")
    answer = sign_in(world.an).post(page("form", report), data)
    assert answer.status_code == 409
    assert names(soup_of(answer)) == ["bien-ban.pdf"]
    assert "Của An" in answer.content.decode()


def test_a_file_of_nobody_is_not_taken_out(world, report, sign_in):
    for number in ("", "x", "9" * 30, "999999"):
        answer = sign_in(world.an).post(page("form", report), whole_form(report) | {"remove-file": number}, follow=True)
        assert answer.status_code == 200


def test_enter_saves_the_form_and_takes_nothing_out(world, report, put, sign_in):
    put()
    first = soup_of(sign_in(world.an).get(page("form", report))).select_one("#report button[type=submit]")
    assert first.get("name") is None


def test_the_check_list_counts_and_advises(world, report, entry, put, sign_in):
    fill(report, world.an)
    TaskEntry.objects.filter(submission=report).update(progress="done")
    put()
    put(content=another(2))
    proof = soup_of(sign_in(world.an).get(page("form", report))).select_one(".proof")
    words = " ".join(proof.p.text.split())
    assert words.startswith("Minh chứng: 2 tệp ở 1 mục. 2 mục báo hoàn thành chưa có minh chứng")
    shown = [line.a["href"] for line in proof.select("li:not([hidden])")]
    assert shown == [f"#task-{one.pk}" for one in form_of(report).tasks if one.pk != entry.pk]
    step(report, Action.REQUEST_SIGNOFF, world.an)  # advice, not a refusal


def test_what_is_closed_shows_its_files_and_no_way_to_change_them(world, report, put, sign_in):
    put()
    send(world, report)
    soup = soup_of(sign_in(world.an).get(page("form", report)))
    assert names(soup) == ["bien-ban.pdf"]
    assert not soup.select("input[type=file], [data-remove]")


def test_the_head_signs_the_files_that_were_read(world, report, put, sign_in):
    fill(report, world.an)
    before = form_of(report).fingerprint
    put()
    assert form_of(report).fingerprint != before
    assert names(soup_of(sign_in(world.binh).get(page("read", report)))) == ["bien-ban.pdf"]


def test_the_office_reads_what_was_sent(world, report, put, sign_in):
    evidence = put()
    put("số liệu.pdf", another(2), to=indicator_entry(report))
    send(world, report)
    return_one(task_entry(report), "Nêu rõ.", world.dung)
    services.remove(evidence=reload(evidence), by=person(world.an), now=NOW)
    put("mới.pdf", another(3), to=task_entry(report))
    client = sign_in(world.dung)
    assert sorted(names(soup_of(client.get(page("review", report))))) == ["bien-ban.pdf", "số liệu.pdf"]
    assert names(soup_of(client.get(page("read", report)))) == ["bien-ban.pdf", "số liệu.pdf"]
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    changed = soup_of(client.get(page("review", report))).select_one(".desk-changes")
    assert [(piece.name, piece.text) for piece in changed.select("del, ins")] == [
        ("del", "bien-ban.pdf\n"),
        ("ins", "mới.pdf\n"),
    ]
    assert "chưa thay đổi" not in changed.text


def test_a_sending_from_before_evidence_changed_nothing():
    old = {"tasks": [{"entry": 1, "result": "a"}], "indicators": []}
    new = {"tasks": [{"entry": 1, "result": "a", "evidence": []}], "indicators": []}
    assert changes_between(old, new) == {}


@pytest.fixture
def draft(world, round_, report, put):
    """Of a report returned once for want of proof, then accepted with another file."""
    dropped = put("bản một.pdf")
    put("số liệu.pdf", another(2), to=indicator_entry(report))
    send(world, report)
    first, *others = all_items(report)
    return_item(entry=first, reason="Nêu rõ.", by=person(world.dung), now=NOW)
    accept_items(submission=report, entries=others, by=person(world.dung), now=NOW)
    step(report, Action.RETURN, world.dung)
    services.remove(evidence=reload(dropped), by=person(world.an), now=NOW)
    put("bản hai.pdf", another(3), to=task_entry(report))
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    accept_items(submission=report, entries=all_items(report)[:1], by=person(world.dung), now=NOW)
    step(report, Action.ACCEPT, world.dung)
    return build(world, round_)


@pytest.fixture
def issued(world, draft):
    numbered = {"document_number": "125/BC-SDM", "document_date": TODAY, "confirmed": True}
    return issue(consolidation=draft, by=person(world.giang), now=NOW, **numbered)


@pytest.mark.parametrize(("who", "may_open"), [("dung", True), ("ha", True), ("an", True), ("cuc", False)])
def test_the_consolidated_report_leads_to_the_files_of_that_sending(world, issued, sign_in, who, may_open):
    client = sign_in(getattr(world, who))
    soup = soup_of(client.get(reverse("reports:version", args=[issued.pk])))
    assert names(soup) == (["số liệu.pdf", "bản hai.pdf"] if may_open else [])
    answers = [client.get(link["href"]) for link in soup.select("[data-file] a")]
    assert [(one.status_code, len(one.getvalue()) > 0) for one in answers] == [(200, True)] * len(answers)


def test_the_workbook_of_the_consolidated_report_needs_no_path_either(world, draft, sign_in, storage):
    answer = sign_in(world.dung).get(reverse("reports:workbook", args=[draft.pk]))
    assert answer.getvalue().startswith(b"PK")
    with pytest.raises(NotImplementedError):
        storage.path(draft.workbook.name)


def test_a_file_page_costs_the_same_for_one_and_for_many(world, report, put, sign_in):
    client = sign_in(world.an)
    client.get(page("form", report))
    put()
    one = queries_of(client.get, page("form", report))
    for number in range(9):
        put(content=another(number))
    assert queries_of(client.get, page("form", report)) == one <= 15


def test_what_is_too_large_is_not_even_kept():
    capped, block, taken = Capped(), b"x" * 65536, 0
    for number in range(2000):  # 125 MB
        chunk = capped.receive_data_chunk(block, number * len(block))
        taken += len(chunk or b"")
    assert LARGEST < taken <= LARGEST + 2 * len(block)
    assert capped.file_complete(taken) is None  # whoever kept what was taken says what came


def test_a_file_of_fifty_megabytes_is_refused_kindly(world, entry, sign_in):
    answer = sign_in(world.an).post(url_of(entry), {"files": upload(PDF + bytes(50 * 2**20), "phim.pdf")}, **JSON)
    assert "phim.pdf: Tệp lớn hơn 20 MB" in answer.json()["problems"][0]
    assert not Evidence.objects.exists()


def test_the_api_carries_it(world, report, put, sign_in):
    evidence = put()
    told = sign_in(world.an).get(f"/api/v1/submissions/{report.pk}/").json()["report"]
    file = next(item["evidence"] for item in told["tasks"] if item["evidence"])[0]
    assert file == {
        "id": evidence.pk,
        "name": "bien-ban.pdf",
        "kind": "pdf",
        "size": len(PDF),
        "sha256": evidence.sha256,
        "url": f"/minh-chung/{evidence.pk}/bien-ban.pdf",
    }


def test_a_sending_without_the_key_is_still_read(world, report, sign_in):
    send(world, report)
    version = SubmissionVersion.objects.get()
    content = json.loads(json.dumps(version.content))
    for item in (*content["tasks"], *content["indicators"]):
        del item["evidence"]
    assert [task.files for task in reading_of(content).tasks] == [[], [], []]
