import pytest

from reports.dashboards.progress import TaskState, task_state
from reports.enums import Progress

DONE, GOING, NOT_YET, NOTHING = Progress.DONE, Progress.IN_PROGRESS, Progress.NOT_STARTED, Progress.NOT_ARISEN


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([], TaskState.NO_DATA),
        ([None], TaskState.NO_DATA),
        ([None, NOTHING], TaskState.NO_DATA),
        ([DONE], TaskState.DONE),
        ([DONE, DONE], TaskState.DONE),
        ([DONE, NOTHING], TaskState.DONE),  # one had nothing to do
        ([DONE, None], TaskState.IN_PROGRESS),  # never a green light before all have answered
        ([DONE, GOING], TaskState.IN_PROGRESS),
        ([DONE, NOT_YET], TaskState.IN_PROGRESS),
        ([GOING, None], TaskState.IN_PROGRESS),
        ([NOT_YET], TaskState.NOT_STARTED),
        ([NOT_YET, None], TaskState.NOT_STARTED),
        ([NOT_YET, NOTHING], TaskState.NOT_STARTED),
        ([NOTHING], TaskState.NOT_ARISEN),
        ([NOTHING, NOTHING], TaskState.NOT_ARISEN),
    ],
)
def test_a_task_stands_where_its_leaders_stand(answers, state):
    assert task_state(answers) == state
    assert task_state(answers[::-1]) == state
