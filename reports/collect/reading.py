"""A report as a page to read and to sign: the same words whether it is being written or was sent years ago."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.collect.figures import answer_words
from reports.collect.items import Chip
from reports.collect.presenters import progress_chip
from reports.models import Submission, SubmissionVersion
from targets.enums import Kind, Quality
from targets.figures import with_unit


@dataclass(frozen=True, slots=True)
class TaskText:
    code: str
    title: str
    duty: str
    progress: Chip | None
    paragraphs: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FigureLine:
    code: str
    name: str
    answer: str
    quality: str
    note: str


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
    ]
    return TaskText(
        code=task["code"],
        title=task["title"],
        duty=str(Duty(task["duty"]).label),
        progress=progress_chip(task["progress"]),
        paragraphs=[(label, text) for label, text in labelled if text],
    )


def _figure_line(line: Mapping[str, Any]) -> FigureLine:
    figure = ""
    if line["value"] is not None:
        figure = with_unit(Decimal(line["value"]), line["unit"], Kind(line["kind"]))
    return FigureLine(
        code=line["code"],
        name=line["name"],
        answer=answer_words(line["answer"], figure, line["typed"]),
        quality=str(Quality(line["quality"]).label) if figure else "",
        note=line["note"],
    )
