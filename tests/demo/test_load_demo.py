"""The demonstration: only where it is allowed, whole, plausible, and the same when loaded again."""

import json
import re
from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import override_settings

from agencies.enums import Role
from agencies.models import AuditLine, Membership, User
from plan.models import Plan
from reports.deadlines import days_late
from reports.demo import accounts, content, story
from reports.enums import State
from reports.models import (
    ConsolidatedIndicator,
    Consolidation,
    Extension,
    FollowUp,
    Job,
    Mail,
    ReviewNote,
    Round,
    Submission,
    SubmissionVersion,
)
from targets.models import Measurement, Milestone
from targets.selectors import indicator_row
from tests import factories as f
from tests.factories import ZONE

PLAN = json.loads((Path(__file__).resolve().parents[2] / "fixtures" / "plan-ha-nam-2024.json").read_text())
YEARS = [2024, 2025, 2026]
DISTRICTS = [row["code"] for row in PLAN["agencies"] if row["level"] == "district"]


@pytest.fixture
def plan(db, tmp_path, settings):
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path
    call_command(
        "load_plan", Path(__file__).resolve().parents[2] / "fixtures" / "plan-ha-nam-2024.json", stdout=StringIO()
    )


def load():
    output = StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


@override_settings(DEMO=False)
def test_it_is_refused_where_it_is_not_a_demonstration(db):
    with pytest.raises(CommandError, match="DEMO=1"):
        load()
    assert not User.objects.exists()


@override_settings(DEMO=True)
def test_it_asks_for_the_plan_first(db):
    with pytest.raises(CommandError, match="load_plan"):
        load()
    assert accounts.role_accounts() == []


def test_it_is_refused_where_real_people_have_accounts(plan):
    f.make_user(None, username="chi.hoa")
    with pytest.raises(CommandError, match="tài khoản thật"):
        call_command("load_demo")
    assert not Round.objects.exists()


def test_the_whole_story(plan):
    printed = load()
    check_accounts(printed)
    check_closed_years()
    check_open_year()
    check_what_came_later()
    check_decisions()
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}  # nobody is written to about the past
    before = (AuditLine.objects.count(), SubmissionVersion.objects.count(), Job.objects.count())
    assert load() == printed
    assert (AuditLine.objects.count(), SubmissionVersion.objects.count(), Job.objects.count()) == before


def check_accounts(printed):
    rows = [re.split(r"\s{2,}", line) for line in printed.splitlines()]
    assert rows[0] == ["Tên đăng nhập", "Mật khẩu", "Vai trò", "Cơ quan"]
    assert [row[0] for row in rows[1:]] == ["yte", "yte.lanhdao", "tonghop", "tonghop.lanhdao", "lanhdao", "quantri"]
    assert rows[3] == ["tonghop", "tiendo-minh-hoa", "Chuyên viên đầu mối tổng hợp", "Sở LĐTBXH"]
    assert authenticate(username="yte", password="tiendo-minh-hoa").full_name
    held = {row.role for row in Membership.objects.filter(user__username__in=[row[0] for row in rows[1:]])}
    assert held == set(Role.values)
    reporting = set(Submission.objects.values_list("agency__code", flat=True))
    for role in (Role.REPORTER, Role.HEAD):
        assert set(Membership.objects.filter(role=role).values_list("agency__code", flat=True)) == reporting


def check_closed_years():
    for year in (2024, 2025):
        round_ = Round.objects.get(year=year)
        assert round_.is_demonstration
        assert round_.locked_at
        assert set(round_.submissions.values_list("state", flat=True)) == {State.LOCKED}
        assert round_.submissions.count() == 19
        issued = Consolidation.objects.get(round=round_)
        assert issued.state == "issued"
        assert issued.workbook.size > 10_000
        assert (issued.indicators.count(), issued.tasks.count()) == (42, 24)
    assert Measurement.objects.filter(year=2024).values("indicator").distinct().count() == 42
    late = [s.agency.code for s in Submission.objects.filter(round__year=2025) if is_late(s)]
    assert late == ["UBND-LYNHAN"]
    assert ReviewNote.objects.filter(decision="returned", version__submission__round__year=2024).count() == 2
    assert Submission.objects.get(round__year=2024, agency__code="SXD").versions.count() == 2
    assert Extension.objects.filter(submission__round__year=2024).count() == 1


def is_late(submission):
    return days_late(submission.round.due_at, submission.first_sent_at, ZONE) > 0


