"""The world with papers to hand in, and an inspection of Sở A with two findings."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.enums import FindingAction
from reports.oversight.guidance.services import say
from reports.oversight.inspections.services import record, take_step
from reports.oversight.plans.services import file
from tests.evidence.files import PDF, docx, png
from tests.factories import NOW, person

DAY = dt.timedelta(days=1)
HELD = dt.date(2025, 3, 3)  # long ago, whatever the clock of the machine says
DUE = dt.date(2025, 4, 1)


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def paper(kind="pdf", name=""):
    content = {"pdf": PDF, "docx": docx(), "png": png()}[kind]
    return SimpleUploadedFile(name or f"văn bản.{kind}", content)


def stored(root):
    """How many files the storage holds."""
    return sum(path.is_file() for path in root.rglob("*"))


@pytest.fixture
def guide(world, round_):
    """guide("...") says it for the round of 2026, by Dung, after whatever was said before."""

    def _guide(text, *, by=None, seen=None, **more):
        return say(round_=round_, text=text, seen=seen, by=person(by or world.dung), now=NOW, **more)

    return _guide


@pytest.fixture
def file_for(world):
    """file_for(agency) files a plan of its own, by its reporter where nobody else is named."""

    def _file(agency=None, *, by=None, number="45/KH-SOA", day=dt.date(2024, 9, 9), upload=None, **more):
        agency = agency or world.a
        who = by or (world.an if agency == world.a else world.cuc)
        more.setdefault("title", "Triển khai thực hiện chính sách xã hội")
        return file(
            plan=world.plan,
            agency=agency,
            document_number=number,
            document_date=day,
            upload=upload or paper(),
            by=person(who),
            now=NOW,
            **more,
        )

    return _file


@pytest.fixture
def inspect(world):
    """inspect(findings=...) puts an inspection of Sở A on record."""

    def _inspect(findings="", *, agency=None, by=None, held_on=HELD, **more):
        more.setdefault("conclusion", "Đã làm đúng kế hoạch, còn một số tồn tại.")
        return record(
            plan=world.plan,
            agency=agency or world.a,
            held_on=held_on,
            findings=findings,
            by=person(by or world.dung),
            now=NOW,
            **more,
        )

    return _inspect


@pytest.fixture
def found(inspect):
    """Two findings of Sở A: one was due long ago, one has no day."""
    inspection = inspect(f"Chưa lập danh sách.\t{DUE:%d/%m/%Y}\nChưa công khai kết quả.")
    return list(inspection.findings.all())


def stepped(finding, action, who, *, seen=None, text="Đã làm.", **more):
    finding.refresh_from_db()
    seen = finding.step_count if seen is None else seen
    more.setdefault("now", NOW)
    return take_step(finding=finding, action=FindingAction(action), text=text, seen=seen, by=person(who), **more)
