"""Who may have a file, and when: its own agency always, others once it was sent, nobody else ever."""

import pytest
from django.urls import reverse

from reports.evidence import services
from reports.workflow import Action
from tests.collect.pages import return_one, task_entry
from tests.evidence.files import docx, jpeg, png
from tests.evidence.test_services import another, reload
from tests.factories import NOW, person
from tests.steps import fill, step

pytestmark = pytest.mark.django_db
ALL = ("an", "binh", "cuc", "dung", "giang", "ha", "khoa", "lan")


@pytest.fixture
def readers(world, client):
    """readers(file) gives those who are handed the file; everybody else gets 404."""

    def _readers(evidence):
        url = reverse("reports:evidence", args=[evidence.pk, evidence.name])
        answers = {}
        for who in ALL:
            client.force_login(getattr(world, who))
            answer = client.get(url)
            answers[who] = answer.status_code
            answer.getvalue()
        client.logout()
        assert client.get(url).status_code == 302
        assert set(answers.values()) <= {200, 404}
        return {who for who, status in answers.items() if status == 200}

    return _readers


def send(world, report):
    fill(report, world.an)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    report.refresh_from_db()


OWN, OFFICE, LEADER = {"an", "binh"}, {"dung", "giang"}, {"ha"}


def test_before_the_report_is_sent_it_is_the_agencys_alone(put, readers):
    assert readers(put()) == OWN


def test_what_was_sent_is_for_the_office_and_the_leaders_too(world, report, put, readers):
    evidence = put()
    send(world, report)
    assert readers(evidence) == OWN | OFFICE | LEADER


def test_what_was_added_after_the_return_waits_for_the_next_sending(world, report, put, readers):
    send(world, report)
    return_one(task_entry(report), "Thiếu minh chứng.", world.dung)
    evidence = put(to=task_entry(report))
    assert readers(evidence) == OWN


def test_taken_out_it_is_reached_only_where_it_was_sent(world, report, put, readers):
    sent, unsent = put(), None
    send(world, report)
    return_one(task_entry(report), "Nêu rõ.", world.dung)
    unsent = put(content=another(2), to=task_entry(report))
    for evidence in (sent, unsent):
        services.remove(evidence=reload(evidence), by=person(world.an), now=NOW)
    assert readers(sent) == OWN | OFFICE | LEADER
    assert readers(unsent) == set()


@pytest.mark.parametrize(
    ("name", "content", "disposition", "kind"),
    [
        ("bản.pdf", another(1), "inline", "application/pdf"),
        ("ảnh.png", png(), "inline", "image/png"),
        ("ảnh.jpg", jpeg(), "inline", "image/jpeg"),
        ("bản.docx", docx(), "attachment", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_file_is_handed_over_so_that_it_can_do_nothing(world, put, sign_in, name, content, disposition, kind):
    evidence = put(name, content)
    answer = sign_in(world.an).get(reverse("reports:evidence", args=[evidence.pk, "tên-khác.html"]))
    assert answer.getvalue() == content
    headers = answer.headers
    assert headers["Content-Disposition"].startswith(f"{disposition}; filename*=utf-8''")
    assert (headers["Content-Type"], headers["Content-Length"]) == (kind, str(len(content)))
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"


def test_head_tells_the_size_alone(world, put, sign_in):
    evidence = put()
    answer = sign_in(world.an).head(reverse("reports:evidence", args=[evidence.pk, evidence.name]))
    assert (answer.status_code, answer.headers["Content-Length"], answer.getvalue()) == (200, str(evidence.size), b"")


def test_what_the_storage_has_lost_is_not_there(world, put, sign_in, storage):
    evidence = put()
    storage.delete(evidence.file.name)
    assert sign_in(world.an).get(reverse("reports:evidence", args=[evidence.pk, evidence.name])).status_code == 404


@pytest.mark.parametrize("who", [who for who in ALL if who not in OWN])
def test_others_neither_add_nor_take_out(world, entry, put, sign_in, who):
    evidence, client = put(), sign_in(getattr(world, who))
    add = reverse("reports:add_to_task", args=[entry.submission_id, entry.pk])
    assert client.post(add, {"files": []}).status_code == 404
    assert client.post(reverse("reports:remove_evidence", args=[evidence.pk])).status_code == 404
    assert reload(evidence).removed_at is None
