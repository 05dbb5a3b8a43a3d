"""Changing a draft part by part, and what is said of its parts moving along."""

import pytest

from targets.drafting import editing
from targets.drafting.paths import value_at, within
from tests.drafting.test_assembling import draft_of


@pytest.fixture(scope="module")
def draft():
    return draft_of("whole.txt")


def test_another_code_of_an_agency_goes_everywhere(draft):
    n = next(n for n, row in enumerate(draft["agencies"]) if row["name"] == "Sở A")
    new = editing.replaced(draft, f"agencies[{n}]", {**draft["agencies"][n], "code": "SO-A"})
    assert new["tasks"][0]["responsibilities"][0]["agency"] == "SO-A"
    assert [row["agency"] for row in new["recipients"]].count("SO-A") == 1
    assert draft["tasks"][0]["responsibilities"][0]["agency"] != "SO-A"  # the old draft stands


def test_two_that_are_one_agency_are_named_once(draft):
    first, second = (
        next(n for n, row in enumerate(draft["agencies"]) if row["name"] == name) for name in ("Sở A", "Sở B")
    )
    new = editing.merged(draft, "agencies", second, draft["agencies"][first])
    assert len(new["agencies"]) == len(draft["agencies"]) - 1
    named = [row["agency"] for row in new["tasks"][0]["responsibilities"] if row["agency"]]
    assert named == [draft["agencies"][first]["code"]]


def test_rows_below_one_that_is_taken_out_keep_their_quotes(draft):
    last = next(one for one in draft["quotes"] if within(one["path"], "indicators[2]"))
    new = editing.removed(draft, "indicators", 0)
    assert last | {"path": last["path"].replace("[2]", "[1]")} in new["quotes"]
    assert not [one for one in new["quotes"] if within(one["path"], "indicators[2]")]


def test_an_agency_that_is_taken_out_is_named_by_nobody(draft):
    n = next(n for n, row in enumerate(draft["agencies"]) if row["name"] == "Sở Đầu mối")
    assert editing.removed(draft, "agencies", n)["plan"]["coordinator"] == ""


def test_doubts_go_when_a_person_has_looked(draft):
    part = "tasks[0]"
    task = value_at(draft, part)
    assert any(within(said["path"], part) for said in draft["warnings"])
    kept, looked = (editing.replaced(draft, part, task, checked=checked)["warnings"] for checked in (False, True))
    assert any(within(said["path"], part) for said in kept)
    assert not any(within(said["path"], part) for said in looked)


def test_the_horizon_dates_targets_that_have_no_year(draft):
    undated = editing.replaced(draft, "indicators[0].target.year", None)
    dated = editing.replaced(undated, "plan", {**draft["plan"], "horizon_year": 2035})
    assert [row["target"]["year"] for row in dated["indicators"]] == [2035, 2030, 2030]
