"""What still keeps a report from being sent, item by item. Pure: rows in, sentences out. A draft is never refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from django.utils.translation import gettext as _

from reports.enums import Progress
from reports.flags import Flag
from reports.typed import Problem
from targets.enums import Answer

NEEDS_NOTE = frozenset(set(Answer) - {Answer.FIGURE})  # what is no figure says on what grounds


class TaskItem(Protocol):
    pk: int
    progress: str
    result: str

    @property
    def code(self) -> str: ...


class IndicatorItem(Protocol):
    pk: int
    answer: str
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


def task_gap(item: TaskItem) -> Gap | None:
    if not item.progress:
        return Gap("task", item.pk, item.code, "progress", _("Chưa chọn tiến độ của nhiệm vụ."))
    if item.progress != Progress.NOT_ARISEN and not item.result.strip():
        return Gap("task", item.pk, item.code, "result", _("Chưa ghi kết quả thực hiện."))
    return None


def indicator_gap(item: IndicatorItem, problem: Problem | None = None) -> Gap | None:
    """What an answer lacks; `problem` says why what was typed could not be read."""

    def gap(field: str, sentence: str) -> Gap:
        return Gap("indicator", item.pk, item.code, field, sentence)

    if not item.answer:
        return gap("typed", _("Chưa có câu trả lời cho chỉ tiêu."))
    if item.answer == Answer.FIGURE and problem:
        return gap(problem.field, problem.sentence)
    if item.answer == Answer.FIGURE and item.value is None:
        return gap("typed", _("Chưa nhập số. Hãy nhập một số, ví dụ 1.234,5."))
    if item.answer in NEEDS_NOTE and not item.note.strip():
        return gap("note", wanted_note(Answer(item.answer)))
    return None


def wanted_note(answer: Answer) -> str:
    """What the note says beside an answer without a figure."""
    return {
        Answer.NO_DATA: _("Cần ghi lý do chưa có số liệu."),
        Answer.NOT_DUE: _("Cần ghi vì sao không thuộc kỳ."),
        Answer.NOT_DONE: _("Cần ghi đang làm đến đâu."),
        Answer.DONE: _("Cần ghi căn cứ công nhận."),
    }[answer]


def unexplained_gap(item: IndicatorItem, flags: Iterable[Flag]) -> Gap | None:
    """A surprising figure counts as it is, but is not sent without a word of explanation."""
    surprising = next((flag for flag in flags if flag.kind.wants_a_word), None)
    if surprising is None or item.note.strip():
        return None
    sentence = _("Cần một câu giải thích. {flag}").format(flag=surprising.sentence)
    return Gap("indicator", item.pk, item.code, "note", sentence)
