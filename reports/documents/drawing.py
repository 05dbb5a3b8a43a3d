"""The files of a consolidated report: Word at once, PDF by a job that leads to one file however often it is killed."""

import logging
from dataclasses import replace
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.enums import FileKind
from agencies.errors import Refused
from reports.consolidate.frozen import fingerprint, paper_on
from reports.consolidate.running import Hold
from reports.documents.paper import Paper
from reports.documents.pdf import Busy, NoFont, NotDrawn, write_pdf
from reports.documents.word import write_word
from reports.models import Consolidation, DrawnFile
from reports.papers.charting import chart_appendix

logger = logging.getLogger(__name__)


def word_file(report: Consolidation) -> BytesIO:
    """The report as a Word file after its office's template, in the office's language.

    Raises `template.Unfit` and FileNotFoundError where its template cannot be had.
    """
    template = None
    if report.template and report.template.file:
        with report.template.file.file.open("rb") as stored:
            template = stored.read()
    file = BytesIO()
    with translation.override(settings.LANGUAGE_CODE):
        write_word(paper_on(report), file, template)
    file.seek(0)
    return file


def content_of(report: Consolidation) -> str:
    """What tells whether a drawn file still shows the report: the hash it was issued with, or that of its rows now."""
    return report.sha256 or fingerprint(report)


def current_pdf(report: Consolidation) -> DrawnFile | None:
    """The PDF that shows the report as it stands; None where it must be drawn first."""
    drawn = DrawnFile.objects.filter(consolidation=report, kind=FileKind.PDF).first()
    if drawn is None or drawn.content != content_of(report):
        return None
    return drawn if drawn.file.storage.exists(str(drawn.file.name)) else None


def paper_with_charts(report: Consolidation) -> Paper:
    """The paper with one more appendix, which only the PDF has."""
    paper = paper_on(report)
    attached = paper.appendices[0].attached if paper.appendices else ""
    charts = chart_appendix(report, number=len(paper.appendices) + 1, attached=attached)
    return replace(paper, appendices=[*paper.appendices, charts]) if charts else paper


def draw_pdf(consolidation: Consolidation, hold: Hold) -> None:
    """Draw the PDF of the report unless it is there. Raises Refused with a sentence for the page, and TakenOver."""
    if current_pdf(consolidation):
        return
    hold.report(_("Xếp nội dung và vẽ biểu đồ"), 10)
    content = content_of(consolidation)  # read first: what is saved meanwhile makes the file out of date, not wrong
    paper = paper_with_charts(consolidation)
    hold.report(_("Dàn trang"), 30)
    with TemporaryFile() as file:
        _write(paper, file, consolidation)
        hold.report(_("Lưu tệp PDF"), 90)
        _keep(consolidation, content, File(file), hold)


def _write(paper: Paper, file: IO[bytes], report: Consolidation) -> None:
    try:
        write_pdf(paper, file)
    except Busy as busy:
        raise Refused(_("Đang có nhiều tệp PDF được lập cùng lúc. Mời thử lại sau ít phút.")) from busy
    except NoFont as missing:
        words = _("Máy chủ thiếu phông chữ {name} nên chưa lập được tệp PDF. Hãy báo người quản trị.")
        raise Refused(words.format(name=missing.name)) from missing
    except NotDrawn as error:
        logger.exception("consolidated report %s cannot be drawn as a PDF", report.pk)
        words = _("Chưa lập được tệp PDF; lỗi đã được ghi lại cho người quản trị. Có thể dùng tệp Word.")
        raise Refused(words) from error


def _keep(report: Consolidation, content: str, file: "File[bytes]", hold: Hold) -> None:
    """One row a report; the file it pointed to goes once the new one is there. A name tells the content, so what a
    killed worker left half-written is written over."""
    storage, name = DrawnFile._meta.get_field("file").storage, _file_name(report, content)
    storage.delete(name)
    name = storage.save(name, file)
    with acting(hold.job.asked_by):
        hold.lock()
        former = DrawnFile.objects.filter(consolidation=report, kind=FileKind.PDF).first()
        DrawnFile.objects.update_or_create(
            consolidation=report,
            kind=FileKind.PDF,
            defaults={"content": content, "file": name, "drawn_at": hold.clock()},
        )
    if former and former.file.name != name:
        old = str(former.file.name)
        transaction.on_commit(lambda: storage.delete(old), robust=True)


def _file_name(report: Consolidation, content: str) -> str:
    round_ = report.round
    return f"consolidations/{round_.plan.code}-{round_.year}-{report.number}-{content[:16]}.pdf"
