"""One rule for what is filled in, written for the form and for the database: the two must agree."""

import pytest

from reports.collect.completeness import indicator_gap, task_gap
from reports.collect.filled import INDICATOR_IS_FILLED, TASK_IS_FILLED
from reports.collect.judging import figure_of
from reports.enums import Progress
from reports.models import IndicatorEntry, TaskEntry
from targets.enums import Answer
from tests.collect.pages import ask_for_quotient

TASKS = [
    {"progress": progress, "result": result}
    for progress in ("", Progress.NOT_ARISEN, Progress.DONE)
    for result in ("", "Đã làm.")
]
OTHERS = [
    {"answer": answer, "value": None, "note": note, "typed": "52,5"}
    for answer in ("", *(answer for answer in Answer if answer != Answer.FIGURE))
    for note in ("", "Vì chưa công bố.")
]
FIGURES = [
    {"answer": Answer.FIGURE, **figure, **pair}
    for figure in ({"typed": "1.5", "value": None}, {"typed": "52,5", "value": "52.5"})
    for pair in (
        {},
        {"typed_numerator": "8", "typed_denominator": "16", "numerator": 8, "denominator": 16},
        {"typed_numerator": "8"},
        {"typed_denominator": "16"},
        {"typed_numerator": "8", "typed_denominator": "0"},
    )
]


@pytest.mark.parametrize("fields", TASKS)
def test_the_database_and_the_form_agree_when_a_task_is_filled(world, round_, fields):
    TaskEntry.objects.update(**fields)
    entry = TaskEntry.objects.select_related("task").first()
    in_the_database = TaskEntry.objects.filter(TASK_IS_FILLED, pk=entry.pk).exists()
    assert in_the_database == (task_gap(entry) is None)


@pytest.mark.parametrize("fields", [*OTHERS, *FIGURES])
def test_the_database_and_the_form_agree_when_an_indicator_is_filled(world, round_, fields):
    ask_for_quotient(world.indicators[0])
    IndicatorEntry.objects.update(**fields)
    entry = IndicatorEntry.objects.select_related("indicator").first()
    in_the_database = IndicatorEntry.objects.filter(INDICATOR_IS_FILLED, pk=entry.pk).exists()
    assert in_the_database == (indicator_gap(entry, figure_of(entry).problem) is None)
