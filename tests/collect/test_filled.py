"""One rule for what is filled in, written for the form and for the database: the two must agree."""

import pytest

from reports.collect.completeness import indicator_gap, task_gap
from reports.collect.filled import INDICATOR_IS_FILLED, TASK_IS_FILLED
from reports.enums import Progress
from reports.models import IndicatorEntry, TaskEntry
from targets.enums import Answer

TASKS = [
    {"progress": progress, "result": result}
    for progress in ("", Progress.NOT_ARISEN, Progress.DONE)
    for result in ("", "Đã làm.")
]
INDICATORS = [
    {"answer": answer, "value": value, "note": note, "typed": "x"}
    for answer in ("", *Answer)
    for value in ((None, "52.5") if answer == Answer.FIGURE else (None,))
    for note in ("", "Vì chưa công bố.")
]


@pytest.mark.parametrize("fields", TASKS)
def test_the_database_and_the_form_agree_when_a_task_is_filled(world, round_, fields):
    TaskEntry.objects.update(**fields)
    entry = TaskEntry.objects.select_related("task").first()
    in_the_database = TaskEntry.objects.filter(TASK_IS_FILLED, pk=entry.pk).exists()
    assert in_the_database == (task_gap(entry) is None)


@pytest.mark.parametrize("fields", INDICATORS)
def test_the_database_and_the_form_agree_when_an_indicator_is_filled(world, round_, fields):
    IndicatorEntry.objects.update(**fields)
    entry = IndicatorEntry.objects.select_related("indicator").first()
    in_the_database = IndicatorEntry.objects.filter(INDICATOR_IS_FILLED, pk=entry.pk).exists()
    assert in_the_database == (indicator_gap(entry) is None)
