"""From a figure or a text of a consolidated report back to who said it, and from a report to where it was used.

What was sent is shown to those who may open that agency's report; who sent it and when, to whoever reads the
consolidated one.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from agencies.access import Person
from plan.enums import Duty
from reports.collect.reading import FigureLine, TaskText, reading_of
from reports.consolidate.selectors import consolidations_for
from reports.doors import submissions_for
from reports.models import (
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedPassage,
    ConsolidatedTask,
    Consolidation,
    FollowUp,
    MeasurementSource,
    ReviewNote,
    Submission,
    SubmissionVersion,
)
from reports.sealing import fingerprint
from reports.tracing.matching import Source, paragraphs_of, sources_of
from targets.models import Resolution

PARTS_A_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Origin:
    """One sending and what was decided on the item in it.

    `figure` or `task` is the item as it was sent, None for those who may not open the report. `is_intact`: what is on
    record still has the fingerprint it was sent with.
    """

    version: SubmissionVersion
    is_intact: bool
    figure: FigureLine | None
    task: TaskText | None
    decisions: list[ReviewNote]

    @property
    def may_read(self) -> bool:
        return self.figure is not None or self.task is not None


@dataclass(frozen=True, kw_only=True)
class FigureTrace:
    """Where an indicator's figure came from: a sending of a report, or a later figure, and how a quarrel ended."""

    line: ConsolidatedIndicator
    origin: Origin | None
    follow_up: FollowUp | None
    resolutions: list[Resolution]


def figure_trace(report: Consolidation, code: str, person: Person, *, on: dt.date) -> FigureTrace:
    """Http404 where the report has no such indicator. Seven queries at most."""
    line = report.indicators.filter(code=code).first()
    if line is None:
        raise Http404
    source = MeasurementSource.objects.select_related(
        "follow_up__sent_by", "follow_up__signed_by", "follow_up__decided_by"
    ).filter(measurement=line.measurement_id)
    found = source.first() if line.measurement_id else None
    resolutions = Resolution.objects.filter(
        indicator=line.indicator_id, year=report.round.year, at__lte=report.built_at
    )
    origins = _origins([line.version_id] if line.version_id else [], "indicators", code, person, on=on)
    return FigureTrace(
        line=line,
        origin=origins.get(line.version_id or 0),
        follow_up=found.follow_up if found else None,
        resolutions=list(resolutions.select_related("by")),
    )


@dataclass(frozen=True)
class PartTrace:
    line: ConsolidatedPart
    origin: Origin | None


@dataclass(frozen=True)
class TaskTrace:
    """Where the parts of a task came from, a page of them."""

    task: ConsolidatedTask
    parts: list[PartTrace]
    page: Page[ConsolidatedPart]


def task_trace(report: Consolidation, code: str, person: Person, *, on: dt.date, page: str | int = 1) -> TaskTrace:
    """Http404 where the report has no such task. Seven queries at most."""
    task = report.tasks.filter(code=code).first()
    if task is None:
        raise Http404
    shown = Paginator(task.parts.order_by("order"), PARTS_A_PAGE).get_page(page)
    lines = list(shown)
    origins = _origins([line.version_id for line in lines], "tasks", code, person, on=on)
    return TaskTrace(task, [PartTrace(line, origins.get(line.version_id)) for line in lines], shown)


def _origins(versions: Collection[int], kind: str, code: str, person: Person, *, on: dt.date) -> dict[int, Origin]:
    """The sendings by their keys, each with its item `code`. Three queries; none without versions."""
    if not versions:
        return {}
    people = ("sent_by", "prepared_by", "signed_by", "submission")
    found = SubmissionVersion.objects.filter(pk__in=versions).select_related(*people)
    open_ = set(submissions_for(person, on=on).filter(versions__in=versions).values_list("pk", flat=True))
    notes = _decisions(versions, kind, code)
    return {version.pk: _origin(version, kind, code, version.submission_id in open_, notes) for version in found}


def _origin(
    version: SubmissionVersion, kind: str, code: str, may_read: bool, notes: dict[int, list[ReviewNote]]
) -> Origin:
    item = [one for one in version.content[kind] if one["code"] == code] if may_read else []
    reading = reading_of({"tasks": [], "indicators": []} | {kind: item})
    return Origin(
        version=version,
        is_intact=fingerprint(version.content) == version.sha256,
        figure=reading.figures[0] if reading.figures else None,
        task=reading.tasks[0] if reading.tasks else None,
        decisions=notes[version.pk],
    )


