"""The page "Cách đánh giá": told with the plan's own indicators, by the very rule that judges them."""

from decimal import Decimal

import pytest

from targets.enums import Accumulation, Comparator, Direction, Kind, Status
from targets.explaining import explain, meanings, verdict_examples, way_of, with_rules
from targets.models import Indicator, Milestone, Target
from targets.selectors import indicator_rows
from targets.verdicts import judge
from tests import factories as f
from tests.dashboards.figures import record
from tests.dashboards.rows import make_row


def page(world, sign_in, user=None):
    return sign_in(user or world.ha).get(f"/ke-hoach/{world.plan.code}/cach-danh-gia/")


def pair(comparator, lower=None, upper=None, *, baseline=None, **fields):
    bounds = {"lower": lower and Decimal(lower), "upper": upper and Decimal(upper)}
    target = Target(pk=1, year=2030, comparator=comparator, wording="mức đề ra", **bounds)
    return with_rules([make_row(targets=[target], baseline=baseline, **fields)])[0]


RANGE = pair(Comparator.RANGE, "60", "65", baseline=(2023, "30"))
UNEMPLOYED = pair(Comparator.LT, None, "1", baseline=(2018, "1.9"), direction=Direction.DOWN)
FLATS = pair(Comparator.GE, "12392", kind=Kind.COUNT, unit="căn hộ", accumulation=Accumulation.WITHIN_YEAR)
SCHEDULED = pair(Comparator.GE, "60", milestones=[Milestone(year=2025, value=Decimal(50))])
NO_PATH = pair(Comparator.GE, "60")
KEPT = pair(Comparator.GT, "95", baseline=(2023, "90"), direction=Direction.MAINTAIN)


class TestVerdicts:
    def test_one_indicator_with_a_range_and_a_path_shows_them_all(self):
        found = verdict_examples([RANGE])

        assert {status: example.verdict.status for status, example in found.items()} == {
            status: status for status in Status
        }

    @pytest.mark.parametrize(
        ("given", "wanting"),
        [
            (RANGE, set()),
            (UNEMPLOYED, {Status.EXCEEDED}),
            (FLATS, {Status.EXCEEDED}),
            (SCHEDULED, {Status.EXCEEDED}),
            (NO_PATH, {Status.EXCEEDED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK}),
            (KEPT, {Status.EXCEEDED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK}),
        ],
    )
    def test_it_finds_all_that_an_indicator_can_get(self, given, wanting):
        found = verdict_examples([given])

        assert {status for status, example in found.items() if example is None} == wanting

    @pytest.mark.parametrize("given", [RANGE, UNEMPLOYED, FLATS, SCHEDULED, NO_PATH, KEPT])
    def test_every_example_is_what_judge_says_of_its_figure(self, given):
        row, rule = given
        for status, example in verdict_examples([given]).items():
            if example is None:
                continue
            answer = judge(
                rule,
                example.year,
                example.reading,
                baseline=row.baseline,
                milestones=row.milestones,
                at_risk_share=row.plan.at_risk_share,
            )
            assert (example.verdict, example.verdict.sentence) == (answer, answer.sentence)
            assert answer.status == status


class TestMeanings:
    @pytest.mark.parametrize(
        ("given", "statuses"),
        [
            (pair(Comparator.GE, "60"), ["missed", "met", "met"]),
            (pair(Comparator.GT, "90"), ["missed", "missed", "met"]),
            (UNEMPLOYED, ["met", "missed", "missed"]),
            (pair(Comparator.LE, None, "10", direction=Direction.DOWN), ["met", "met", "missed"]),
            (pair(Comparator.EQ, "100"), ["missed", "met"]),
            (RANGE, ["missed", "met", "met", "met", "exceeded"]),
            (pair(Comparator.DONE, kind=Kind.MILESTONE, unit=""), ["met", "missed"]),
            (pair(Comparator.GE, "3", kind=Kind.LEVEL, unit="mức độ", highest_level=3), ["missed", "met"]),
            (pair(Comparator.GE, "3", kind=Kind.LEVEL, unit="mức độ"), ["missed", "met"]),
            (pair(Comparator.GE, "110"), ["missed", "met", "met"]),  # growth
            (pair(Comparator.EQ, "50", direction=Direction.MAINTAIN), ["missed", "met", "missed"]),
        ],
    )
    def test_the_bound_itself_and_beside_it(self, given, statuses):
        (meaning,) = meanings([given])

        assert [example.verdict.status for example in meaning.examples] == statuses

    def test_each_way_of_comparing_is_told_once(self):
        again = pair(Comparator.GE, "70")

        assert len(meanings([pair(Comparator.GE, "60"), again, RANGE])) == 2

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            (pair(Comparator.EQ, "100"), "từ mức này trở lên là đạt"),
            (pair(Comparator.EQ, "5", direction=Direction.DOWN), "từ mức này trở xuống là đạt"),
            (
                pair(Comparator.EQ, "100", direction=Direction.MAINTAIN),
                "từ mức này trở lên là đạt; phải giữ hằng năm, không chỉ năm đích",
            ),
            (
                pair(Comparator.EQ, "50", direction=Direction.MAINTAIN),
                "phải đúng bằng mức này; phải giữ hằng năm, không chỉ năm đích",
            ),
        ],
    )
    def test_to_reach_a_figure_is_told_as_it_is_judged(self, given, words):
        assert explain(given[1]) == words


def test_the_whole_way_begins_at_the_first_milestone_where_there_is_no_baseline():
    way = way_of([SCHEDULED])

    assert (way.whole, way.allowed) == ("10,0 điểm phần trăm", "1,0 điểm phần trăm")


def test_a_way_tells_how_far_behind_is_still_at_risk():
    way = way_of([UNEMPLOYED])

    assert (way.whole, way.allowed) == ("0,9 điểm phần trăm", "0,09 điểm phần trăm")
    assert way.years[-1] == (2030, "1,0")


def test_the_page_works_without_a_single_figure(world, sign_in):
    text = page(world, sign_in).content.decode()

    for status in Status:
        assert f'<span class="chip is-{status.value}">' in text
    assert "Chỉ tiêu 2.1.1" in text


def test_the_page_works_for_a_plan_without_indicators(world, sign_in):
    Indicator.objects.all().update(valid_to=f.TODAY)

    response = page(world, sign_in)

    assert response.status_code == 200
    assert "chưa có chỉ tiêu nào có mức phải đạt" in response.content.decode()


def test_its_sentences_are_those_of_judge(world, sign_in):
    world.plan.refresh_from_db()
    pairs = with_rules(indicator_rows(world.plan, on=f.TODAY))
    text = page(world, sign_in).content.decode()

    for example in verdict_examples(pairs).values():
        if example:
            sentence = example.verdict.sentence
            assert sentence[0].upper() + sentence[1:] in text


def test_it_is_for_everybody_with_a_role_and_takes_few_queries(world, sign_in, django_assert_max_num_queries):
    for number in range(5):
        f.make_indicator(world.plan, f"3.{number}", owner=world.a)
    record(world.indicators[0], 2026, "44", by=world.dung)
    client = sign_in(world.cuc)

    with django_assert_max_num_queries(12):
        assert client.get(f"/ke-hoach/{world.plan.code}/cach-danh-gia/").status_code == 200
    assert page(world, sign_in, world.lan).status_code == 404
