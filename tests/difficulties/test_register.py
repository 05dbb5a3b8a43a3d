"""The register: who sees what, in which order, narrowed how, at what cost; and its Excel file."""

import datetime as dt
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agencies.models import Agency, Succession
from reports.difficulties import grouping
from reports.difficulties.selectors import difficulties_for, get_difficulty
from reports.enums import DifficultyAction as Action
from tests import factories as f
from tests.difficulties.conftest import DAY

URL = "/ke-hoach/ke-hoach-thu/kho-khan/"


@pytest.fixture
def several(world, tell, do):
    """Sở A's of today and of 40 days ago (escalated 35 days ago), Sở B's of 31 days ago, and one answered."""
    world.today = tell(text="Thiếu phòng học ở Bắc Lý.", task=None)
    world.old = tell(text="Thiếu kinh phí.", now=f.NOW - 40 * DAY)
    do(world.old, Action.ESCALATE, world.dung, now=f.NOW - 35 * DAY)
    world.other = tell(world.cuc, agency=world.b, text="Vướng mặt bằng.", proposal="Giao đất", now=f.NOW - 31 * DAY)
    world.done = tell(text="Thiếu máy.", task=1, now=f.NOW - 400 * DAY)
    do(world.done, Action.ANSWER, world.dung, now=f.NOW - 390 * DAY)
    return world


@pytest.fixture
def seen(sign_in, several):
    """seen(user, "?qua=30"): the rows of the page, in its order."""

    def _seen(who, query=""):
        response = sign_in(who).get(URL + query)
        assert response.status_code == 200
        return [one.row for one in response.context["register"].rows]

    return _seen


def test_the_longest_wait_stands_first_and_what_is_done_last(several, seen):
    assert seen(several.dung) == [several.old, several.other, several.today, several.done]
    assert seen(several.ha) == seen(several.giang) == seen(several.dung)


def test_an_agency_sees_its_own(several, seen):
    assert seen(several.an) == [several.old, several.today, several.done]
    assert seen(several.cuc) == [several.other]


@pytest.mark.parametrize("who", ["khoa", "lan"])
def test_for_others_there_is_no_register(several, sign_in, who):
    assert sign_in(getattr(several, who)).get(URL).status_code == 404
    assert not difficulties_for(f.person(getattr(several, who)), on=f.TODAY).exists()


def test_a_successor_reads_and_acts_for_its_predecessor_from_its_day_on(several, seen, do):
    Agency.objects.filter(pk=several.b.pk).update(valid_to=f.TODAY)
    Succession.objects.create(
        predecessor=several.b, successor=several.a, date=f.TODAY, legal_basis="Nghị quyết", scope="toàn bộ", acts=True
    )
    an, before = f.person(several.an), f.person(several.an, on=f.TODAY - DAY)
    assert several.other in seen(several.an)
    assert not difficulties_for(before, on=f.TODAY - DAY).filter(pk=several.other.pk).exists()
    assert get_difficulty(an, several.other.pk, on=f.TODAY).agency == several.b
    do(several.other, Action.WITHDRAW, several.an)
    assert several.other.state == "withdrawn"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?trang-thai=open", ["other", "today"]),
        ("?trang-thai=answered", ["done"]),
        ("?trang-thai=khong-co", ["old", "other", "today", "done"]),
        ("?nam=2025", ["done"]),
        ("?co-quan=SOB", ["other"]),
        ("?nhiem-vu=1.2", ["done"]),
        ("?qua=30", ["old", "other"]),
        ("?qua=31", ["old"]),
        ("?qua=40", []),
        ("?qua=x&nam=-1&nhom=a", ["old", "other", "today", "done"]),
        ("?nam=123456", ["old", "other", "today", "done"]),
        ("?nam=1", ["old", "other", "today", "done"]),
        ("?qua=999999", ["old", "other", "today", "done"]),
        ("?tim=kinh+phi", ["old"]),
        ("?tim=KINH+PHÍ", ["old"]),
        ("?tim=vuong+dat", ["other"]),  # every word, in text or proposal
        ("?tim=bac+ly", ["today"]),
        ("?tim=SOB", ["other"]),
        ("?tim=nhiem+vu+1.2", ["done"]),
        ("?tim=100%25", []),
    ],
)
def test_the_address_says_what_to_show(several, seen, query, names):
    assert seen(several.dung, query) == [getattr(several, name) for name in names]


def test_a_group_is_shown_alone(several, seen):
    how = {"by": f.person(several.dung), "now": f.NOW}
    chosen = [several.old.pk, several.other.pk]
    group = grouping.group_new(plan=several.plan, chosen=chosen, title="Thiếu nguồn lực", **how)
    assert (
        seen(several.dung, f"?nhom={group.pk}") == seen(several.dung, "?tim=nguon+luc") == [several.old, several.other]
    )


def test_the_tabs_count_every_state_as_filtered(several, sign_in):
    tabs = [tab.label for tab in sign_in(several.dung).get(f"{URL}?co-quan=SOA").context["register"].tabs]
    assert tabs == [
        *("Tất cả (3)", "Chờ xử lý (1)", "Chờ UBND tỉnh quyết định (1)", "Đã trả lời (1)"),
        *("Đã giải quyết (0)", "Đã rút lại (0)"),
    ]


def test_ages_stand_in_the_rows(several, sign_in):
    page = sign_in(several.dung).get(URL).content.decode()
    for words in ("chờ trả lời 40 ngày", "chờ quyết định 35 ngày", "chờ trả lời 0 ngày", "trả lời sau 10 ngày"):
        assert words in page


def test_any_number_takes_the_same_queries(several, tell, sign_in):
    client = sign_in(several.dung)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{URL}?tim=thieu&qua=0")
        return len(captured)

    few = queries()
    for number in range(30):
        tell(text=f"Thiếu {number} người.", task=number % 3)
    assert queries() == few <= 13


def test_the_file_holds_what_the_page_shows_and_no_formula(several, tell, sign_in):
    tell(text='=HYPERLINK("http://x")', now=f.NOW - 50 * DAY)
    response = sign_in(several.dung).get(f"{URL}excel/?co-quan=SOA")
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(min_row=2, values_only=True))
    head, first, old, today, done = rows
    assert head[:3] == ("Cơ quan", "Nhiệm vụ", "Khó khăn, vướng mắc")
    assert first[2] == '=HYPERLINK("http://x")'
    assert b"<f>" not in response.content
    assert old[2:9:3] == ("Thiếu kinh phí.", "Chờ UBND tỉnh quyết định", 35)
    assert (old[7], today[7], done[7]) == (40, 0, None)
    assert done[6:11] == (dt.datetime(2025, 10, 19), None, None, 10, "Sở Tài chính bố trí trong dự toán năm sau.")


def test_the_file_of_an_agency_holds_its_own(several, sign_in):
    response = sign_in(several.cuc).get(f"{URL}excel/")
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(min_row=3, values_only=True))
    assert [row[2] for row in rows] == ["Vướng mặt bằng."]
