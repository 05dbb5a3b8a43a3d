"""The doors to the pages of later figures, with what waits behind them."""

import pytest

from agencies.enums import Role
from agencies.models import Membership
from reports.followup.listing import cards_for
from reports.followup.services import accept, send_back, sign
from reports.models import Round
from tests.factories import NOW, TODAY, person


def sentences(user):
    return [card.sentence for card in cards_for(person(user), on=TODAY)]


def test_an_agency_is_told_what_can_be_made_official(closed):
    assert sentences(closed.an) == ["1 số ước, sơ bộ hoặc chưa có của các năm trước có thể cập nhật."]


def test_it_is_told_how_its_sending_stands(closed, send_a):
    sent = send_a()
    assert sentences(closed.binh) == ["1 số chờ lãnh đạo ký."]
    sign(follow_up=sent, by=person(closed.binh), now=NOW)
    assert sentences(closed.an) == ["1 số chờ duyệt."]
    assert sentences(closed.dung) == ["1 số chờ duyệt, lâu nhất từ ngày 23/11/2026."]
    send_back(follow_up=sent, reason="Thiếu.", by=person(closed.dung), now=NOW)
    assert sentences(closed.an)[0].startswith("1 số bị trả lại. 1 số ước")
    assert sentences(closed.dung) == []


def test_once_all_is_official_only_corrections_are_left(closed, accepted):
    assert sentences(closed.an) == ["Các số đã ghi nhận đều là số chính thức; số sai vẫn đính chính được."]


def test_a_year_under_way_has_no_card(closed):
    Round.objects.update(locked_at=None)
    assert sentences(closed.an) == []


@pytest.mark.parametrize("who", ["ha", "khoa", "lan", "giang"])
def test_others_have_no_card(closed, who):
    assert sentences(getattr(closed, who)) == []


def test_whoever_writes_and_reviews_has_both(closed, submitted):
    Membership.objects.create(user=closed.an, agency=closed.coordinator, role=Role.OFFICER)
    assert len(sentences(closed.an)) == 2
    accept(follow_up=submitted, seen=closed.record.pk, by=person(closed.giang), now=NOW)
    assert len(sentences(closed.an)) == 1
