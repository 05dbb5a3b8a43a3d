"""Readings for the files of a report and the templates they are made after."""

from plan.models import Plan
from reports.documents.form import default_template
from reports.enums import JobKind
from reports.models import Consolidation, Job, PaperTemplate


def current_template(plan: Plan) -> PaperTemplate | None:
    """What holds for reports built from now on; None, like a row without a file: the form of the decree. One query."""
    return PaperTemplate.objects.filter(plan=plan).select_related("file").first()


def templates_of(plan: Plan) -> list[PaperTemplate]:
    """All that ever held, the latest first. One query."""
    return list(PaperTemplate.objects.filter(plan=plan).select_related("file", "by"))


def template_bytes(template: PaperTemplate | None) -> bytes:
    """The Word file itself. Raises FileNotFoundError where the storage lost it."""
    if template is None or template.file is None:
        return default_template()
    with template.file.file.open("rb") as stored:
        return bytes(stored.read())


def last_drawing(report: Consolidation) -> Job | None:
    """The last job that was to draw the report's PDF. One query."""
    return Job.objects.filter(kind=JobKind.PDF, subject=report).select_related("asked_by").order_by("-pk").first()
