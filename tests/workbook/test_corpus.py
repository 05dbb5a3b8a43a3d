"""Hostile and sloppy workbooks, all through the real page: each has its answer, and none is an error of the server."""

import pytest

from agencies.models import AuditLine
from reports.collect.forms import anchor
from reports.models import Upload
from tests.workbook.hostile import HOSTILE
from tests.workbook.sloppy import SLOPPY


@pytest.fixture
def everything(items, files):
    """everything() is all that a workbook could have changed: the items, the uploads, the trail, the files."""

    def _everything():
        entries = [(e.code, e.version, e.state, e.edited_at) for e in items().values()]
        kept = [path for path in files.rglob("*") if path.is_file()]
        return entries, list(Upload.objects.values()), AuditLine.objects.count(), kept

    return _everything


def test_a_hostile_file_is_refused_with_one_sentence_and_nothing_changes(form_file, hand_in, everything):
    content, before, wrong = form_file(), everything(), {}
    for name, (make, words) in HOSTILE.items():
        answer = hand_in(make(content))
        refusal = answer.context["refused"] if answer.status_code == 422 else f"answered {answer.status_code}"
        if words not in refusal or "Biểu chưa có gì thay đổi" not in answer.text or everything() != before:
            wrong[name] = refusal

    assert wrong == {}


def test_a_sloppy_file_is_read_as_far_as_it_goes(form_file, previewed, items):
    content, before, wrong = form_file(), _versions(items), {}
    for name, (make, outcomes, words) in SLOPPY.items():
        page = previewed(make(content))
        seen = {f"{_code(line, items)} {line.control}": line.outcome.value for line in page.context["preview"].lines}
        unsaid = [one for one in words if one not in page.text]
        if seen != outcomes or unsaid:
            wrong[name] = (seen, unsaid)

    assert wrong == {}
    assert _versions(items) == before


def test_the_corpus_is_large_enough():
    assert len(HOSTILE) + len(SLOPPY) >= 100


def _versions(items):
    return {code: entry.version for code, entry in items().items()}


def _code(line, items):
    return next(entry.code for entry in items().values() if line.name == f"{anchor(entry)}-{line.control}")
