"""A report as a page to read and to sign: the same words whether it is being written or was sent years ago."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.collect.figures import answer_words, figure_words
from reports.collect.indicator_items import nothing_chip
from reports.collect.items import Chip
from reports.collect.presenters import progress_chip
from reports.evidence.presenting import File, files_in
from reports.models import Submission, SubmissionVersion
from reports.typed import Figure
from targets.enums import Quality
from targets.quotient import quotient


@dataclass(frozen=True, slots=True)
class TaskText:
    code: str
    title: str
    duty: str
    progress: Chip | None
    paragraphs: list[tuple[str, str]]
    files: list[File]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """`nothing` is the sign of an answer that says there is no figure; a zero is a figure."""

    code: str
    name: str
    is_part: bool
    answer: str
    nothing: Chip | None
    quality: str
    note: str
    files: list[File]


@dataclass(frozen=True, slots=True)
class Reading:
    tasks: list[TaskText]
    figures: list[FigureLine]


def reading_of(content: Mapping[str, Any]) -> Reading:
    """`content` is what `reports.collect.content.content_of` makes, now or at a sending."""
    return Reading(
        tasks=[_task_text(task) for task in content["tasks"]],
        figures=[_figure_line(line) for line in content["indicators"]],
    )


def last_sending(submission: Submission) -> SubmissionVersion | None:
    """The report as it was last sent, with who had a hand in it. One query."""
    versions = submission.versions.select_related("sent_by", "prepared_by", "signed_by")
    return versions.order_by("number").last()


def _task_text(task: Mapping[str, Any]) -> TaskText:
    labelled = [
        (_("Kết quả"), task["result"]),
        (_("Khó khăn, vướng mắc"), task["difficulty"]),
        (_("Đề xuất, kiến nghị"), task["proposal"]),
        (_("Chưa có phần phối hợp khi gửi"), ", ".join(task.get("missing", []))),
    ]
    return TaskText(
        code=task["code"],
        title=task["title"],
        duty=str(Duty(task["duty"]).label),
        progress=progress_chip(task["progress"]),
        paragraphs=[(label, text) for label, text in labelled if text],
        files=files_in(task),
    )


def _figure_line(line: Mapping[str, Any]) -> FigureLine:
    """`line` may be of a sending from before numerators, denominators and parts were asked for."""
    words = figure_words(_figure(line), line["unit"], line["kind"], line.get("decimals", 0), line.get("multiplier"))
    return FigureLine(
        code=line["code"],
        name=line["name"],
        is_part=line.get("is_part", False),
        answer=answer_words(line["answer"], words, line["typed"] or line.get("typed_numerator", "")),
        nothing=nothing_chip(line["answer"]),
        quality=str(Quality(line["quality"]).label) if words else "",
        note=line["note"],
        files=files_in(line),
    )


def _figure(line: Mapping[str, Any]) -> Figure:
    value, upper, lower = (_decimal(line.get(name)) for name in ("value", "numerator", "denominator"))
    multiplier = line.get("multiplier")
    exact = None if upper is None or lower is None or multiplier is None else quotient(upper, lower, multiplier)
    return Figure(value=value, numerator=upper, denominator=lower, exact=exact)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