def _decisions(versions: Collection[int], kind: str, code: str) -> dict[int, list[ReviewNote]]:
    of_item = {"tasks": "task_entry__task__code", "indicators": "indicator_entry__indicator__code"}[kind]
    rows = ReviewNote.objects.filter(version__in=versions, **{of_item: code}).select_related("by")
    notes: dict[int, list[ReviewNote]] = defaultdict(list)
    for note in rows:
        notes[note.version_id].append(note)
    return notes


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the narrative and the parts that hold it; none where the coordinator wrote it."""

    text: str
    sources: list[Source[ConsolidatedPart]]


@dataclass(frozen=True)
class PassageTrace:
    passage: ConsolidatedPassage
    paragraphs: list[Paragraph]


def passage_trace(report: Consolidation, key: str) -> PassageTrace:
    """Http404 where the report has no such passage. Two queries."""
    passage = report.passages.select_related("edited_by").filter(key=key).first()
    if passage is None:
        raise Http404
    texts = [(part, text) for part in _leads_parts(report) for text in _texts(part)]
    return PassageTrace(passage, [Paragraph(text, _distinct(text, texts)) for text in paragraphs_of(passage.text)])


def _leads_parts(report: Consolidation) -> QuerySet[ConsolidatedPart]:
    parts = ConsolidatedPart.objects.filter(task__consolidation=report, duty=Duty.LEAD)
    return parts.select_related("task").order_by("task__order", "order")


def _texts(part: ConsolidatedPart) -> list[str]:
    return [text for text in (part.result, part.difficulty, part.proposal) if text]


def _distinct(paragraph: str, texts: Sequence[tuple[ConsolidatedPart, str]]) -> list[Source[ConsolidatedPart]]:
    """A part counts once, by the text of it that fits best."""
    best: dict[int, Source[ConsolidatedPart]] = {}
    for source in sources_of(paragraph, texts):
        best.setdefault(source.key.pk, source)
    return list(best.values())


@dataclass(frozen=True)
class Use:
    """An item of a report in a consolidated report, by what sending of it."""

    code: str
    name: str
    number: int
    words: str
    route: str


@dataclass(frozen=True)
class UsedIn:
    report: Consolidation
    uses: list[Use]
    passages: list[ConsolidatedPassage]


def used_in(submission: Submission, person: Person, *, on: dt.date) -> list[UsedIn]:
    """Every consolidated report the person may read that took something from this agency's report, the latest first.

    Five queries.
    """
    reports = list(consolidations_for(person, on=on).filter(round=submission.round_id).order_by("-number"))
    lines = ConsolidatedIndicator.objects.filter(consolidation__in=reports, version__submission=submission)
    parts = ConsolidatedPart.objects.filter(task__consolidation__in=reports, version__submission=submission)
    uses: dict[int, list[Use]] = defaultdict(list)
    texts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for part in parts.select_related("task", "version").order_by("task__order"):
        report = part.task.consolidation_id
        words = str(part.get_progress_display())
        uses[report].append(Use(part.task.code, part.task.title, part.version.number, words, "reports:trace_task"))
        texts[report] += [(part.task.code, text) for text in _texts(part)]
    for line in lines.select_related("version").order_by("order"):
        number = line.version.number if line.version else 0
        words = str(line.get_status_display())
        uses[line.consolidation_id].append(Use(line.code, line.name, number, words, "reports:trace_indicator"))
    passages = _passages_with(texts)
    return [UsedIn(report, uses[report.pk], passages[report.pk]) for report in reports if uses[report.pk]]


def _passages_with(texts: dict[int, list[tuple[str, str]]]) -> dict[int, list[ConsolidatedPassage]]:
    """By report: the passages in which a paragraph holds one of its texts. One query."""
    found: dict[int, list[ConsolidatedPassage]] = defaultdict(list)
    rows: Any = ConsolidatedPassage.objects.filter(consolidation__in=texts).exclude(text="")
    for passage in rows:
        known = texts[passage.consolidation_id]
        if any(sources_of(paragraph, known) for paragraph in paragraphs_of(passage.text)):
            found[passage.consolidation_id].append(passage)
    return found
