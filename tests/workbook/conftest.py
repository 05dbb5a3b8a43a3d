"""Sở A's report with one item of every kind, its workbook taken from the real page and handed in at the real page."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.collect.opening import open_round
from reports.collect.selectors import form_of
from reports.enums import ItemState, State
from reports.models import IndicatorEntry, Submission, TaskEntry
from targets.enums import Comparator, Kind
from targets.models import Indicator
from tests import factories as f
from tests.collect.pages import ask_for_quotient, page
from tests.steps import report_of


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def this_morning(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: f.NOW)


@pytest.fixture
def report(world):
    """Tasks 1.1, 1.2 and 2; a share (with a quotient), a count, a grade, a measure and a declaration."""
    ask_for_quotient(world.indicators[0])
    f.make_indicator(world.plan, "2.1.3", owner=world.a, kind=Kind.COUNT, unit="căn hộ", decimals=0)
    f.make_indicator(world.plan, "2.1.4", owner=world.a, kind=Kind.LEVEL, unit="mức độ", lower="3", decimals=0)
    Indicator.objects.filter(code="2.1.4").update(highest_level=3)
    f.make_indicator(world.plan, "2.1.5", owner=world.a, kind=Kind.NUMBER, unit="tuổi")
    done = {"kind": Kind.MILESTONE, "comparator": Comparator.DONE, "lower": None, "unit": "", "decimals": 0}
    f.make_indicator(world.plan, "2.1.6", owner=world.a, **done)
    return report_of(world.a, open_round(plan=world.plan, year=2026, by=f.person(world.khoa), now=f.NOW))


@pytest.fixture
def sent(report):
    """sent(*codes) lets the report be sent; the tasks of those codes came back."""

    def _sent(*returned):
        state = State.RETURNED if returned else State.SUBMITTED
        Submission.objects.filter(pk=report.pk).update(state=state, first_sent_at=f.NOW, last_sent_at=f.NOW)
        for items in (TaskEntry, IndicatorEntry):
            items.objects.filter(submission=report).update(state=ItemState.PENDING)
        TaskEntry.objects.filter(submission=report, task__code__in=returned).update(state=ItemState.RETURNED)

    return _sent


@pytest.fixture
def an(world, sign_in):
    return sign_in(world.an)


@pytest.fixture
def form_file(an, report):
    """form_file() gives the bytes of the report's workbook, as it is downloaded now."""

    def _download():
        answer = an.get(page("form_workbook", report))
        assert answer.status_code == 200
        return answer.getvalue()

    return _download


@pytest.fixture
def hand_in(an, report):
    """hand_in(bytes) gives the answer of the page that takes workbooks in."""

    def _hand_in(content, name="bao-cao.xlsx", **more):
        file = SimpleUploadedFile(name, content.getvalue() if isinstance(content, BytesIO) else content)
        return an.post(page("hand_in", report), {"file": file}, **more)

    return _hand_in


@pytest.fixture
def previewed(an, hand_in):
    """previewed(bytes) hands the workbook in and gives the page that shows what it would change."""

    def _previewed(content):
        answer = hand_in(content)
        assert answer.status_code == 302, answer.context["refused"]
        shown = an.get(answer["Location"])
        assert shown.status_code == 200
        return shown

    return _previewed


@pytest.fixture
def items(report):
    """items() gives the report's items by code, as they stand now."""

    def _items():
        content = form_of(report)
        return {entry.code: entry for entry in (*content.tasks, *content.indicators)}

    return _items
