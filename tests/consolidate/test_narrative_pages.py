"""The page on which the report is written: with scripts passage by passage, without them form by form."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import ConsolidatedPassage
from tests import factories as f
from tests.consolidate.conftest import build

pytestmark = pytest.mark.django_db
PAGE = "/ke-hoach/ke-hoach-thu/tong-hop/2026/soan/"


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def draft(world, complete):
    return build(world, complete)


@pytest.fixture
def officer(world, draft, sign_in):
    return sign_in(world.dung)


def page_of(client):
    return BeautifulSoup(client.get(PAGE).content, "html.parser")


@pytest.mark.parametrize(("who", "status"), [("dung", 200), ("giang", 200), ("an", 404), ("ha", 404), ("khoa", 404)])
@pytest.mark.parametrize("door", ["", "direction/", "direction/dien-san/", "dang-mo/"])
def test_it_is_for_the_coordinators_people_alone(world, draft, sign_in, who, status, door):
    client = sign_in(getattr(world, who))
    answer = client.post(PAGE + door, {"key": "direction", "version": "0", "text": "x"}) if door else client.get(PAGE)
    assert answer.status_code == (302 if status == 200 and "dien-san" in door else status)


def test_every_passage_stands_in_a_form_of_its_own_in_the_order_of_the_outline(officer, draft):
    items = page_of(officer).select("[data-item]")
    assert [item["data-item"] for item in items] == [one.key for one in draft.passages.all()]
    for item, passage in zip(items, draft.passages.all(), strict=True):
        form = item.select_one("form")
        assert form.select_one("[name=key]")["value"] == passage.key
        assert form.select_one("[name=version]")["value"] == str(passage.version)
        assert form.select_one("textarea").get_text().removeprefix("\n") == passage.text


def test_what_cannot_be_typed_is_shown_and_has_no_field(officer, draft):
    folded = [one.get_text(" ", strip=True) for one in page_of(officer).select("details.disclosure")]
    assert any(draft.indicators.get(code="2.1.1").name in text for text in folded)
    assert any("Báo cáo của cả 2 cơ quan đã được duyệt." in text for text in folded)


def test_without_a_draft_one_is_sent_to_build_it(world, round_, sign_in):
    answer = sign_in(world.dung).get(PAGE)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("reports:consolidation", args=["ke-hoach-thu", 2026])


class TestWithoutScripts:
    def post(self, client, text, version="0", key="direction"):
        return client.post(PAGE, {"key": key, "version": version, "text": text})

    def test_a_passage_is_saved_and_shown_again(self, officer, draft):
        answer = self.post(officer, "Một\r\nhai")
        assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#direction")
        assert draft.passages.get(key="direction").text == "Một\nhai"

    def test_who_comes_second_sees_both_texts_and_loses_nothing(self, world, officer, draft, sign_in):
        self.post(officer, "Của Dung.")
        answer = self.post(sign_in(world.giang), "Của Giang.")
        assert answer.status_code == 409
        item = BeautifulSoup(answer.content, "html.parser").select_one("#direction")
        assert item.select_one("textarea").get_text().strip() == "Của Giang."
        assert item.select_one("blockquote").get_text(strip=True) == "Của Dung."
        assert item.select_one("[name=version]")["value"] == "1"  # so that the next try is made from what was seen

    def test_what_is_refused_comes_back_filled(self, officer):
        answer = self.post(officer, "chữ " * 30_000)
        assert answer.status_code == 422
        assert "nhiều nhất là 100000" in answer.content.decode()

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
    def test_an_unreadable_version_is_nobodys(self, officer, version):
        assert self.post(officer, "x", version=version).status_code == 409


class TestWithScripts:
    def save(self, client, text, version=0, key="direction"):
        return client.post(f"{PAGE}{key}/", {"version": version, "text": text})

    def test_saving_says_version_and_time(self, officer):
        answer = self.save(officer, "Đã họp.")
        assert answer.json() == {"ok": True, "version": 1, "saved_at": "09:00", "others": []}

    def test_a_clash_brings_what_stands_and_who_wrote_it(self, world, officer, sign_in):
        self.save(officer, "Của Dung.")
        answer = self.save(sign_in(world.giang), "Của Giang.")
        assert answer.status_code == 409
        said = answer.json()
        assert (said["version"], said["current"], said["by"]) == (1, {"text": "Của Dung."}, "Vũ Thị Dung")
        assert said["at"] == "09:00 23/11/2026"

    def test_a_refusal_is_a_sentence(self, officer):
        answer = self.save(officer, "x", key="tasks-IX")
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("Đoạn này không còn trong dự thảo.")

    def test_colleagues_are_shown_with_the_passage_they_are_at(self, world, officer, sign_in):
        self.save(officer, "Đã họp.", key="tasks-III.1")
        answer = sign_in(world.giang).post(f"{PAGE}dang-mo/", {"item": "direction"})
        assert answer.json() == {"others": [{"name": "Vũ Thị Dung", "item": "tasks-III.1"}]}


def test_what_was_prefilled_comes_back_by_a_button(officer, draft):
    prefilled = draft.passages.get(key="tasks-III.1").text
    officer.post(f"{PAGE}tasks-III.1/", {"version": 0, "text": "Khác."})
    button = page_of(officer).select_one("#tasks-III\\.1 [formaction]")
    answer = officer.post(button["formaction"], {"version": 1})
    assert answer["Location"] == f"{PAGE}#tasks-III.1"
    assert draft.passages.get(key="tasks-III.1").text == prefilled


def test_changed_sources_are_shown_word_by_word(world, complete, officer, draft):
    officer.post(f"{PAGE}tasks-III.1/", {"version": 0, "text": "Khác."})
    ConsolidatedPassage.objects.filter(consolidation=build(world, complete), key="tasks-III.1").update(
        prefilled=draft.passages.get(key="tasks-III.1").prefilled.replace("12 lớp", "15 lớp")
    )
    item = page_of(officer).select_one("#tasks-III\\.1")
    assert "Nội dung nguồn đã thay đổi từ khi bạn sửa." in item.get_text()
    assert (item.select_one("del").get_text(strip=True), item.select_one("ins").get_text(strip=True)) == ("12", "15")


def test_the_page_takes_as_many_queries_with_three_written_passages_as_with_one(officer, draft):
    counts = []
    for key in ("direction", "shortcomings", "next-year"):
        officer.post(f"{PAGE}{key}/", {"version": 0, "text": "Khác."})
        with CaptureQueriesContext(connection) as captured:
            officer.get(PAGE)
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 20
