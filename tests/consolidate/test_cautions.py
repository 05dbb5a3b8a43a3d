"""What is said before a draft is built, and that even an empty round gives a report that can be read."""

import pytest

from agencies.models import Membership
from plan.enums import Document
from plan.models import Coordinator, Recipient
from reports.consolidate.cautions import cautions_of
from reports.consolidate.frozen import paper_on
from reports.models import IndicatorEntry, Submission, TaskEntry
from tests import factories as f
from tests.consolidate.conftest import build

pytestmark = pytest.mark.django_db


def test_a_round_that_lacks_nothing_needs_no_words(world, complete):
    Recipient.objects.create(plan=world.plan, document=Document.REPORT, text="Bộ Nội vụ", order=1)
    assert cautions_of(complete, on=f.TODAY) == []


def test_where_nothing_is_accepted_that_is_said_and_the_report_says_it_too(world, round_):
    assert "Chưa có mục nào được duyệt" in cautions_of(round_, on=f.TODAY)[0]
    draft = build(world, round_)
    assert draft.passages.get(key="tasks-III.1").text.count("chưa có kết quả được duyệt") == 3
    assert paper_on(draft).chapters


def test_an_empty_round_is_called_so_and_can_be_built(world, round_):
    for model in (TaskEntry, IndicatorEntry, Submission):
        model.objects.all().delete()
    assert cautions_of(round_, on=f.TODAY)[0] == "Kỳ báo cáo này chưa có cơ quan nào phải báo cáo."
    reports = paper_on(build(world, round_)).chapters[0].sections[1].lines
    assert [line.text for line in reports] == ["Kỳ báo cáo không có cơ quan nào phải báo cáo."]


def test_an_office_without_a_head_is_named(world, complete):
    Membership.objects.filter(user=world.giang).delete()
    assert any(one.startswith("Sở Đầu mối chưa có lãnh đạo") for one in cautions_of(complete, on=f.TODAY))


def test_a_plan_without_a_coordinator_is_called_so(world, complete):
    Coordinator.objects.all().delete()
    assert any("chưa có cơ quan đầu mối" in one for one in cautions_of(complete, on=f.TODAY))


def test_it_takes_two_queries(world, complete, django_assert_num_queries):
    with django_assert_num_queries(2):
        cautions_of(complete, on=f.TODAY)