def check_open_year():
    round_ = Round.objects.get(year=2026)
    assert not round_.locked_at
    states = Counter(round_.submissions.values_list("state", flat=True))
    assert states == {"draft": 12, "submitted": 3, "accepted": 2, "awaiting": 1, "returned": 1}
    begun = round_.submissions.filter(state="draft", task_entries__version__gt=0).distinct()
    assert set(begun.values_list("agency__code", flat=True)) == set(story.OPEN.drafts)
    returned = round_.submissions.get(state="returned")
    notes = ReviewNote.objects.filter(version__submission=returned, decision="returned")
    assert notes.get().reason.startswith("Số 2.150 căn")
    assert max(SubmissionVersion.objects.values_list("sent_at", flat=True)).date().isoformat() < "2026-11-23"


def check_what_came_later():
    sent = FollowUp.objects.select_related("indicator").order_by("sent_at", "pk")
    assert Counter((row.year, row.state) for row in sent) == {
        (2024, "accepted"): 4,
        (2024, "returned"): 1,
        (2025, "submitted"): 2,
        (2025, "awaiting"): 1,
    }
    assert max(row.sent_at for row in sent).date().isoformat() < "2026-11-23"
    verdicts = {code: verdict_of(code, 2024) for code in ("2.1.8k", "2.1.10a", "2.1.4b", "2.1.8d")}
    assert verdicts == {
        "2.1.8k": ("met", "off_track"),  # revised down
        "2.1.10a": ("at_risk", "at_risk"),  # confirmed as it was
        "2.1.4b": ("at_risk", "on_track"),  # returned once
        "2.1.8d": ("no_data", "not_measurable"),  # published late
    }
    revised = Measurement.objects.filter(indicator__code="2.1.8k", year=2024).order_by("revision")
    assert [(row.value, row.quality) for row in revised] == [
        (Decimal("98.4"), "estimate"),
        (Decimal("97.8"), "official"),
    ]
    assert revised[1].reason.startswith("Số chính thức của Trung tâm Kiểm soát bệnh tật tỉnh.")


def verdict_of(code, year):
    """In the issued report, and today."""
    frozen = ConsolidatedIndicator.objects.get(code=code, consolidation__round__year=year).status
    row = indicator_row(Plan.objects.get(), code, on=f.TODAY)
    return frozen, row.verdict(year).status


def check_decisions():
    paths = set(Milestone.objects.values_list("indicator__code", "amendment__number"))
    assert sorted(paths) == [(code, "1185/QĐ-UBND") for code in ("2.1.10a", "2.1.4a", "2.1.4b", "2.1.8j")]
    beds = indicator_row(Plan.objects.get(), "2.1.8e", on=f.TODAY)
    assert [beds.target_at(year).lower for year in YEARS] == [32, 32, 40]
    assert beds.target.amendment.number == "214/QĐ-UBND"
    assert [beds.verdict(year).status for year in (2024, 2025)] == ["met", "met"]


def test_every_part_of_every_year_has_a_text():
    groups = {row["code"]: row["members"] for row in PLAN["groups"]}
    for task in PLAN["tasks"]:
        for row in task["responsibilities"]:
            for agency in [row["agency"]] if row["agency"] else groups[row["group"]]:
                for year in YEARS:
                    fields = content.task_fields(task["code"], agency, "huyện Lý Nhân", year)
                    assert fields["progress"] == "not_arisen" or len(fields["result"]) > 40
                    assert "{" not in "".join(fields.values())


def test_districts_do_not_write_the_same_words():
    said = {content.task_fields("2.2", code, code, 2025)["result"] for code in DISTRICTS}
    assert len(said) == len(DISTRICTS)


def test_every_indicator_of_every_year_has_an_answer():
    for indicator in PLAN["indicators"]:
        for year in YEARS:
            fields = content.indicator_fields(indicator["code"], year)
            assert fields.get("typed") or fields["answer"] in ("done", "not_done", "no_data")
            assert fields.get("answer") not in ("not_done", "no_data") or fields["note"]


def test_the_content_has_nothing_to_spare():
    texts = json.loads((Path(content.__file__).parent / "tasks.json").read_text())
    figures = json.loads((Path(content.__file__).parent / "figures.json").read_text())
    assert list(texts) == [task["code"] for task in PLAN["tasks"]]
    assert list(figures) == [row["code"] for row in PLAN["indicators"]]
    assert all(len(rows) == len(YEARS) for rows in figures.values())
    assert all(len(rows) == len(YEARS) for task in texts.values() for rows in task["parts"].values())


def test_a_story_that_ends_with_2024_has_nothing_that_happened_later():
    (told,) = story.closed_until(2024)
    assert told.year == 2024
    assert told.later == ()
    assert [one.year for one in story.closed_until(2026)] == [2024, 2025]
    assert len(story.closed_until(2026)[0].later) == len(story.LATER_2024)
