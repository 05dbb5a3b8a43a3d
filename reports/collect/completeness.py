"""What still keeps a report from being sent, item by item. Pure: rows in, sentences out. A draft is never refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from django.utils.translation import gettext as _

from reports.enums import Progress
from targets.enums import Answer
from targets.figures import FigureError, parse_figure

NEEDS_NOTE = frozenset({Answer.NO_DATA, Answer.NOT_DONE})


class TaskItem(Protocol):
    pk: int
    progress: str
    result: str

    @property
    def code(self) -> str: ...


class IndicatorItem(Protocol):
    pk: int
    answer: str
    typed: str
    value: Decimal | None
    note: str

    @property
    def code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to mend before sending: `field` of the item `entry_id`, with the sentence to show."""

    kind: Literal["task", "indicator"]
    entry_id: int
    code: str
    field: str
    sentence: str


def gaps(tasks: Iterable[TaskItem], indicators: Iterable[IndicatorItem]) -> list[Gap]:
    """Every gap of a report, tasks first, each item's first gap only: mending it shows the next."""
    found = [gap for item in tasks if (gap := task_gap(item))]
    return found + [gap for item in indicators if (gap := indicator_gap(item))]


def task_gap(item: TaskItem) -> Gap | None:
    if not item.progress:
        return Gap("task", item.pk, item.code, "progress", _("Chưa chọn tiến độ của nhiệm vụ."))
    if item.progress != Progress.NOT_ARISEN and not item.result.strip():
        return Gap("task", item.pk, item.code, "result", _("Chưa ghi kết quả thực hiện."))
    return None


def indicator_gap(item: IndicatorItem) -> Gap | None:
    def gap(field: str, sentence: str) -> Gap:
        return Gap("indicator", item.pk, item.code, field, sentence)

    if not item.answer:
        return gap("typed", _("Chưa có câu trả lời cho chỉ tiêu."))
    if item.answer == Answer.FIGURE and item.value is None:
        return gap("typed", figure_problem(item.typed))
    if item.answer in NEEDS_NOTE and not item.note.strip():
        return gap("note", _("Cần ghi lý do chưa có số liệu hoặc chưa hoàn thành."))
    return None


def figure_problem(typed: str) -> str:
    """The sentence that says why no figure can be read from `typed`; empty when one can."""
    try:
        parse_figure(typed)
    except FigureError as error:
        return str(error)
    return ""
